"""Narrowing and paging the cases to learn from."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from .forms import LookForm
from .models import Practice

PAGE = 30
SAID = ("title", "summary", "background", "purpose", "what", "result", "hard", "advice", "tried", "limits", "lasting")


def narrowed(practices: QuerySet[Practice], form: LookForm) -> QuerySet[Practice]:
    """The cases the question leaves; what cannot be read leaves all."""
    if not form.is_valid():
        return practices
    given = form.cleaned_data
    for word in given["q"].split():
        said = Q()
        for name in SAID:
            said |= Q(**{f"{name}__icontains": word})
        practices = practices.filter(said)
    about = {"start_type": given["type"], "forms__code": given["form"], "fields__code": given["field"]}
    asked = {f"evaluation__case__{name}": value for name, value in about.items() if value}
    return practices.filter(**asked, **({"failed": True} if given["told"] else {}))


@dataclass(frozen=True)
class Page:
    """One page, newest first, with how many there are in all and how many of them tell of a failure."""

    rows: list[Practice]
    older: str
    count: int
    failed: int


def page_of(practices: QuerySet[Practice], *, after: str) -> Page:
    """Keyset paging: the page after a case, found by its reference."""
    last = Practice.objects.filter(ref=after).values_list("published_at", "pk").first() if after else None
    rest = practices
    if last:
        rest = practices.filter(Q(published_at__lt=last[0]) | Q(published_at=last[0], pk__lt=last[1]))
    rows = list(rest.order_by("-published_at", "-pk")[: PAGE + 1])
    older = rows[PAGE - 1].ref if len(rows) > PAGE else ""
    return Page(rows[:PAGE], older, practices.count(), practices.filter(failed=True).count())
