"""Addresses of letters."""

from django.urls import path

from . import views

app_name = "post"
urlpatterns = [
    path("letters/", views.index, name="index"),
    path("letters/read/", views.read_all, name="read_all"),
    path("letters/preferences/", views.preferences, name="preferences"),
    path("letters/undelivered/", views.undelivered, name="undelivered"),
    path("letters/<str:ref>/", views.show, name="show"),
    path("letters/<str:ref>/resend/", views.resend, name="resend"),
]
