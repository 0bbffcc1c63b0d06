"""Addresses of the city's office."""

from django.urls import path

from .views import duties, founding, people, rules, sections

app_name = "city"
urlpatterns = [
    path("first-run/", founding.first_run, name="first_run"),
    path("city/", founding.index, name="index"),
    path("city/edit/", founding.edit, name="edit"),
    path("city/sections/", sections.index, name="sections"),
    path("city/sections/new/", sections.new, name="section_new"),
    path("city/sections/<str:ref>/", sections.show, name="section"),
    path("city/sections/<str:ref>/edit/", sections.edit, name="section_edit"),
    path("city/sections/<str:ref>/end/", sections.end, name="section_end"),
    path("city/wards/", sections.wards, name="wards"),
    path("city/holidays/", rules.holidays, name="holidays"),
    path("city/holidays/<str:day>/drop/", rules.drop_holiday, name="holiday_drop"),
    path("city/numbers/", rules.numbers, name="numbers"),
    path("city/numbers/<str:key>/", rules.number, name="number"),
    path("city/principles/", rules.principles, name="principles"),
    path("city/principles/<str:ref>/", rules.principle_set, name="principle_set"),
    path("city/principles/<str:ref>/adopt/", rules.adopt, name="principles_adopt"),
    path("city/principles/<str:ref>/revise/", rules.revise, name="principles_revise"),
    path("city/promoters/", duties.roster, name="roster"),
    path("city/duties/", duties.index, name="duties"),
    path("city/duties/invite/", duties.invite, name="invite"),
    path("city/duties/invitations/<str:ref>/take-back/", duties.take_back, name="invitation_take_back"),
    path("city/duties/<str:ref>/end/", duties.end, name="duty_end"),
    path("city/duties/<str:ref>/hand-over/", duties.hand_over, name="duty_hand_over"),
    path("city/duties/<str:ref>/training/", duties.training, name="training"),
    path("city/people/", people.index, name="people"),
    path("city/people/<str:ref>/", people.show, name="person"),
    path("city/people/<str:ref>/name/", people.name, name="person_name"),
    path("city/people/<str:ref>/alike/", people.alike, name="person_alike"),
    path("city/people/<str:ref>/join/<str:other>/", people.join, name="person_join"),
    path("city/people/<str:ref>/<str:measure>/", people.account, name="person_account"),
]
