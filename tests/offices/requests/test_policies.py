"""Who asks, who answers, who reads: the truth table over city hall, and the rows that could leak."""

import pytest

from kyodo.kernel.access import Office
from kyodo.offices.papers.queries import shelf
from kyodo.offices.requests.models import SectionRequest
from kyodo.offices.requests.policies import asks, may_ask, may_forward, may_withdraw, receives
from kyodo.offices.requests.queries import panel
from tests import cast, given
from tests.cast import AT

from . import given as asked

pytestmark = pytest.mark.django_db

#: Who may what with a request of 環境課 to 道路課: ask at all, speak as who asked, as who was asked, send on, withdraw, read.
TABLE = [
    (cast.tanaka, "asks speaks withdraws reads"),
    (cast.suzuki, "asks speaks withdraws reads"),
    (asked.michino, "asks receives forwards reads"),
    (asked.ishikawa, "reads"),
    (asked.koen, "asks"),
    (cast.sato, "asks forwards withdraws reads"),
    (asked.hisho, "asks reads"),
    (asked.kansa, "reads"),
    (cast.nakano, ""),
    (cast.hanako, ""),
    (cast.jiro, ""),
    (cast.visitor, ""),
    (Office, "withdraws"),
]


@pytest.mark.parametrize(("who", "may"), TABLE, ids=[who.__name__ for who, _may in TABLE])
def test_the_truth_table_of_a_request(who, may):
    request, actor = asked.a_request(about=given.a_case_with_both_sides().subject), who()
    found = {
        "asks": may_ask.check(actor, None, at=AT), "speaks": asks.check(actor, request, at=AT),
        "receives": receives.check(actor, request, at=AT), "forwards": may_forward.check(actor, request, at=AT),
        "withdraws": may_withdraw.check(actor, request, at=AT),
        "reads": SectionRequest.objects.visible_to(actor, at=AT).filter(pk=request.pk).exists(),
    }  # fmt: skip
    assert " ".join(name for name, holds in found.items() if holds) == may
    assert request.may_read_papers(actor, AT) is found["reads"]


def test_a_neutral_coordinator_of_a_section_does_not_read_along():
    """中野 sits in the desk's section and belongs to neither side."""
    request = asked.a_request(to_section=given.the_desk())
    assert not SectionRequest.objects.visible_to(cast.nakano(), at=AT).exists()
    assert SectionRequest.objects.visible_to(cast.sato(), at=AT).get() == request


def test_the_panel_of_a_case_is_for_those_who_read_the_request():
    case = given.a_case_with_both_sides()
    request = asked.a_request(about=case.subject)
    other = given.a_case_with_both_sides(title="べつの川")
    for reader in (cast.tanaka(), asked.michino(), cast.sato()):
        shown = panel(case, reader, AT)
        assert shown is not None
        assert [line.request for line in shown.lines] == [request]
        assert panel(other, reader, AT) is None
    for stranger in (cast.hanako(), cast.nakano(), asked.koen(), cast.visitor()):
        assert panel(case, stranger, AT) is None


def test_a_paper_beside_a_request_is_read_by_both_sections_alone(settings, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.MEDIA_ROOT = tmp_path
    case = given.a_case_with_both_sides()
    request = asked.a_request(about=case.subject, upload=SimpleUploadedFile("図.txt", "鍵の場所".encode()))
    for reader in (cast.tanaka(), asked.michino(), asked.ishikawa(), cast.sato()):
        assert [file.name for file in shelf(request, reader, AT)["files"]] == ["図.txt"]
    for stranger in (cast.hanako(), cast.nakano(), asked.koen()):
        assert shelf(request, stranger, AT)["files"] == []
