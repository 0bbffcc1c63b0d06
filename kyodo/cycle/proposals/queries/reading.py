"""Reading proposals and talks: lists, secret links, the text that may be read, the panel of the case page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.calls.models import Round
from kyodo.cycle.calls.states import Publish
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import Form, StartType, Zone
from kyodo.cycle.proposals.models import (
    BenefitCheck,
    Budget,
    Contact,
    PriorTalk,
    Proposal,
    Question,
    SectionOpinion,
    Version,
)
from kyodo.cycle.proposals.models.proposal import CONTENT
from kyodo.cycle.proposals.policies import is_writer, looks_after
from kyodo.cycle.proposals.states import Answer, Flow, Source, TalkState, Task
from kyodo.cycle.proposals.workflow import WORKFLOW
from kyodo.kernel.access import Actor
from kyodo.kernel.calendar import era_date
from kyodo.kernel.text import token_hash
from kyodo.kernel.thing import Thing
from kyodo.offices.city.policies import roles_of
from kyodo.offices.desk.models import Task as Duty

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def listed(actor: Actor, *, at: datetime) -> QuerySet[Proposal]:
    """Proposals with what a line of a list shows, in a constant number of queries."""
    rows = Proposal.objects.visible_to(actor, at=at).select_related("case", "round__programme", "section", "theme__seed")
    return rows.prefetch_related(Prefetch("versions", Version.objects.order_by("number")))


def by_token(token: str) -> Proposal | None:
    """The proposal a secret link belongs to."""
    found = Proposal.objects.select_related("case", "round__programme", "section", "talk")
    return found.filter(token_hash=token_hash(token)).first()


def talk_by_token(token: str) -> PriorTalk | None:
    """The talk a receipt belongs to."""
    return PriorTalk.objects.select_related("round", "case").filter(token_hash=token_hash(token)).first()


def talks_listed(actor: Actor, *, at: datetime) -> QuerySet[PriorTalk]:
    """Talks with what a line of a list shows."""
    return PriorTalk.objects.visible_to(actor, at=at).select_related("case", "round__programme", "contact")


def current_version(proposal: Proposal) -> Version | None:
    """The newest text that was submitted."""
    return proposal.versions.order_by("-number").first()


def public_version(proposal: Proposal) -> Version | None:
    """The newest text whose form was checked: what everybody may read."""
    return proposal.versions.filter(checked_at__isnull=False).order_by("-number").first()


def reads_all(proposal: Proposal, actor: Actor, *, at: datetime) -> bool:
    """Whether somebody reads the newest submission with its money: its writers, both sides and officers."""
    if roles_of(actor, at) or is_writer.check(actor, proposal, at=at):
        return True
    return proposal.case is not None and proposal.case.side_of(actor, at) is not None


def shows_money(round_: Round | None) -> bool:
    """Whether the programme publishes the budgets of its proposals."""
    return round_ is not None and Publish.MONEY in round_.programme.publish


@dataclass(frozen=True)
class Text:
    """One version of a proposal as one reader may see it."""

    version: Version
    said: dict[str, Any]
    budget: Budget | None  #: None for whoever may not see the money

    @property
    def words(self) -> list[tuple[StrOrPromise, str]]:
        """What it says in words, each under its label, in the order of the steps."""
        chosen = {
            "zone": dict(Zone.choices).get(self.said["zone"], ""),
            "start_type": dict(StartType.choices).get(self.said["start_type"], ""),
            "forms": "、".join(str(Form(code).label) for code in self.said["forms"]),
            "starts_on": _day(self.said["starts_on"]),
            "ends_on": _day(self.said["ends_on"]),
        }
        shown = {**self.said, **chosen}
        return [(label_of(name), shown[name]) for name in CONTENT if name not in _ELSEWHERE and shown[name]]

    @property
    def tables(self) -> list[tuple[StrOrPromise, list[StrOrPromise], list[list[object]]]]:
        """What it says in rows: goals, schedule, roles, money and the statements as they were shown."""
        sides, answers = dict(Task.choices), dict(Answer.choices)
        rows: dict[str, tuple[StrOrPromise, list[StrOrPromise], list[list[object]]]] = {
            "goals": (_("目標"), [_("何を"), _("どれだけ"), _("いつまでに")], [[r["what"], r["how_much"], r["by"]] for r in self.said["goals"]]),
            "schedule": (_("日程"), [_("いつ"), _("すること")], [[r["when"], r["what"]] for r in self.said["schedule"]]),
            "roles": (_("役割分担"), [_("すること"), _("どちらが"), _("だれが")], [[r["task"], sides[r["side"]], r["who"]] for r in self.said["roles"]]),
            "money": (_("収支予算"), [_("区分"), _("内訳"), _("金額（円）")], self._books() if self.budget else []),
            "statements": (_("確認の文"), [_("文"), _("答え"), _("理由")], [[r["text"], answers.get(r["answer"], ""), r["note"]] for r in self.said["statements"]]),
        }  # fmt: skip
        return [table for table in rows.values() if table[2]]

    def _books(self) -> list[list[object]]:
        flows, sources = dict(Flow.choices), dict(Source.choices)
        return [[sources.get(r["source"], flows[r["flow"]]), r["item"], f"{r['amount']:,}"] for r in self.said["money"]]


#: What a page shows in its head or as a table.
_ELSEWHERE = ("title", "author_name", "goals", "schedule", "roles")


def _day(value: date | str | None) -> str:
    """A day of a draft, or of a version, in words."""
    day = date.fromisoformat(value) if isinstance(value, str) else value
    return era_date(day) if day else ""


def label_of(name: str) -> StrOrPromise:
    """The label of an entry of a proposal."""
    return cast("StrOrPromise", getattr(Proposal._meta.get_field(name), "verbose_name"))


def text_for(proposal: Proposal, actor: Actor, *, at: datetime, number: int | None = None) -> Text | None:
    """The text somebody may read: insiders the newest submission, everybody else the newest checked one."""
    inside = reads_all(proposal, actor, at=at)
    versions = proposal.versions.all() if inside else proposal.versions.filter(checked_at__isnull=False)
    if number is not None:
        versions = versions.filter(number=number)
    version = versions.order_by("-number").first()
    if version is None:
        return None
    rows = version.content["money"]
    programme = proposal.round.programme if proposal.round else None
    open_books = inside or shows_money(proposal.round)
    return Text(version, version.content, Budget.of(rows, programme) if open_books else None)


@dataclass(frozen=True)
class Panel:
    """What the case page shows of the proposal and of the talks before it."""

    proposal: Proposal | None
    version: Version | None
    opinion: SectionOpinion | None
    benefit: BenefitCheck | None
    questions: tuple[Question, ...]
    talks: tuple[PriorTalk, ...]
    moves: tuple[str, ...]


def panel(case: Collaboration, actor: Actor, at: datetime) -> Panel | None:
    """The proposal of a case, as far as this actor may see it. Talks are for whoever came and for officers."""
    it = listed(actor, at=at).prefetch_related("opinions__section", "benefit_checks", "questions").filter(case=case).first()
    talks = tuple(talks_listed(actor, at=at).filter(Q(case=case) | Q(proposals__case=case)).distinct())
    if it is None:
        return Panel(None, None, None, None, (), talks, ()) if talks else None
    inside = reads_all(it, actor, at=at)
    versions = [v for v in it.versions.all() if inside or v.checked_at]
    opinions, checks = list(it.opinions.all()), list(it.benefit_checks.all())
    return Panel(
        proposal=it,
        version=versions[-1] if versions else None,
        opinion=opinions[-1] if opinions else None,
        benefit=checks[-1] if checks else None,
        questions=tuple(it.questions.all()),
        talks=talks,
        moves=tuple(m.name for m in WORKFLOW.open_to(actor, it, at=at)),
    )


def talk_named(ref: str) -> PriorTalk | None:
    """A talk that took place, by the number on its receipt."""
    return PriorTalk.objects.filter(ref=ref, state=TalkState.HELD).first()


def draft_text(proposal: Proposal) -> Text:
    """What is written now, as it would be submitted."""
    said = proposal.text()
    budget = Budget.of(said["money"], proposal.round.programme if proposal.round else None)
    return Text(Version(proposal=proposal, content=said), said, budget)


def contact_for(proposal: Proposal, actor: Actor, *, at: datetime) -> Contact | None:
    """連絡先: for whoever looks after the proposal or wrote it; for everybody where the programme publishes it."""
    published = proposal.shown_at and proposal.round and Publish.CONTACT in proposal.round.programme.publish
    inside = (looks_after | is_writer).check(actor, proposal, at=at)
    return Contact.objects.filter(proposal=proposal).first() if published or inside else None


def due_of(thing: Thing) -> date | None:
    """By when the next human step about a thing is owed."""
    task = Duty.objects.open().about(thing.subject).filter(kind="next").first()
    return task.due if task else None
