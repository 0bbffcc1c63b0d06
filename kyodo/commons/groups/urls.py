"""Addresses of the register."""

from django.urls import path

from . import exports
from .views import applying, desk, importing, people, public

app_name = "groups"
urlpatterns = [
    path("groups/", public.index, name="index"),
    path("groups/start/", public.start, name="start"),
    path("groups/new/", applying.new, name="new"),
    path("groups/blank.pdf", public.blank, name="blank"),
    path("groups/groups.csv", exports.open_data, name="open_data"),
    path("groups/groups.json", exports.organizations, name="organizations"),
    path("groups/groups-gif.json", exports.legal_entities, name="legal_entities"),
    path("groups/desk/", desk.desk, name="desk"),
    path("groups/desk/paper/", desk.paper, name="paper"),
    path("groups/desk/conditions/", desk.city_conditions, name="city_conditions"),
    path("groups/desk/register/", desk.register, name="register"),
    path("groups/desk/import/", importing.upload, name="import"),
    path("groups/desk/import/<str:ref>/", importing.batch, name="batch"),
    path("groups/desk/import/<str:ref>/take-over/", importing.take_over, name="take_over"),
    path("groups/desk/import/<str:ref>/discard/", importing.discard, name="discard"),
    path("groups/desk/import/<str:ref>/undo/", importing.undo, name="undo"),
    path("groups/<str:ref>/", public.group, name="group"),
    path("groups/<str:ref>/application/", applying.application, name="application"),
    path("groups/<str:ref>/edit/<str:part>/", applying.edit, name="edit"),
    path("groups/<str:ref>/publication/", applying.publication, name="publication"),
    path("groups/<str:ref>/papers/", applying.attach, name="attach"),
    path("groups/<str:ref>/affirm/", applying.affirm, name="affirm"),
    path("groups/<str:ref>/check/", desk.check, name="check"),
    path("groups/<str:ref>/conditions/", applying.conditions, name="conditions"),
    path("groups/<str:ref>/moves/<str:name>/", applying.move, name="move"),
    path("groups/<str:ref>/people/", people.people, name="people"),
    path("groups/<str:ref>/people/invite/", people.invite, name="invite"),
    path("groups/<str:ref>/people/hand-over/", people.hand_over, name="hand_over"),
    path("groups/<str:ref>/people/<str:membership>/sign-in/", people.sign_in, name="sign_in"),
    path("groups/<str:ref>/people/<str:membership>/leave/", people.leave, name="leave"),
    path(
        "groups/<str:ref>/invitations/<str:invitation>/take-back/",
        people.take_back_invitation,
        name="take_back_invitation",
    ),
]
