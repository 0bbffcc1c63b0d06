"""Addresses of screenings."""

from django.urls import path

from . import views

app_name = "screening"
urlpatterns = [
    path("proposals/<str:ref>/screen/", views.open_, name="open"),
    path("proposals/<str:ref>/screening/", views.of_proposal, name="of_proposal"),
    path("proposals/<str:ref>/screening/inquire/", views.inquire, name="inquire"),
    path("proposals/<str:ref>/screening/withdraw/", views.withdraw, name="withdraw"),
    path("screenings/link/<str:token>/", views.of_proposal, name="of_proposal_by_link"),
    path("screenings/link/<str:token>/inquire/", views.inquire, name="inquire_by_link"),
    path("screenings/link/<str:token>/withdraw/", views.withdraw, name="withdraw_by_link"),
    path("screenings/", views.index, name="index"),
    path("screenings/<str:ref>/", views.screening, name="screening"),
    path("screenings/<str:ref>/recommend/", views.recommend, name="recommend"),
    path("screenings/<str:ref>/again/", views.screen_again, name="screen_again"),
    path("screenings/<str:ref>/decide/", views.decide, name="decide"),
    path("screenings/<str:ref>/notify/", views.notify, name="notify"),
    path("screenings/<str:ref>/budget/<str:result>/", views.budget, name="budget"),
    path("screenings/inquiries/<str:ref>/answer/", views.answer, name="answer"),
    path("screenings/conditions/<str:ref>/met/", views.met, name="met"),
]
