"""Addresses of texts."""

from django.urls import path

from . import exports
from .views import causing, checking, importing, public, remarks, running, writing

app_name = "texts"
urlpatterns = [
    path("texts/", public.index, name="index"),
    path("texts/new/", running.register, name="new"),
    path("texts/reviews/", checking.reviews, name="reviews"),
    path("texts/versions/<str:ref>/", public.version, name="version"),
    path("texts/versions/<str:ref>/text.docx", exports.version_docx, name="version_docx"),
    path("texts/versions/<str:ref>/dates/", running.dates, name="dates"),
    path("texts/versions/<str:ref>/write/", writing.board, name="write"),
    path("texts/versions/<str:ref>/add/", writing.add, name="add"),
    path("texts/versions/<str:ref>/import/", importing.upload, name="upload"),
    path("texts/versions/<str:ref>/causes/", causing.board, name="causes"),
    path("texts/versions/<str:ref>/triggers/", running.cite, name="cite"),
    path("texts/versions/<str:ref>/remark/", remarks.write, name="remark_on"),
    path("texts/versions/<str:ref>/unplaced/", remarks.homeless, name="homeless"),
    path("texts/versions/<str:ref>/<str:name>/", running.move, name="move"),
    path("texts/provisions/<str:ref>/", writing.reword, name="reword"),
    path("texts/provisions/<str:ref>/shift/", writing.shift, name="shift"),
    path("texts/provisions/<str:ref>/split/", writing.split, name="split"),
    path("texts/provisions/<str:ref>/merge/", writing.merge, name="merge"),
    path("texts/provisions/<str:ref>/remove/", writing.remove, name="remove"),
    path("texts/imports/<str:ref>/", importing.preview, name="import"),
    path("texts/imports/<str:ref>/lines/<int:place>/", importing.mend, name="mend"),
    path("texts/imports/<str:ref>/<str:verb>/", importing.act_on, name="import_act"),
    path("texts/causes/<str:ref>/take-back/", causing.take_back, name="take_back_cause"),
    path("texts/remarks/<str:ref>/", remarks.remark, name="remark"),
    path("texts/remarks/<str:ref>/show/", remarks.show, name="show_remark"),
    path("texts/remarks/<str:ref>/hide/", remarks.hide, name="hide_remark"),
    path("texts/remarks/<str:ref>/place/<str:version>/", remarks.place, name="place_remark"),
    path("texts/checks/<str:ref>/", checking.check, name="check"),
    path("texts/checks/<str:ref>/report/", checking.report, name="report"),
    path("texts/checks/<str:ref>/view/", checking.say, name="say"),
    path("texts/efforts/<str:ref>/plan/", checking.plan, name="plan"),
    path("texts/<str:ref>/", public.document, name="document"),
    path("texts/<str:ref>/edit/", running.describe, name="edit"),
    path("texts/<str:ref>/versions/new/", running.begin, name="begin"),
    path("texts/<str:ref>/compare/", public.compare, name="compare"),
    path("texts/<str:ref>/compare.docx", exports.compare_docx, name="compare_docx"),
    path("texts/<str:ref>/lives/<str:uid>/", public.life, name="life"),
    path("texts/<str:ref>/remarks/", remarks.index, name="remarks"),
    path("texts/<str:ref>/triggers/new/", running.note, name="note"),
    path("texts/<str:ref>/review/", running.review, name="review"),
    path("texts/<str:ref>/checks/", checking.sheet, name="checks"),
    path("texts/<str:ref>/checks.csv", exports.checks_csv, name="checks_csv"),
    path("texts/<str:ref>/efforts/new/", checking.add_effort, name="add_effort"),
]
