"""The one renderer of every form: settings say FORM_RENDERER = "kyodo.ui.forms.Renderer"."""

from __future__ import annotations

from pathlib import Path

import django.forms
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as Backend
from django.utils.functional import cached_property

from .bound import Bound

#: Ours first, so that a widget of Django's can be drawn our way.
FOLDERS = (Path(__file__).parent.parent / "templates", Path(django.forms.__file__).parent / "templates")


class Renderer(DjangoTemplates):
    """Draws forms, fields and repeated rows with the templates in ui/templates/ui/forms/."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "ui/forms/rows.html"
    bound_field_class = Bound

    @cached_property
    def engine(self) -> Backend:
        """An engine of its own: a form looks the same in a page, in a mail and in a test."""
        options = {"builtins": ["kyodo.ui.templatetags.ui"]}
        return Backend({"NAME": "forms", "DIRS": FOLDERS, "APP_DIRS": True, "OPTIONS": options})
