"""Acts on a case that belong to no single step: its birth, its parties, its placing, its moves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, LinkHolder, Side
from kyodo.kernel.calendar import fiscal_year
from kyodo.kernel.policy import Refused
from kyodo.kernel.thing import Thing
from kyodo.kernel.workflow import ledger
from kyodo.offices.city.actions import next_number
from kyodo.offices.city.models import Ward
from kyodo.offices.city.queries import local_day, the_city
from kyodo.offices.desk import actions as desk
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.actions import record

from . import letters, terms
from .models import CaseField, CaseForm, Collaboration, Lineage, Party, ZoneJudgement
from .policies import is_party, may_describe, may_seat
from .queries import lead_of
from .states import ENDED, PartyRole, Stage
from .workflow import WORKFLOW


def open_case(
    *, title: str, direction: str, summary: str = "", ward: Ward | None = None, fields: Iterable[int] = (),
    by: Actor, at: datetime, key: str = "",
) -> Collaboration:  # fmt: skip
    """Let a case be born, with its number in the fiscal year and the principles that apply from now on."""
    city = the_city()
    if city is None or city.principle_set is None:
        raise Refused(_("市の設定がまだ終わっていません。協働担当課にお知らせください。"))
    year = fiscal_year(local_day(at))
    with transaction.atomic():
        case = Collaboration(
            year=year, number=next_number("case", year), title=title, summary=summary, direction=direction, ward=ward,
            principle_set=city.principle_set, born_at=at, moved_at=at,
        )  # fmt: skip
        WORKFLOW.begin(case, by=by, at=at, key=key)
        CaseField.objects.bulk_create(CaseField(case=case, code=code) for code in sorted(set(fields)))
    return case


def add_party(case: Collaboration, holder: Thing, *, side: Side, by: Actor, at: datetime) -> Party:
    """当事者を加える: whoever may say who sits on that side brings in a group, a section or a person."""
    may_seat[side].require(by, case, at=at)
    with transaction.atomic():
        known = case.parties.filter(holder=holder.subject, until=None).exists()
        party = seat(case, holder, side=side, by=by, at=at)
        if not known:
            ledger().post(letters.seated, party, by=by, at=at)
    return party


def seat(
    case: Collaboration, holder: Thing | LinkHolder, *, side: Side, name: str = "", by: Actor, at: datetime
) -> Party:
    """Seat a group, section, person or the holder of a receipt, as part of the act of a room."""
    shown = name or (holder.display if isinstance(holder, LinkHolder) else str(holder))
    return seat_subject(case, holder.subject, side=side, name=shown, by=by, at=at)


def seat_subject(
    case: Collaboration, holder: str, *, side: Side, name: str, came_with: Collaboration | None = None, by: Actor, at: datetime
) -> Party:  # fmt: skip
    """Seat whoever the subject names. The first on a side leads it. Nobody sits on both sides."""
    with transaction.atomic():
        seated: list[Party] = list(Collaboration.lock(case.pk).parties.filter(until=None))
        if found := next((p for p in seated if p.holder == holder), None):
            if found.side != side:
                raise Refused(_("同じ団体・課・人が両方の側に立つことはできません。"))
            return found
        led = any(p.side == side and p.role == PartyRole.LEAD for p in seated)
        role = PartyRole.PARTNER if led else PartyRole.LEAD
        party = Party(case=case, side=side, holder=holder, name=name, role=role, since=at, came_with=came_with)
        party.save(force_insert=True)
        record("add_party", case, by=by, at=at, detail={"holder": holder, "side": side, "role": role})
    case.__dict__.pop("_party_refs", None)
    return party


def leave_party(party: Party, *, by: Actor, at: datetime, reason: str) -> Party:
    """当事者から外れる, said by whoever may say who sits there."""
    may_seat[Side(party.side)].require(by, party.case, at=at)
    unseat(party, by=by, at=at, reason=reason)
    return party


def unseat(party: Party, *, by: Actor, at: datetime, reason: str) -> None:
    """Let a party leave its side, as part of the act of a room. The seat stays in the history."""
    with transaction.atomic():
        party.until = at
        party.save(update_fields=["until"])
        record("leave_party", party.case, by=by, at=at, reason=reason, detail={"holder": party.holder})
    party.case.__dict__.pop("_party_refs", None)


def judge_zone(
    case: Collaboration, *, zone: str, side: Side, because: str, by: Actor, at: datetime, key: str = ""
) -> ZoneJudgement:
    """Say in which zone a case lies, as one side sees it. Earlier judgements stay."""
    is_party.require(by, case, at=at)
    if case.side_of(by, at) != side:
        raise Refused(_("領域は、自分の側の見方だけを記入できます。"), field="zone")
    with transaction.atomic():
        Collaboration.lock(case.pk).zones.filter(side=side, until=None).update(until=at)
        judged = ZoneJudgement(case=case, zone=zone, side=side, judged_by=by.subject, judged_at=at, because=because)
        record("judge_zone", case, by=by, at=at, reason=because, detail={"zone": zone, "side": side}, key=key)
        judged.save(force_insert=True)
    return judged


def describe(case: Collaboration, *, start_type: str, forms: Iterable[str], by: Actor, at: datetime) -> Collaboration:
    """Settle how a case starts (類型) and in which forms (形態) it is carried out."""
    may_describe.require(by, case, at=at)
    with transaction.atomic():
        Collaboration.objects.filter(pk=case.pk).update(start_type=start_type)
        case.forms.all().delete()
        codes = sorted(set(forms))
        CaseForm.objects.bulk_create(CaseForm(case=case, code=code) for code in codes)
        record("describe", case, by=by, at=at, detail={"start_type": start_type, "forms": codes})
    case.refresh_from_db()
    return case


def retitle(case: Collaboration, *, title: str, reason: str, by: Actor, at: datetime) -> Collaboration:
    """件名を改める: the earlier name and the reason stay in the history, where everybody reads them."""
    may_describe.require(by, case, at=at)
    with transaction.atomic():
        held = Collaboration.lock(case.pk)
        if title == held.title:
            raise Refused(_("いまと同じ件名です。"), field="title")
        Collaboration.objects.filter(pk=held.pk).update(title=title)
        record("retitle", held, by=by, at=at, reason=reason, detail={"from": held.title, "to": title})
    case.refresh_from_db()
    return case


def show(case: Collaboration, *, by: Actor, at: datetime) -> None:
    """Open the case to everybody. Idempotent; what was public never vanishes."""
    if Collaboration.objects.filter(pk=case.pk, shown_at=None).update(shown_at=at):
        record("show", case, by=by, at=at)
        case.refresh_from_db()


def move(name: str, case: Collaboration, *, by: Actor, at: datetime, reason: str = "", key: str = "") -> Collaboration:
    """Move a case to its next stage; the rooms call this inside the transaction of their own step."""
    with transaction.atomic():
        WORKFLOW.perform(name, case, by=by, at=at, reason=reason, key=key)
        Collaboration.objects.filter(pk=case.pk).update(moved_at=at)
    case.refresh_from_db()
    return case


def set_aside(name: str, case: Collaboration, *, by: Actor, at: datetime, reason: str, key: str = "") -> Collaboration:
    """Rest a case, or take it up again: what was owed in a resting case is owed no more, a reopened one waits for the city."""
    with transaction.atomic():
        move(name, case, by=by, at=at, reason=reason, key=key)
        if case.stage in ENDED:
            Task.objects.open().filter(whole=case.subject).update(settled_at=at, settled_by=by.subject)
        elif lead := lead_of(case, Side.CITY):
            due = desk.due_date(terms.NEXT_STEP, at=at)
            desk.owe(case, what=str(_("次の進め方を決める")), holder=lead.holder, due=due, at=at, kind=desk.NEXT)
    return case


def set_period(case: Collaboration, *, starts_on: date, ends_on: date, by: Actor, at: datetime) -> None:
    """時限化: the dates the agreement fixed. Changing them is an act of both sides, kept in the journal."""
    with transaction.atomic():
        Collaboration.objects.filter(pk=case.pk).update(
            starts_on=starts_on, ends_on=ends_on, carried_year=fiscal_year(starts_on)
        )
        record("set_period", case, by=by, at=at, detail={"from": starts_on, "to": ends_on})
    case.refresh_from_db()


def merge(case: Collaboration, *, into: Collaboration, by: Actor, at: datetime, reason: str) -> None:
    """Fold one seed's case into another. Its authors join that case; text and history stay and it can be taken out again."""
    if case.pk == into.pk or into.stage == Stage.MERGED:
        raise Refused(_("まとめる先を選び直してください。"), field="into")
    with transaction.atomic():
        # The stage and its target are one fact: the database refuses either alone.
        WORKFLOW.perform("merge", case, by=by, at=at, reason=reason, detail={"into": into.subject})
        Collaboration.objects.filter(pk=case.pk).update(merged_into=into, moved_at=at)
        record("take_in", into, by=by, at=at, reason=reason, detail={"case": case.subject})
        for party in case.parties.filter(side=Side.CITIZENS, until=None):
            seat_subject(into, party.holder, side=Side.CITIZENS, name=party.name, came_with=case, by=by, at=at)
    case.refresh_from_db()


def unmerge(case: Collaboration, *, by: Actor, at: datetime, reason: str) -> None:
    """Take a merged case out again; nothing was lost in between. Whoever came with it leaves with it.

    Who sat in the other case by themselves keep their seat, and so do those whom another case that stays there brought too.
    """
    with transaction.atomic():
        into = case.merged_into
        Collaboration.objects.filter(pk=case.pk).update(merged_into=None)
        move("unmerge", case, by=by, at=at, reason=reason)
        for party in Party.objects.filter(case=into, came_with=case, until=None):
            also = Party.objects.filter(
                case__merged_into=into, holder=party.holder, side=Side.CITIZENS, until=None
            ).first()
            if also:
                party.came_with = also.case
                party.save(update_fields=["came_with"])
            else:
                unseat(party, by=by, at=at, reason=reason)


def link(parent: Collaboration, child: Collaboration, *, because: str, by: Actor, at: datetime) -> None:
    """Remember that a case grew from another."""
    with transaction.atomic():
        Lineage.objects.get_or_create(parent=parent, child=child, defaults={"because": because, "linked_at": at})
        record("link", child, by=by, at=at, reason=because, detail={"parent": parent.subject})
