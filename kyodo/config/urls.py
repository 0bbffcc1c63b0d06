"""The address book of the city."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("kyodo.ui.urls")),
    path("", include("kyodo.offices.people.urls")),
    path("", include("kyodo.offices.city.urls")),
    path("", include("kyodo.offices.journal.urls")),
    path("", include("kyodo.offices.post.urls")),
    path("", include("kyodo.offices.papers.urls")),
    path("", include("kyodo.offices.desk.urls")),
    path("", include("kyodo.offices.requests.urls")),
    path("", include("kyodo.commons.groups.urls")),
    path("", include("kyodo.deliberation.texts.urls")),
    path("", include("kyodo.deliberation.councils.urls")),
    path("", include("kyodo.deliberation.consultations.urls")),
    path("", include("kyodo.deliberation.recommendations.urls")),
    path("", include("kyodo.cycle.collaborations.urls")),
    path("", include("kyodo.cycle.services.urls")),
    path("", include("kyodo.cycle.seeds.urls")),
    path("", include("kyodo.cycle.proposals.urls")),
    path("", include("kyodo.cycle.calls.urls")),
    path("", include("kyodo.cycle.roundtables.urls")),
    path("", include("kyodo.cycle.screening.urls")),
    path("", include("kyodo.cycle.projects.urls")),
    path("", include("kyodo.cycle.evaluations.urls")),
    path("", include("kyodo.cycle.agreements.urls")),
    path("", include("kyodo.reading.frontpage.urls")),
    path("", include("kyodo.reading.casebook.urls")),
    path("", include("kyodo.reading.insights.urls")),
    path("", include("kyodo.reading.search.urls")),
]
