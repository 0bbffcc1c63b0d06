"""Writing a proposal in small steps and submitting it: every step is saved by itself, every submission is a version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.calls.models import Round, Theme
from kyodo.cycle.calls.states import Phase
from kyodo.cycle.calls.states import State as RoundState
from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import BEFORE_START, Direction, Stage
from kyodo.cycle.proposals import terms
from kyodo.cycle.proposals.models import Contact, MoneyLine, PriorTalk, Proposal, Version, reckoned, seal
from kyodo.cycle.proposals.policies import is_desk, is_writer
from kyodo.cycle.proposals.queries import EARLY, entries_of, statements_of, talk_of, whole_text, writable
from kyodo.cycle.proposals.states import State, Step
from kyodo.cycle.proposals.workflow import WORKFLOW, has_room, is_in_time
from kyodo.cycle.seeds import actions as seeds
from kyodo.cycle.seeds.states import Channel
from kyodo.cycle.services.models import Service
from kyodo.kernel.access import Actor, LinkHolder, Office, Side, acts_for
from kyodo.kernel.policy import AlreadyDone, Blocked, IllegalMove, NotAllowed, Refused
from kyodo.kernel.text import token_hash
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import desk_section, local_day, number
from kyodo.offices.journal.actions import record
from kyodo.offices.papers.actions import gather, keep_original
from kyodo.offices.people.models import Person

from .joining import ask_partners

if TYPE_CHECKING:
    from kyodo.offices.papers.actions.storing import Upload

#: The move that a submission is, by where the proposal stands.
SUBMISSIONS = {
    State.DRAFT: "submit", State.RETURNED: "resubmit", State.SUBMITTED: "revise", State.CHECKED: "revise",
}  # fmt: skip


def link_token(key: str) -> str:
    """The secret of a proposal's link, drawn from the submission's own key: a double click shows the same link."""
    return salted_hmac("kyodo.proposals.link", key, algorithm="sha256").hexdigest()[:32]


def begin(
    *, title: str, author_name: str = "", body: Thing | None = None, round_: Round | None = None, theme: Theme | None = None,
    service: Service | None = None, case: Collaboration | None = None, talk: PriorTalk | None = None, section: Section | None = None, email: str = "",
    channel: str = Channel.WEB, received_on: date | None = None, scan: Upload | None = None, by: Actor, at: datetime,
    key: str = "",
) -> Proposal:  # fmt: skip
    """Begin a draft, for a round or at any time, on a case that already talks or on a new one. No account is needed."""
    typed_in = channel != Channel.WEB
    _require_entitled(body, case, typed_in=typed_in, by=by, at=at)
    if theme and theme.seed.invited and (body is None or body.subject not in theme.seed.invited):
        raise Refused(_("このテーマは公募していません。声のかかった団体の一員として書き始めてください。"), field="body")
    with transaction.atomic():
        service = service or (theme.service if theme else None)
        asked = theme.seed.section if theme else service.section if service else None
        it = Proposal(
            title=title, round=round_, theme=theme, service=service, case=case, section=section or asked,
            channel=channel, entered_by=by if typed_in and isinstance(by, Person) else None, begun_at=at, saved_at=at,
            received_on=received_on if typed_in else None,
        )  # fmt: skip
        stays_nameless = typed_in or not isinstance(by, Person)
        it.token_hash = token_hash(link_token(key)) if key and stays_nameless else None
        it.author_ref = body.subject if body else LinkHolder(it.subject).subject if stays_nameless else by.subject
        it.author_name = author_name or (str(body) if body else "" if stays_nameless else by.display)
        _require_taken(it, field="body" if body else "author_name", at=at)
        it.talk = talk or talk_of(it)
        WORKFLOW.begin(it, by=by, at=at, key=key)
        keep_original(scan, it, by=by, at=at)
        Contact.objects.create(proposal=it, email=email)
    return it


def _require_entitled(
    body: Thing | None, case: Collaboration | None, *, typed_in: bool, by: Actor, at: datetime
) -> None:
    if typed_in:
        is_desk.require(by, None, at=at)
    elif body is not None and not acts_for(by, {body.subject}, at):
        raise Refused(_("選んだ団体の一員としてサインインしてください。"), field="body")
    if case is None:
        return
    if not typed_in and case.side_of(by, at) != Side.CITIZENS:
        raise NotAllowed(_("この案件の市民側の当事者だけができます。"))
    if case.stage not in EARLY:
        raise IllegalMove(_("この案件は、いま提案を書き始められる段階ではありません。"))
    if Proposal.objects.filter(case=case).exists():
        raise IllegalMove(_("この案件の提案は、すでに書き始められています。"))


def _require_taken(it: Proposal, *, field: str, at: datetime) -> None:
    """A round that is over, or has as many of this author as it allows, is told before anything is written for it."""
    if it.received_on and it.received_on > local_day(at):
        raise Refused(_("届いた日は、今日までの日にしてください。"), field="received_on")
    early = it.round is not None and it.round.state == RoundState.PUBLISHED and it.round.phase(at) == Phase.BEFORE
    if not early and is_in_time(it, at):
        raise Refused(
            _("この募集の受付は終わっています。次の募集か、募集によらない提案をご利用ください。"), field="round_"
        )
    if full := has_room(it, at):
        raise Refused(full[0].sentence, field=field)


def save_step(proposal: Proposal, *, step: str, values: Mapping[str, Any], by: Actor, at: datetime) -> Proposal:
    """Save one step as far as it is written. Nothing is judged here; what is missing is said at the submission."""
    with transaction.atomic():
        locked = Proposal.lock(proposal.pk)
        is_writer.require(by, locked, at=at)
        if not (verdict := writable(locked, at=at)):
            raise IllegalMove(verdict.reason)
        given = {name: values[name] for name in entries_of(Step(step)) if name in values}
        starts, ends = given.get("starts_on", locked.starts_on), given.get("ends_on", locked.ends_on)
        if starts and ends and ends < starts:
            raise Refused(_("終える日は、始める日より後にしてください。"), field="ends_on")
        if "answers" in given:
            given["answers"] = _with_wording(locked, given["answers"])
        if "lines" in given:
            _keep_books(locked, given.pop("lines"))
        if "contact" in given:
            Contact.objects.filter(proposal=locked).update(**given.pop("contact"))
        locked.saved_at = at
        for name, value in given.items():
            setattr(locked, name, value)
        _require_storable(locked, given)
        locked.save(update_fields=[*given, "saved_at"])
        record("save_step", locked, by=by, at=at, detail={"step": step})
    proposal.refresh_from_db()
    return proposal


def _require_storable(proposal: Proposal, given: Mapping[str, Any]) -> None:
    """Whatever a form let pass, the lengths and choices of the book still hold."""
    try:
        proposal.clean_fields(
            exclude={f.name for f in proposal._meta.concrete_fields} - set(given) | {"section", "talk"}
        )
    except ValidationError as fault:
        name, sentences = next(iter(fault.message_dict.items()))
        raise Refused(sentences[0], field=name) from fault


def _with_wording(proposal: Proposal, answers: list[Mapping[str, str]]) -> list[dict[str, str]]:
    """Each answer beside the statement as it was shown."""
    shown = statements_of(proposal)
    if len(answers) != len(shown):
        raise Refused(_("確認の文が変わりました。もう一度開いて確かめてください。"))
    return [
        {"text": text, "answer": row.get("answer", ""), "note": row.get("note", "")}
        for text, row in zip(shown, answers, strict=True)
    ]


def _keep_books(proposal: Proposal, lines: list[Mapping[str, Any]]) -> None:
    proposal.lines.all().delete()
    MoneyLine.objects.bulk_create(
        MoneyLine(proposal=proposal, order=n, **{**row, "amount": _amount(row)}) for n, row in enumerate(lines, 1)
    )


def _amount(row: Mapping[str, Any]) -> int:
    """The amount of a line: as it was given, or unit price by quantity."""
    try:
        return reckoned(row.get("unit_price"), row.get("quantity"), row.get("amount"))
    except ValueError as fault:
        raise Refused(str(fault)) from fault


def change_round(proposal: Proposal, *, round_: Round | None, by: Actor, at: datetime) -> Proposal:
    """Carry a draft over to another round, or out of any: nothing that was written is lost, the checklist is shown anew."""
    with transaction.atomic():
        locked = Proposal.lock(proposal.pk)
        is_writer.require(by, locked, at=at)
        if locked.state != State.DRAFT:
            raise IllegalMove(_("募集を替えられるのは、提出する前の下書きだけです。"))
        locked.round, locked.saved_at = round_, at
        _require_taken(locked, field="round_", at=at)
        locked.talk = locked.talk or talk_of(locked)
        locked.save(update_fields=["round", "saved_at", "talk"])
        record("change_round", locked, by=by, at=at, detail={"round": round_.subject if round_ else ""})
    proposal.refresh_from_db()
    return proposal


def submit(proposal: Proposal, *, note: str = "", by: Actor, at: datetime, key: str = "") -> Proposal:
    """Submit what is written: the first time, after a correction, or anew while the round lets it. Each is a version."""
    with transaction.atomic():
        locked = Proposal.lock(proposal.pk)
        if key and Version.objects.filter(key=key).exists():
            raise AlreadyDone(proposal.subject)
        is_writer.require(by, locked, at=at)
        name = SUBMISSIONS.get(State(locked.state))
        if name is None:
            raise IllegalMove(_("取り下げた提案は提出できません。"))
        if locked.round_id:
            Round.lock(locked.round_id)  # two of one group at once: the second counts the first
        locked.talk = locked.talk or talk_of(locked)
        locked.submitted_at = locked.submitted_at or at
        locked.save(update_fields=["talk", "submitted_at"])
        if blocks := WORKFLOW.blocks(name, locked, at=at):
            raise Blocked(blocks)
        _enter_case(locked, by=by, at=at)
        gather(locked)
        content = whole_text(locked)
        Version.objects.create(
            proposal=locked, number=locked.versions.count() + 1, content=content, digest=seal(content),
            submitted_by=by.subject, submitted_at=at, note=note, key=key or None,
        )  # fmt: skip
        WORKFLOW.perform(name, locked, by=by, at=at, detail={"digest": seal(content)})
        ask_partners(locked, by=by, at=at)
    proposal.refresh_from_db()
    return proposal


def _enter_case(it: Proposal, *, by: Actor, at: datetime) -> None:
    """Open the case of a first submission, or bring the case it lies on forward."""
    if it.case is None:
        theme = it.theme
        case = cases.open_case(
            title=it.title, summary=it.purpose, direction=Direction.B if theme else Direction.A, by=by, at=at
        )
        cases.seat_subject(case, it.author_ref, side=Side.CITIZENS, name=it.author_name, by=by, at=at)
        cases.seat(case, it.section or desk_section(at), side=Side.CITY, by=by, at=at)
        if theme:
            cases.link(theme.case, case, because=str(_("市のテーマへの提案")), by=by, at=at)
        it.case = case
        it.save(update_fields=["case"])
    elif it.author_ref not in it.case.party_refs(Side.CITIZENS):
        cases.seat_subject(it.case, it.author_ref, side=Side.CITIZENS, name=it.author_name, by=by, at=at)
    if it.case.stage in (Stage.SEED, Stage.TALKING):
        seeds.take_up(it.case, by=by, at=at)
        cases.move("propose", it.case, by=by, at=at)


def withdraw(proposal: Proposal, *, reason: str, by: Actor, at: datetime, key: str = "") -> Proposal:
    """Take a submitted proposal back, and its case with it. What was public stays to be read as withdrawn."""
    with transaction.atomic():
        WORKFLOW.perform("withdraw", proposal, by=by, at=at, reason=reason, key=key)
        case = proposal.case
        if case is not None and case.stage in BEFORE_START:
            cases.set_aside("withdraw", case, by=by, at=at, reason=reason)
    return proposal


def discard(proposal: Proposal, *, by: Actor, at: datetime) -> Proposal:
    """Stop writing a draft. It can be taken up again."""
    return WORKFLOW.perform("discard", proposal, by=by, at=at)


def resume(proposal: Proposal, *, by: Actor, at: datetime) -> Proposal:
    """Take a draft up again that was put aside."""
    with transaction.atomic():
        WORKFLOW.perform("resume", proposal, by=by, at=at)
        Proposal.objects.filter(pk=proposal.pk).update(saved_at=at)
    proposal.refresh_from_db()
    return proposal


def lapse_drafts(at: datetime) -> int:
    """Close drafts that nobody has touched for long; a job of the worker. They can be taken up again."""
    old = at - timedelta(days=number(terms.DRAFT_DAYS))
    drafts = list(Proposal.objects.filter(state=State.DRAFT, saved_at__lt=old)[:50])
    for draft in drafts:
        WORKFLOW.perform("lapse", draft, by=Office(), at=at)
    return len(drafts)
