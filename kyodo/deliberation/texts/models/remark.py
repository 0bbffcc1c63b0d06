"""逐条コメント: what somebody said of a provision, and where it stands in each version."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.texts.states import Anchored, RemarkState
from kyodo.kernel.access import Actor
from kyodo.kernel.thing import Thing

from .document import Document, is_of_the_city
from .version import Version


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Remarks as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> RemarkQuerySet:
        """What is shown, and one's own; officers read all."""
        if is_of_the_city(actor, at):
            return self
        mine = Q(author_ref=actor.subject) if actor.subject.startswith("people.person/") else Q(pk=None)
        return self.filter(Q(state=RemarkState.SHOWN) | mine)


class Remark(Thing):
    """逐条コメント: hangs on a provision by its uid and the words quoted. It is never dropped."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="remarks")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="remarks")  # where it was written
    uid = models.CharField(_("条項"), max_length=12)
    quote = models.CharField(_("引用した言葉"), max_length=300, blank=True)
    text = models.TextField(_("コメント"), max_length=2000)
    author_ref = models.CharField(_("書いた人"), max_length=100)
    author_name = models.CharField(_("公開する名前"), max_length=100, blank=True)
    state = models.CharField(_("状態"), max_length=10, choices=RemarkState.choices, default=RemarkState.RECEIVED)
    hidden_because = models.CharField(_("公開しない理由"), max_length=300, blank=True)
    received_at = models.DateTimeField(_("受付日時"))

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("逐条コメント")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=RemarkState.HIDDEN) | ~Q(hidden_because=""), name="texts_hidden_why"
            )
        ]
        indexes = [
            models.Index(fields=["document", "state", "-received_at"], name="texts_remark_state"),
            models.Index(fields=["author_ref"], name="texts_remark_author"),
        ]

    def __str__(self) -> str:
        """Its text only where everybody may read it: histories and lists show this to whoever reads them."""
        return self.text[:60] if self.state == RemarkState.SHOWN else str(_("逐条コメント"))

    def get_absolute_url(self) -> str:
        return reverse("texts:remark", args=[self.ref])

    @property
    def whole(self) -> str:
        return self.document.subject


class Anchor(models.Model):
    """コメントの位置: where a remark stands in one version; without a uid a person is to find its place."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="anchors")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="anchors")
    uid = models.CharField(_("条項"), max_length=12, blank=True)
    how = models.CharField(_("位置"), max_length=10, choices=Anchored.choices)

    class Meta:
        verbose_name = _("コメントの位置")
        constraints = [
            models.UniqueConstraint(fields=["remark", "version"], name="texts_anchor_once"),
            models.CheckConstraint(
                condition=Q(how__in=[Anchored.LOST, Anchored.NOT_APPLICABLE], uid="")
                | (~Q(how__in=[Anchored.LOST, Anchored.NOT_APPLICABLE]) & ~Q(uid="")),
                name="texts_anchor_somewhere",
            ),
        ]
        indexes = [models.Index(fields=["version", "how", "uid"], name="texts_anchor_place")]

    def __str__(self) -> str:
        return f"{self.remark} {self.get_how_display()}"
