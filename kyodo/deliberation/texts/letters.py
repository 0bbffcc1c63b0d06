"""Who is told what about texts."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Letter

from .models import Remark, Version


def everybody(version: Version) -> Iterable[str]:
    """担当課, and everybody with an account who commented on the text."""
    wrote = Remark.objects.filter(document=version.document, author_ref__startswith="people.person/")
    return [version.document.section.subject, *wrote.values_list("author_ref", flat=True).distinct()]


def author(remark: Remark) -> Iterable[str]:
    """Whoever wrote the remark, if they have an account."""
    return [remark.author_ref] if remark.author_ref.startswith("people.person/") else []


def section(remark: Remark) -> str:
    """担当課."""
    return remark.document.section.subject


def addressed(remark: Remark) -> Iterable[str]:
    """担当課, as whom the letter goes to."""
    return [section(remark)]


published = Letter[Version]("texts.published", _("新しい版が公開されました"), "texts/letters/published.txt", everybody)
remarked = Letter[Remark]("texts.remarked", _("逐条コメントが届きました"), "texts/letters/remarked.txt", addressed)
hidden = Letter[Remark]("texts.hidden", _("コメントを公開しないことにしました"), "texts/letters/hidden.txt", author)
