"""Counting: persons, submissions, opinions and what became of them. Numbers are told, and never order anything."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from kyodo.deliberation.consultations.models import Answer, Category, Consultation, Response, Sender, Unit
from kyodo.deliberation.consultations.states import Channel, Satisfied
from kyodo.kernel.text import name_key, search_key

CHUNK = 2000


@dataclass(frozen=True)
class Figures:
    """件数: of one consultation as it stands."""

    persons: int  #: 提出者数: one person counts once, however much was sent
    submissions: int  #: 提出数
    late: int
    corrected: int  #: 入力の誤りを直した提出
    kinds: int  #: 意見の種類: units that stand
    opinions: int  #: 意見件数: every unit as often as it was sent
    same: int  #: 同文・同趣旨で寄せられた提出
    reflected: int  #: 意見件数 of answers that changed the draft
    channels: dict[str, int]
    categories: dict[str, tuple[int, int]]  #: name → kinds, opinions
    shares: dict[str, dict[str, int]]  #: channel → name of the category → opinions that came by it

    @property
    def none(self) -> bool:
        """意見なし: an ordinary result."""
        return self.kinds == 0

    def stored(self) -> dict[str, Any]:
        """As a publication keeps them."""
        return asdict(self)

    @property
    def channel_rows(self) -> list[tuple[str, int]]:
        return [(str(label), self.channels.get(code, 0)) for code, label in Channel.choices if self.channels.get(code)]

    @property
    def share_rows(self) -> list[tuple[str, list[tuple[int, int]]]]:
        """Of every channel the opinions in each category, and how many of a hundred of that channel they are."""
        rows = [(str(label), self.shares[code]) for code, label in Channel.choices if self.shares.get(code)]
        return [
            (label, [(n, round(100 * n / sum(of.values()))) for n in (of.get(name, 0) for name in self.categories)])
            for label, of in rows
        ]


def figures_of(it: Consultation) -> Figures:
    """Count one consultation, in a constant number of queries."""
    sent = it.submissions.aggregate(
        persons=Count("sender_key", distinct=True),
        n=Count("pk"),
        late=Count("pk", filter=Q(late=True)),
        corrected=Count("pk", filter=~Q(corrected="")),
    )
    channels = dict(it.submissions.order_by().values("channel").annotate(n=Count("pk")).values_list("channel", "n"))
    units = Unit.objects.standing().filter(consultation=it).order_by()
    kinds, opinions = units.aggregate(k=Count("pk"), n=Sum("bundle__voices")).values()
    by_category = units.filter(answer__category__isnull=False).values("answer__category")
    counted = {
        row["answer__category"]: (row["k"], row["n"])
        for row in by_category.annotate(k=Count("pk"), n=Sum("bundle__voices"))
    }
    names = Category.objects.filter(pk__in=counted).in_bulk()
    ordered = sorted(counted, key=lambda pk: (names[pk].order, pk))
    same = it.bundles.heads().filter(voices__gt=1).order_by().aggregate(n=Sum("voices"))["n"]
    return Figures(
        persons=sent["persons"], submissions=sent["n"], late=sent["late"], corrected=sent["corrected"], kinds=kinds, opinions=opinions or 0, same=same or 0,
        reflected=sum(counted[pk][1] for pk in counted if names[pk].demands_change), channels=channels,
        categories={names[pk].name: counted[pk] for pk in ordered}, shares=_shares_of(it),
    )  # fmt: skip


def _shares_of(it: Consultation) -> dict[str, dict[str, int]]:
    """Whether what came on paper fared otherwise than what came by the web: opinions by channel and category."""
    answered = Unit.objects.standing().filter(consultation=it, answer__category__isnull=False).order_by()
    kinds: dict[int, list[tuple[str, int]]] = {}
    for head, name, n in answered.values_list("bundle", "answer__category__name").annotate(n=Count("pk")):
        kinds.setdefault(head, []).append((name, n))
    sent = it.submissions.order_by().values_list(Coalesce("bundle__into", "bundle"), "channel").annotate(n=Count("pk"))
    shares: dict[str, Counter[str]] = {}
    for head, channel, voices in sent:
        for name, n in kinds.get(head, ()):
            shares.setdefault(channel, Counter())[name] += n * voices
    return {channel: dict(counted) for channel, counted in shares.items()}


def newcomers_of(it: Consultation) -> tuple[int, int]:
    """はじめての人: of those who gave a name and an address, who sent nothing to an earlier consultation; and of how many."""
    named = Sender.objects.exclude(name="").exclude(address="")
    mine = named.filter(submission__consultation=it).values_list("name", "address")
    people = {_person(*entries) for entries in mine.iterator(CHUNK)}
    known, fresh = len(people), set(people)
    earlier = named.filter(submission__consultation__opens_on__lt=it.opens_on).exclude(submission__consultation=it)
    for entries in earlier.values_list("name", "address").iterator(CHUNK):
        fresh.discard(_person(*entries))
    return len(fresh), known


def _person(name: str, address: str) -> tuple[str, str]:
    return name_key(name), search_key(address)


def satisfaction_of(it: Consultation) -> list[tuple[str, int]]:
    """How many said that the answer was one; nothing while nobody said."""
    rows = Response.objects.filter(consultation=it).order_by().values("satisfied").annotate(n=Count("pk"))
    counted = dict(rows.values_list("satisfied", "n"))
    return [(str(label), counted.get(code, 0)) for code, label in Satisfied.choices] if counted else []


def repeated_reasons(it: Consultation, *, limit: int) -> dict[str, int]:
    """Reasons that stand word for word under more answers than the limit: key → how many."""
    rows = it.answers.standing().exclude(reason_key="").order_by().values("reason_key").annotate(n=Count("pk"))
    return dict(rows.filter(n__gt=limit).values_list("reason_key", "n"))


@dataclass(frozen=True)
class Progress:
    """進み具合: what is left to do before the result."""

    unread: int
    bundles: int
    unanswered: int
    units: int
    drafts: int
    in_review: int
    agreed: int
    flagged: int

    @property
    def read(self) -> int:
        return self.bundles - self.unread

    @property
    def answered(self) -> int:
        return self.units - self.unanswered


def progress_of(it: Consultation) -> Progress:
    """How far the work is."""
    units = Unit.objects.standing().filter(consultation=it).order_by()
    counted = units.aggregate(n=Count("pk"), open=Count("pk", filter=Q(answer=None)))
    answers = dict(
        Answer.objects.filter(consultation=it)
        .order_by()
        .values("state")
        .annotate(n=Count("pk"))
        .values_list("state", "n")
    )
    return Progress(
        unread=it.bundles.unread().count(), bundles=it.bundles.heads().count(), unanswered=counted["open"], units=counted["n"],
        drafts=answers.get("draft", 0), in_review=answers.get("submitted", 0), agreed=answers.get("agreed", 0),
        flagged=it.submissions.flagged().count(),
    )  # fmt: skip
