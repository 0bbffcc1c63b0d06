"""The pages of evaluations, as people use them."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast, given

pytestmark = pytest.mark.django_db


def test_the_short_form_is_there_on_paper_and_offered_to_whoever_hands_it_out(client: Client):
    it = given.an_evaluation()
    place = reverse("evaluations:voice_blank", args=[it.voice_token])
    answer = client.get(place)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    client.force_login(cast.hanako())
    assert place in client.get(reverse("evaluations:evaluation", args=[it.case.ref])).content.decode()


def test_no_paper_for_an_address_nobody_was_given(client: Client):
    given.a_city()
    assert client.get(reverse("evaluations:voice_blank", args=["0" * 32])).status_code == 404
