"""逐条点検: efforts, what is asked of their sections, what they report, and what a council says of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts import policies as may
from kyodo.deliberation.texts.models import Check, Document, Effort
from kyodo.deliberation.texts.queries.reading import text_in_force
from kyodo.deliberation.texts.states import Standing
from kyodo.deliberation.texts.terms import CHECK_DAYS, CHECK_NOTICE_DAYS, REVIEW_NOTICE_DAYS
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Refused
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import local_day, number
from kyodo.offices.desk.actions import due_date, owe, settle
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.actions import record
from kyodo.offices.papers.actions import store

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

CHECK, AGAIN, REVIEW = "check", "check_again", "review"  #: kinds of desk tasks


def add_effort(
    document: Document,
    *,
    name: str,
    section: Section,
    words: str = "",
    subject: str = "",
    by: Actor,
    at: datetime,
    key: str = "",
) -> Effort:
    """取組を登録する."""
    may.may_write.require(by, document, at=at)
    if document.efforts.filter(name=name).exists():
        raise Refused(_("同じ名前の取組があります。"), field="name")
    effort = Effort(document=document, name=name, section=section, words=words, subject_ref=subject)
    with transaction.atomic():
        record("add_effort", effort, by=by, at=at, key=key)
        effort.save(force_insert=True)
    return effort


def plan_check(effort: Effort, *, uid: str, year: int, by: Actor, at: datetime, key: str = "") -> Check:
    """点検を頼む: of one effort for one provision and year; the section owes it by a day."""
    may.may_write.require(by, effort.document, at=at)
    version = text_in_force(effort.document)
    if version is None or not version.provisions.filter(uid=uid).exists():
        raise Refused(_("条項を選んでください。"), field="uid")
    if effort.checks.filter(uid=uid, year=year).exists():
        raise Refused(_("この条項・取組・年度の点検は、もうあります。"), field="year")
    check = Check(effort=effort, uid=uid, year=year, made_at=at)
    with transaction.atomic():
        record("plan_check", check, by=by, at=at, key=key)
        check.save(force_insert=True)
        owe(
            check,
            what=str(_("逐条点検を出す")),
            holder=effort.section.subject,
            due=due_date(CHECK_DAYS, at=at),
            at=at,
            kind=CHECK,
        )
    return check


def report(
    check: Check, *, standing: str, words: str, link: str = "", file: UploadedFile[bytes] | None = None,
    evidence_on: date | None = None, next_on: date | None = None, by: Actor, at: datetime,
) -> Check:  # fmt: skip
    """点検する: what stands, on which evidence, and when to look again."""
    may.may_report.require(by, check, at=at)
    if standing in (Standing.DONE, Standing.PARTLY):
        if not (link or file or check.file_id):
            raise Refused(_("実施していることを示すページか文書を付けてください。"), field="link")
        if evidence_on is None:
            raise Refused(_("根拠の日付を入力してください。"), field="evidence_on")
    with transaction.atomic():
        if file:
            check.file = store(file, check, by=by, at=at, purpose=str(_("点検の根拠")))
        check.standing, check.words, check.link = standing, words, link
        check.evidence_on, check.next_on = evidence_on, next_on
        check.save()
        settle(check, by=by, at=at, kind=CHECK)
        settle(check, by=by, at=at, kind=AGAIN)
        record("check", check, by=by, at=at, detail={"standing": str(standing)})
    return check


def say(check: Check, *, council_view: str, amendment: str, council_words: str = "", by: Actor, at: datetime) -> Check:
    """会議体の見方を記録する: beside what the city says, never instead of it."""
    may.may_view.require(by, check, at=at)
    bodies = [c.ref for c in by.capacities(at) if c.ref.startswith("councils.body/")]
    with transaction.atomic():
        check.council_view, check.council_words, check.amendment = council_view, council_words, amendment
        check.council_ref = bodies[0] if bodies else ""
        check.save(update_fields=["council_view", "council_words", "amendment", "council_ref"])
        record("council_view", check, by=by, at=at)
    return check


def warn(at: datetime) -> int:
    """A job of the worker: checks to be made again and texts to be reviewed become tasks, once each, in good time."""
    day, count = local_day(at), 0
    with transaction.atomic():
        soon = day + timedelta(days=number(CHECK_NOTICE_DAYS))
        for check in Check.objects.filter(next_on__lte=soon).select_related("effort__section", "effort__document"):
            count += _owe_once(
                check, check.next_on, AGAIN, str(_("条項の取組をもう一度点検する")), check.effort.section, at
            )
        soon = day + timedelta(days=number(REVIEW_NOTICE_DAYS))
        for document in Document.objects.filter(review_on__lte=soon).select_related("section"):
            count += _owe_once(document, document.review_on, REVIEW, str(_("文書を見直す")), document.section, at)
    return count


def _owe_once(thing: Check | Document, due: date | None, kind: str, what: str, section: Section, at: datetime) -> int:
    """One task for one due date, settled or not."""
    if Task.objects.about(thing.subject).filter(kind=kind, due=due).exists():
        return 0
    owe(thing, what=what, holder=section.subject, due=due, at=at, kind=kind)
    return 1
