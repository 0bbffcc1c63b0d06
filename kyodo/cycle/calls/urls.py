"""Addresses of calls."""

from django.urls import path

from . import feeds, views

app_name = "calls"
urlpatterns = [
    path("calls/", views.index, name="index"),
    path("calls/programme/", views.programme, name="programme"),
    path("calls/programme/<str:ref>/", views.programme, name="edit_programme"),
    path("calls/programme/<str:ref>/round/", views.new_round, name="new_round"),
    path("calls/<str:ref>/", views.round_, name="round"),
    path("calls/<str:ref>/calendar.ics", feeds.calendar, name="calendar"),
    path("calls/<str:ref>/edit/", views.edit_round, name="edit_round"),
    path("calls/<str:ref>/papers/", views.attach, name="attach"),
    path("calls/<str:ref>/publish/", views.publish, name="publish"),
    path("calls/<str:ref>/close/", views.close, name="close"),
    path("calls/<str:ref>/cancel/", views.cancel, name="cancel"),
    path("themes/", views.themes, name="themes"),
    path("themes/new/", views.new_theme, name="theme_without_review"),
    path("themes/from/<str:review>/", views.new_theme, name="new_theme"),
    path("themes/<str:ref>/invite/", views.invite, name="invite"),
    path("themes/<str:ref>/", views.theme, name="theme"),
]
