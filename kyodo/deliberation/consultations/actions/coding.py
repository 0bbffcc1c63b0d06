"""二人目の分類: asking somebody, drawing the opinions by lot, sorting them unseen, filing, settling what was seen otherwise."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import Category, Coding, Consultation, Recoding, Unit
from kyodo.deliberation.consultations.policies import is_coder, keeps, may_be_second, tells_somebody
from kyodo.deliberation.consultations.queries.coding import lot_of
from kyodo.deliberation.consultations.states import CodingState, State
from kyodo.deliberation.consultations.terms import CODING_DAYS
from kyodo.deliberation.consultations.workflow import CODINGS
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city.models import Section
from kyodo.offices.desk.actions import due_date, owe, settle
from kyodo.offices.desk.terms import BLIND
from kyodo.offices.journal.actions import record
from kyodo.offices.people.models import Person


def name_coder(it: Consultation, *, coder: Person, seed_from: str, by: Actor, at: datetime, key: str = "") -> Coding:
    """二人目を頼む: from now on they see nothing of the sorting. How the seed will come about is said before it is known."""
    keeps.require(by, it, at=at)
    if not (verdict := may_be_second.check(coder, it, at=at)):
        raise Refused(verdict.reason, field="coder")
    if coder.subject == by.subject:
        raise Refused(_("自分ではない人を選んでください。"), field="coder")
    with transaction.atomic():
        locked = Consultation.lock(it.pk)
        if locked.state not in (State.DRAFT, State.ANNOUNCED, State.PUBLISHED):
            raise IllegalMove(_("二人目の分類は、決裁に回す前に頼みます。"))
        if locked.codings.standing().exists():
            raise IllegalMove(_("二人目の分類は、すでに頼まれています。"))
        coding = Coding(consultation=locked, coder=coder, seed_from=seed_from.strip(), named_at=at)
        CODINGS.begin(coding, by=by, at=at, detail={"coder": coder.subject}, key=key)
        _owe(coding, at=at)
    return coding


def draw(coding: Coding, *, seed: str, by: Actor, at: datetime) -> Coding:
    """くじを引く: of all opinions those with the smallest digest of list, seed and number. How they stand now is kept."""
    if not seed.strip():
        raise Refused(_("種となる数を入力してください。"), field="seed")
    with transaction.atomic():
        locked = Coding.lock(coding.pk)
        CODINGS.perform("draw", coding, by=by, at=at, detail={"seed": seed.strip()})
        units = (
            Unit.objects.standing()
            .filter(consultation=locked.consultation)
            .select_related("answer__category", "section")
        )
        known = {unit.ref: unit for unit in units}
        listed = sorted(known)
        Coding.objects.filter(pk=locked.pk).update(seed=seed.strip(), listed=listed, drawn_at=at)
        Recoding.objects.bulk_create(_row(locked, known[ref]) for ref in lot_of(listed, seed.strip()))
        settle(locked, by=by, at=at, kind=BLIND)
        _owe(locked, at=at, days=True)
    coding.refresh_from_db()
    return coding


def _row(coding: Coding, unit: Any) -> Recoding:
    """How an opinion stands now; that it has a section and a category, the guard of the draw has seen."""
    return Recoding(coding=coding, unit=unit, first_category=unit.answer.category, first_section=unit.section)


def _owe(coding: Coding, *, at: datetime, days: bool = False) -> None:
    """One task until it is filed: it also keeps the news of the case from whoever codes."""
    due = due_date(CODING_DAYS, at=at) if days else None
    owe(coding, what=_("意見の二人目の分類をする"), holder=coding.coder.subject, kind=BLIND, due=due, at=at)


def code(row: Recoding, *, category: Category, section: Section, by: Actor, at: datetime) -> Recoding:
    """分類する: what the second person sees. Nobody else reads it before it is filed; the journal says only that it was done."""
    is_coder.require(by, row.coding, at=at)
    with transaction.atomic():
        coding = Coding.lock(row.coding_id)
        if coding.state != CodingState.DRAWN:
            raise IllegalMove(_("いまは分類できません。出したあとの分類は変えられません。"))
        locked = Recoding.lock(row.pk)
        locked.category, locked.section, locked.coded_at = category, section, at
        locked.save(update_fields=["category", "section", "coded_at"])
        record("code", coding, by=by, at=at)
    row.refresh_from_db()
    return row


def file_coding(coding: Coding, *, by: Actor, at: datetime) -> Coding:
    """分類を出す: from now on both codings are open to whoever works on the consultation, and neither can be changed."""
    with transaction.atomic():
        Coding.objects.filter(pk=coding.pk).update(filed_at=at)
        CODINGS.perform("file", coding, by=by, at=at)
        settle(coding, by=by, at=at, kind=BLIND)
    coding.refresh_from_db()
    return coding


def withdraw_coding(coding: Coding, *, reason: str, by: Actor, at: datetime) -> Coding:
    """取りやめる: nothing of it is counted; somebody else can be asked. What was filed stays."""
    with transaction.atomic():
        CODINGS.perform("withdraw", coding, by=by, at=at, reason=reason)
        settle(coding, by=by, at=at, kind=BLIND)
    return coding


def settle_row(row: Recoding, *, reason: str, by: Actor, at: datetime) -> Recoding:
    """決着させる: why the opinion is sorted as it stands now. What has to be changed is changed before."""
    keeps.require(by, row.coding, at=at)
    if not reason.strip():
        raise Refused(_("どうしてその分類にするかを入力してください。"), field="reason")
    if tells_somebody(row.coding.consultation, reason):
        raise Refused(_("提出者の氏名・住所・連絡先か、伏せた言葉が入っています。"), field="reason")
    with transaction.atomic():
        locked = Recoding.lock(row.pk)
        if not Recoding.objects.disputed().filter(pk=locked.pk).exists():
            raise IllegalMove(_("この意見の分類は、二人で食い違っていません。"))
        if locked.coding.consultation.state != State.PUBLISHED:
            raise IllegalMove(_("決裁に回したあとは直せません。直すには、案件を整理に戻してください。"))
        locked.settled_because, locked.settled_by, locked.settled_at = reason.strip(), by.subject, at
        locked.save(update_fields=["settled_because", "settled_by", "settled_at"])
        record("settle_coding", locked, by=by, at=at, reason=reason)
    row.refresh_from_db()
    return row
