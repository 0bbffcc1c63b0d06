"""Addresses of services."""

from django.urls import path

from . import views

app_name = "services"
urlpatterns = [
    path("services/", views.index, name="index"),
    path("services/new/", views.enter, name="enter"),
    path("services/year/", views.year, name="year"),
    path("services/open/", views.open_year, name="open"),
    path("services/import/", views.upload, name="import"),
    path("services/import/<str:ref>/", views.batch, name="batch"),
    path("services/import/<str:ref>/<str:verb>/", views.batch_act, name="batch_act"),
    path("services/<str:ref>/", views.service, name="service"),
    path("services/<str:ref>/edit/", views.edit, name="edit"),
    path("services/<str:ref>/end/", views.end, name="end"),
    path("reviews/<str:ref>/", views.review, name="review"),
    path("reviews/<str:ref>/check/", views.check, name="check"),
    path("reviews/<str:ref>/send-back/", views.send_back, name="send_back"),
    path("reviews/<str:ref>/hear/", views.hear, name="hear"),
    path("reviews/<str:ref>/decide/", views.decide, name="decide"),
    path("reviews/<str:ref>/no-theme/", views.no_theme, name="no_theme"),
]
