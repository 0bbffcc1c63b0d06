"""ui: components, page frame, design tokens, form renderer."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "kyodo.ui"
    label = "ui"
