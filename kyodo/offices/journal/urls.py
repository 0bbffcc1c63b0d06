"""Addresses of the journal."""

from django.urls import path

from . import views

app_name = "journal"
urlpatterns = [
    path("journal/", views.index, name="index"),
    path("journal/anchors.txt", views.anchors, name="anchors"),
]
