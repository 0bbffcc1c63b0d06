"""提案と事前相談の一生, and what must hold before a proposal is submitted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.calls.states import Phase
from kyodo.cycle.calls.states import State as RoundState
from kyodo.cycle.collaborations.queries import lead_of
from kyodo.cycle.collaborations.states import Stage
from kyodo.kernel.access import Side
from kyodo.kernel.policy import Block
from kyodo.kernel.workflow import Move, Owes, Workflow
from kyodo.offices.city.queries import local_day

from . import letters, terms
from .models import Budget, PriorTalk, Proposal
from .policies import is_desk, is_officer, is_talker, is_the_program, is_writer
from .states import IN_HAND, Answer, State, Step, TalkState

S, T = State, TalkState

#: What each step must say before the proposal is submitted.
NEEDED: Mapping[Step, tuple[str, ...]] = {
    Step.AIM: ("title", "problem", "purpose", "goals"),
    Step.PLAN: ("content", "target", "starts_on", "ends_on"),
    Step.TOGETHER: ("why_together", "roles"),
    Step.TEAM: ("author_name", "team"),
    Step.MONEY: ("other_support",),
}


def block(proposal: Proposal, step: Step, sentence: object) -> Block:
    """Something a step still lacks, with the way there."""
    return Block(step.label, str(sentence), reverse("proposals:step", args=[proposal.ref, step.value]))


def is_complete(proposal: Proposal, at: datetime) -> Sequence[Block]:
    """Every step says what it must."""
    label = {field.name: field.verbose_name for field in Proposal._meta.get_fields() if hasattr(field, "verbose_name")}
    blocks = [
        block(proposal, step, _("「%(label)s」を入力してください。") % {"label": label[name]})
        for step, names in NEEDED.items()
        for name in names
        if not getattr(proposal, name)
    ]
    contact = getattr(proposal, "contact", None)
    if contact is None or not contact.name or not (contact.phone or contact.email):
        blocks.append(block(proposal, Step.TEAM, _("連絡する方のお名前と、電話かメールを入力してください。")))
    return blocks


def money_is_right(proposal: Proposal, at: datetime) -> Sequence[Block]:
    """Income equals expense, the city's share keeps the rule of the programme, and help from others is named."""
    programme = proposal.round.programme if proposal.round else None
    budget = Budget.of((line.row() for line in proposal.lines.all()), programme)
    faults = list(budget.faults)
    if proposal.other_support == Answer.YES and not proposal.supports:
        faults.append(_("ほかの補助や助成の名前と金額を入力してください。"))
    if proposal.other_support == Answer.NO and proposal.supports:
        faults.append(
            _("ほかの補助や助成を受けないときは、その行を消してください。受けるときは「はい」を選んでください。")
        )
    if proposal.other_support == Answer.NO and budget.grants:
        faults.append(_("収入に「ほかの助成」があります。ほかの補助や助成を受けるかどうかを「はい」にしてください。"))
    return [block(proposal, Step.MONEY, fault) for fault in faults]


def is_answered(proposal: Proposal, at: datetime) -> Sequence[Block]:
    """Each statement of the round was shown as it reads now and answered; a no says why."""
    answers = {row["text"]: row for row in proposal.answers}
    blocks = []
    for text in proposal.round.statements if proposal.round else ():
        row = answers.get(text)
        if row is None or row["answer"] not in Answer.values:
            blocks.append(block(proposal, Step.REVIEW, _("確かめてください：%(text)s") % {"text": text}))
        elif row["answer"] == Answer.NO and not row["note"].strip():
            blocks.append(
                block(proposal, Step.REVIEW, _("「いいえ」の理由を書いてください：%(text)s") % {"text": text})
            )
    return blocks


def is_in_time(proposal: Proposal, at: datetime) -> Sequence[Block]:
    """The round takes proposals now, or the time for corrections runs. What was written stays in any case."""
    case, it = proposal.case, proposal.round
    if proposal.state in IN_HAND and case and case.stage not in (Stage.PROPOSED, Stage.TALKING):
        return [Block(_("審査"), _("審査が始まっているので、直せません。直すことがあれば担当課にお知らせください。"))]
    if it is None or _may_still_correct(proposal, at):
        return ()
    here, phase = it.get_absolute_url(), it.phase(_arrived(proposal, at))
    if it.state != RoundState.PUBLISHED:
        return [Block(str(it), _("この募集はいま受け付けていません。書いた内容はすべて残っています。"), here)]
    if phase == Phase.OPEN or (phase == Phase.EDITING and proposal.state != S.DRAFT):
        return ()
    if phase == Phase.BEFORE:
        return [Block(str(it), _("募集はまだ始まっていません。書いた内容は残るので、始まってから提出できます。"), here)]
    return [
        Block(str(it), _("締切を過ぎています。書いた内容はすべて残っているので、次の募集に移すことができます。"), here)
    ]


def _arrived(proposal: Proposal, at: datetime) -> datetime:
    """届いた時: a paper counts from the day it arrived, however late it is typed in; everything else from now."""
    if proposal.received_on is None or proposal.state != S.DRAFT:
        return at
    return timezone.make_aware(datetime.combine(proposal.received_on, time.min))


def has_room(proposal: Proposal, at: datetime) -> Sequence[Block]:
    """応募の数: what the round allows one group; a proposal that was received once keeps its place."""
    it = proposal.round
    if it is None or it.per_group is None or proposal.state != S.DRAFT:
        return ()
    if Proposal.objects.beside(proposal) < it.per_group:
        return ()
    sentence = _(
        "この募集で1団体が出せる提案は%(most)s件までで、もう%(most)s件届いています。"
        "入れ替えるときは、先に出した提案を取り下げてください。"
    )
    return [Block(_("応募の数"), sentence % {"most": it.per_group}, it.get_absolute_url())]


def _may_still_correct(proposal: Proposal, at: datetime) -> bool:
    """補正の期限: a correction the city asked for may come in until its own day."""
    return proposal.state == S.RETURNED and proposal.correct_by is not None and local_day(at) <= proposal.correct_by


def has_talked(proposal: Proposal, at: datetime) -> Sequence[Block]:
    """事前相談: where the programme requires it, a talk took place, and in time."""
    it = proposal.round
    if it is None or not it.programme.prior_talk:
        return ()
    talk = proposal.talk
    if talk is None or talk.state != T.HELD:
        way = f"{reverse('proposals:new_talk')}?round={it.ref}"
        return [Block(_("事前相談"), _("この制度では、提出の前に事前相談が必要です。"), way)]
    if it.talk_until and talk.held_on and talk.held_on > it.talk_until:
        return [Block(_("事前相談"), _("事前相談の締切を過ぎてからの相談です。協働担当課にお知らせください。"))]
    return ()


def is_not_decided(proposal: Proposal, at: datetime) -> Sequence[Block]:
    """A proposal under screening is withdrawn there; one that was adopted is a case of both sides, who end it together."""
    stage = proposal.case.stage if proposal.case else Stage.SEED
    if stage == Stage.SCREENING:
        return [Block(_("審査"), _("審査中の提案は、「審査の結果を見る」のページから取り下げてください。"))]
    if stage in (Stage.ADOPTED, Stage.AGREEING, Stage.RUNNING, Stage.EVALUATING, Stage.COMPLETED):
        return [Block(_("採択"), _("採択されたあとは、案件のページから双方で進め方を決めてください。"))]
    return ()


def is_unsent(proposal: Proposal, at: datetime) -> Sequence[Block]:
    """Only what was never submitted can be taken up again as a draft."""
    if proposal.submitted_at is None:
        return ()
    return [Block(_("提案"), _("一度提出した提案は下書きに戻せません。新しく書き始めてください。"))]


def section(proposal: Proposal) -> str:
    """The section in charge of the case."""
    lead = lead_of(proposal.case, Side.CITY) if proposal.case else None
    return lead.holder if lead else ""


def section_without_opinion(proposal: Proposal) -> str:
    """The section in charge, as long as it has not said what it thinks of the text that was submitted last."""
    return "" if has_opinion(proposal) else section(proposal)


def has_opinion(proposal: Proposal) -> bool:
    """Whether the section's opinion is there, and about the newest text."""
    latest = proposal.versions.order_by("-number").first()
    return latest is not None and proposal.opinions.filter(written_at__gte=latest.submitted_at).exists()


def desk(thing: object) -> str:
    """協働の窓口課."""
    return next(iter(letters.the_desk(thing)), "")


ready = (is_complete, money_is_right, is_answered, is_in_time, has_room, has_talked)
form_check = Owes[Proposal](_("提案の形式を確認する"), desk, terms.CHECK_DAYS)
opinion = Owes[Proposal](_("提案への課の意見を書く"), section_without_opinion, terms.OPINION_DAYS)
correction = Owes[Proposal](_("提案を補正して出し直す"), lambda p: p.author_ref, due=lambda p: p.correct_by)

WORKFLOW: Workflow[Proposal] = Workflow(
    model=Proposal,
    initial=S.DRAFT,
    states=State,
    begins=_("提案を書き始める"),
    moves=(
        Move("submit", _("提案を提出する"), (S.DRAFT,), S.SUBMITTED, is_writer, (letters.arrived,), (form_check,), ready),
        Move("resubmit", _("補正して出し直す"), (S.RETURNED,), S.SUBMITTED, is_writer, (letters.arrived,), (form_check,), ready),
        Move("revise", _("直した提案を出す"), IN_HAND, S.SUBMITTED, is_writer, (letters.arrived,), (form_check,), ready),
        Move("check", _("形式を確認した"), (S.SUBMITTED,), S.CHECKED, is_desk, (letters.checked,), (opinion,)),
        Move("return", _("補正をお願いする"), IN_HAND, S.RETURNED, is_desk, (letters.returned,), (correction,), reason_needed=True),
        Move("withdraw", _("提案を取り下げる"), (*IN_HAND, S.RETURNED), S.WITHDRAWN, is_writer, (letters.withdrawn,), guards=(is_not_decided,), reason_needed=True),
        Move("discard", _("下書きをやめる"), (S.DRAFT,), S.WITHDRAWN, is_writer),
        Move("lapse", _("古い下書きを閉じる"), (S.DRAFT,), S.WITHDRAWN, is_the_program, (letters.lapsed,)),
        Move("resume", _("下書きに戻す"), (S.WITHDRAWN,), S.DRAFT, is_writer, guards=(is_unsent,)),
    ),
)  # fmt: skip

TALKS: Workflow[PriorTalk] = Workflow(
    model=PriorTalk,
    initial=T.REQUESTED,
    states=TalkState,
    begins=_("事前相談を申し込む"),
    tells=(letters.talk_requested,),
    owes=(Owes[PriorTalk](_("事前相談の日取りを決めて話を聞く"), desk, terms.TALK_DAYS),),
    moves=(
        Move("hold", _("相談の記録を書く"), (T.REQUESTED,), T.HELD, is_officer, (letters.talk_held,)),
        Move("add", _("相談の記録を書き足す"), (T.HELD,), T.HELD, is_officer, (letters.talk_held,), keeps_tasks=True),
        Move("cancel", _("相談を取りやめる"), (T.REQUESTED,), T.CANCELLED, is_talker | is_officer),
    ),
)  # fmt: skip
