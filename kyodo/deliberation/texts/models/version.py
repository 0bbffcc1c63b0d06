"""版と条項: a version of a text, and its provisions, each with a uid that stays for life."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts.states import IN_FORCE, Level, Stage, VersionState
from kyodo.deliberation.texts.terms import HEADING_LENGTH, LABEL_LENGTH, TEXT_LENGTH
from kyodo.kernel.access import Actor
from kyodo.kernel.text import new_ref
from kyodo.kernel.thing import Thing

from .comparing import Line
from .document import Document, is_of_the_city, read_before
from .rows import Block, blocks


def new_uid() -> str:
    """The name of a provision for life, whatever its printed number becomes."""
    return new_ref()


class VersionQuerySet(models.QuerySet["Version"]):
    """Versions as people ask for them."""

    def public(self) -> VersionQuerySet:
        """What was ever published: it never vanishes, a withdrawn one leaves its tombstone."""
        return self.filter(state__in=[VersionState.PUBLISHED, VersionState.WITHDRAWN])

    def published(self) -> VersionQuerySet:
        return self.filter(state=VersionState.PUBLISHED)

    def visible_to(self, actor: Actor, *, at: datetime) -> VersionQuerySet:
        """What was published; officers, and bodies that were asked to read it, see also what is being written."""
        if is_of_the_city(actor, at):
            return self
        public = Q(state__in=[VersionState.PUBLISHED, VersionState.WITHDRAWN])
        return self.filter(pk__in=Version.objects.filter(public | read_before(actor, at)).order_by().values("pk"))


class Version(Thing):
    """版: one state of the whole text. Once fixed its words are locked."""

    named_with = ("document",)

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("版の番号"))
    stage = models.CharField(_("段階"), max_length=10, choices=Stage.choices)
    state = models.CharField(_("状態"), max_length=10, choices=VersionState.choices, default=VersionState.WRITING)
    summary = models.TextField(_("この版のあらまし"), max_length=1000, blank=True)
    effective_on = models.DateField(_("施行日・適用日"), null=True, blank=True)
    began_at = models.DateTimeField(_("書き始めた日時"))
    touched_at = models.DateTimeField(_("最後に書いた日時"))
    published_at = models.DateTimeField(_("公開日時"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("取り下げた日時"), null=True, blank=True)
    withdrawn_because = models.CharField(_("取り下げた理由"), max_length=500, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("版")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="texts_version_number"),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(state__in=[VersionState.WRITING, VersionState.FIXED]),
                name="texts_one_version_in_the_making",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[VersionState.PUBLISHED, VersionState.WITHDRAWN])
                | Q(published_at__isnull=False),
                name="texts_published_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=VersionState.WITHDRAWN) | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="texts_withdrawn_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=VersionState.PUBLISHED, stage__in=IN_FORCE) | Q(effective_on__isnull=False),
                name="texts_in_force_when",
            ),
        ]
        indexes = [models.Index(fields=["document", "state", "number"], name="texts_version_state")]

    def __str__(self) -> str:
        return f"{self.document.title}（{self.name}）"

    @property
    def name(self) -> str:
        """「第3版 案」."""
        return str(_("第%(number)d版 %(stage)s") % {"number": self.number, "stage": Stage(self.stage).label})

    def get_absolute_url(self) -> str:
        return reverse("texts:version", args=[self.ref])

    @property
    def whole(self) -> str:
        return self.document.subject

    def before(self) -> Version | None:
        """The version published before this one: what its changes are changes of."""
        return Version.objects.published().filter(document=self.document_id, number__lt=self.number).first()

    def lines(self) -> list[Line]:
        """Its provisions as the comparison sees them."""
        return [provision.line for provision in self.provisions.order_by("order")]

    @property
    def is_open(self) -> bool:
        """Whether its words may still be changed."""
        return self.state == VersionState.WRITING

    @property
    def tone(self) -> str:
        """How its state is coloured beside the word."""
        tones = {VersionState.PUBLISHED: "good", VersionState.WITHDRAWN: "bad", VersionState.FIXED: "active"}
        return tones.get(VersionState(self.state), "wait")


class Provision(Thing):
    """条項: a chapter, article, paragraph or item in one version. `uid` names it through all versions."""

    named_with = ("version",)

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="provisions")
    uid = models.CharField(_("条項の通し名"), max_length=12, default=new_uid)
    parent_uid = models.CharField(_("上の条項"), max_length=12, blank=True)
    order = models.PositiveIntegerField(_("順番"))
    level = models.PositiveSmallIntegerField(_("段"), choices=Level.choices, default=Level.ARTICLE)
    label = models.CharField(_("番号"), max_length=LABEL_LENGTH, blank=True)
    heading = models.CharField(_("見出し"), max_length=HEADING_LENGTH, blank=True)
    text = models.TextField(_("本文"), max_length=TEXT_LENGTH, blank=True)
    plain = models.TextField(_("やさしい言い方"), max_length=TEXT_LENGTH, blank=True)
    origins = models.JSONField(_("もとの条項"), default=list, blank=True)  # uids it was split from or merged with

    class Meta:
        verbose_name = _("条項")
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "uid"], name="texts_provision_uid"),
            models.CheckConstraint(
                condition=~(Q(label="") & Q(heading="") & Q(text="")), name="texts_provision_says_something"
            ),
        ]
        indexes = [
            models.Index(fields=["version", "order"], name="texts_provision_order"),
            models.Index(fields=["uid"], name="texts_provision_life"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """「第3条（目的）」, or the first words where it has neither number nor heading."""
        heading = f"（{self.heading}）" if self.label and self.heading else self.heading
        return f"{self.label}{heading}" or self.text[:30]

    @property
    def line(self) -> Line:
        """The provision as the comparison sees it."""
        return Line(self.uid, self.label, self.heading, self.text, self.parent_uid, self.level, tuple(self.origins))

    @property
    def blocks(self) -> list[Block]:
        """Its words as they are laid out, tables among them."""
        return blocks(self.text)

    @property
    def plain_blocks(self) -> list[Block]:
        """Its plain words as they are laid out."""
        return blocks(self.plain)

    def get_absolute_url(self) -> str:
        return f"{self.version.get_absolute_url()}#p-{self.uid}"

    @property
    def whole(self) -> str:
        return self.version.whole
