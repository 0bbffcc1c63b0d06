"""学ぶ: what a committee adds the year after, and the case that others learn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.queries import bodies_of
from kyodo.cycle.evaluations.models import BankItem, CommitteeView, Evaluation, Practice
from kyodo.cycle.evaluations.policies import may_edit
from kyodo.cycle.evaluations.states import State
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city.queries import the_city
from kyodo.offices.journal.actions import record
from kyodo.offices.people.models import Person


def add_committee_view(
    evaluation: Evaluation,
    *,
    body: str,
    grade: str,
    words: str,
    reply: str = "",
    by: Person,
    at: datetime,
    key: str = "",
) -> CommitteeView:
    """第三者評価を加える, after publication; both sides' scores stay as they are, and so does what was said before."""
    may_edit.require(by, evaluation, at=at)
    if evaluation.state != State.CLOSED:
        raise IllegalMove(_("第三者評価は、公開のあとに加えます。"))
    with transaction.atomic():
        view = CommitteeView(
            evaluation=evaluation, body=body, grade=grade, words=words, reply=reply, given_at=at
        )  # fmt: skip
        record("add_committee_view", evaluation, by=by, at=at, detail={"grade": grade}, key=key)
        view.save(force_insert=True)
    return view


def set_bank(*, items: Iterable[Mapping[str, str]], by: Person, at: datetime, key: str = "") -> list[BankItem]:
    """共通項目を決める: the list as it stands now. An item whose words stay keeps its name through the years."""
    may_edit.require(by, None, at=at)
    asked = list(items)
    if not asked:
        raise Refused(_("共通項目を一つ以上入力してください。"))
    with transaction.atomic():
        known = {(one.phase, one.text): one for one in BankItem.objects.select_for_update()}
        rows = [known.get((said["phase"], said["text"])) or BankItem(**said) for said in asked]
        for order, row in enumerate(rows, 1):
            row.order, row.dropped_at = order, None
            row.save()
        BankItem.objects.filter(dropped_at=None).exclude(pk__in=[row.pk for row in rows]).update(dropped_at=at)
        record("set_bank", rows[0], by=by, at=at, detail={"count": len(rows)}, key=key)
    return rows


def draft_practice(evaluation: Evaluation, *, by: Person, at: datetime) -> Practice:
    """実践事例を下書きする: every field filled from what is already written, to be read once more by a person."""
    may_edit.require(by, evaluation, at=at)
    if evaluation.state != State.CLOSED:
        raise IllegalMove(_("事例は、評価を公開したあとに作れます。"))
    with transaction.atomic():
        practice, made = Practice.objects.get_or_create(
            evaluation=evaluation, defaults={**_written_already(evaluation), "drafted_at": at}
        )
        if made:
            record("draft_practice", practice, by=by, at=at)
    return practice


def _written_already(evaluation: Evaluation) -> dict[str, str]:
    """What the seed, the agreement, the report, the talk and the city say of it; what nobody has said stays to be asked."""
    case, project = evaluation.case, getattr(evaluation.case, "project", None)
    seed, proposal = getattr(case, "seed", None), getattr(case, "proposal", None)
    hard = [f"{note.item.text}：{note.cause}" for note in evaluation.gap_notes.all()]
    city = the_city()
    return {
        "title": case.title, "summary": case.summary[:300], "background": seed.shown["problem"] if seed else case.summary,
        "purpose": case.agreement.text.purpose,
        "who": "、".join(bodies_of(case)),
        "what": project.report if project else "", "result": project.outcome if project else "",
        "hard": "\n".join([*([project.remains] if project and project.remains else []), *hard]),
        "advice": evaluation.closing_words,
        "scheme": str(proposal.round) if proposal and proposal.round else "",
        "contact": f"{city.name} {city.desk_name}".strip() if city else "",
        "contact_way": (city.desk_phone or city.desk_email) if city else "",
    }  # fmt: skip


def publish_practice(practice: Practice, *, values: Mapping[str, Any], by: Person, at: datetime) -> Practice:
    """事例を公開する, as the desk has read and mended it."""
    may_edit.require(by, practice, at=at)
    missing = next((name for name in Practice.NEEDED if not str(values.get(name, "")).strip()), "")
    if missing:
        label = Practice._meta.get_field(missing).verbose_name  # type: ignore[union-attr]
        raise Refused(_("「%(entry)s」を入力してください。") % {"entry": label}, field=missing)
    with transaction.atomic():
        for name in Practice.ASKED:
            setattr(practice, name, values[name])
        practice.mended_at = at
        practice.published_at = practice.published_at or at
        practice.save()
        record("publish_practice", practice, by=by, at=at)
    return practice
