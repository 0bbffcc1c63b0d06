"""Addresses of requests between sections."""

from django.urls import path

from . import views

app_name = "requests"
urlpatterns = [
    path("requests/", views.index, name="index"),
    path("requests/new/", views.new, name="new"),
    path("requests/<str:ref>/", views.show, name="show"),
    path("requests/<str:ref>/forward/", views.forward, name="forward"),
    path("requests/<str:ref>/<str:name>/", views.move, name="move"),
]
