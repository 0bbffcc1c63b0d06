"""団体の書類: handed in by the group, open or closed as it says, kept by whoever speaks for it now."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kyodo.commons.groups import actions
from kyodo.commons.groups.states import Role
from kyodo.kernel.policy import NotAllowed
from kyodo.offices.papers.models import File
from tests import cast, given

pytestmark = pytest.mark.django_db

BECAUSE = "会員の個人の情報が載っているため。"


def pdf(name="規約.pdf"):
    inside = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    return SimpleUploadedFile(name, inside)


@pytest.fixture
def group(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return given.a_registered_group(at=timezone.now())


def page_of(client, group):
    return client.get(group.get_absolute_url()).content.decode()


def opened(client, file):
    """The status of a download, read to its end."""
    answer = client.get(file.get_absolute_url())
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return answer.status_code


def test_the_rules_are_open_and_the_list_of_members_is_only_counted(as_, client, group):
    hanako = as_(cast.hanako())
    address = reverse("groups:attach", args=[group.ref])
    assert address in page_of(hanako, group)
    assert (
        hanako.post(address, {"kind": "rules", "file": pdf(), "disclosure": "public"}).url == group.get_absolute_url()
    )
    closed = {"kind": "members", "file": pdf("名簿.pdf"), "disclosure": "parties", "reason": BECAUSE}
    assert hanako.post(address, closed).status_code == 302
    shown = page_of(client, group)
    assert "規約.pdf" in shown
    assert "名簿.pdf" not in shown
    assert "公開していない文書が1件" in shown
    assert address not in shown
    assert "名簿.pdf" in page_of(hanako, group)
    rules, members = File.objects.order_by("pk")
    assert opened(client, rules) == 200
    assert opened(client, members) == 403
    assert opened(as_(cast.taro()), members) == 403
    assert opened(as_(cast.tanaka()), members) == 200


def test_a_closed_paper_needs_its_reason_and_what_was_chosen_is_still_there(as_, group):
    asked = {"kind": "members", "file": pdf(), "disclosure": "parties", "reason": ""}
    answer = as_(cast.hanako()).post(reverse("groups:attach", args=[group.ref]), asked)
    assert answer.status_code == 422
    assert "公開しない理由を入力してください" in answer.content.decode()
    assert not File.objects.exists()


def test_only_the_group_and_the_desk_hand_in_papers_of_a_group(group):
    now = timezone.now()
    with pytest.raises(NotAllowed):
        actions.attach(group, upload=pdf(), kind="rules", by=cast.taro(), at=now)
    assert actions.attach(group, upload=pdf(), kind="rules", by=cast.sato(), at=now).purpose == "規約・会則"


def test_a_successor_opens_and_takes_back_what_a_predecessor_handed_in(as_, client, group):
    now = timezone.now()
    file = actions.attach(
        group, upload=pdf(), kind="members", disclosure="parties", reason=BECAUSE, by=cast.hanako(), at=now
    )
    taro = as_(cast.taro())
    switch = reverse("papers:disclosure", args=[file.ref])
    assert taro.get(switch).status_code == 403
    actions.hand_over(group, role=Role.REPRESENTATIVE, to=cast.taro(), by=cast.hanako(), at=now)
    assert switch in page_of(taro, group)
    assert taro.post(switch, {"disclosure": "public"}).status_code == 302
    assert opened(client, file) == 200
    assert taro.post(reverse("papers:withdraw", args=[file.ref]), {"reason": "古くなったため"}).status_code == 302
    assert opened(client, file) == 410


def test_what_the_office_keeps_to_itself_is_not_the_groups_to_open(as_, group):
    file = actions.attach(
        group, upload=pdf(), kind="other", disclosure="office", reason="確認の記録", by=cast.sato(), at=timezone.now()
    )
    hanako = as_(cast.hanako())
    assert hanako.get(file.get_absolute_url()).status_code == 403
    assert hanako.get(reverse("papers:disclosure", args=[file.ref])).status_code == 403
