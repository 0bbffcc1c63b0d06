"""Addresses of the agreement of a case."""

from django.urls import path

from . import exports
from .views import amending, changes, concluding, editing, library, main, stating

app_name = "agreements"
urlpatterns = [
    path("clauses/", library.clauses, name="clauses"),
    path("clauses/new/", library.write, name="clause_write"),
    path("clauses/<str:ref>/", library.clause, name="clause"),
    path("clauses/<str:ref>/revise/", library.revise, name="clause_revise"),
    path("clauses/<str:ref>/retire/", library.retire, name="clause_retire"),
    path("agreements/changes/", amending.register, name="amendments"),
    path("agreements/changes/changes.csv", exports.register_csv, name="amendments_csv"),
    path("cases/<str:ref>/agreement/", main.agreement, name="agreement"),
    path("cases/<str:ref>/agreement/open/", main.open_it, name="open"),
    path("cases/<str:ref>/agreement/text/", main.whole_text, name="text"),
    path("cases/<str:ref>/agreement/history/", main.history, name="history"),
    path("cases/<str:ref>/agreement/agreement.pdf", exports.agreement_pdf, name="pdf"),
    path("cases/<str:ref>/agreement/agreement.docx", exports.agreement_docx, name="docx"),
    path("cases/<str:ref>/agreement/roles.docx", exports.roles_docx, name="roles_docx"),
    path("cases/<str:ref>/agreement/statement/", stating.statement, name="statement"),
    path("cases/<str:ref>/agreement/statement/check/", stating.check, name="check"),
    path("cases/<str:ref>/agreement/statement/take-back/", stating.take_back, name="take_back"),
    path("cases/<str:ref>/agreement/differences/<str:difference>/", stating.difference, name="difference"),
    path("cases/<str:ref>/agreement/text/<str:section>/", editing.section, name="section"),
    path("cases/<str:ref>/agreement/text/<str:section>/edit/", editing.edit, name="edit"),
    path("cases/<str:ref>/agreement/text/<str:section>/propose/", editing.propose, name="propose"),
    path("cases/<str:ref>/agreement/text/<str:section>/discard/", editing.discard, name="discard"),
    path("cases/<str:ref>/agreement/text/<str:section>/rows/new/", editing.new_row, name="new_row"),
    path("cases/<str:ref>/agreement/text/<str:section>/rows/<str:row>/", editing.row, name="row"),
    path("cases/<str:ref>/agreement/text/<str:section>/rows/<str:row>/<str:act>/", editing.row_act, name="row_act"),
    path("cases/<str:ref>/agreement/text/<str:section>/begin/", editing.begin, name="begin"),
    path("cases/<str:ref>/agreement/improvements/<str:improvement>/", editing.inherit, name="inherit"),
    path("cases/<str:ref>/agreement/changes/<str:change>/", changes.change, name="change"),
    path("cases/<str:ref>/agreement/changes/<str:change>/accept/", changes.accept, name="accept"),
    path("cases/<str:ref>/agreement/changes/<str:change>/counter/", changes.counter, name="counter"),
    path("cases/<str:ref>/agreement/changes/<str:change>/return/", changes.send_back, name="send_back"),
    path("cases/<str:ref>/agreement/changes/<str:change>/withdraw/", changes.withdraw, name="withdraw"),
    path("cases/<str:ref>/agreement/amendments/<str:amendment>/", amending.amendment, name="amendment"),
    path(
        "cases/<str:ref>/agreement/amendments/<str:amendment>/change.pdf", exports.amendment_pdf, name="amendment_pdf"
    ),
    path(
        "cases/<str:ref>/agreement/amendments/<str:amendment>/change.docx",
        exports.amendment_docx,
        name="amendment_docx",
    ),
    path("cases/<str:ref>/agreement/confirm/", concluding.confirm, name="confirm"),
    path("cases/<str:ref>/agreement/signed/", concluding.signed, name="signed"),
    path("cases/<str:ref>/agreement/moves/<str:name>/", concluding.move, name="move"),
    path("cases/<str:ref>/agreement/start/", concluding.start, name="start"),
    path("cases/<str:ref>/agreement/waive/", concluding.waive, name="waive"),
]
