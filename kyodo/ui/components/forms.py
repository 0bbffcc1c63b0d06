"""Asking: a whole form, and the summary of what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.forms import BaseForm
from django.template import Context, Library
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .shelf import draw

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

register = Library()


@register.simple_block_tag(takes_context=True)
def form_block(
    context: Context,
    content: str,
    *,
    form: BaseForm,
    submit: StrOrPromise = "",
    action: str = "",
    fields: bool = True,
    back: str = "",
    kind: str = "first",
) -> SafeString:
    """A whole form: errors first, its fields (unless `fields=False`), what stands inside, then the act and the way back."""
    return draw(
        "form_block",
        form=form,
        content=content,
        submit=submit,
        action=action,
        fields=fields,
        back=back,
        kind=kind,
        csrf_token=context.get("csrf_token", ""),
    )


def wrong_fields(form: BaseForm) -> Iterator[tuple[str, str]]:
    """Every error with the id of the first control of its field, in the order of the page."""
    for error in form.non_field_errors():
        yield "", str(error)
    for field in form:
        for error in field.errors:
            yield (
                "" if field.is_hidden else field.field.widget.id_for_label(field.auto_id) or f"{field.auto_id}_0",
                str(error),
            )
    for inner in getattr(form, "repeats", {}).values():
        for error in inner.non_form_errors():
            yield inner.id, str(error)
        for row in inner.forms:
            yield from wrong_fields(row)


@register.simple_tag
def error_summary(*, form: BaseForm, title: StrOrPromise = _("入力内容をご確認ください")) -> SafeString:
    """What is wrong, first thing on the page, each line a link to its field. Nothing where all is well."""
    wrong = list(wrong_fields(form)) if form.is_bound else []
    return draw("error_summary", wrong=wrong, title=title) if wrong else SafeString("")
