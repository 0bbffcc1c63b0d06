"""Addresses of the acts on a case that belong to no single step."""

from django.urls import path

from . import views

app_name = "collaborations"
urlpatterns = [
    path("cases/<str:ref>/moves/<str:name>/", views.move, name="move"),
    path("cases/<str:ref>/zone/", views.zone, name="zone"),
    path("cases/<str:ref>/kind/", views.kind, name="kind"),
    path("cases/<str:ref>/title/", views.title, name="title"),
    path("cases/<str:ref>/parties/", views.parties, name="parties"),
    path("cases/<str:ref>/parties/group/", views.seat_group, name="seat_group"),
    path("cases/<str:ref>/parties/section/", views.seat_section, name="seat_section"),
    path("cases/<str:ref>/parties/<str:party>/leave/", views.leave, name="leave"),
]
