"""Addresses of the consultations."""

from django.urls import path

from . import views

app_name = "consultations"
urlpatterns = [
    path("consultations/", views.index, name="index"),
    path("consultations/<str:ref>/", views.consultation, name="consultation"),
]
