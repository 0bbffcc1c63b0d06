"""Addresses of the city's own pages."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "city"
urlpatterns: list[URLPattern] = []
