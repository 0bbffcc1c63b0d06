"""Bundles that say the same are answered once: a person puts them together, and can always take them apart again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import Bundle, Pair, Submission
from kyodo.deliberation.consultations.policies import keeps
from kyodo.deliberation.consultations.states import PairState, State
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.journal.actions import record


def join_bundles(bundle: Bundle, *, into: Bundle, by: Actor, at: datetime) -> Bundle:
    """Put a bundle into another that says the same. Its own opinions wait behind it until it is taken out."""
    keeps.require(by, bundle, at=at)
    with transaction.atomic():
        target, moved = _locked(into.into or into), _locked(bundle)
        if target.pk == moved.pk or target.consultation_id != moved.consultation_id:
            raise Refused(_("同じ案件の、別の束を選んでください。"), field="into")
        if moved.into_id:
            raise IllegalMove(_("この束は、すでにほかの束にまとめられています。"))
        if moved.units.filter(answer__isnull=False).exists():
            raise IllegalMove(_("市の考え方に結びついた意見があります。先に結びつきをはずしてください。"))
        Bundle.objects.filter(Q(pk=moved.pk) | Q(into=moved)).update(into=target)
        recount(moved, target)
        record("join_bundles", moved, by=by, at=at, detail={"into": target.subject})
    bundle.refresh_from_db()
    return bundle


def part_bundles(bundle: Bundle, *, by: Actor, at: datetime) -> Bundle:
    """Take a bundle out of the one it lies in: it is read by itself again, with the opinions cut from it before."""
    keeps.require(by, bundle, at=at)
    with transaction.atomic():
        moved = _locked(bundle)
        if moved.into is None:
            raise IllegalMove(_("この束は、ほかの束にまとめられていません。"))
        target, moved.into = moved.into, None
        moved.save(update_fields=["into"])
        again = {"state": PairState.PROPOSED, "decided_by": "", "decided_at": None}
        Pair.objects.filter(other=moved, state=PairState.CONFIRMED).update(**again)
        recount(moved, target)
        record("part_bundles", moved, by=by, at=at, detail={"from": target.subject})
    bundle.refresh_from_db()
    return bundle


def take_out(submission: Submission, *, by: Actor, at: datetime) -> Submission:
    """Let one submission of many lie by itself: the words are the same, but what it says is not."""
    keeps.require(by, submission, at=at)
    with transaction.atomic():
        one = Submission.lock(submission.pk)
        old = _locked(one.bundle)
        if old.size < 2:
            raise IllegalMove(_("この提出は、すでに一つだけで束になっています。"))
        alone = Bundle(consultation=one.consultation, gist=old.gist, weight=old.weight, evidence=old.evidence)
        alone.save(force_insert=True)
        _move(one, alone, came_from=one.came_from or old)
        record("take_out", one, by=by, at=at, detail={"from": old.subject})
    submission.refresh_from_db()
    return submission


def put_back(submission: Submission, *, by: Actor, at: datetime) -> Submission:
    """Lay a submission back to those of its text; what was cut from it alone stays in the record."""
    keeps.require(by, submission, at=at)
    with transaction.atomic():
        one = Submission.lock(submission.pk)
        if one.came_from is None:
            raise IllegalMove(_("この提出は、束から出されていません。"))
        if _locked(one.bundle).units.filter(answer__isnull=False).exists():
            raise IllegalMove(_("市の考え方に結びついた意見があります。先に結びつきをはずしてください。"))
        if one.bundle.parts.exists():
            raise IllegalMove(_("ほかの束がまとめられています。先に元に戻してください。"))
        _locked(one.came_from)
        _move(one, one.came_from, came_from=None)
        record("put_back", one, by=by, at=at)
    submission.refresh_from_db()
    return submission


def _move(one: Submission, bundle: Bundle, *, came_from: Bundle | None) -> None:
    old, one.bundle, one.came_from = one.bundle, bundle, came_from
    one.save(update_fields=["bundle", "came_from"])
    recount(old, bundle)


def recount(*bundles: Bundle) -> None:
    """Count anew how many submissions lie in these bundles and in the bundles that hold them."""
    for bundle in bundles:
        Bundle.objects.filter(pk=bundle.pk).update(size=bundle.submissions.count())
    for pk in {b.into_id or b.pk for b in Bundle.objects.filter(pk__in=[b.pk for b in bundles])}:
        voices = Bundle.objects.filter(Q(pk=pk) | Q(into=pk)).aggregate(n=Sum("size"))["n"]
        Bundle.objects.filter(pk=pk).update(voices=voices or 0)
    for part in Bundle.objects.filter(pk__in=[b.pk for b in bundles], into__isnull=False):
        Bundle.objects.filter(pk=part.pk).update(voices=part.size)


def recount_all(keys: set[int]) -> None:
    """The same for many bundles at once."""
    heads = set(Bundle.objects.filter(pk__in=keys, into__isnull=False).values_list("into", flat=True))
    counted = Submission.objects.filter(bundle=OuterRef("pk")).order_by().values("bundle").annotate(n=Count("pk"))
    Bundle.objects.filter(pk__in=keys).update(size=Coalesce(Subquery(counted.values("n")), 0))
    within = Bundle.objects.filter(into=OuterRef("pk")).order_by().values("into").annotate(n=Sum("size"))
    Bundle.objects.filter(pk__in=keys | heads).update(voices=F("size") + Coalesce(Subquery(within.values("n")), 0))


def _locked(bundle: Bundle) -> Bundle:
    locked = Bundle.lock(bundle.pk)
    if locked.consultation.state in (State.RESULT, State.ENACTED):
        raise IllegalMove(_("結果を公表したあとは変えられません。直すには、公表を取り下げてください。"))
    return locked
