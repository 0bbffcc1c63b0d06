"""Addresses of files."""

from django.urls import path

from . import views

app_name = "papers"
urlpatterns = [
    path("papers/review/", views.review, name="review"),
    path("papers/<str:ref>/", views.download, name="file"),
    path("papers/<str:ref>/link/<str:token>/", views.download_by_link, name="file_by_link"),
    path("papers/<str:ref>/withdraw/", views.withdraw, name="withdraw"),
    path("papers/<str:ref>/disclosure/", views.disclosure, name="disclosure"),
]
