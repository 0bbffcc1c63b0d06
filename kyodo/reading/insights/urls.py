"""Addresses of the figures."""

from django.urls import path

from . import exports, views

app_name = "insights"
urlpatterns = [
    path("insights/", views.index, name="index"),
    path("insights/status/", views.status, name="status"),
    path("insights/waiting/", views.waiting, name="waiting"),
    path("insights/assembly/", views.assembly, name="assembly"),
    path("insights/assembly/<int:year>.pdf", exports.assembly_pdf, name="assembly_pdf"),
    path("insights/assembly/<int:year>.docx", exports.assembly_docx, name="assembly_docx"),
    path("insights/assembly/<int:year>/<slug:code>.csv", exports.assembly_csv, name="assembly_csv"),
]
