"""Addresses of the seeds."""

from django.urls import path

from . import views

app_name = "seeds"
urlpatterns = [
    path("seeds/", views.index, name="index"),
    path("seeds/new/", views.new, name="new"),
    path("seeds/blank.pdf", views.blank, name="blank"),
    path("seeds/paper/", views.paper, name="paper"),
    path("seeds/receipt/<str:token>/", views.receipt, name="receipt"),
    path("seeds/receipt/<str:token>/object/", views.object_by_link, name="object_by_link"),
    path("seeds/receipt/<str:token>/say/", views.say, name="say"),
    path("seeds/receipt/<str:token>/tie/", views.tie, name="tie"),
    path("seeds/masks/<str:ref>/lift/", views.uncover, name="uncover"),
    path("seeds/<str:ref>/", views.seed, name="seed"),
    path("seeds/<str:ref>/answer/", views.answer, name="answer"),
    path("seeds/<str:ref>/route/", views.route, name="route"),
    path("seeds/<str:ref>/close/", views.close, name="close"),
    path("seeds/<str:ref>/readdress/", views.readdress, name="readdress"),
    path("seeds/<str:ref>/merge/", views.merge, name="merge"),
    path("seeds/<str:ref>/unmerge/", views.unmerge, name="unmerge"),
    path("seeds/<str:ref>/cover/", views.cover, name="cover"),
    path("seeds/<str:ref>/untie/", views.untie, name="untie"),
    path("seeds/<str:ref>/object/", views.object_to, name="object"),
]
