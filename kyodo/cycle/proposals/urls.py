"""Addresses of proposals, of talks before them, and of the guide to types and forms."""

from django.urls import path

from . import exports
from .views import asking, checking, public, talking, writing

app_name = "proposals"
urlpatterns = [
    path("calls/<str:ref>/propose/", writing.new, name="new"),
    path("themes/<str:theme>/propose/", writing.new, name="new_for_theme"),
    path("calls/<str:ref>/proposals/", public.of_round, name="of_round"),
    path("calls/<str:ref>/questions/", asking.questions, name="questions"),
    path("cases/<str:case>/propose/", writing.new, name="new_on_case"),
    path("questions/<str:ref>/answer/", asking.answer, name="answer"),
    path("proposals/", public.index, name="index"),
    path("proposals/wizard/", public.wizard, name="wizard"),
    path("proposals/forms/<str:code>/", public.form_guide, name="form_guide"),
    path("proposals/new/", writing.new, name="new_free"),
    path("proposals/paper/", writing.paper, name="paper"),
    path("proposals/talks/", talking.index, name="talks"),
    path("proposals/talks/new/", talking.new, name="new_talk"),
    path("proposals/talks/blank.pdf", talking.blank, name="talk_blank"),
    path("proposals/talks/enter/", talking.enter, name="enter_talk"),
    path("proposals/talks/receipt/<str:token>/", talking.receipt, name="talk_receipt"),
    path("proposals/talks/receipt/<str:talk_token>/propose/", writing.new, name="new_from_talk"),
    path("proposals/talks/<str:ref>/", talking.talk, name="talk"),
    path("proposals/talks/<str:ref>/hold/", talking.hold, name="hold_talk"),
    path("proposals/talks/<str:ref>/cancel/", talking.cancel, name="cancel_talk"),
    path("proposals/link/<str:token>/", writing.desk, name="desk_by_link"),
    path("proposals/link/<str:token>/submit/", writing.submit, name="submit_by_link"),
    path("proposals/link/<str:token>/round/", writing.change_round, name="round_by_link"),
    path("proposals/link/<str:token>/leave/<str:move>/", writing.leave, name="leave_by_link"),
    path("proposals/link/<str:token>/object/", checking.object_to, name="object_by_link"),
    path("proposals/link/<str:token>/<str:step>/", writing.step, name="step_by_link"),
    path("proposals/<str:ref>/", public.proposal, name="proposal"),
    path("proposals/link/<str:token>/draft.pdf", exports.draft, name="draft_by_link"),
    path("proposals/<str:ref>/paper.pdf", exports.paper, name="paper_pdf"),
    path("proposals/<str:ref>/draft.pdf", exports.draft, name="draft"),
    path("proposals/<str:ref>/versions/<int:number>/", public.version, name="version"),
    path("proposals/<str:ref>/edit/", writing.desk, name="desk"),
    path("proposals/<str:ref>/edit/<str:step>/", writing.step, name="step"),
    path("proposals/<str:ref>/submit/", writing.submit, name="submit"),
    path("proposals/<str:ref>/round/", writing.change_round, name="round"),
    path("proposals/<str:ref>/leave/<str:move>/", writing.leave, name="leave"),
    path("proposals/<str:ref>/check/", checking.check, name="check"),
    path("proposals/<str:ref>/return/", checking.send_back, name="send_back"),
    path("proposals/<str:ref>/opinion/", checking.opinion, name="opinion"),
    path("proposals/<str:ref>/benefit/", checking.benefit, name="benefit"),
    path("proposals/<str:ref>/object/", checking.object_to, name="object"),
    path("proposals/<str:ref>/ask/", asking.ask, name="ask"),
]
