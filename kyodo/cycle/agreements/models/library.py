"""条項のひな形: the clauses this city offers its agreements. A version never changes; an edit is the next one."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.states import Kind
from kyodo.kernel.standard import Standard


class Clause(Standard):
    """条項のひな形: one version of a clause, with the contract types that need it and those that may use it."""

    title = models.CharField(_("見出し"), max_length=200)
    text = models.TextField(_("条項の文"))
    required = models.JSONField(_("必ず入れる類型"), default=list, blank=True)
    optional = models.JSONField(_("選んで入れられる類型"), default=list, blank=True)

    class Meta(Standard.Meta):
        verbose_name = _("条項のひな形")
        ordering = ["order", "key", "version"]

    def __str__(self) -> str:
        return f"{self.title} 第{self.version}版"

    def get_absolute_url(self) -> str:
        return reverse("agreements:clause", args=[self.ref])

    def is_for(self, kind: str) -> bool:
        """Whether that contract type may use it."""
        return kind in self.required or kind in self.optional

    @property
    def required_in(self) -> list[str]:
        """The contract types that need it, in words."""
        return [str(kind.label) for kind in Kind if kind in self.required]

    @property
    def optional_in(self) -> list[str]:
        """The contract types that may take it, in words."""
        return [str(kind.label) for kind in Kind if kind in self.optional]
