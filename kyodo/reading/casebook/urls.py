"""Addresses of cases."""

from django.urls import path

from . import views

app_name = "casebook"
urlpatterns = [
    path("cases/", views.index, name="index"),
    path("cases/<str:ref>/", views.case, name="case"),
]
