"""Setting up bodies, saying how they stand to each other, beginning and ending their terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.models import Body, Meeting, Minutes, Output, Relation, Seat, Term
from kyodo.deliberation.councils.policies import bodies as may
from kyodo.deliberation.councils.queries import standing
from kyodo.deliberation.councils.states.bodies import OutputState
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city.queries import local_day
from kyodo.offices.desk.actions import pass_on
from kyodo.offices.journal.actions import record


def open_body(*, seats: Mapping[str, int], by: Actor, at: datetime, key: str = "", **values: Any) -> Body:
    """設置する: a body with its basis, mandate, secretariat and seats."""
    body = Body(**values)
    may.keeps.require(by, body, at=at)
    with transaction.atomic():
        _refuse_wrong(body, name=body.name, since=body.since)
        record("open_body", body, by=by, at=at, key=key)
        body.save(force_insert=True)
        _seat(body, seats)
    return body


def describe(body: Body, *, seats: Mapping[str, int], by: Actor, at: datetime, **values: Any) -> Body:
    """会議体の内容を直す: what it is for and how many sit in it; the journal keeps what it said before."""
    may.keeps.require(by, body, at=at)
    with transaction.atomic():
        body = Body.lock(body.pk)
        _refuse_wrong(body, name=values.get("name", body.name), since=values.get("since", body.since))
        before = {name: str(getattr(body, name)) for name, value in values.items() if getattr(body, name) != value}
        for name, value in values.items():
            setattr(body, name, value)
        body.save()
        _seat(body, seats)
        record("describe_body", body, by=by, at=at, detail={"before": before})
    return body


def _refuse_wrong(body: Body, *, name: str, since: date) -> None:
    if body.until is None and Body.objects.filter(name=name, until=None).exclude(pk=body.pk).exists():
        raise Refused(_("同じ名前の会議体があります。"), field="name")
    if body.until is not None and since > body.until:
        raise Refused(_("設置日は、終わりの日より前の日にしてください。"), field="since")


def _seat(body: Body, seats: Mapping[str, int]) -> None:
    body.seats.all().delete()
    Seat.objects.bulk_create(Seat(body=body, route=route, number=count) for route, count in seats.items() if count)


def close_body(body: Body, *, on: date, reason: str, by: Actor, at: datetime) -> Body:
    """廃止する: after that day it is no more; its page stays. Its terms and relations end on the same day."""
    may.keeps.require(by, body, at=at)
    with transaction.atomic():
        body = Body.lock(body.pk)
        if body.until is not None:
            raise IllegalMove(_("この会議体はすでに廃止されています。"))
        if on < body.since:
            raise Refused(_("設置日より前の日は選べません。"), field="on")
        if body.terms.filter(outputs__state=OutputState.OPEN).exists():
            raise Refused(_("まとめていない成果が残っています。引き継ぐか、やめる理由を記録してください。"))
        body.until, body.until_reason = on, reason
        body.save(update_fields=["until", "until_reason"])
        Relation.objects.filter(body=body, until=None).update(until=on)
        Relation.objects.filter(other=body, until=None).update(until=on)
        for term in body.terms.on(on):
            _end(term, on=on, because=reason)
        record("close_body", body, by=by, at=at, reason=reason)
    return body


def name_secretariat(body: Body, *, secretariat: str, since: date, by: Actor, at: datetime) -> Body:
    """事務局を決める: who runs the meetings and keeps the papers from now on; what the one before still owed goes over."""
    may.keeps.require(by, body, at=at)
    if secretariat not in standing.answerable(body, at):
        raise Refused(_("事務局をつとめる課・会議体・団体・人を選んでください。"), field="secretariat")
    if not body.since <= since <= local_day(at):
        raise Refused(_("設置日から今日までの日を入力してください。"), field="since")
    with transaction.atomic():
        body = Body.lock(body.pk)
        before, own = body.served_by, secretariat == body.section.subject
        body.secretariat, body.secretariat_since = ("", None) if own else (secretariat, since)
        body.save(update_fields=["secretariat", "secretariat_since"])
        for thing in (*Meeting.objects.of(body), *Minutes.objects.filter(meeting__term__body=body)):
            pass_on(thing, holder=before, to=secretariat)
        record("name_secretariat", body, by=by, at=at, detail={"from": before, "to": secretariat, "since": since})
    return body


def relate(
    body: Body, other: Body, *, kind: str, since: date, until: date | None = None, by: Actor, at: datetime
) -> Relation:
    """関係を記録する: asks, answers to, joins, serves; from a day on."""
    may.keeps.require(by, body, at=at)
    if other == body:
        raise Refused(_("同じ会議体どうしの関係は記録できません。"), field="other")
    if until is not None and until < since:
        raise Refused(_("終わりは、始まりより後の日にしてください。"), field="until")
    relation = Relation(body=body, other=other, kind=kind, since=since, until=until)
    with transaction.atomic():
        Body.lock(body.pk)
        if Relation.objects.filter(body=body, other=other, kind=kind, until=None).exists():
            raise Refused(_("この関係はすでに記録されています。"), field="other")
        relation.save(force_insert=True)
        record("relate", relation, by=by, at=at, detail={"kind": kind, "other": other.subject})
    return relation


def part(relation: Relation, *, on: date, by: Actor, at: datetime) -> Relation:
    """関係を終える."""
    may.keeps.require(by, relation.body, at=at)
    with transaction.atomic():
        relation = Relation.lock(relation.pk)
        if on < relation.since:
            raise Refused(_("始まりより前の日は選べません。"), field="on")
        relation.until = on
        relation.save(update_fields=["until"])
        record("part", relation, by=by, at=at)
    return relation


def begin_term(
    body: Body, *, number: int, since: date, keeper: str, until: date | None = None, event: str = "", themes: str = "",
    outputs: Sequence[str] = (), by: Actor, at: datetime, key: str = "",
) -> Term:  # fmt: skip
    """期を始める: until a date or an event, with somebody named who holds what it leaves. What is unfinished comes over."""
    may.keeps.require(by, body, at=at)
    if (until is None) == (not event.strip()):
        raise Refused(_("満了日か、終わりとなる出来事の、どちらか一つを入力してください。"), field="until")
    if until is not None and until < since:
        raise Refused(_("満了日は、始まりより後の日にしてください。"), field="until")
    if not keeper:
        raise Refused(_("受け持つ人か課を選んでください。"), field="keeper")
    term = Term(body=body, number=number, since=since, until=until, event=event.strip(), themes=themes, keeper=keeper)
    with transaction.atomic():
        Body.lock(body.pk)
        _refuse_overlap(term)
        record("begin_term", term, by=by, at=at, key=key)
        term.save(force_insert=True)
        Output.objects.bulk_create(Output(term=term, title=title) for title in outputs if title.strip())
        _carry_over(term)
    return term


def _refuse_overlap(term: Term) -> None:
    if term.body.terms.filter(number=term.number).exists():
        raise Refused(_("この期はすでにあります。"), field="number")
    if not term.body.exists_on(term.since):
        raise Refused(_("会議体が設置されていない日です。"), field="since")
    if running := Term.objects.on(term.since).filter(body=term.body).first():
        raise Refused(_("%(term)sがまだ続いています。") % {"term": running}, field="since")
    later = term.body.terms.filter(since__gt=term.since).order_by("since").first()
    if later and (term.until is None or later.since <= term.until):
        raise Refused(_("%(term)sの始まりと重なります。") % {"term": later}, field="until")


def _carry_over(term: Term) -> None:
    """What earlier terms left open stands in the new one without anybody typing it."""
    earlier = Output.objects.filter(term__body=term.body, term__since__lt=term.since)
    for left in earlier.filter(state=OutputState.OPEN):
        Output.objects.create(term=term, title=left.title, carried_from=left)
        left.state = OutputState.CARRIED
        left.save(update_fields=["state"])


def end_term(term: Term, *, on: date, because: str, by: Actor, at: datetime) -> Term:
    """期を終える: its event has come, or it ends before its date. Everybody's seat ends with it."""
    may.keeps.require(by, term.body, at=at)
    with transaction.atomic():
        term = Term.lock(term.pk)
        if term.ended_on is not None or (term.until is not None and term.until < on):
            raise IllegalMove(_("この期はすでに終わっています。"))
        if on < term.since:
            raise Refused(_("期の始まりより前の日は選べません。"), field="on")
        _end(term, on=on, because=because)
        record("end_term", term, by=by, at=at, reason=because)
    return term


def _end(term: Term, *, on: date, because: str) -> None:
    term.ended_on, term.ended_because = on, because
    term.save(update_fields=["ended_on", "ended_because"])
    for member in term.members.filter(until=None) | term.members.filter(until__gt=on):
        member.until = max(on, member.since)
        member.save(update_fields=["until"])


def name_keeper(term: Term, *, keeper: str, by: Actor, at: datetime) -> Term:
    """期の間の受け持ちを決める: who answers between this term and the next."""
    may.keeps.require(by, term.body, at=at)
    if not keeper:
        raise Refused(_("受け持つ人か課を選んでください。"), field="keeper")
    with transaction.atomic():
        term = Term.lock(term.pk)
        before, term.keeper = term.keeper, keeper
        term.save(update_fields=["keeper"])
        record("name_keeper", term, by=by, at=at, detail={"from": before, "to": keeper})
    return term


def finish_output(output: Output, *, on: date, about: str = "", by: Actor, at: datetime) -> Output:
    """成果をまとめた: when, and what came out of it."""
    return _change(output, OutputState.DONE, "finish_output", by=by, at=at, done_on=on, about=about)


def drop_output(output: Output, *, because: str, by: Actor, at: datetime) -> Output:
    """成果をやめる, with the reason that everybody reads."""
    if not because.strip():
        raise Refused(_("やめる理由を入力してください。"), field="because")
    return _change(output, OutputState.DROPPED, "drop_output", by=by, at=at, reason=because, dropped_because=because)


def _change(
    output: Output, state: str, act: str, *, by: Actor, at: datetime, reason: str = "", **values: Any
) -> Output:
    may.keeps.require(by, output.term.body, at=at)
    with transaction.atomic():
        output = Output.lock(output.pk)
        if output.state != OutputState.OPEN:
            raise IllegalMove(_("この成果は「%(state)s」になっています。") % {"state": output.get_state_display()})
        output.state = state
        for name, value in values.items():
            setattr(output, name, value)
        output.save()
        record(act, output, by=by, at=at, reason=reason)
    return output
