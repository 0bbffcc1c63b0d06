"""What must hold before a move. Every block leads to where it is mended."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import Answer, Category, Consultation, Intake, Submission, Unit
from kyodo.deliberation.consultations.states import AnswerState, Channel, IntakeState, State
from kyodo.deliberation.consultations.terms import MIN_DAYS
from kyodo.deliberation.texts.models import Cause
from kyodo.deliberation.texts.states import VersionState
from kyodo.kernel.policy import Block
from kyodo.offices.city.queries import local_day, number
from kyodo.offices.papers.queries import files_about

from .naming import telling_answer, telling_things

SHOWN_BLOCKS = 20  #: more blocks of one rule than this are counted, not listed


def is_complete(it: Consultation, at: datetime) -> list[Block]:
    """公表に必要な記入: what the law and every city's rules want known with the draft. 行政手続法39条1項・2項."""
    mend = reverse("consultations:edit", args=[it.ref])
    wanted = (
        (it.purpose, _("趣旨")), (it.basis, _("根拠")), (it.who_may, _("提出できる人")), (it.channels, _("提出方法")),
        (it.opens_on and it.closes_on, _("募集の期間")), (it.originals_at, _("原本を見られる場所")),
        (it.send_to or set(it.channels) <= {Channel.WEB, Channel.MEETING}, _("郵送・ファクス・メールの宛先")),
    )  # fmt: skip
    sentence = _("「%(entry)s」が入力されていません。")
    blocks = [Block(label, sentence % {"entry": label}, mend) for given, label in wanted if not given]
    if it.draft and it.draft.state != VersionState.PUBLISHED:
        sentence = _("案の版が、まだ公開されていません。")
        blocks.append(Block(_("案"), sentence, it.draft.get_absolute_url()))
    if not has_draft(it):
        documents = reverse("consultations:documents", args=[it.ref])
        blocks.append(Block(_("案"), _("公表する案がありません。案の文書を登録してください。"), documents))
    return blocks


def has_draft(it: Consultation) -> bool:
    """Whether there is a text to comment on."""
    return it.draft_id is not None or files_about(it.subject).exists()


def keeps_thirty_days(it: Consultation, at: datetime) -> list[Block]:
    """30日以上: 行政手続法39条3項; shorter only with the unavoidable reason published, 40条1項."""
    mend = reverse("consultations:edit", args=[it.ref])
    if not (it.opens_on and it.closes_on):
        return []
    blocks = []
    if it.opens_on < local_day(at):
        sentence = _("募集開始の日が過ぎています。今日以後の日にしてください。")
        blocks.append(Block(_("募集の期間"), sentence, mend))
    least = number(MIN_DAYS)
    if it.days < least and not it.short_reason.strip():
        sentence = _(
            "募集の期間が%(days)d日です。%(least)d日より短いときは、やむを得ない理由の公表が必要です（行政手続法40条1項）。"
        )
        blocks.append(Block(_("30日以上"), sentence % {"days": it.days, "least": least}, mend))
    return blocks


def is_closed(it: Consultation, at: datetime) -> list[Block]:
    """締切のあと: nothing is decided while people may still speak. 行政手続法42条."""
    if it.closes_on and local_day(at) <= it.closes_on:
        return [Block(_("募集の期間"), _("募集の期間が終わるまで、次に進めません。"), it.get_absolute_url())]
    return []


def every_file_is_in(it: Consultation, at: datetime) -> list[Block]:
    """すべて台帳に載せる: rows of a file that still wait are opinions that nobody has read."""
    sentence = _("取り込みの途中のファイルがあります。続きを取り込むか、取り消してください。")
    halfway = it.intakes.filter(state__in=(IntakeState.RUNNING, IntakeState.UNDOING))
    return [Block(_("すべて台帳に載せる"), sentence, one.get_absolute_url()) for one in halfway]


def everything_is_read(it: Consultation, at: datetime) -> list[Block]:
    """すべて読む: 行政手続法42条, every submission is fully considered."""
    unread = it.bundles.unread()
    count = unread.count()
    if not count:
        return []
    rule = _("すべて読む")
    sentence = _("まだ読み終えていない提出があります（受付番号%(number)s）。")
    blocks = []
    for bundle in unread[:SHOWN_BLOCKS]:
        numbers = bundle.submissions.order_by("number").values_list("number", flat=True)[
            :3
        ]  # of perhaps a hundred thousand
        blocks.append(Block(rule, sentence % {"number": "、".join(map(str, numbers))}, bundle.get_absolute_url()))
    return [*blocks, *_more(rule, count, reverse("consultations:work", args=[it.ref]))]


def everything_is_answered(it: Consultation, at: datetime) -> list[Block]:
    """すべて答える: every opinion has an answer that passed its reviewers, and no answer stands without opinions."""
    rule = _("すべて答える")
    open_units = it.units.unanswered()
    count = open_units.count()
    blocks = [
        Block(rule, _("市の考え方がまだない意見があります。"), u.get_absolute_url())
        for u in open_units.select_related("bundle")[:SHOWN_BLOCKS]
    ]
    blocks += _more(rule, count, reverse("consultations:answers", args=[it.ref]))
    waiting = it.answers.standing().exclude(state=AnswerState.AGREED)
    sentence = _("市の考え方%(order)dは、まだ審査が済んでいません。")
    blocks += [Block(_("審査"), sentence % {"order": a.order}, a.get_absolute_url()) for a in waiting[:SHOWN_BLOCKS]]
    idle = it.answers.standing().exclude(Exists(Unit.objects.standing().filter(answer=OuterRef("pk"))))
    sentence = _("市の考え方%(order)dには、答える意見がありません。意見を結びつけるか、取り消してください。")
    blocks += [Block(rule, sentence % {"order": a.order}, a.get_absolute_url()) for a in idle[:SHOWN_BLOCKS]]
    return blocks


def _more(rule: Any, count: int, mend: str) -> list[Block]:
    if count <= SHOWN_BLOCKS:
        return []
    return [Block(rule, _("ほかに%(count)d件あります。") % {"count": count - SHOWN_BLOCKS}, mend)]


def what_is_reflected_changes(it: Consultation, at: datetime) -> list[Block]:
    """反映には変更: an answer that promises a change shows it. 行政手続法43条1項4号."""
    found = it.answers.standing().filter(category__demands_change=True).order_by("order")
    sentence = _("市の考え方%(order)dは「%(category)s」ですが、案の変更が書かれていません。")
    return [
        Block(_("反映の内容"), sentence % {"order": a.order, "category": a.category}, a.get_absolute_url())
        for a in found.select_related("category")
        if not shows_change(a)
    ]


def nobody_is_named(it: Consultation, at: datetime) -> list[Block]:
    """個人情報: nothing that will be published names a sender or repeats what was covered."""
    return _told_blocks(telling_things(it), it)


def _told_blocks(things: list[Unit | Answer], it: Consultation) -> list[Block]:
    rule, blocks = _("個人情報"), []
    for thing in things[:SHOWN_BLOCKS]:
        if isinstance(thing, Unit):
            sentence = _("意見の概要か箇所に、提出者の氏名・住所・連絡先か、伏せた言葉が入っています。")
            blocks.append(Block(rule, sentence, reverse("consultations:unit", args=[thing.ref])))
        else:
            sentence = _("市の考え方%(order)dに、提出者の氏名・住所・連絡先か、伏せた言葉が入っています。")
            blocks.append(Block(rule, sentence % {"order": thing.order}, thing.get_absolute_url()))
    return [*blocks, *_more(rule, len(things), reverse("consultations:answers", args=[it.ref]))]


def shows_change(answer: Answer) -> bool:
    """Whether an answer says what of the draft changed: in its own words, or by a change of the text that names it."""
    return bool(answer.after.strip()) or Cause.objects.filter(subject_ref=answer.subject).exists()


#: What must hold of every opinion and every answer.
RULES = (every_file_is_in, everything_is_read, everything_is_answered, what_is_reflected_changes, nobody_is_named)


def answer_is_complete(answer: Answer, at: datetime) -> list[Block]:
    """回答案に必要な記入: words, a category, a reason of its own, and the change where the category promises one."""
    mend = answer.get_absolute_url()
    wanted = ((answer.text, _("市の考え方")), (answer.category_id, _("対応の区分")), (answer.reason, _("理由")))
    sentence = _("「%(entry)s」が入力されていません。")
    blocks = [Block(label, sentence % {"entry": label}, mend) for given, label in wanted if not given]
    category: Category | None = answer.category
    if category and category.demands_change and not shows_change(answer):
        sentence = _("「%(category)s」とするには、案のどこをどう変えたか（変更後の文）が必要です。")
        blocks.append(Block(_("反映の内容"), sentence % {"category": category}, mend))
    if not answer.units.standing().exists():
        blocks.append(Block(_("答える意見"), _("答える意見が結びついていません。"), mend))
    if not answer.consultation.reviewers.exclude(person=answer.written_by).exists():
        names = reverse("consultations:reviewers", args=[answer.consultation.ref])
        blocks.append(Block(_("審査する人"), _("起案した人のほかに、審査する人が決まっていません。"), names))
    return blocks


def answer_names_nobody(answer: Answer, at: datetime) -> list[Block]:
    """個人情報: said before the reviewers look, so that it is mended by whoever wrote it."""
    return _told_blocks([answer] if telling_answer(answer) else [], answer.consultation)


def case_is_not_decided(answer: Answer, at: datetime) -> list[Block]:
    """決裁の前: what was adopted changes only after the consultation was opened again, with a reason."""
    if answer.consultation.state != State.PUBLISHED:
        sentence = _("決裁に回したあとは直せません。直すには、案件を整理に戻してください。")
        return [Block(_("決裁の前"), sentence, answer.consultation.get_absolute_url())]
    return []


def is_open_to_correction(one: Submission, at: datetime) -> list[Block]:
    """直せる入力: typed in by an officer, not yet answered, and not read together with others that say the same."""
    it, bundle, rule = one.consultation, one.bundle, _("入力の訂正")
    if one.entered_by_id is None:
        sentence = _("直せるのは、紙などから職員が入力した意見だけです。出した方が書いた文は変えられません。")
        return [Block(rule, sentence, one.get_absolute_url())]
    if it.state != State.PUBLISHED:
        sentence = _("決裁に回したあとは直せません。直すには、案件を整理に戻してください。")
        return [Block(rule, sentence, it.get_absolute_url())]
    answered = Unit.objects.standing().filter(bundle=bundle.into_id or bundle.pk, answer__isnull=False).first()
    if answered is not None:
        sentence = _("市の考え方に結びついた意見があります。先に結びつきをはずしてください。")
        return [Block(rule, sentence, answered.get_absolute_url())]
    if bundle.size > 1 and bundle.worked_on:
        sentence = _("同じ文のほかの提出といっしょに読まれています。先に「同じ文の束から出して読む」で出してください。")
        return [Block(rule, sentence, one.get_absolute_url())]
    return []


def every_row_is_readable(intake: Intake, at: datetime) -> list[Block]:
    """読み取れない行がない: a file comes in whole or not at all."""
    if not intake.fault_count:
        return []
    sentence = _("読み取れない行があります。ファイルを直して、もう一度読み込んでください。")
    return [Block(_("読み取れない行"), sentence, intake.get_absolute_url())]


def was_not_worked_on(intake: Intake, at: datetime) -> list[Block]:
    """取り消せる取り込み: only while no person has worked on what came of the file, and nothing is decided."""
    if intake.consultation.state != State.PUBLISHED:
        sentence = _("決裁に回したあとは、取り込みを取り消せません。")
        return [Block(_("取り込みの取消し"), sentence, intake.consultation.get_absolute_url())]
    read = Q(bundle__read_at__isnull=False) | Q(bundle__into__isnull=False) | Q(bundle__parts__isnull=False)
    touched = intake.submissions.filter(
        read | Q(units__isnull=False) | Q(masks__isnull=False) | Q(came_from__isnull=False)
    )
    sentence = _("受付番号%(number)dは、取り込んだあとに人が読んだりまとめたりしているため、まとめて取り消せません。")
    return [
        Block(_("取り込みの取消し"), sentence % {"number": one.number}, one.get_absolute_url())
        for one in touched.distinct()[:10]
    ]
