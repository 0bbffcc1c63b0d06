"""The paper both signed lies beside the text both confirmed: open to everybody, or withheld with its reason."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kyodo.cycle.agreements import actions as agreements
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.papers.models import File
from tests import cast, given
from tests.cast import AT
from tests.offices.papers.conftest import pdf_with

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stored_nowhere(settings, tmp_path):
    settings.MEDIA_ROOT, settings.OFFICERS_NEED_SECOND_FACTOR = tmp_path, False


def a_scan():
    return SimpleUploadedFile("署名.pdf", pdf_with(b""))


def test_the_signed_paper_is_open_to_everybody():
    agreement = given.an_agreement_both_confirmed()
    file = agreements.attach_signed(agreement, upload=a_scan(), by=cast.hanako(), at=AT)
    assert (file.purpose, file.whole) == ("署名した協定書（第1版）", agreement.case.subject)
    page = Client().get(agreement.get_absolute_url()).content.decode()
    assert file.get_absolute_url() in page
    opened = Client().get(file.get_absolute_url())
    assert opened.status_code == 200
    opened.close()


def test_a_withheld_copy_is_counted_and_closed_to_strangers():
    agreement = given.an_agreement_both_confirmed()
    with pytest.raises(Refused) as refusal:
        agreements.attach_signed(agreement, upload=a_scan(), disclosure="parties", by=cast.sato(), at=AT)
    assert refusal.value.field == "reason"
    file = agreements.attach_signed(
        agreement, upload=a_scan(), disclosure="parties", reason="印影がのるため", by=cast.sato(), at=AT
    )
    page = Client().get(agreement.get_absolute_url()).content.decode()
    assert file.get_absolute_url() not in page
    assert "公開していない文書が1件" in page
    assert Client().get(file.get_absolute_url()).status_code in (302, 403, 404)


def test_strangers_attach_nothing_and_nothing_is_signed_before_it_is_agreed():
    agreement = given.an_agreement()
    with pytest.raises(NotAllowed):
        agreements.attach_signed(agreement, upload=a_scan(), by=cast.jiro(), at=AT)
    with pytest.raises(IllegalMove):
        agreements.attach_signed(agreement, upload=a_scan(), by=cast.hanako(), at=AT)
    assert not File.objects.exists()


def test_the_copy_is_handed_in_on_its_page():
    agreement, client = given.an_agreement_both_confirmed(), Client()
    client.force_login(cast.hanako())
    address = f"{agreement.get_absolute_url()}signed/"
    assert "写しを付ける" in client.get(address).content.decode()
    sent = {"file": a_scan(), "disclosure": "public", "reason": "", "submission_key": "k" * 20}
    assert client.post(address, sent).status_code == 302
    assert File.objects.get().name == "署名.pdf"
