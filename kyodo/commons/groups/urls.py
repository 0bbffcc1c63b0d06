"""Addresses of the register."""

from django.urls import path

from . import views

app_name = "groups"
urlpatterns = [
    path("groups/<ref>/", views.group, name="group"),
    path("groups/<ref>/edit/<part>/", views.group, name="edit"),
    path("groups/<ref>/people/", views.group, name="people"),
    path("groups/<ref>/conditions/", views.group, name="conditions"),
]
