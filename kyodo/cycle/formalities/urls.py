"""Addresses of the forms and of their lists."""

from django.urls import path

from . import exports
from .views import case, library

app_name = "formalities"
urlpatterns = [
    path("forms/", library.index, name="index"),
    path("forms/items/<str:ref>/", library.item, name="item"),
    path("forms/items/<str:ref>/revise/", library.revise, name="revise"),
    path("forms/items/<str:ref>/retire/", library.retire, name="retire"),
    path("forms/<str:code>/", library.guide, name="guide"),
    path("forms/<str:code>/checklist.pdf", exports.blank, name="blank"),
    path("forms/<str:code>/new/", library.write, name="write"),
    path("cases/<str:ref>/forms/", case.board, name="board"),
    path("cases/<str:ref>/forms/checklist.pdf", exports.board, name="pdf"),
    path("cases/<str:ref>/forms/<str:item>/", case.row, name="row"),
    path("cases/<str:ref>/forms/<str:item>/papers/", case.hand_in, name="hand_in"),
]
