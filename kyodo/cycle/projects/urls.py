"""Addresses of projects."""

from django.urls import path

from . import exports, views

app_name = "projects"
urlpatterns = [
    path("cases/<str:ref>/project/", views.project, name="project"),
    path("cases/<str:ref>/project/start/", views.start, name="start"),
    path("cases/<str:ref>/project/tell/", views.tell, name="tell"),
    path("cases/<str:ref>/project/measure/", views.measure, name="measure"),
    path("cases/<str:ref>/project/milestones/", views.milestones, name="milestones"),
    path("cases/<str:ref>/project/books/", views.books, name="books"),
    path("cases/<str:ref>/project/receipts/", views.receipts, name="receipts"),
    path("cases/<str:ref>/project/receipts/new/", views.add_receipt, name="add_receipt"),
    path("cases/<str:ref>/project/receipts/<str:receipt>/take-back/", views.take_back, name="take_back"),
    path("cases/<str:ref>/project/fix/", views.fix, name="fix"),
    path("cases/<str:ref>/project/papers/", views.attach, name="attach"),
    path("cases/<str:ref>/project/photo/", views.photo, name="photo"),
    path("cases/<str:ref>/project/look-back/", views.look_back, name="look_back"),
    path("cases/<str:ref>/project/pulse/", views.pulse, name="pulse"),
    path("cases/<str:ref>/project/pulse/reach-out/", views.reach_out, name="reach_out"),
    path("cases/<str:ref>/project/report/", views.report, name="report"),
    path("cases/<str:ref>/project/report.pdf", exports.report_pdf, name="report_pdf"),
    path("cases/<str:ref>/project/stop/", views.stop, name="stop"),
]
