"""Asking another section, and everything the two say until it is answered."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, Office, find
from kyodo.kernel.calendar import fiscal_year
from kyodo.kernel.naming import Finder
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.city import actions as city
from kyodo.offices.city.models import Section
from kyodo.offices.city.policies import spoken_for
from kyodo.offices.city.queries import business_days_after, business_days_left, desk_section, local_day, number
from kyodo.offices.desk.actions import LEDGER
from kyodo.offices.journal.actions import record
from kyodo.offices.papers.actions import store
from kyodo.offices.papers.states import Disclosure
from kyodo.offices.people.models import Person

from . import letters
from .models import SectionRequest, Turn
from .policies import asks, may_ask, may_forward
from .states import RequestState
from .terms import ANSWER_DAYS, INNER_WORK, MADE_ONE
from .workflow import QUESTIONS, REPLIES, WORKFLOW, to_answer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def ask(
    *,
    from_section: Section,
    to_section: Section,
    wanted: str,
    title: str,
    words: str,
    wished_on: date,
    about: str = "",
    upload: Any = None,
    by: Person,
    at: datetime,
    key: str = "",
) -> SectionRequest:
    """依頼する: on behalf of one's own section, of a section that stands today, for an answer from today on."""
    may_ask.require(by, None, at=at)
    today = local_day(at)
    _require_may_be_asked(from_section, to_section, today)
    if wished_on < today:
        raise Refused(_("返事がほしい日には、今日以後の日付を入力してください。"), field="wished_on")
    with transaction.atomic():
        year = fiscal_year(today)
        request = SectionRequest(
            year=year, number=city.next_number("section_request", year), wanted=wanted, title=title, words=words,
            from_section=from_section, to_section=to_section, asked_by=by, asked_at=at, wished_on=wished_on,
            due_on=wished_on, subject_ref=about, whole_ref=_whole_of(about, by=by, at=at),
        )  # fmt: skip
        asks.require(by, request, at=at)
        WORKFLOW.begin(request, by=by, at=at, key=key)
        _keep(upload, request, by=by, at=at)
    return request


def _require_may_be_asked(asking: Section, asked: Section, today: date) -> None:
    if asked == asking:
        raise Refused(_("自分の課ではなく、ほかの課を選んでください。"), field="to_section")
    if not asked.is_open_on(today):
        raise Refused(_("この課は、いまはありません。引き継いだ課を選んでください。"), field="to_section")


def _whole_of(about: str, *, by: Actor, at: datetime) -> str:
    """The case a thing is part of, so that the page of the case leads here; nothing where nothing is named."""
    if not about:
        return ""
    if Finder(by, at).known(about) is None:
        raise Refused(_("選んだものが見つかりません。もう一度さがしてください。"), field="about")
    return str(getattr(find(about), "whole"))


def move(
    name: str,
    request: SectionRequest,
    *,
    text: str = "",
    due_on: date | None = None,
    upload: Any = None,
    by: Person,
    at: datetime,
    key: str = "",
) -> SectionRequest:
    """One step of the life with its words. They stand in the request alone: no journal, task or letter repeats them.

    Whoever takes a request on may name the day of the answer; while a question is open, the days are not counted.
    """
    if name != "accept" and not text.strip():
        raise Refused(_("ことばを添えてください。"), field="text")
    if due_on and due_on < local_day(at):
        raise Refused(_("今日以後の日付を入力してください。"), field="due_on")
    with transaction.atomic():
        kept = SectionRequest.lock(request.pk)
        section = kept.from_section if name in (*REPLIES, "withdraw") else kept.to_section
        kept.due_on = _due_after_reply(kept, at) if name in REPLIES else due_on or kept.due_on
        kept.save(update_fields=["due_on"])
        WORKFLOW.perform(name, request, by=by, at=at, key=key)
        _say(request, name, _speaker(section, by, at), text, by=by, at=at)
        _keep(upload, request, by=by, at=at)
    return request


def _due_after_reply(request: SectionRequest, at: datetime) -> date:
    """The receiver gets back the open days for which its question waited."""
    asked = request.turns.filter(act__in=QUESTIONS).order_by("-pk").first()
    waited = business_days_left(local_day(asked.at), local_day(at)) if asked else 0
    return business_days_after(request.due_on, waited) if waited > 0 else request.due_on


def forward(
    request: SectionRequest, *, to_section: Section, text: str, by: Person, at: datetime, key: str = ""
) -> SectionRequest:
    """担当の課に回す: sent on with every word of it, so that the asking section need not look for the right door."""
    may_forward.require(by, request, at=at)
    today = local_day(at)
    with transaction.atomic():
        kept = SectionRequest.lock(request.pk)
        if kept.state != RequestState.ASKED:
            raise IllegalMove(
                _("回せるのは、まだ引き受けていない、返事待ちの依頼だけです。画面を開き直してご確認ください。")
            )
        if to_section == kept.from_section:
            raise Refused(
                _("依頼した課に戻すときは、「受けられないと答える」か「聞き返す」を使ってください。"),
                field="to_section",
            )
        _require_may_be_asked(kept.to_section, to_section, today)
        before, kept.to_section = kept.to_section, to_section
        kept.due_on = max(kept.due_on, business_days_after(today, number(ANSWER_DAYS)))
        kept.save(update_fields=["to_section", "due_on"])
        detail = {"from": before.subject, "to": to_section.subject}
        record("forward", kept, by=by, at=at, detail=detail, key=key)
        _say(kept, "forward", _speaker(before, by, at), text, to_section=to_section, by=by, at=at)
        LEDGER.settle(kept, by=by, at=at)
        LEDGER.owe(to_answer, kept, at=at)
        LEDGER.post(letters.forwarded, kept, by=by, at=at)
    request.refresh_from_db()
    return request


def _speaker(section: Section, by: Actor, at: datetime) -> Section:
    """The section a step belongs to, or the desk that took it in its place."""
    return section if section.subject in spoken_for(by, at) else desk_section(at)


def _say(
    request: SectionRequest,
    act: str,
    section: Section,
    text: str,
    *,
    to_section: Section | None = None,
    by: Person | None,
    at: datetime,
) -> None:
    Turn(request=request, act=act, section=section, to_section=to_section, by=by, at=at, text=text.strip()).save()


def _keep(upload: Any, request: SectionRequest, *, by: Person, at: datetime) -> None:
    """A paper for both sections; nothing of a request is public."""
    if upload:
        store(upload, request, by=by, at=at, disclosure=Disclosure.PARTIES, reason=_in_the_citys_words(INNER_WORK))


def _in_the_citys_words(sentence: StrOrPromise) -> str:
    """What is stored is said in the language of the city, whatever language the page was read in."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(sentence)


def hand_over(old: str, new: str, *, on: date, by: Actor, at: datetime) -> None:
    """組織替え: named in settings.HANDOVER_TAKERS. Of people nothing moves here: what they owed is their section's."""
    if old.startswith(f"{Section._meta.label_lower}/") and on <= local_day(at):
        move_on(at, by=by)


def move_on(at: datetime, *, by: Actor | None = None) -> int:
    """Give the open requests of sections that have ended to their heirs; how many there were. A job of the worker."""
    ended = Section.objects.filter(until__lte=local_day(at), successor__isnull=False)
    waiting = list(SectionRequest.objects.open().filter(Q(from_section__in=ended) | Q(to_section__in=ended)))
    for request in waiting:
        with transaction.atomic():
            _move_on(SectionRequest.lock(request.pk), by=by or Office(), at=at)
    return len(waiting)


def _move_on(request: SectionRequest, *, by: Actor, at: datetime) -> None:
    """Nobody asks oneself: where both sections have become one, the request is over."""
    before = (request.from_section, request.to_section)
    asking, asked = (_heir_of(section, local_day(at)) for section in before)
    if asking == asked:
        WORKFLOW.perform("withdraw", request, by=Office(), at=at)
        _say(request, "withdraw", asking, _in_the_citys_words(MADE_ONE), by=None, at=at)
        return
    request.from_section, request.to_section = asking, asked
    request.save(update_fields=["from_section", "to_section"])
    detail = {"from": [section.subject for section in before], "to": [asking.subject, asked.subject]}
    record("move_on", request, by=by, at=at, detail=detail)


def _heir_of(section: Section, today: date) -> Section:
    """Who does the work of a section today, however often it was reorganised."""
    while section.successor and not section.is_open_on(today):
        section = section.successor
    return section
