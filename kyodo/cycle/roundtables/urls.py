"""Addresses of the tables."""

from django.urls import path

from . import views

app_name = "roundtables"
urlpatterns = [
    path("cases/<str:ref>/table/", views.call, name="call"),
    path("tables/<str:ref>/", views.table, name="table"),
    path("tables/<str:ref>/chair/", views.chair, name="chair"),
    path("tables/<str:ref>/plan/", views.plan, name="plan"),
    path("tables/<str:ref>/conclude/", views.conclude, name="conclude"),
    path("sittings/<str:ref>/", views.sitting, name="sitting"),
    path("sittings/<str:ref>/hold/", views.hold, name="hold"),
    path("sittings/<str:ref>/cancel/", views.cancel, name="cancel"),
    path("sittings/<str:ref>/record/", views.write, name="record"),
    path("sittings/<str:ref>/promises/", views.promises, name="promises"),
    path("sittings/<str:ref>/confirm/", views.confirm, name="confirm"),
    path("sittings/<str:ref>/settle/<str:point>/", views.settle, name="settle"),
    path("homework/<str:ref>/done/", views.done, name="done"),
]
