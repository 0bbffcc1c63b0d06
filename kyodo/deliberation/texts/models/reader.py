"""公開前に読む会議体: whose members read a version before it is published, because they deliberate on it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.thing import Thing

from .version import Version


class Reader(Thing):
    """公開前に読む会議体: one body, for one version."""

    named_with = ("version",)

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="readers")
    body_ref = models.CharField(_("会議体"), max_length=100)
    body_name = models.CharField(_("会議体の名前"), max_length=200)
    named_at = models.DateTimeField(_("頼んだ日時"))

    class Meta:
        verbose_name = _("公開前に読む会議体")
        ordering = ["named_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "body_ref"], name="texts_reader_once")]
        indexes = [models.Index(fields=["body_ref"], name="texts_reader_body")]

    def __str__(self) -> str:
        return self.body_name

    def get_absolute_url(self) -> str:
        return self.version.get_absolute_url()

    @property
    def whole(self) -> str:
        return self.version.whole
