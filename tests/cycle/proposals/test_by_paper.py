"""紙で: a talk and a proposal by hand, with a code to the page; typed in with how and when they came, the paper beside them."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from kyodo.cycle.proposals import actions as proposals
from kyodo.cycle.proposals.models import PriorTalk, Proposal
from kyodo.kernel.access import LinkHolder
from kyodo.kernel.policy import NotAllowed, Refused
from kyodo.offices.papers.models import File
from kyodo.offices.papers.policies import may_read
from kyodo.ui.forms.sheet import new_key
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
SAID: dict[str, Any] = {"name": "川辺を守る会", "theme": "川の教室", "solve": "川に人がいない。", "phone": "0480000000"}


@pytest.fixture(autouse=True)
def _light(settings, tmp_path):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    settings.FORM_MINIMUM_SECONDS = 0
    settings.MEDIA_ROOT = tmp_path


def as_(person):
    client = Client()
    client.force_login(person)
    return client


def scan():
    inside = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    return SimpleUploadedFile("fax.pdf", inside)


def words_of(url):
    answer = Client().get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


def test_a_whole_proposal_can_be_written_by_hand():
    given.a_city()
    said = words_of(reverse("proposals:blank"))
    asked = ("課題と目的", "役割分担", "団体と体制", "収入", "電話番号")
    assert [heading for heading in asked if heading not in said] == []
    assert "/proposals/new/" in said.replace("\n", "")
    assert "提出先" in said
    assert "目的 ※必須" in said, "what is needed for the submission is needed on paper"


def test_the_paper_of_a_round_asks_what_the_round_asks_and_leads_to_it():
    given.a_city()
    round_ = given.a_round()
    said = words_of(reverse("proposals:round_blank", args=[round_.ref])).replace("\n", "")
    assert str(round_) in said
    assert f"/calls/{round_.ref}/propose/" in said
    assert reverse("proposals:round_blank", args=[round_.ref]) in page(Client(), "proposals:new", round_.ref)


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_a_talk_asked_for_on_paper_is_typed_in_with_how_and_when_it_came():
    given.a_city()
    came = timezone.localtime() - timedelta(days=2)
    sent = {
        **SAID, "channel": "fax", "received_at_year": str(came.year), "received_at_month": str(came.month),
        "received_at_day": str(came.day), "received_at_time": f"{came:%H:%M}", "scan": scan(), "submission_key": new_key(),
    }  # fmt: skip
    desk = as_(cast.sato())
    assert desk.post(reverse("proposals:talk_paper"), sent).status_code == 302
    talk = PriorTalk.objects.get()
    assert (talk.channel, timezone.localtime(talk.requested_at).date()) == ("fax", came.date())
    assert talk.holder == LinkHolder(talk.subject).subject
    file = File.objects.get(subject_ref=talk.subject)
    assert may_read.check(cast.sato(), file, at=AT)
    assert not may_read.check(cast.visitor(), file, at=AT)
    assert "届いた用紙の写し" in desk.get(talk.get_absolute_url()).content.decode()


def test_citizens_type_in_no_papers():
    given.a_city()
    given.a_registered_group()
    assert as_(cast.hanako()).get(reverse("proposals:talk_paper")).status_code == 403
    with pytest.raises(NotAllowed):
        proposals.request_talk(**SAID, channel="fax", by=cast.hanako(), at=AT)


def test_no_paper_comes_tomorrow():
    given.a_city()
    with pytest.raises(Refused) as refused:
        proposals.request_talk(**SAID, channel="fax", received_at=AT + timedelta(days=1), by=cast.sato(), at=AT)
    assert refused.value.field == "received_at"


def test_the_list_of_talks_leads_officers_to_both_ways_of_typing_in():
    given.a_city()
    given.a_registered_group()
    ways = [reverse("proposals:talk_paper"), reverse("proposals:enter_talk")]
    assert all(way in page(as_(cast.sato()), "proposals:talks") for way in ways)
    assert not any(way in page(as_(cast.hanako()), "proposals:talks") for way in ways)


def test_the_paper_of_a_proposal_stays_beside_it():
    given.a_city()
    made = proposals.begin(
        title="川の教室", author_name="川辺を守る会", channel="post", scan=scan(), by=cast.sato(), at=AT
    )
    assert isinstance(made, Proposal)
    (file,) = File.objects.filter(subject_ref=made.subject)
    assert (file.purpose, file.disclosure) == ("届いた用紙の写し", "parties")
