"""Everybody may know how much each side keeps back, though not what."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kyodo.cycle.agreements import actions as agreements
from kyodo.kernel.access import Side
from kyodo.reading.casebook.queries.openness import Openness, openness
from tests import cast, given
from tests.cast import AT
from tests.offices.papers.conftest import pdf_with

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stored_nowhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def hand_in(agreement, by, **how):
    paper = SimpleUploadedFile("写し.pdf", pdf_with(b""))
    return agreements.attach_signed(agreement, upload=paper, by=by, at=AT, **how)


def test_the_page_counts_what_each_side_shows_and_withholds(client):
    agreement = given.an_agreement_both_confirmed()
    assert openness(agreement.case) == {}
    hand_in(agreement, cast.hanako())
    hand_in(agreement, cast.tanaka())
    hand_in(agreement, cast.tanaka(), disclosure="office", reason="個人の住所がのるため")
    assert openness(agreement.case) == {Side.CITIZENS: Openness(1, 0), Side.CITY: Openness(1, 1)}
    page = client.get(agreement.case.get_absolute_url()).content.decode()
    assert "公開している文書 1件・公開していない文書 0件" in page
    assert "公開している文書 1件・公開していない文書 1件" in page
