"""収支をつける: the books, a receipt for each payment, and what the city bears in the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.queries import lead_of
from kyodo.cycle.projects import letters, queries, terms
from kyodo.cycle.projects.models import Money, Project, Receipt, Settlement, is_far
from kyodo.cycle.projects.policies import may_fix, may_write
from kyodo.cycle.projects.states import Flow, State
from kyodo.cycle.projects.workflow import books_are_whole
from kyodo.kernel.access import Actor, Side
from kyodo.kernel.policy import Blocked, IllegalMove, Refused
from kyodo.offices.city.queries import local_day, number
from kyodo.offices.desk import actions as desk
from kyodo.offices.journal.actions import record
from kyodo.offices.papers import actions as papers
from kyodo.offices.papers.queries import files_about
from kyodo.offices.papers.states import Disclosure
from kyodo.offices.post.actions import post

if TYPE_CHECKING:
    from kyodo.offices.papers.actions.storing import Upload

FIX = "fix"  #: the kind of the task to fix the amount


def _books_of(project: Project, *, by: Actor, at: datetime) -> tuple[Project, Side]:
    """The project, locked, with the side that writes: its money is written until the amount is fixed."""
    locked: Project = Project.lock(project.pk)
    may_write.require(by, locked, at=at)
    if queries.settlement_of(locked):
        raise IllegalMove(_("額が確定したので、収支はもう書きかえられません。"))
    side = locked.case.side_of(by, at)
    if side is None:
        raise Refused(_("この案件の当事者だけができます。"))
    return locked, side


def keep_books(project: Project, *, lines: Iterable[Mapping[str, Any]], by: Actor, at: datetime) -> Project:
    """収支を書く: budget and settlement in one table. A line keeps its receipts; income and expense must be equal."""
    rows = [dict(line) for line in lines]
    with transaction.atomic():
        locked, side = _books_of(project, by=by, at=at)
        known = {line.ref: line for line in locked.books.all()}
        before = {line.ref: [line.item, line.budget, line.settled] for line in known.values()}
        kept = [_line(known, row) for row in rows]
        _require_even(kept)
        _require_reasons(kept)
        gone = [line for line in known.values() if line not in kept]
        for line in gone:
            if line.receipts.exists():
                said = {"item": line.item}
                raise Refused(
                    _("「%(item)s」には領収書があるので、行を消せません。使わなかったときは決算額を0にしてください。")
                    % said
                )
            line.delete()
        for order, line in enumerate(kept):
            line.project, line.side, line.order = locked, side, order
            line.written_by, line.written_at = by.subject, at
            line.save()
        if locked.state == State.REPORTED and (blocks := books_are_whole(locked, at)):
            raise Blocked(blocks)  # what was reported stays whole while it is corrected
        now = {line.ref: [line.item, line.budget, line.settled] for line in kept}
        was = [said for ref, said in before.items() if now.get(ref) != said]  # public until now: it stays to be read
        record("keep_books", locked, by=by, at=at, detail={"lines": len(kept), "before": was})
    return project


def _line(known: Mapping[str, Money], row: dict[str, Any]) -> Money:
    """The line that a row rewrites, or a new one."""
    line = known.get(row.pop("ref", "")) or Money()
    line.settled, line.because, line.detail = None, "", ""
    for name, value in row.items():
        setattr(line, name, value)
    return line


def _require_even(rows: Iterable[Money]) -> None:
    """The budget is even at all times; the settlement once every line has been written."""
    rows = list(rows)
    budget, settled = queries.totals(rows)
    even = budget["income"] == budget["expense"]
    if not even or (all(row.settled is not None for row in rows) and settled["income"] != settled["expense"]):
        raise Refused(_("収入の合計と支出の合計が同じになるようにしてください。"), field="lines")


def _require_reasons(rows: Iterable[Money]) -> None:
    """What was written as spent and lies far from its budget says why. Where receipts still come in, the report asks."""
    percent = number(terms.FAR)
    for row in rows:
        if row.settled is not None and is_far(row.budget, row.settled, percent=percent) and not row.because.strip():
            said = {"item": row.item, "percent": percent}
            raise Refused(
                _("「%(item)s」の決算額は予算額と%(percent)d％以上ちがうので、差の理由を書いてください。") % said
            )


def add_receipt(
    project: Project, *, line: Money, upload: Upload, paid_on: date, payee: str, amount: int, reason: str,
    by: Actor, at: datetime, key: str = "",
) -> Receipt:  # fmt: skip
    """領収書を付ける: its paper is for both sides, with the reason why it is not for everybody."""
    with transaction.atomic():
        locked, side = _books_of(project, by=by, at=at)
        if line.project_id != locked.pk or line.flow != Flow.EXPENSE:
            raise Refused(_("この事業の支出の費目から選んでください。"), field="line")
        if paid_on > local_day(at):
            raise Refused(_("これからの日付は書けません。"), field="paid_on")
        receipt = Receipt(
            project=locked, line=line, paid_on=paid_on, payee=payee, amount=amount, side=side, written_by=by.subject,
            written_at=at,
        )  # fmt: skip
        record("add_receipt", receipt, by=by, at=at, detail={"line": line.subject}, key=key)
        receipt.save(force_insert=True)
        papers.store(
            upload, receipt, purpose=str(_("領収書")), disclosure=Disclosure.PARTIES, reason=reason, by=by, at=at
        )
    return receipt


def take_back_receipt(receipt: Receipt, *, reason: str, by: Actor, at: datetime) -> Receipt:
    """領収書を取り消す: it counts no more and its paper is withdrawn; that there was one, and why it went, stays."""
    with transaction.atomic():
        _books_of(receipt.project, by=by, at=at)
        kept: Receipt = Receipt.lock(receipt.pk)
        if kept.taken_back_at:
            raise IllegalMove(_("この領収書はすでに取り消されています。"))
        if not reason.strip():
            raise Refused(_("取り消す理由を入力してください。"), field="reason")
        kept.taken_back_at, kept.taken_back_because = at, reason.strip()
        kept.save(update_fields=["taken_back_at", "taken_back_because"])
        for file in files_about(kept.subject):
            papers.withdraw(file, reason=reason, by=by, at=at)
        record("take_back_receipt", kept, by=by, at=at, reason=reason)
    receipt.refresh_from_db()
    return receipt


def owe_fixing(project: Project, *, at: datetime) -> None:
    """額の確定 falls to the city's side when the work has ended, where it promised to bear some of what the books tell."""
    lead = lead_of(project.case, Side.CITY)
    if lead and project.books.exists() and queries.terms_of(project).decided:
        due = desk.due_date(terms.FIX_DAYS, at=at)
        desk.owe(project, what=_("市が負担する額を確定する"), holder=lead.holder, due=due, at=at, kind=FIX)


def fix(
    project: Project, *, eligible: Mapping[str, int], decided: int, rate: int, paid: int, fixed_on: date, remark: str = "",
    by: Actor, at: datetime, key: str = "",
) -> Settlement:  # fmt: skip
    """額を確定する: what of each line the city recognises, and what it bears of it. A correction is fixed anew."""
    with transaction.atomic():
        locked: Project = Project.lock(project.pk)
        may_fix.require(by, locked, at=at)
        if locked.state == State.RUNNING:
            raise IllegalMove(_("額は、事業が終わったあとで確定します。"))
        if fixed_on > local_day(at):
            raise Refused(_("これからの日付は書けません。"), field="fixed_on")
        recognised = _recognise(locked, eligible)
        settlement = queries.settlement_of(locked) or Settlement(project=locked)
        settlement.decided, settlement.rate, settlement.paid, settlement.remark = decided, rate, paid, remark
        settlement.rounding, settlement.eligible = queries.terms_of(locked).rounding, recognised
        settlement.fixed = queries.borne(recognised, decided=decided, rate=rate, rounding=settlement.rounding)
        settlement.fixed_on, settlement.fixed_by, settlement.fixed_at = fixed_on, by.subject, at
        detail = {"eligible": recognised, "fixed": settlement.fixed, "paid": paid}
        record("fix", settlement, by=by, at=at, detail=detail, key=key)
        settlement.save()
        desk.settle(locked, by=by, at=at, kind=FIX)
        post(letters.fixed, locked, by=by, at=at)
    return settlement


def _recognise(project: Project, eligible: Mapping[str, int]) -> int:
    """対象認定: of every line that counts at most what was spent; the sum of it."""
    lines = queries.counted_lines(project)
    for line in lines:
        amount = eligible.get(line.ref, 0)
        if amount > (line.actual or 0):
            said = {"item": line.item, "actual": f"{line.actual or 0:,}"}
            raise Refused(
                _("「%(item)s」の対象と認める額は、決算額（%(actual)s円）までです。") % said,
                field=f"eligible_{line.ref}",
            )
        line.eligible = amount
    Money.objects.bulk_update(lines, ["eligible"])
    return sum(line.eligible or 0 for line in lines)
