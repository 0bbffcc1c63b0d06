"""開始の決まり: every rule of the start as a function that gives back what is unmet, with the place to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.models import Agreement, Change, Clause, Text
from kyodo.cycle.agreements.states import WAIVABLE, ChangeState, Rule, Section, State
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import Stage
from kyodo.cycle.formalities.queries import missing
from kyodo.kernel.access import BOTH_SIDES
from kyodo.kernel.policy import Block
from kyodo.offices.city.queries import local_day

from .consistency import orphans_of
from .inheritance import offered, unanswered

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: Which principle of a city's set stands behind a rule, best first; a set that has none of them leaves our own words.
PRINCIPLES: dict[str, tuple[str, ...]] = {
    Rule.STATEMENTS: ("purpose",),
    Rule.DIFFERENCES: ("understanding", "purpose"),
    Rule.PURPOSE: ("purpose",),
    Rule.CONSISTENCY: ("evaluation", "reflection", "purpose"),
    Rule.ROLES: ("roles", "responsibility"),
    Rule.IMPROVEMENTS: ("evaluation", "reflection"),
    Rule.DISCLOSURE: ("openness",),
    Rule.TERM: ("responsibility", "roles"),
    Rule.CONFIRMED: ("equality",),
}


class Rules:
    """The rules of one agreement at a moment, each under the name the case's own principles give it."""

    def __init__(self, agreement: Agreement, at: datetime) -> None:
        self.agreement = agreement
        self.at = at
        self.text: Text = agreement.text
        #: What is measured by today while the text moves is measured by the day of conclusion once it is concluded.
        self.moment = concluded_at(agreement) or at
        principles = agreement.case.principle_set.principles.all()
        self._names = {p.code: p.name for p in principles if p.kind in ("rule", "manner", "promise", "principle")}

    def name(self, rule: str) -> str:
        """The rule as the city's principles call it, else as we do."""
        return principle_name(self._names, rule)

    def complete(self) -> Iterator[tuple[str, Block]]:
        """What is unmet in the text, waived rules left out. Asked before anybody is asked to confirm."""
        checks: tuple[Callable[[], Iterator[tuple[str, Block]]], ...] = (
            self._stated, self._purpose, self._consistency, self._roles, self._improvements, self._clauses, self._disclosure,
            self._term,
        )  # fmt: skip
        for check in checks:
            yield from self._unless_waived(check())

    def all(self) -> Iterator[tuple[str, Block]]:
        """What is unmet before the work begins."""
        yield from self.complete()
        yield from self._confirmed()
        yield from self._period()
        yield from self._same_period()
        yield from self._unless_waived(self._formalities())

    def _unless_waived(self, unmet: Iterator[tuple[str, Block]]) -> Iterator[tuple[str, Block]]:
        yield from ((rule, block) for rule, block in unmet if rule not in self._waived)

    @cached_property
    def _waived(self) -> set[str]:
        now = self.agreement.digest()
        return {o.rule for o in self.agreement.overrides.all() if o.digest == now and o.rule in WAIVABLE}

    def _block(self, rule: str, sentence: StrOrPromise, section: str = "", anchor: str = "") -> tuple[str, Block]:
        ref = self.agreement.case.ref
        page = reverse("agreements:section", args=[ref, section]) if section else self.agreement.get_absolute_url()
        return rule, Block(self.name(rule), sentence, page + (f"#{anchor}" if anchor else ""))

    def _stated(self) -> Iterator[tuple[str, Block]]:
        if not self.agreement.is_revealed:
            yield self._block(Rule.STATEMENTS, _("双方が、それぞれの目的と目標をまだ出し終えていません。"))
        elif any(not d.ending for d in self.agreement.differences.all()):
            yield self._block(Rule.DIFFERENCES, _("話し合いの終わっていない違いがあります。"), anchor="differences")

    def _purpose(self) -> Iterator[tuple[str, Block]]:
        if not self.text.purpose.strip():
            yield self._block(Rule.PURPOSE, _("双方の目的がまだ一つの文になっていません。"), Section.PURPOSE)
        if not self.text.goals:
            yield self._block(Rule.PURPOSE, _("目標がまだ一つもありません。"), Section.GOALS)

    def _consistency(self) -> Iterator[tuple[str, Block]]:
        for orphan in orphans_of(self.text):
            yield self._block(Rule.CONSISTENCY, orphan.sentence, orphan.section, orphan.anchor)

    def _roles(self) -> Iterator[tuple[str, Block]]:
        for role in self.text.roles:
            if role.side not in BOTH_SIDES:
                sentence = _("役割「%(task)s」を担う側が決まっていません。") % {"task": role.task}
                yield self._block(Rule.ROLES, sentence, Section.ROLES, role.ref)
            if not role.due:
                sentence = _("役割「%(task)s」の期限が決まっていません。") % {"task": role.task}
                yield self._block(Rule.ROLES, sentence, Section.ROLES, role.ref)
        for side in BOTH_SIDES:
            if not any(role.side == side for role in self.text.roles):
                yield self._block(
                    Rule.ROLES, _("%(side)sの側が担う役割がありません。") % {"side": side.label}, Section.ROLES
                )

    def _improvements(self) -> Iterator[tuple[str, Block]]:
        for left in unanswered(self.text, offered(self.agreement.case, self.moment)):
            yield self._block(Rule.IMPROVEMENTS, left.sentence, left.section, left.anchor)

    def _clauses(self) -> Iterator[tuple[str, Block]]:
        kind, held = self.text.clauses.kind, {c.key for c in self.text.clauses.rows}
        if not kind:
            yield self._block(Rule.CLAUSES, _("協定の類型が決まっていません。"), Section.CLAUSES)
        for clause in Clause.objects.standing(at=self.moment):
            if kind in clause.required and clause.key not in held:
                sentence = _("この類型に必要な条項「%(title)s」がありません。") % {"title": clause.title}
                yield self._block(Rule.CLAUSES, sentence, Section.CLAUSES)

    def _disclosure(self) -> Iterator[tuple[str, Block]]:
        if not self.text.disclosure:
            yield self._block(
                Rule.DISCLOSURE, _("何を公開し、何を公開しないかが決まっていません。"), Section.DISCLOSURE
            )
        for item in self.text.disclosure:
            if not item.public and not (item.reason.strip() and item.review_on):
                sentence = _("公開しない「%(name)s」に、理由と見直す日の両方が必要です。") % {"name": item.name}
                yield self._block(Rule.DISCLOSURE, sentence, Section.DISCLOSURE, item.ref)

    def _term(self) -> Iterator[tuple[str, Block]]:
        if not (self.text.terms.starts_on and self.text.terms.ends_on):
            yield self._block(Rule.TERM, _("始まりの日と終わりの日の両方が必要です。"), Section.TERMS)

    def _formalities(self) -> Iterator[tuple[str, Block]]:
        """Papers and checks may follow the confirmation: they are asked when the work begins."""
        for block in missing(self.agreement.case, on=self.moment, at=self.at):
            yield Rule.FORMALITIES, replace(block, rule=self.name(Rule.FORMALITIES))

    def _confirmed(self) -> Iterator[tuple[str, Block]]:
        standing = self.agreement.standing()
        for side in BOTH_SIDES:
            if side not in standing:
                sentence = _("%(side)sの側が、いまの内容をまだ確認していません。") % {"side": side.label}
                yield self._block(Rule.CONFIRMED, sentence)
        if len(standing) == len(BOTH_SIDES) and self.agreement.state != State.CONCLUDED:
            yield self._block(Rule.CONFIRMED, _("協定の変更を話し合っているところです。"))

    def _period(self) -> Iterator[tuple[str, Block]]:
        ends_on = self.text.terms.ends_on
        if ends_on and ends_on < local_day(self.at):
            yield self._block(Rule.PERIOD, _("協定の終わりの日がもう過ぎています。"), Section.TERMS)

    def _same_period(self) -> Iterator[tuple[str, Block]]:
        case, terms_now = self.agreement.case, self.text.terms
        is_concluded = self.agreement.state == State.CONCLUDED
        if is_concluded and (case.starts_on, case.ends_on) != (terms_now.starts_on, terms_now.ends_on):
            yield self._block(Rule.PERIOD, _("案件の期間が、双方の確認した期間と違います。"), Section.TERMS)


def concluded_at(agreement: Agreement) -> datetime | None:
    """When both sides confirmed what stands; nothing while they are still at it."""
    if agreement.state not in (State.CONCLUDED, State.ENDED):
        return None
    moment: datetime | None = agreement.revisions.order_by("-number").values_list("concluded_at", flat=True).first()
    return moment


def principle_name(names: dict[str, str], rule: str) -> str:
    """The name a principle set has for a rule; a code may be stored shortened to the column's ten characters."""
    short = {code[:10]: name for code, name in names.items()}
    found = (short[key[:10]] for key in PRINCIPLES.get(rule, ()) if key[:10] in short)
    return next(found, str(Rule(rule).label))


def case_goes_on(agreement: Agreement, at: datetime) -> list[Block]:
    """An agreement is worked on while its case is agreeing or running."""
    if agreement.case.stage in (Stage.AGREEING, Stage.RUNNING):
        return []
    stage = Collaboration.objects.get(pk=agreement.case_id).get_stage_display()
    sentence = _("この案件はいま「%(stage)s」なので、協定の手続きはできません。") % {"stage": stage}
    return [Block(Rule.AGREEMENT.label, sentence, agreement.case.get_absolute_url())]


def case_is_over(agreement: Agreement, at: datetime) -> list[Block]:
    """An agreement ends with its work, never before."""
    if agreement.case.stage in (Stage.EVALUATING, Stage.COMPLETED, Stage.STOPPED):
        return []
    return [Block(Rule.AGREEMENT.label, _("事業が終わるか中止になったあとに、協定を終えます。"))]


def both_filed(agreement: Agreement, at: datetime) -> list[Block]:
    """Both statements lie on the table before either is turned over."""
    filed = agreement.statements.exclude(filed_at=None).count()
    return [] if filed == len(BOTH_SIDES) else [block for _rule, block in Rules(agreement, at)._stated()]


def differences_ended(agreement: Agreement, at: datetime) -> list[Block]:
    """Every difference was ended by both sides."""
    return [block for rule, block in Rules(agreement, at)._stated() if rule == Rule.DIFFERENCES]


def nothing_open(agreement: Agreement, at: datetime) -> list[Block]:
    """No proposal waits for an answer."""
    waiting = agreement.changes.filter(state=ChangeState.OPEN)
    return [
        Block(
            _("変更案"),
            _("返事を待っている変更案「%(what)s」があります。") % {"what": change.what},
            change.get_absolute_url(),
        )
        for change in waiting.select_related("agreement__case", "difference")
    ]


def something_new(agreement: Agreement, at: datetime) -> list[Block]:
    """There is something that both have not confirmed yet; else the amendment is given up, not concluded."""
    if len(agreement.standing()) < len(BOTH_SIDES):
        return []
    return [
        Block(Rule.CONFIRMED.label, _("本文は、双方が確認した内容から変わっていません。"), agreement.get_absolute_url())
    ]


def text_may_move(change: Change, at: datetime) -> list[Block]:
    """A difference is ended while reconciling, a section moves while drafting."""
    agreement = change.agreement
    expected = State.RECONCILING if change.difference_id else State.DRAFTING
    if agreement.state != expected:
        sentence = _("協定はいま「%(state)s」なので、この変更案には答えられません。") % {
            "state": agreement.get_state_display()
        }
        return [Block(Rule.AGREEMENT.label, sentence, agreement.get_absolute_url())]
    return case_goes_on(agreement, at)


def complete(agreement: Agreement, at: datetime) -> list[Block]:
    """The text is complete, so that a confirmation is the last step and not the first of many."""
    return [block for _rule, block in Rules(agreement, at).complete()]


def not_over(agreement: Agreement, at: datetime) -> list[Block]:
    """The period has not passed already."""
    return [block for _rule, block in Rules(agreement, at)._period()]


def evaluated_before_renewal(agreement: Agreement, at: datetime) -> list[Block]:
    """更新: the end of running work moves later only after the evaluation that the composition asks for.

    The work lies above the agreement, which cannot import it; the room is named in settings.RENEWAL_GATE.
    """
    case, until = agreement.case, agreement.text.terms.ends_on
    if case.stage != Stage.RUNNING or until is None or case.ends_on is None or until <= case.ends_on:
        return []
    return list(import_string(settings.RENEWAL_GATE)(case, at))


def both_confirmed(agreement: Agreement, at: datetime) -> list[Block]:
    """Both sides' confirmations refer to the present content."""
    standing = agreement.standing()
    rules = Rules(agreement, at)
    return [] if len(standing) == len(BOTH_SIDES) else [block for _rule, block in rules._confirmed()]
