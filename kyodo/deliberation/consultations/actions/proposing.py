"""Near copies: the worker proposes, a person confirms or rejects, and can always take it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, FloatField, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import Bundle, Consultation, Pair, Submission
from kyodo.deliberation.consultations.policies import keeps
from kyodo.deliberation.consultations.queries.copies import WITNESS, Leaders
from kyodo.deliberation.consultations.states import PairState, State
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import AlreadyDone, IllegalMove, Refused
from kyodo.offices.desk.actions import send
from kyodo.offices.desk.models import Errand
from kyodo.offices.journal.actions import record

from .bundling import part_bundles, recount_all
from .filling import analyze

LOOK = "consultations.look_for_copies"
PORTION = 2500  #: texts that are looked at together

#: The leaders of the errand this worker was last busy with: the errand, how far it was, the leaders.
_held: list[tuple[int, int, Leaders]] = []


def look(it: Consultation, *, by: Actor, at: datetime) -> Errand:
    """似た提出をさがす: among what came since the last time. What persons have decided stays."""
    keeps.require(by, it, at=at)
    fresh = unplaced(it).count()
    if not fresh:
        raise Refused(_("前にさがしたあとに届いた、新しい文はありません。"))
    return send(LOOK, it, total=fresh, by=by, at=at)


def look_again(it: Consultation, *, by: Actor, at: datetime) -> None:
    """After a file was taken in, the search begins by itself."""
    fresh = unplaced(it).count()
    if fresh:
        try:
            send(LOOK, it, total=fresh, by=by, at=at)
        except AlreadyDone:
            return  # it is under way and will come to the new ones too


def unplaced(it: Consultation) -> QuerySet[Bundle]:
    """Texts that nobody has compared yet. What was taken out by hand is left alone."""
    compared = Consultation.objects.filter(pk=it.pk).values("compared_to")
    return it.bundles.filter(pk__gt=compared).exclude(digest="")


def portion(errand: Errand, at: datetime) -> int:
    """Place the next texts, in the order in which they came."""
    it = Consultation.objects.get(ref=errand.subject_ref.partition("/")[2])
    leaders, fresh, pairs = _leaders_of(it, errand), list(_texts(unplaced(it))[:PORTION]), list[Pair]()
    _held.clear()
    for key, signature, text in fresh:
        if near := leaders.place(key, text, signature):
            pairs.append(Pair(consultation=it, one_id=near.leader, other_id=key, score=near.score))
    Pair.objects.bulk_create(pairs, batch_size=PORTION, ignore_conflicts=True)
    if fresh:
        it.compared_to = fresh[-1][0]
        it.save(update_fields=["compared_to"])
    _held.append((errand.pk, errand.done + len(fresh), leaders))
    if not unplaced(it).exists():
        weigh(it)
        analyze()
    return len(fresh)


def _texts(bundles: QuerySet[Bundle]) -> QuerySet[Bundle, tuple[int, bytes, str]]:
    """Key, signature and text of bundles, in the order in which they came."""
    words = Case(When(corrected="", then=F("text")), default=F("corrected"))
    first = Submission.objects.filter(bundle=OuterRef("pk")).order_by("number").values(words=words)[:1]
    text = Coalesce(Subquery(first), "gist", output_field=TextField())
    return bundles.order_by("pk").values_list("pk", "signature", text)


def _leaders_of(it: Consultation, errand: Errand) -> Leaders:
    """The leaders so far: as this worker left them, or read anew if another went on or a portion was undone."""
    if _held and _held[0][:2] == (errand.pk, errand.done):
        return _held[0][2]
    leaders = Leaders()
    laid = it.pairs.exclude(state=PairState.REJECTED).values_list("other", "one", "score")
    members = {other: (one, score) for other, one, score in laid}
    placed = it.bundles.filter(pk__lte=it.compared_to).exclude(digest="")
    for key, signature, text in _texts(placed).iterator(chunk_size=PORTION):
        leader, score = members.get(key, (None, 0.0))
        if leader is None or score < WITNESS:
            leaders.add(key, text, signature, leader=leader)
    return leaders


def weigh(it: Consultation) -> None:
    """読む順: a text that nobody else sent, nor nearly, comes first; then what is founded. Numbers order nothing."""
    near = it.pairs.exclude(state=PairState.REJECTED)
    shared = Q(size__gt=1) | Q(pk__in=near.values("one")) | Q(pk__in=near.values("other"))
    alone = Case(When(shared, then=Value(0.0)), default=Value(1.0), output_field=FloatField())
    due = it.bundles.annotate(due=alone + F("evidence") * 0.25)
    due.exclude(weight=F("due")).update(weight=F("due"))


def confirm_pairs(it: Consultation, *, pairs: Iterable[Pair], by: Actor, at: datetime) -> int:
    """同じ趣旨と確かめる: many at once. What they hold waits behind the leader until it is taken out again."""
    keeps.require(by, it, at=at)
    with transaction.atomic():
        chosen = _chosen(it, pairs, PairState.PROPOSED)
        heads = {pair.pk: pair.one.into_id or pair.one_id for pair in chosen}
        others = [pair.other_id for pair in chosen]
        answered = Bundle.objects.filter(Q(pk__in=others) | Q(into__in=others), units__answer__isnull=False)
        if answered.exists():
            raise IllegalMove(_("市の考え方に結びついた意見があります。先に結びつきをはずしてください。"))
        for head in set(heads.values()):
            moved = [
                p.other_id for p in chosen if heads[p.pk] == head and p.other_id != head and p.other.into_id is None
            ]
            Bundle.objects.filter(Q(pk__in=moved) | Q(into__in=moved)).update(into=head)
        _decide(chosen, PairState.CONFIRMED, by=by, at=at)
        recount_all(set(others) | set(heads.values()))
        record("confirm_pairs", it, by=by, at=at, detail={"pairs": [pair.ref for pair in chosen]})
    return len(chosen)


def reject_pairs(it: Consultation, *, pairs: Iterable[Pair], by: Actor, at: datetime) -> int:
    """別のもの: they are read each by itself, and not proposed again."""
    keeps.require(by, it, at=at)
    with transaction.atomic():
        chosen = _chosen(it, pairs, PairState.PROPOSED)
        _decide(chosen, PairState.REJECTED, by=by, at=at)
        record("reject_pairs", it, by=by, at=at, detail={"pairs": [pair.ref for pair in chosen]})
    return len(chosen)


def reopen_pair(pair: Pair, *, by: Actor, at: datetime) -> Pair:
    """判断を取り消す: the pair is a proposal again, and what was joined is read by itself."""
    keeps.require(by, pair, at=at)
    with transaction.atomic():
        locked = Pair.lock(pair.pk)
        if locked.state == PairState.PROPOSED:
            raise IllegalMove(_("この候補は、まだ判断されていません。"))
        if locked.state == PairState.CONFIRMED and locked.other.into_id:
            part_bundles(locked.other, by=by, at=at)
        Pair.objects.filter(pk=locked.pk).update(state=PairState.PROPOSED, decided_by="", decided_at=None)
        record("reopen_pairs", locked.consultation, by=by, at=at, detail={"pairs": [locked.ref]})
    pair.refresh_from_db()
    return pair


def _chosen(it: Consultation, pairs: Iterable[Pair], state: str) -> list[Pair]:
    if it.state in (State.RESULT, State.ENACTED):
        raise IllegalMove(_("結果を公表したあとは変えられません。直すには、公表を取り下げてください。"))
    Consultation.lock(it.pk)
    keys = [pair.pk for pair in pairs]
    chosen = list(it.pairs.filter(pk__in=keys, state=state).select_related("one", "other").order_by("pk"))
    if not chosen:
        raise Refused(_("候補を一つ以上選んでください。"), field="pairs")
    return chosen


def _decide(pairs: list[Pair], state: str, *, by: Actor, at: datetime) -> None:
    keys = [pair.pk for pair in pairs]
    Pair.objects.filter(pk__in=keys).update(state=state, decided_by=by.subject, decided_at=at)
