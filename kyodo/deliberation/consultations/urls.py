"""Addresses of the consultations."""

from django.urls import path

from . import exports
from .views import answering, city, coding, flood, ledger, moving, opinion, public, sorting

app_name = "consultations"
urlpatterns = [
    path("consultations/", public.index, name="index"),
    path("consultations/new/", moving.new, name="new"),
    path("consultations/yearly/", public.yearly, name="yearly"),
    path("consultations/yearly/<int:year>.csv", exports.yearly_csv, name="yearly_csv"),
    path("consultations/categories/", city.categories, name="categories"),
    path("consultations/categories/<str:ref>/end/", city.end_category, name="end_category"),
    path("consultations/receipts/<str:token>/", opinion.receipt, name="receipt"),
    path("consultations/receipts/<str:token>/respond/", opinion.respond, name="respond"),
    path("consultations/submissions/<str:ref>/", ledger.submission, name="submission"),
    path("consultations/submissions/<str:ref>/judge/", ledger.judge, name="judge"),
    path("consultations/submissions/<str:ref>/correct/", ledger.correct, name="correct"),
    path("consultations/submissions/<str:ref>/take-out/", ledger.take_out, name="take_out"),
    path("consultations/submissions/<str:ref>/put-back/", ledger.put_back, name="put_back"),
    path("consultations/masks/<str:ref>/lift/", ledger.unmask, name="unmask"),
    path("consultations/bundles/<str:ref>/", sorting.bundle, name="bundle"),
    path("consultations/bundles/<str:ref>/finish/", sorting.finish, name="finish_reading"),
    path("consultations/bundles/<str:ref>/reopen/", sorting.reopen, name="reopen_reading"),
    path("consultations/bundles/<str:ref>/join/", sorting.join, name="join_bundles"),
    path("consultations/bundles/<str:ref>/part/", sorting.part, name="part_bundles"),
    path("consultations/units/<str:ref>/", sorting.unit, name="unit"),
    path("consultations/units/<str:ref>/merge/", sorting.merge, name="merge_units"),
    *(
        path(f"consultations/units/<str:ref>/{name}/", sorting.to_unit, {"name": name}, name=f"{name}_unit")
        for name in sorting.TO_UNIT
    ),
    path("consultations/intakes/<str:ref>/", flood.intake, name="intake"),
    path("consultations/intakes/<str:ref>/<str:name>/", flood.to_intake, name="to_intake"),
    path("consultations/pairs/<str:ref>/reopen/", flood.reopen_pair, name="reopen_pair"),
    path("consultations/answers/<str:ref>/", answering.answer, name="answer"),
    path("consultations/answers/<str:ref>/review/", answering.review, name="review"),
    path("consultations/answers/<str:ref>/rewrite/", answering.rewrite, name="rewrite"),
    path("consultations/answers/<str:ref>/withdraw/", answering.withdraw, name="withdraw_answer"),
    path("consultations/codings/<str:ref>/", coding.coding, name="coding"),
    path("consultations/codings/<str:ref>/file/", coding.file, name="file_coding"),
    path("consultations/codings/<str:ref>/withdraw/", coding.withdraw, name="withdraw_coding"),
    path("consultations/recodings/<str:ref>/settle/", coding.settle, name="settle_recoding"),
    path("consultations/<str:ref>/", public.consultation, name="consultation"),
    path("consultations/<str:ref>/edit/", moving.edit, name="edit"),
    path("consultations/<str:ref>/documents/", moving.documents, name="documents"),
    path("consultations/<str:ref>/reviewers/", moving.reviewers, name="reviewers"),
    path("consultations/<str:ref>/extend/", moving.extend, name="extend"),
    path("consultations/<str:ref>/move/<str:name>/", moving.move, name="move"),
    path("consultations/<str:ref>/submit/", opinion.submit, name="submit"),
    path("consultations/<str:ref>/paper/", opinion.paper, name="paper"),
    path("consultations/<str:ref>/blank.pdf", opinion.blank, name="blank"),
    path("consultations/<str:ref>/ledger/", ledger.ledger, name="ledger"),
    path("consultations/<str:ref>/work/", sorting.work, name="work"),
    path("consultations/<str:ref>/intakes/", flood.intakes, name="intakes"),
    path("consultations/<str:ref>/intakes/template.csv", exports.intake_template, name="intake_template"),
    path("consultations/<str:ref>/ledger.csv", exports.ledger_csv, name="ledger_csv"),
    path("consultations/<str:ref>/copies/", flood.copies, name="copies"),
    path("consultations/<str:ref>/copies/look/", flood.look, name="look"),
    path("consultations/<str:ref>/answers/", answering.answers, name="answers"),
    path("consultations/<str:ref>/answers/consent/", answering.consent, name="consent"),
    path("consultations/<str:ref>/codings/", coding.codings, name="codings"),
    path("consultations/<str:ref>/result/", public.result, name="result"),
    path("consultations/<str:ref>/result.csv", exports.result_csv, name="result_csv"),
    path("consultations/<str:ref>/result.pdf", exports.result_pdf, name="result_pdf"),
]
