"""Addresses of evaluations."""

from django.urls import path

from . import exports, views

app_name = "evaluations"
urlpatterns = [
    path("cases/<str:ref>/evaluation/", views.evaluation, name="evaluation"),
    path("cases/<str:ref>/evaluation/open/", views.open_it, name="open"),
    path("cases/<str:ref>/evaluation/sheet/", views.sheet, name="sheet"),
    path("cases/<str:ref>/evaluation/gaps/<str:item>/", views.gap, name="gap"),
    path("cases/<str:ref>/evaluation/gaps/<str:item>/agree/", views.agree, name="agree"),
    path("cases/<str:ref>/evaluation/gaps/<str:item>/improved/", views.improved, name="improved"),
    path("cases/<str:ref>/evaluation/harvest/", views.harvest, name="harvest"),
    path("cases/<str:ref>/evaluation/no-seed/", views.no_seed, name="no_seed"),
    path("cases/<str:ref>/evaluation/no-voices/", views.no_voices, name="no_voices"),
    path("cases/<str:ref>/evaluation/voices/", views.voices, name="voices"),
    path("cases/<str:ref>/evaluation/close/", views.close, name="close"),
    path("cases/<str:ref>/evaluation/committee/", views.committee, name="committee"),
    path("cases/<str:ref>/evaluation/practice/", views.draft, name="draft"),
    path("voices/<str:token>/", views.voice, name="voice"),
    path("voices/<str:token>/blank.pdf", views.blank, name="voice_blank"),
    path("voices/<str:token>/thanks/", views.thanks, name="thanks"),
    path("evaluations/bank/", views.bank, name="bank"),
    path("practices/", views.practices, name="practices"),
    path("practices/practices.csv", exports.practices, name="practices_csv"),
    path("practices/<str:ref>/", views.practice, name="practice"),
    path("practices/<str:ref>/edit/", views.edit_practice, name="edit_practice"),
]
