"""Addresses of the desk."""

from django.urls import path

from . import views

app_name = "desk"
urlpatterns = [
    path("today/", views.today, name="today"),
    path("desk/", views.index, name="index"),
    path("desk/overdue/", views.overdue, name="overdue"),
    path("desk/handover/", views.handover, name="handover"),
    path("desk/late/", views.late, name="late"),
    path("desk/tasks/<str:ref>/pause/", views.pause, name="pause"),
    path("desk/tasks/<str:ref>/resume/", views.resume, name="resume"),
    path("desk/errands/<str:ref>/stop/", views.stop, name="stop"),
    path("desk/sections/<str:ref>/", views.section, name="section"),
    path("healthz", views.healthz, name="healthz"),
]
