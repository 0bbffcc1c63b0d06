"""逐条コメント: written, shown or hidden, and carried from version to version without losing one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts import policies as may
from kyodo.deliberation.texts.models import Anchor, Remark, Version
from kyodo.deliberation.texts.queries.matching import anchor, plain
from kyodo.deliberation.texts.states import Anchored, VersionState
from kyodo.deliberation.texts.workflow import REMARKS
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Refused
from kyodo.offices.journal.actions import record


def remark(
    version: Version,
    *,
    uid: str,
    text: str,
    quote: str = "",
    author_name: str = "",
    by: Actor,
    at: datetime,
    key: str = "",
) -> Remark:
    """コメントする: on one provision of a published version, on the words quoted if any are."""
    if version.state != VersionState.PUBLISHED:
        raise Refused(_("公開している版にだけコメントできます。"))
    provision = version.provisions.filter(uid=uid).first()
    if provision is None:
        raise Refused(_("その条項はこの版にありません。"), field="uid")
    if quote and plain(quote) not in plain(provision.heading + provision.text):
        raise Refused(_("引用した言葉がこの条項にありません。条項から写してください。"), field="quote")
    it = Remark(
        document=version.document, version=version, uid=uid, quote=quote, text=text, author_ref=by.subject,
        author_name=author_name, received_at=at,
    )  # fmt: skip
    with transaction.atomic():
        REMARKS.begin(it, by=by, at=at, key=key)
        Anchor.objects.create(remark=it, version=version, uid=uid, how=Anchored.WRITTEN)
        later = Version.objects.published().filter(document=version.document_id, number__gt=version.number)
        for newer in later.order_by("number"):  # somebody commented on an earlier version
            _carry([it], newer)
    return it


def show(it: Remark, *, by: Actor, at: datetime) -> Remark:
    """公開する."""
    return REMARKS.perform("show", it, by=by, at=at)


def hide(it: Remark, *, reason: str, by: Actor, at: datetime) -> Remark:
    """公開しない, with the reason."""
    with transaction.atomic():
        Remark.objects.filter(pk=it.pk).update(hidden_because=reason)
        return REMARKS.perform("hide", it, by=by, at=at, reason=reason)


def anchor_all(version: Version, before: Version | None) -> None:
    """Give every remark of the text its place in a newly published version; none is dropped."""
    if before is None:
        return
    _carry(list(Remark.objects.filter(document=version.document_id).exclude(anchors__version=version)), version)


def _carry(remarks: list[Remark], version: Version) -> None:
    """From where each stands last, to this version. What a person declared gone stays gone."""
    lines, before = {line.uid: line for line in version.lines()}, version.before()
    old = {line.uid: line for line in before.lines()} if before else {}
    last: dict[int, Anchor] = {}
    found = Anchor.objects.filter(remark__in=remarks, version__number__lt=version.number)
    for one in found.select_related("version").order_by("version__number"):
        if one.how != Anchored.LOST:
            last[one.remark_id] = one
    made = []
    for it in remarks:
        stood = last.get(it.pk)
        if stood and stood.how == Anchored.NOT_APPLICABLE:
            made.append(Anchor(remark=it, version=version, how=Anchored.NOT_APPLICABLE))
            continue
        place = anchor(stood.uid if stood else it.uid, it.quote, lines, old)
        made.append(Anchor(remark=it, version=version, uid=place.uid, how=place.how))
    Anchor.objects.bulk_create(made)


def anchor_by_hand(it: Remark, *, version: Version, uid: str, by: Actor, at: datetime) -> Anchor:
    """コメントの場所を決める: a provision of the version, or "" where the provision is gone for good."""
    may.may_write.require(by, it, at=at)
    if uid and not version.provisions.filter(uid=uid).exists():
        raise Refused(_("その条項はこの版にありません。"), field="uid")
    how = Anchored.BY_HAND if uid else Anchored.NOT_APPLICABLE
    with transaction.atomic():
        place, _made = Anchor.objects.update_or_create(remark=it, version=version, defaults={"uid": uid, "how": how})
        record("anchor", it, by=by, at=at, detail={"version": version.subject, "uid": uid})
    return place
