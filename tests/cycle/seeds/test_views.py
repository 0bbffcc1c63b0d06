"""The pages of the seeds, as people use them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kyodo.cycle.seeds import actions as seeds
from kyodo.cycle.seeds.models import Seed
from kyodo.offices.papers.models import File
from kyodo.offices.papers.policies import may_read
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
KEY = "a" * 22


@pytest.fixture(autouse=True)
def _unhurried(settings):
    settings.FORM_MINIMUM_SECONDS = 0
    settings.OFFICERS_NEED_SECOND_FACTOR = False


def typed(**changed: str) -> dict[str, str]:
    """What a visitor types into the form."""
    return {
        "title": "通学路の見守り",
        "problem": "夕方の横断が心配です。",
        "name": "髙橋 ㈱",
        "submission_key": KEY,
        **changed,
    }


def test_a_visitor_hands_in_a_seed_and_comes_to_a_receipt_that_can_be_opened_again(client: Client):
    given.a_city()
    sent = client.post(reverse("seeds:new"), typed())
    assert sent.status_code == 302
    receipt = client.get(sent["Location"])
    seed = Seed.objects.get()
    assert seed.ref in receipt.content.decode()
    assert seed.contact.name == "髙橋 ㈱", "names are kept byte for byte"


def test_a_double_click_leads_to_the_same_receipt(client: Client):
    given.a_city()
    first, second = (client.post(reverse("seeds:new"), typed()) for _n in range(2))
    assert first["Location"] == second["Location"]
    assert Seed.objects.count() == 1


def test_what_was_typed_stays_when_something_is_missing(client: Client):
    given.a_city()
    answer = client.post(reverse("seeds:new"), typed(problem=""))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "「困っていること・きっかけ」を入力してください。" in page
    assert "通学路の見守り" in page


@pytest.mark.parametrize("hostile", ["\x00", "\x1b", "\x7f"])
def test_characters_nobody_can_see_are_refused_with_a_sentence(client: Client, hostile: str):
    given.a_city()
    answer = client.post(reverse("seeds:new"), typed(title=f"水路{hostile}"))
    assert answer.status_code == 422
    assert not Seed.objects.exists()


def test_script_is_shown_as_the_text_it_is(client: Client):
    given.a_city()
    sent = client.post(reverse("seeds:new"), typed(title="<script>alert(1)</script>", problem="=1+1"))
    page = client.get(sent["Location"]).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_contact_data_is_on_no_page_but_that_of_the_section(client: Client):
    seed = given.an_answered_seed(sower=seeds.Sower("秘密 花子", email="himitsu@example.jp", phone="0009998888"))
    for person in (None, cast.jiro(), cast.taro(), cast.nakano()):
        client.logout()
        if person:
            client.force_login(person)
        for name in ("seeds:index", "seeds:seed"):
            page = client.get(reverse(name, args=[seed.ref] if name == "seeds:seed" else [])).content.decode()
            assert "秘密" not in page, (person, name)
            assert "0009998888" not in page
    client.force_login(cast.tanaka())
    assert "秘密 花子" in client.get(seed.get_absolute_url()).content.decode()


def test_an_officer_answers_on_the_page(client: Client):
    seed = given.a_groups_seed()
    client.force_login(cast.tanaka())
    sent = client.post(reverse("seeds:answer", args=[seed.ref]), {"text": "金曜に伺います。", "submission_key": KEY})
    assert sent.status_code == 302
    client.logout()
    assert "金曜に伺います。" in client.get(seed.get_absolute_url()).content.decode()


def test_a_citizen_is_told_why_a_seed_is_not_theirs_to_answer(client: Client):
    seed = given.an_answered_seed()
    client.force_login(cast.jiro())
    answer = client.post(reverse("seeds:answer", args=[seed.ref]), {"text": "わたしが。", "submission_key": KEY})
    assert answer.status_code == 422
    assert "宛先の課か協働担当課" in answer.content.decode()


def test_the_list_costs_the_same_for_one_seed_and_for_five(client: Client, django_assert_max_num_queries):
    given.an_answered_seed()
    with django_assert_max_num_queries(12) as one:
        client.get(reverse("seeds:index"))
    count = len(one.captured_queries)
    for n in range(4):
        seeds.answer(given.a_seed(key=f"more{n}"), text="はい。", by=cast.tanaka(), at=AT)
    with django_assert_max_num_queries(count):
        client.get(reverse("seeds:index"))


def test_the_form_is_there_on_paper(client):
    given.a_city()
    answer = client.get("/seeds/blank.pdf")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert "/seeds/blank.pdf" in client.get("/seeds/new/").content.decode()


def test_officers_find_the_page_for_paper_beside_the_list(client):
    given.a_city()
    words = "紙・電話・窓口で届いた種を入力する"
    assert words not in client.get("/seeds/").content.decode()
    client.force_login(cast.tanaka())
    assert words in client.get("/seeds/").content.decode()


def test_the_paper_a_seed_came_on_stays_with_those_who_look_after_it(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    inside = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    section = given.the_environment_section()
    given.a_registered_group()
    seed = seeds.sow(
        title="通学路", problem="暗い。", section=section, sower=seeds.Sower("髙橋"), channel="fax",
        scan=SimpleUploadedFile("fax.pdf", inside), received_at=AT, by=cast.sato(), at=AT,
    )  # fmt: skip
    seeds.answer(seed, text="見に行きます。", by=cast.tanaka(), at=AT)
    file = File.objects.get(subject_ref=seed.subject)
    seen = {}
    for name, who in (("nobody", None), ("desk", cast.sato()), ("section", cast.tanaka()), ("group", cast.hanako())):
        client = Client()
        if who:
            client.force_login(who)
        opened = bool(may_read.check(who or cast.visitor(), file, at=AT))
        seen[name] = (opened, file.get_absolute_url() in client.get(seed.get_absolute_url()).content.decode())
    assert seen == {"nobody": (False, False), "desk": (True, True), "section": (True, True), "group": (False, False)}
