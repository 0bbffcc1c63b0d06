"""Addresses of the figures."""

from django.urls import path

from . import views

app_name = "insights"
urlpatterns = [
    path("insights/", views.index, name="index"),
    path("insights/status/", views.status, name="status"),
]
