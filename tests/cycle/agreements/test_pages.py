"""Pages: who may open which, and what they show."""

import pytest
from django.test import Client

from tests import cast, given

pytestmark = pytest.mark.django_db

STAGES = {
    "stating": given.an_agreement,
    "reconciling": given.a_revealed_agreement,
    "drafting": given.an_agreement_in_drafting,
    "complete": given.a_complete_agreement,
    "concluded": given.an_agreement_both_confirmed,
}


def client_of(person=None):
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


@pytest.mark.parametrize("stage", STAGES)
def test_the_page_of_the_agreement_opens_for_everybody_who_sees_the_case(stage, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    agreement = STAGES[stage]()
    url = agreement.get_absolute_url()
    for person in (None, cast.hanako(), cast.tanaka(), cast.nakano(), cast.jiro(), cast.sato()):
        assert client_of(person).get(url).status_code == 200
