"""Addresses of people's own pages. The ways to sign in have theirs below /accounts/."""

from django.urls import path

from . import exports, views

app_name = "people"
urlpatterns = [
    path("me/", views.profile, name="profile"),
    path("me/edit/", views.edit, name="edit"),
    path("me/leave/", views.leave, name="leave"),
    path("me/data.json", exports.my_data, name="data"),
    path("invitations/<str:token>/", views.invitation, name="invitation"),
]
