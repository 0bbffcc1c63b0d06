"""Addresses of cases."""

from django.urls import path

from . import exports, views

app_name = "casebook"
urlpatterns = [
    path("cases/", views.index, name="index"),
    path("cases/<str:ref>/", views.case, name="case"),
    path("cases/<str:ref>/records/<str:record>/", exports.record, name="record"),
]
