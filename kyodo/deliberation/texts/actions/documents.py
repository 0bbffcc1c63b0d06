"""A document, what calls for its review, and the lives of its versions."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts import policies as may
from kyodo.deliberation.texts.models import Document, Provision, Trigger, Version
from kyodo.deliberation.texts.queries.reading import last_published, stages_after
from kyodo.deliberation.texts.states import IN_FORCE
from kyodo.deliberation.texts.workflow import VERSIONS
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Refused
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import local_day
from kyodo.offices.journal.actions import record

from .anchoring import anchor_all


def register(
    *, title: str, kind: str, section: Section, summary: str = "", review_years: int | None = None, review_clause: str = "",
    by: Actor, at: datetime, key: str = "",
) -> Document:  # fmt: skip
    """文書を登録する."""
    document = Document(
        title=title, kind=kind, section=section, summary=summary, review_years=review_years, review_clause=review_clause,
        made_at=at,
    )  # fmt: skip
    may.may_register.require(by, document, at=at)
    with transaction.atomic():
        record("register", document, by=by, at=at, key=key)
        document.save(force_insert=True)
    return document


def describe(document: Document, *, by: Actor, at: datetime, **said: object) -> Document:
    """文書の説明を直す: anything but its words, which are in its versions."""
    may.may_write.require(by, document, at=at)
    for name, value in said.items():
        setattr(document, name, value)
    if document.review_years and document.reviewed_on:
        document.review_on = document.review_after(document.reviewed_on)
    with transaction.atomic():
        document.save()
        record("describe", document, by=by, at=at, detail={"changed": sorted(said)})
    return document


def begin_version(
    document: Document, *, stage: str, summary: str = "", copy: bool = True, by: Actor, at: datetime, key: str = ""
) -> Version:
    """版を書き始める: from the words of the version published last, or from nothing."""
    may.may_write.require(by, document, at=at)
    if stage not in stages_after(document):
        raise Refused(_("いまの段階の次に、この段階の版は作れません。"), field="stage")
    with transaction.atomic():
        Document.lock(document.pk)
        if document.versions.filter(state__in=("writing", "fixed")).exists():
            raise Refused(_("作成中の版があります。その版を公開するか取りやめてから、次の版を書き始めてください。"))
        number = (document.versions.aggregate(n=Max("number"))["n"] or 0) + 1
        version = Version(document=document, number=number, stage=stage, summary=summary, began_at=at, touched_at=at)
        VERSIONS.begin(version, by=by, at=at, detail={"stage": str(stage), "number": number}, key=key)
        if copy and (source := last_published(document)):
            Provision.objects.bulk_create(_copied(p, version) for p in source.provisions.order_by("order"))
    return version


def _copied(it: Provision, version: Version) -> Provision:
    """The same provision in a new version: its uid stays, what it came from is a matter of the version before."""
    return Provision(
        version=version, uid=it.uid, parent_uid=it.parent_uid, order=it.order, level=it.level, label=it.label,
        heading=it.heading, text=it.text, plain=it.plain,
    )  # fmt: skip


def give_dates(version: Version, *, effective_on: date | None, summary: str = "", by: Actor, at: datetime) -> Version:
    """施行日とあらまし: until the version is published."""
    may.may_write.require(by, version, at=at)
    if version.published_at:
        raise Refused(_("公開した版は直せません。"))
    with transaction.atomic():
        version.effective_on, version.summary = effective_on, summary
        version.save(update_fields=["effective_on", "summary"])
        record("give_dates", version, by=by, at=at)
    return version


def move(name: str, version: Version, *, by: Actor, at: datetime, reason: str = "") -> Version:
    """確定する, もどす, 取りやめる: the moves that change nothing besides."""
    if name not in ("fix", "reopen", "drop"):
        raise Refused(_("この操作はありません。"))
    return VERSIONS.perform(name, version, by=by, at=at, reason=reason)


def publish(version: Version, *, by: Actor, at: datetime) -> Version:
    """公開する: locked for ever; every remark finds its place in it, or is listed for a person."""
    with transaction.atomic():
        VERSIONS.move("publish").who.require(by, version, at=at)
        before = version.before()
        Version.objects.filter(pk=version.pk).update(published_at=at)
        VERSIONS.perform("publish", version, by=by, at=at)
        anchor_all(version, before)
        if version.stage in IN_FORCE:
            _reviewed(version.document, version.effective_on or local_day(at))
    return version


def withdraw(version: Version, *, reason: str, by: Actor, at: datetime) -> Version:
    """取り下げる: its words go from the page, its tombstone stays."""
    with transaction.atomic():
        Version.objects.filter(pk=version.pk).update(withdrawn_at=at, withdrawn_because=reason)
        return VERSIONS.perform("withdraw", version, by=by, at=at, reason=reason)


def note_trigger(
    document: Document, *, words: str, subject: str = "", uid: str = "", by: Actor, at: datetime, key: str = ""
) -> Trigger:
    """見直しのきっかけを記録する."""
    trigger = Trigger(document=document, words=words, subject_ref=subject, uid=uid, noted_by=by.subject, noted_at=at)
    may.may_write.require(by, trigger, at=at)
    with transaction.atomic():
        record("note_trigger", trigger, by=by, at=at, key=key)
        trigger.save(force_insert=True)
    return trigger


def cite_triggers(version: Version, *, triggers: list[Trigger], by: Actor, at: datetime) -> Version:
    """見直しのきっかけを取り上げる: the revision says what it answers."""
    may.may_write.require(by, version, at=at)
    with transaction.atomic():
        for trigger in triggers:
            if trigger.document_id != version.document_id:
                raise Refused(_("ほかの文書のきっかけです。"))
            Trigger.objects.filter(pk=trigger.pk, cited_in=None).update(cited_in=version)
            record("cite_trigger", trigger, by=by, at=at, detail={"version": version.subject})
    return version


def review(document: Document, *, reason: str, by: Actor, at: datetime) -> Document:
    """見直した: looked at and left as it is, with the reason; the next review is counted from today."""
    may.may_write.require(by, document, at=at)
    with transaction.atomic():
        _reviewed(document, local_day(at))
        record("review", document, by=by, at=at, reason=reason)
    return document


def _reviewed(document: Document, day: date) -> None:
    document.reviewed_on, document.review_on = day, document.review_after(day)
    document.save(update_fields=["reviewed_on", "review_on"])
