"""What the page of one recommendation shows beside its lives, and whose doors stand open on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kyodo.deliberation.recommendations import policies as may
from kyodo.deliberation.recommendations.models import (
    Impression,
    Measure,
    Pause,
    Petition,
    Plan,
    Recommendation,
    Report,
)
from kyodo.deliberation.recommendations.states import PetitionResult, Voice
from kyodo.deliberation.recommendations.terms import PETITION_MONTHS, PETITION_SUPPORTERS
from kyodo.kernel.access import Actor, find
from kyodo.kernel.policy import Policy
from kyodo.offices.city.queries import number
from kyodo.offices.journal.queries import Told, life_of, told
from kyodo.offices.people.models import Person

#: The doors of a recommendation: the name of the page, and who may pass.
DOORS: dict[str, Policy[Any]] = {
    "assign": may.may_keep,
    "answer": may.may_answer,
    "report": may.may_report,
    "committee": may.recommended,
    "citizen": may.may_state_as_citizen,
}


def doors(recommendation: Recommendation, actor: Actor, *, at: datetime) -> set[str]:
    """What this actor may do about the recommendation now; nothing but looking once it is closed."""
    wanted = DOORS if recommendation.closure.closed_on is None else {"citizen": DOORS["citizen"]}
    return {name for name, policy in wanted.items() if policy.check(actor, recommendation, at=at)}


def history(recommendation: Recommendation) -> list[Told]:
    """What happened, newest first. A citizen's own impression is nobody else's news."""
    return told(life_of(recommendation.subject).exclude(act="state").order_by("-seq")[:50])


def words_of_citizens(recommendation: Recommendation, actor: Actor, *, at: datetime) -> list[Impression]:
    """What citizens wrote beside their marks: for the section, the desk and those who recommended."""
    if not may.reads_words.check(actor, recommendation, at=at):
        return []
    return list(recommendation.impressions.filter(voice=Voice.CITIZEN).exclude(words="")[:50])


def pauses_of(thing: Recommendation | Plan, today: date) -> list[Pause]:
    """The pauses that hold today for something in this whole."""
    return list(Pause.objects.filter(whole_ref=thing.subject, since__lte=today, until__gt=today))


@dataclass(frozen=True)
class Way:
    """A way to something that is named by its subject only."""

    title: str
    url: str

    def __str__(self) -> str:
        return self.title


def link_to(subject: str) -> Way | None:
    """The page of what a subject names, if it has one."""
    thing = find(subject) if subject else None
    address = getattr(thing, "get_absolute_url", None)
    return Way(str(thing), str(address())) if thing and address else None


def owed_years(measure: Measure, today: date) -> list[int]:
    """Fiscal years of the plan that have ended and have no sheet yet."""
    filed = {sheet.year for sheet in measure.sheets.all()}
    return [year for year in measure.plan.years if year not in filed and date(year + 1, 3, 31) < today]


def petition_months() -> int:
    """How many months the city gives itself for the answer to a petition."""
    return number(PETITION_MONTHS)


def supporters_needed() -> int:
    """How many people stand behind a petition."""
    return number(PETITION_SUPPORTERS)


def report_of(petition: Petition) -> Report | None:
    """The paper under which an adopted petition is tracked."""
    return Report.objects.filter(source_ref=petition.subject).first()


def may_be_tracked(petition: Petition, actor: Actor, *, at: datetime) -> bool:
    """Whether this actor may track the petition as a recommendation now."""
    adopted = petition.result in (PetitionResult.ADOPTED, PetitionResult.PARTLY)
    return adopted and report_of(petition) is None and bool(may.may_keep.check(actor, petition, at=at))


def kept_about(person: Person) -> list[dict[str, Any]]:
    """What is kept about a person here, for whoever asks for their own data: impressions and petitions."""
    felt = Impression.objects.filter(by_ref=person.subject).order_by("stated_at", "pk")
    proposed = Petition.objects.filter(author_ref=person.subject).order_by("submitted_at", "pk")
    return [
        *({**row} for row in felt.values("recommendation__title", "voice", "level", "words", "stated_at")),
        *({**row} for row in proposed.values("title", "author_name", "problem", "purpose", "submitted_at")),
    ]
