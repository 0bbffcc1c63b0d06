"""Answering: one answer for one or many opinions, looked at by others before anything is decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import Answer, Bundle, Category, Consultation, Review, Unit
from kyodo.deliberation.consultations.policies import reviews, writes
from kyodo.deliberation.consultations.states import AnswerState, Verdict
from kyodo.deliberation.consultations.terms import REVIEW_DAYS
from kyodo.deliberation.consultations.workflow import ANSWERS
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.city.models import Section
from kyodo.offices.desk.actions import due_date, owe, settle
from kyodo.offices.journal.actions import record
from kyodo.offices.people.models import Person

from .sorting import after_assigning

#: The kind of the task a reviewer has while an answer waits for them.
TO_REVIEW = "review"


def begin_answer(
    it: Consultation, *, units: Sequence[Unit], section: Section | None = None, by: Person, at: datetime, key: str = ""
) -> Answer:
    """Begin one answer for these opinions. The section of the first of them writes it, unless another is named."""
    if not units:
        raise Refused(_("答える意見を選んでください。"), field="units")
    with transaction.atomic():
        Consultation.lock(it.pk)
        last = it.answers.aggregate(n=Max("order"))["n"] or 0
        answer = Answer(
            consultation=it,
            section=section or units[0].section or it.section,
            order=last + 1,
            written_by=by,
            written_at=at,
        )
        writes.require(by, answer, at=at)
        ANSWERS.begin(answer, by=by, at=at, key=key)
        attach(answer, units=units, by=by, at=at)
    return answer


def attach(answer: Answer, *, units: Iterable[Unit], by: Actor, at: datetime) -> int:
    """Answer more opinions with the same words."""
    writes.require(by, answer, at=at)
    with transaction.atomic():
        locked = _draft(answer)
        chosen = Unit.objects.unanswered().filter(consultation=locked.consultation, pk__in=[u.pk for u in units])
        found = list(chosen.select_related("section"))
        if not found:
            raise Refused(_("まだ答えのない意見を選んでください。"), field="units")
        Unit.objects.filter(pk__in=[u.pk for u in found]).update(answer=locked)
        record("attach", locked, by=by, at=at, detail={"units": [u.subject for u in found]})
        after_assigning(locked.consultation, {u.section for u in found}, by=by, at=at)
    return len(found)


def detach(unit: Unit, *, by: Actor, at: datetime) -> Unit:
    """Take an opinion off its answer: it waits for another one."""
    with transaction.atomic():
        locked = Unit.lock(unit.pk)
        if locked.answer is None:
            raise IllegalMove(_("この意見には、まだ市の考え方がありません。"))
        writes.require(by, locked.answer, at=at)
        answer = _draft(locked.answer)
        locked.answer = None
        locked.save(update_fields=["answer"])
        record("detach", answer, by=by, at=at, detail={"unit": locked.subject})
        after_assigning(locked.consultation, {locked.section}, by=by, at=at)
    unit.refresh_from_db()
    return unit


def write(
    answer: Answer, *, text: str, reason: str, category: Category | None = None, before: str = "", after: str = "",
    submit: bool = False, by: Person, at: datetime,
) -> Answer:  # fmt: skip
    """Write the draft answer; `submit` hands it to the reviewers at once."""
    writes.require(by, answer, at=at)
    with transaction.atomic():
        locked = _draft(answer)
        locked.text, locked.reason, locked.category = text.strip(), reason.strip(), category
        locked.before, locked.after = before.strip(), after.strip()
        locked.reason_key = key_of_reason(locked.reason)
        locked.written_by, locked.written_at = by, at
        locked.save()
        record("write", locked, by=by, at=at, detail={"category": category.subject if category else ""})
        if submit:
            hand_in(locked, by=by, at=at)
    answer.refresh_from_db()
    return answer


def key_of_reason(reason: str) -> str:
    """Same words, same key, whatever their width and spaces."""
    return Bundle.digest_of(reason) if reason.strip() else ""


def hand_in(answer: Answer, *, by: Actor, at: datetime) -> Answer:
    """審査に出す: a new round of reviews begins."""
    with transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(round=Answer.lock(answer.pk).round + 1)
        ANSWERS.perform("submit", answer, by=by, at=at)
        for person in waiting_for(answer):
            owe(
                answer, what=_("市の考え方を審査する"), holder=person.subject, kind=TO_REVIEW, at=at,
                due=due_date(REVIEW_DAYS, at=at),
            )  # fmt: skip
    return answer


def review(answer: Answer, *, verdict: str, words: str = "", by: Person, at: datetime, key: str = "") -> Review:
    """What one reviewer says. The last consent ends the review; one wish for a change sends the answer back."""
    reviews.require(by, answer, at=at)
    with transaction.atomic():
        locked = Answer.lock(answer.pk)
        if locked.state != AnswerState.SUBMITTED:
            raise IllegalMove(_("この市の考え方は、いま審査中ではありません。"))
        if locked.written_by_id == by.pk:
            raise NotAllowed(_("自分が書いた市の考え方は、ほかの人が審査します。"))
        if locked.reviews.filter(round=locked.round, person=by).exists():
            raise IllegalMove(_("この回の審査は、すでに済ませています。"))
        if verdict == Verdict.CHANGE and not words.strip():
            raise Refused(_("どこを直してほしいかを入力してください。"), field="words")
        said = Review(
            answer=locked, round=locked.round, person=by, verdict=verdict, words=words.strip(), reviewed_at=at
        )
        record(
            "review", said, by=by, at=at, reason=words, detail={"verdict": verdict, "answer": locked.subject}, key=key
        )
        said.save(force_insert=True)
        settle(locked, by=by, at=at, kind=TO_REVIEW, holder=None if verdict == Verdict.CHANGE else by.subject)
        if verdict == Verdict.CHANGE:
            ANSWERS.perform("return", locked, by=by, at=at, reason=words)
        elif not waiting_for(locked):
            ANSWERS.perform("agree", locked, by=by, at=at)
    answer.refresh_from_db()
    return said


def consent(answers: Iterable[Answer], *, by: Person, at: datetime) -> int:
    """まとめて審査する: the same reviewer agrees to every one of these, or to none; how many they were."""
    with transaction.atomic():
        said = [review(answer, verdict=Verdict.AGREE, by=by, at=at) for answer in answers]
    return len(said)


def waiting_for(answer: Answer) -> list[Person]:
    """The reviewers who have not spoken in this round; nobody reviews their own words."""
    spoken = answer.reviews.filter(round=answer.round).values("person")
    left = answer.consultation.reviewers.exclude(person__in=spoken).exclude(person=answer.written_by)
    return [r.person for r in left.select_related("person")]


def reopen_answer(answer: Answer, *, reason: str, by: Actor, at: datetime) -> Answer:
    """書き直す: an answer that was handed in or agreed becomes a draft again."""
    with transaction.atomic():
        settle(answer, by=by, at=at, kind=TO_REVIEW)
        return ANSWERS.perform("reopen", answer, by=by, at=at, reason=reason)


def withdraw_answer(answer: Answer, *, by: Actor, at: datetime) -> Answer:
    """取り消す: its opinions wait for another answer."""
    writes.require(by, answer, at=at)
    with transaction.atomic():
        units = list(answer.units.select_related("section"))
        ANSWERS.perform("withdraw", answer, by=by, at=at)
        Unit.objects.filter(answer=answer).update(answer=None)
        after_assigning(answer.consultation, {u.section for u in units}, by=by, at=at)
    return answer


def _draft(answer: Answer) -> Answer:
    locked = Answer.lock(answer.pk)
    if locked.state != AnswerState.DRAFT:
        raise IllegalMove(_("審査に出したあとは変えられません。直すには、回答案に戻してください。"))
    return locked
