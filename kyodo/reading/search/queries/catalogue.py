"""目録: everything that can be searched, one source a kind of thing.

A source names its public rows and how one of them reads as a card. Only what `rows` gives at that moment is ever
indexed or shown. To make something searchable, write its card and add its source; nothing else.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group
from kyodo.cycle.agreements.models import Agreement
from kyodo.cycle.calls.models import Round, Theme
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import Stage
from kyodo.cycle.evaluations.models import Practice
from kyodo.cycle.proposals.models import Proposal
from kyodo.cycle.roundtables.models import Sitting
from kyodo.cycle.roundtables.states import SittingState
from kyodo.cycle.screening.models import Screening
from kyodo.cycle.seeds.models import Seed
from kyodo.cycle.services.models import Service

from . import deliberation
from .card import EVERYONE, Card, Source

CASE = Collaboration._meta.label_lower


def group(it: Group) -> Card:
    """Entries that are public whatever the group's switches say."""
    fields = (field.get_code_display() for field in it.fields.all())
    return Card(
        title=it.name,
        url=it.get_absolute_url(),
        since=it.registered_on or it.received_at,
        summary=it.activities or it.purpose,
        text=(it.purpose, it.looking_for, *fields, *(ward.name for ward in it.wards.all())),
        names=(it.kana,) if it.kana else (),
        wards=tuple(ward.ref for ward in it.wards.all()),
    )


def seed(it: Seed) -> Card:
    """What was sent and what was answered, as everybody reads it; never who sent it."""
    shown = it.shown
    return Card(
        title=it.case.title,
        url=it.get_absolute_url(),
        since=it.received_at,
        summary=shown["problem"],
        text=(
            shown["wish"],
            shown["own_part"],
            shown["other_part"],
            it.section.name,
            *(a.shown for a in it.answers.all()),
        ),
        wards=(it.case.ward.ref,) if it.case.ward else (),
    )


def case(it: Collaboration) -> Card:
    """The case with its number and those who sit on its sides."""
    return Card(
        title=it.title,
        url=it.get_absolute_url(),
        since=it.shown_at or it.born_at,
        summary=it.summary,
        text=tuple(party.name for party in it.parties.all() if party.until is None),
        names=(it.document_number,),
        wards=(it.ward.ref,) if it.ward else (),
    )


def theme(it: Theme) -> Card:
    """What a section asks citizens to do together with it."""
    return Card(
        title=it.case.title,
        url=it.get_absolute_url(),
        since=it.seed.received_at,
        summary=it.background,
        text=(it.problem, it.aim, it.city_can, it.expects, it.seed.section.name),
        wards=(it.case.ward.ref,) if it.case.ward else (),
    )


def call(it: Round) -> Card:
    """A round by its programme and its notes."""
    return Card(
        title=str(it),
        url=it.get_absolute_url(),
        since=it.opens_on,
        summary=it.programme.purpose,
        text=(it.notes,),
        names=(it.programme.name,),
    )


def service(it: Service) -> Card:
    """What the city does and which section does it."""
    return Card(
        title=it.name,
        url=it.get_absolute_url(),
        since=it.entered_at,
        summary=it.content or it.purpose,
        text=(it.purpose, it.target, it.section.name),
    )


def proposal(it: Proposal) -> Card:
    """The words of the newest version whose form was checked; never whom to call."""
    checked = max((one for one in it.versions.all() if one.checked_at), key=lambda version: version.number)
    said = checked.content
    return Card(
        title=said["title"],
        url=it.get_absolute_url(),
        since=it.shown_at or checked.submitted_at,
        summary=said["purpose"],
        text=tuple(said[name] for name in ("problem", "content", "target", "place", "why_together", "author_name")),
        wards=(it.case.ward.ref,) if it.case and it.case.ward else (),
    )


def screening(it: Screening) -> Card:
    """What was decided about a proposal, once the proposer has been told; reasons stay on its page."""
    return Card(
        title=it.proposal.title,
        url=it.get_absolute_url(),
        since=it.notified_at or it.opened_at,
        summary=it.get_outcome_display(),
        text=(it.proposal.author_name,),
        names=(it.document_number,) if it.document_number else (),
    )


def sitting(it: Sitting) -> Card:
    """The public summary of a sitting whose record stands."""
    return Card(title=str(it), url=it.get_absolute_url(), since=it.starts_at, summary=it.summary, text=(it.aim,))


def agreement(it: Agreement) -> Card:
    """What both sides confirmed last: the purpose, the goals and who does what; never whom to call."""
    concluded = max(it.revisions.all(), key=lambda revision: revision.number)
    text = concluded.text
    return Card(
        title=str(it),
        url=it.get_absolute_url(),
        since=concluded.concluded_at,
        summary=text.purpose,
        text=(*(goal.words for goal in text.goals), *(role.task for role in text.roles)),
        wards=(it.case.ward.ref,) if it.case.ward else (),
    )


def practice(it: Practice) -> Card:
    """What others can learn, failures included."""
    return Card(
        title=it.title,
        url=it.get_absolute_url(),
        since=it.published_at or it.drafted_at,
        summary=it.what,
        text=(it.background, it.who, it.result, it.hard, it.advice),
        wards=(it.case.ward.ref,) if it.case.ward else (),
    )


SOURCES: tuple[Source[Any], ...] = (
    Source(
        Group,
        _("団体"),
        lambda at: Group.objects.visible_to(EVERYONE, at=at).registered().prefetch_related("fields", "wards"),
        group,
    ),
    Source(
        Collaboration,
        _("協働案件"),
        # A case that is still a seed, or went into another one, is found as its seed.
        lambda at: (
            Collaboration.objects.public(at=at)
            .exclude(stage__in=(Stage.SEED, Stage.MERGED))
            .select_related("ward")
            .prefetch_related("parties")
        ),
        case,
    ),
    Source(
        Seed,
        _("協働の種"),
        # What a section asks of citizens is found as its theme.
        lambda at: (
            Seed.objects.visible_to(EVERYONE, at=at)
            .filter(theme=None)
            .select_related("case__ward", "section")
            .prefetch_related("answers", "masks")
        ),
        seed,
        depends_on={CASE: "case__ref"},
    ),
    Source(
        Theme,
        _("市からのテーマ"),
        lambda at: Theme.objects.filter(seed__in=Seed.objects.visible_to(EVERYONE, at=at)).select_related(
            "seed__case__ward", "seed__section"
        ),
        theme,
        depends_on={CASE: "seed__case__ref"},
    ),
    Source(
        Round,
        _("募集"),
        lambda at: Round.objects.visible_to(EVERYONE, at=at).select_related("programme"),
        call,
        depends_on={"calls.programme": "programme__ref"},
    ),
    Source(
        Service,
        _("事務事業"),
        lambda at: Service.objects.visible_to(EVERYONE, at=at).select_related("section"),
        service,
    ),
    Source(
        Proposal,
        _("提案"),
        lambda at: Proposal.objects.public(at=at).select_related("case__ward").prefetch_related("versions"),
        proposal,
        depends_on={CASE: "case__ref"},
    ),
    Source(
        Screening,
        _("審査の結果"),
        lambda at: Screening.objects.visible_to(EVERYONE, at=at).select_related("proposal"),
        screening,
        depends_on={Proposal._meta.label_lower: "proposal__ref"},
    ),
    Source(
        Sitting,
        _("パートナーテーブルの記録"),
        lambda at: (
            Sitting.objects.visible_to(EVERYONE, at=at).filter(state=SittingState.FIXED).select_related("table__case")
        ),
        sitting,
        depends_on={CASE: "table__case__ref"},
    ),
    Source(
        Agreement,
        _("協定"),
        lambda at: Agreement.objects.public(at=at).select_related("case__ward").prefetch_related("revisions"),
        agreement,
        depends_on={CASE: "case__ref"},
    ),
    Source(
        Practice,
        _("実践事例"),
        lambda at: Practice.objects.filter(published_at__lte=at).select_related("evaluation__case__ward"),
        practice,
        depends_on={CASE: "evaluation__case__ref"},
    ),
    *deliberation.SOURCES,
)


def sources() -> dict[str, Source[Any]]:
    """Every source by the kind of its things."""
    return {source.kind: source for source in SOURCES}
