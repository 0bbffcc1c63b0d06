"""Addresses of the interface itself; the composition includes them at the root."""

from django.urls import path

from . import views

app_name = "ui"
urlpatterns = [
    path("display/", views.switch, name="switch"),
    path("_gallery/", views.gallery, name="gallery"),
]
