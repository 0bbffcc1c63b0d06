"""What was loaded, in figures, with the program's own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import F

from kyodo.commons.groups.models import Group
from kyodo.commons.groups.queries import to_ask
from kyodo.cycle.calls.models import Round, Theme
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.proposals.models import PriorTalk, Proposal
from kyodo.cycle.services.models import Review, Service
from kyodo.offices.city.models import Section
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.models import Entry
from kyodo.offices.people.models import Person
from kyodo.offices.post.models import Message


def stages(today: date) -> Counter[str]:
    """Cases by the word that their pages show."""
    return Counter(case.shown_stage(today) for case in Collaboration.objects.order_by("pk"))


def registrations(today: date) -> Counter[str]:
    """Groups by state, with what their dates make of it."""
    lapsed = set(Group.objects.lapsed(today).values_list("pk", flat=True))
    asked = set(Group.objects.current(today).filter(asked_for=F("valid_until")).values_list("pk", flat=True))
    asked |= set(to_ask(today).values_list("pk", flat=True))
    words = {**dict.fromkeys(asked, "更新の時期"), **dict.fromkeys(lapsed, "期限切れ")}
    return Counter(words.get(group.pk, str(group.get_state_display())) for group in Group.objects.all())


def figures(today: date) -> Iterator[tuple[str, int]]:
    """Everything else worth a number."""
    counted = (
        ("人", Person), ("課", Section), ("事務事業", Service), ("協働点検", Review), ("募集回", Round), ("テーマ", Theme),
        ("事前相談", PriorTalk), ("提案", Proposal), ("記録", Entry), ("手紙", Message),
    )  # fmt: skip
    yield from ((word, model._default_manager.count()) for word, model in counted)
    yield "宿題（済んでいないもの）", Task.objects.open().count()
    yield "うち期限を過ぎたもの", Task.objects.overdue(today).count()


def table(today: date) -> Iterator[str]:
    """The figures, line by line."""
    cases, groups = stages(today), registrations(today)
    yield f"協働案件 {cases.total()}件"
    yield from (f"  {word}  {count}" for word, count in cases.most_common())
    yield f"団体 {groups.total()}団体"
    yield from (f"  {word}  {count}" for word, count in groups.most_common())
    yield from (f"{word}  {count:,}" for word, count in figures(today))
