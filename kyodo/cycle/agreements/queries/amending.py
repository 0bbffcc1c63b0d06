"""協定の変更: what a change asks and brings, field by field, and the register of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kyodo.cycle.agreements.models import Agreement, Amendment, Confirmation, Revision, TermsText, Text
from kyodo.cycle.agreements.states import Kind, Matter, Section
from kyodo.kernel.access import BOTH_SIDES, Actor

from . import words
from .reading import may_read, public_text


@dataclass(frozen=True)
class Field:
    """One field that changed: where it stands, its name, before and after."""

    section: str
    row: str
    name: str
    before: str
    after: str


def changed_fields(before: Revision, after: Revision, *, contacts: bool) -> list[Field]:
    """Two revisions field by field: whatever differs, in the order of the text; who takes part stands first."""
    old, new = (dict(_fields(r.text if contacts else public_text(r.text))) for r in (before, after))
    keys = [*new, *(key for key in old if key not in new)]
    places = {section: n for n, section in enumerate(Section)}
    keys.sort(key=lambda key: places[Section(key[0])])
    fields = [_field(key, old.get(key), new.get(key)) for key in keys if _said(old.get(key)) != _said(new.get(key))]
    seats = [(str(side.label), _seated(before, side), _seated(after, side)) for side in BOTH_SIDES]
    return [Field(_("当事者"), "", side, was, now) for side, was, now in seats if was != now] + fields


def _seated(revision: Revision, side: str) -> str:
    return "、".join(name for where, _ref, name in revision.parties if where == side)


Key = tuple[str, str, str]


def _fields(text: Text) -> Iterator[tuple[Key, tuple[str, str]]]:
    """Every field under its section, row and name: what the row is called, and what the field says."""
    names = words.names_of(text)
    yield (Section.PURPOSE, "", _("目的")), ("", text.purpose)
    yield (Section.CLAUSES, "", _("協定の類型")), ("", words.label_of(Kind, text.clauses.kind))
    for label, said in words.terms_facts(text.terms, contacts=True):
        yield (Section.TERMS, "", label), ("", said)
    for goal in text.goals:
        yield from _row(Section.GOALS, goal.ref, goal.what, words.goal_facts(goal))
    for role in text.roles:
        yield from _row(Section.ROLES, role.ref, role.task, words.role_facts(role, names))
    for row in text.conditions:
        yield from _row(Section.CONDITIONS, row.ref, row.improvement, words.condition_facts(row, names))
    for clause in text.clauses.rows:
        yield from _row(
            Section.CLAUSES, clause.ref, clause.title, [(_("見出し"), clause.title), (_("文"), clause.text)]
        )
    for item in text.disclosure:
        yield from _row(Section.DISCLOSURE, item.ref, item.name, words.item_facts(item))


def _row(section: str, ref: str, name: str, facts: words.Pairs) -> Iterator[tuple[Key, tuple[str, str]]]:
    for label, said in facts:
        yield (section, ref, label), (name, said)


def _said(field: tuple[str, str] | None) -> str:
    return field[1] if field else ""


def _field(key: Key, old: tuple[str, str] | None, new: tuple[str, str] | None) -> Field:
    row = (new or old or ("", ""))[0]
    return Field(str(Section(key[0]).label), row, key[2], _said(old), _said(new))


def matters_of(before: Revision, after: Revision) -> list[Matter]:
    """What kinds of change lie between two revisions."""
    old, new = before.text, after.text
    found = {
        Matter.PERIOD: _period(old.terms) != _period(new.terms),
        Matter.AMOUNT: _money(old.terms) != _money(new.terms),
        Matter.PEOPLE: _people(before) != _people(after),
        Matter.CONTENT: _rest(old) != _rest(new),
    }
    return [matter for matter in Matter if found[matter]]


def _period(terms: TermsText) -> tuple[object, ...]:
    return terms.starts_on, terms.ends_on, terms.renewal, terms.renewal_text


def _money(terms: TermsText) -> tuple[object, ...]:
    return terms.citizens_yen, terms.city_yen, terms.payment


def _people(revision: Revision) -> tuple[object, ...]:
    """Who takes part, who is in charge of which role, and whom to ask."""
    text, seats = revision.text, [_seated(revision, side) for side in BOTH_SIDES]
    charges = [(role.ref, role.charge) for role in text.roles if role.charge]
    return seats, charges, text.terms.citizens_contact, text.terms.city_contact


def _rest(text: Text) -> Text:
    return replace(text, terms=TermsText(), roles=tuple(replace(role, charge="") for role in text.roles))


@dataclass(frozen=True)
class Money:
    """One side's share before and after, and the difference with its sign."""

    label: str
    before: int
    after: int

    @property
    def words(self) -> str:
        """200,000円 → 250,000円（+50,000円）"""
        difference = f"{self.after - self.before:+,}円"
        return f"{words.yen(self.before)} → {words.yen(self.after)}（{difference}）"


def money_of(before: Text, after: Text) -> list[Money]:
    """金額の増減: each side's share that moved, and the whole."""
    old, new = before.terms, after.terms
    rows = [
        Money(_("市民側の負担"), old.citizens_yen, new.citizens_yen),
        Money(_("行政側の負担"), old.city_yen, new.city_yen),
        Money(_("合計"), old.citizens_yen + old.city_yen, new.citizens_yen + new.city_yen),
    ]
    return [row for row in rows if row.before != row.after]


@dataclass(frozen=True)
class Dossier:
    """変更の書面: what was asked and what it brings, as far as this reader may know."""

    amendment: Amendment
    facts: words.Pairs
    fields: list[Field]
    confirmations: list[Confirmation]
    reads: bool


def labels(values: list[str]) -> str:
    """The kinds in words."""
    return "、".join(str(Matter(value).label) for value in values if value in Matter.values)


def dossier(amendment: Amendment, actor: Actor, at: datetime) -> Dossier:
    """One change. Before it is concluded its words are for the table; whom to ask always is."""
    agreement, revision = amendment.agreement, amendment.revision
    sits = may_read(agreement, actor, at)
    reads = sits or revision is not None
    facts, fields = _facts(amendment), []
    if reads:
        before, after = _before_and_after(amendment)
        facts += _words(amendment, before, after)
        fields = changed_fields(before, after, contacts=sits)
    return Dossier(amendment, facts, fields, list(revision.confirmations.all()) if revision else [], reads)


def _before_and_after(amendment: Amendment) -> tuple[Revision, Revision]:
    """What was in force when it was asked, and what it made of that, or has made so far. One given up changed nothing."""
    agreement = amendment.agreement
    made = {revision.number: revision for revision in agreement.revisions.all()}
    if amendment.revision:
        return made[amendment.revision.number - 1], made[amendment.revision.number]
    now = made[max(made)]
    return now, now if amendment.dropped_at else Revision.of(agreement, number=0, because="", at=amendment.asked_at)


def _facts(amendment: Amendment) -> words.Pairs:
    asked = [(_("番号"), amendment.document_number), (_("申し出た側"), amendment.get_side_display())]
    moment = [(_("申し出た日"), words.moment(amendment.asked_at)), (_("種別"), labels(amendment.asked))]
    outcome = amendment.outcome
    if amendment.revision:
        outcome = f"{outcome}（{amendment.revision}　{words.moment(amendment.revision.concluded_at)}）"
    return [*asked, *moment, (_("いまの扱い"), outcome)]


def _words(amendment: Amendment, before: Revision, after: Revision) -> words.Pairs:
    found = labels([str(matter) for matter in matters_of(before, after)])
    said = [(_("変更の理由"), amendment.reason), (_("影響"), amendment.impact), (_("実際に変わるところ"), found)]
    return [(label, text) for label, text in said if text] + [
        (m.label, m.words) for m in money_of(before.text, after.text)
    ]


def register(actor: Actor, *, at: datetime) -> QuerySet[Amendment]:
    """協定の変更の一覧: every change this reader may know of, newest first."""
    return Amendment.objects.visible_to(actor, at=at).select_related("agreement__case", "revision")


def years(changes: QuerySet[Amendment]) -> list[int]:
    """The fiscal years in which changes were asked, newest first."""
    return list(changes.order_by("-year").values_list("year", flat=True).distinct())


def under_way(agreement: Agreement) -> Amendment | None:
    """The change both sides are talking about."""
    return Amendment.objects.filter(agreement=agreement).under_way().first()


#: What the register says of a change, in its order on screen, in print and in the file.
COLUMNS = (
    gettext_lazy("番号"),
    gettext_lazy("案件の番号"),
    gettext_lazy("件名"),
    gettext_lazy("申し出た側"),
    gettext_lazy("種別"),
    gettext_lazy("申し出た日"),
    gettext_lazy("いまの扱い"),
    gettext_lazy("締結した日"),
    gettext_lazy("版"),
)


def line_of(amendment: Amendment) -> list[str]:
    """One line of the register."""
    made = amendment.revision
    return [
        amendment.document_number, amendment.case.document_number, amendment.case.title, amendment.get_side_display(),
        labels(amendment.changed or amendment.asked), words.moment(amendment.asked_at), amendment.outcome,
        words.moment(made.concluded_at) if made else "", str(made) if made else "",
    ]  # fmt: skip
