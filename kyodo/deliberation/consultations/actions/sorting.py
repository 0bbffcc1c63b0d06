"""Reading: opinions are cut from an original as units. Nothing here is lost: every act has its way back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import Bundle, Consultation, Unit
from kyodo.deliberation.consultations.policies import keeps
from kyodo.deliberation.consultations.states import State
from kyodo.deliberation.consultations.terms import ANSWER_DAYS
from kyodo.kernel.access import Actor
from kyodo.kernel.covering import covered
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import business_days_after, local_day, number
from kyodo.offices.desk.actions import owe, settle
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.actions import record

#: The kind of the task a section has while opinions wait for its answer.
TO_ANSWER = "answer"
GIST_LENGTH = 1000


def split(
    bundle: Bundle, *, start: int, end: int, gist: str = "", provision_uid: str = "", place: str = "",
    section: Section | None = None, finish: bool = False, by: Actor, at: datetime, key: str = "",
) -> Unit:  # fmt: skip
    """Cut one opinion from the text of a bundle. Opinions may overlap; the original keeps every word."""
    keeps.require(by, bundle, at=at)
    with transaction.atomic():
        locked = _head(bundle)
        source = locked.submissions.order_by("number").first()
        if source is None or not 0 <= start < end <= len(source.reading):
            raise Refused(_("原文の範囲を選んでください。"), field="parts")
        words = gist.strip() or covered(source.reading, source.masks.all(), start=start, end=end).strip()[:GIST_LENGTH]
        unit = Unit(
            consultation=locked.consultation, bundle=locked, source=source, start=start, end=end, gist=words,
            provision_uid=provision_uid, place=place, section=section or locked.consultation.section,
            made_at=at, made_by=by.subject,
        )  # fmt: skip
        if not words:
            raise Refused(_("意見の概要を入力してください。"), field="gist")
        record("split", unit, by=by, at=at, detail={"bundle": locked.subject, "start": start, "end": end}, key=key)
        unit.save(force_insert=True)
        _owe_answer(locked.consultation, unit.section, at=at)
        if finish:
            finish_reading(locked, by=by, at=at)
    return unit


def reword(
    unit: Unit, *, gist: str, place: str = "", provision_uid: str = "", section: Section, by: Actor, at: datetime
) -> Unit:
    """Mend the gist, where in the draft it belongs, or who answers. What it says of the original stays."""
    keeps.require(by, unit, at=at)
    with transaction.atomic():
        locked = _open(Unit.lock(unit.pk))
        said: dict[str, Any] = {
            "gist": gist.strip(),
            "place": place,
            "provision_uid": provision_uid,
            "section": section,
        }
        changed = [name for name, value in said.items() if getattr(locked, name) != value]
        before = locked.section
        for name, value in said.items():
            setattr(locked, name, value)
        locked.save(update_fields=list(said))
        record("reword", locked, by=by, at=at, detail={"changed": changed, "section": section.subject})
        after_assigning(locked.consultation, {before, section}, by=by, at=at)
    unit.refresh_from_db()
    return unit


def assign(it: Consultation, *, units: Iterable[Unit], section: Section, by: Actor, at: datetime) -> int:
    """Give opinions to the section that answers them."""
    keeps.require(by, it, at=at)
    with transaction.atomic():
        chosen = list(
            Unit.objects.select_for_update(of=("self",)).filter(consultation=it, pk__in=[u.pk for u in units])
        )
        sections = {u.section for u in chosen} | {section}
        for unit in chosen:
            _open(unit)
        Unit.objects.filter(pk__in=[u.pk for u in chosen]).update(section=section)
        record("assign", it, by=by, at=at, detail={"units": [u.subject for u in chosen], "section": section.subject})
        after_assigning(it, sections, by=by, at=at)
    return len(chosen)


def drop_unit(unit: Unit, *, by: Actor, at: datetime) -> Unit:
    """Take a cut back; the words stay in the original, and the cut can be restored."""
    keeps.require(by, unit, at=at)
    with transaction.atomic():
        locked = _open(Unit.lock(unit.pk))
        if locked.answer_id:
            raise IllegalMove(_("市の考え方に結びついた意見です。先に結びつきをはずしてください。"))
        if locked.parts.exists():
            raise IllegalMove(_("ほかの意見がまとめられています。先に元に戻してください。"))
        locked.dropped_at = at
        locked.save(update_fields=["dropped_at"])
        record("drop_unit", locked, by=by, at=at)
        _unread_if_empty(locked.bundle, by=by, at=at)
        after_assigning(locked.consultation, {locked.section}, by=by, at=at)
    unit.refresh_from_db()
    return unit


def restore_unit(unit: Unit, *, by: Actor, at: datetime) -> Unit:
    """Put a cut back that was taken back."""
    keeps.require(by, unit, at=at)
    with transaction.atomic():
        locked = Unit.lock(unit.pk)
        if locked.dropped_at is None:
            raise IllegalMove(_("この意見は取り消されていません。"))
        locked.dropped_at = None
        locked.save(update_fields=["dropped_at"])
        record("restore_unit", locked, by=by, at=at)
        after_assigning(locked.consultation, {locked.section}, by=by, at=at)
    unit.refresh_from_db()
    return unit


def merge_units(unit: Unit, *, into: Unit, by: Actor, at: datetime) -> Unit:
    """Two cuts of one original that say one thing: the first lies in the second until it is taken out."""
    keeps.require(by, unit, at=at)
    with transaction.atomic():
        target, locked = _open(Unit.lock(into.pk)), _open(Unit.lock(unit.pk))
        if target.pk == locked.pk or target.bundle_id != locked.bundle_id:
            raise Refused(_("同じ提出から分けた、別の意見を選んでください。"), field="into")
        if locked.answer_id:
            raise IllegalMove(_("市の考え方に結びついた意見です。先に結びつきをはずしてください。"))
        Unit.objects.filter(into=locked).update(into=target)
        locked.into = target
        locked.save(update_fields=["into"])
        record("merge_units", locked, by=by, at=at, detail={"into": target.subject})
        after_assigning(locked.consultation, {locked.section}, by=by, at=at)
    unit.refresh_from_db()
    return unit


def part_units(unit: Unit, *, by: Actor, at: datetime) -> Unit:
    """Take a merged cut out again, as it was."""
    keeps.require(by, unit, at=at)
    with transaction.atomic():
        locked = Unit.lock(unit.pk)
        if locked.into_id is None:
            raise IllegalMove(_("この意見は、まとめられていません。"))
        locked.into = None
        locked.save(update_fields=["into"])
        record("part_units", locked, by=by, at=at)
        after_assigning(locked.consultation, {locked.section}, by=by, at=at)
    unit.refresh_from_db()
    return unit


def finish_reading(bundle: Bundle, *, no_opinion_because: str = "", by: Actor, at: datetime) -> Bundle:
    """読み終えた: its opinions are all cut, or it holds none, for a reason."""
    keeps.require(by, bundle, at=at)
    with transaction.atomic():
        locked = _head(bundle)
        cut = Unit.objects.filter(bundle=locked, dropped_at=None).exists()
        if not cut and not no_opinion_because.strip():
            raise Refused(
                _("意見を分けるか、意見が書かれていないと判断した理由を入力してください。"), field="no_opinion_because"
            )
        locked.read_at, locked.read_by = at, by.subject
        locked.no_opinion_because = "" if cut else no_opinion_because.strip()
        locked.save(update_fields=["read_at", "read_by", "no_opinion_because"])
        record("finish_reading", locked, by=by, at=at, reason=locked.no_opinion_because)
    bundle.refresh_from_db()
    return bundle


def reopen_reading(bundle: Bundle, *, by: Actor, at: datetime) -> Bundle:
    """Read it once more."""
    keeps.require(by, bundle, at=at)
    with transaction.atomic():
        unread(_head(bundle), by=by, at=at)
    bundle.refresh_from_db()
    return bundle


def unread(bundle: Bundle, *, by: Actor, at: datetime) -> None:
    bundle.read_at, bundle.read_by, bundle.no_opinion_because = None, "", ""
    bundle.save(update_fields=["read_at", "read_by", "no_opinion_because"])
    record("reopen_reading", bundle, by=by, at=at)


def _unread_if_empty(bundle: Bundle, *, by: Actor, at: datetime) -> None:
    """A bundle whose last opinion was taken back counts as unread again: nothing passes by without being answered."""
    if bundle.read_at and not Unit.objects.filter(bundle=bundle, dropped_at=None).exists():
        unread(bundle, by=by, at=at)


def _head(bundle: Bundle) -> Bundle:
    """The bundle as it stands now, which must be one that is read by itself."""
    locked = Bundle.lock(bundle.pk)
    if locked.into_id:
        raise IllegalMove(_("この束は、ほかの束にまとめられています。まとめた先で読んでください。"))
    _not_decided(locked.consultation)
    return locked


def _open(unit: Unit) -> Unit:
    """A unit that counts and may still be changed."""
    if unit.dropped_at or unit.into_id:
        raise IllegalMove(_("この意見は、取り消されているか、ほかの意見にまとめられています。"))
    _not_decided(unit.consultation)
    return unit


def _not_decided(it: Consultation) -> None:
    if it.state in (State.RESULT, State.ENACTED):
        raise IllegalMove(_("結果を公表したあとは変えられません。直すには、公表を取り下げてください。"))


def after_assigning(it: Consultation, sections: Iterable[Section | None], *, by: Actor, at: datetime) -> None:
    """Every section has one task while opinions wait for it, and none when they do not."""
    for section in filter(None, sections):
        if Unit.objects.unanswered().filter(consultation=it, section=section).exists():
            _owe_answer(it, section, at=at)
        else:
            settle(it, by=by, at=at, kind=TO_ANSWER, holder=section.subject)


def _owe_answer(it: Consultation, section: Section | None, *, at: datetime) -> None:
    if section is None:
        return
    held = Task.objects.open().about(it.subject).filter(kind=TO_ANSWER, holder=section.subject)
    if not held.exists():
        start = max(local_day(at), it.closes_on) if it.closes_on else local_day(at)
        owe(
            it, what=_("割り当てられた意見への市の考え方を書く"), holder=section.subject, kind=TO_ANSWER, at=at,
            due=business_days_after(start, number(ANSWER_DAYS)), path=f"{it.get_absolute_url()}answers/",
        )  # fmt: skip
