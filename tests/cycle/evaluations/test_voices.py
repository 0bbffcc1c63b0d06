"""Paper counts as much as the telephone; what was heard is read back; cases to learn from are found."""

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.evaluations import actions as evaluations
from kyodo.cycle.evaluations.models import Practice, Voice
from kyodo.kernel.access import Side
from kyodo.kernel.policy import IllegalMove, NotAllowed
from tests import cast, given
from tests.cast import AT

from .test_actions import closed, note

pytestmark = pytest.mark.django_db
PILE = {
    "voices-TOTAL_FORMS": "3", "voices-INITIAL_FORMS": "0", "voices-0-score": "5", "voices-0-words": "また来たい。",
    "voices-1-score": "", "voices-2-score": "3", "submission_key": "k" * 20,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False


def as_(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("who", [cast.hanako, cast.tanaka, cast.sato])
def test_a_pile_of_papers_is_copied_once_however_often_it_is_sent(who):
    it = given.an_evaluation()
    where = reverse("evaluations:voices", args=[it.case.ref])
    for _press in range(2):
        assert as_(who()).post(where, PILE).status_code == 302
    assert sorted(Voice.objects.values_list("score", "on_paper")) == [(3, True), (5, True)]


def test_nobody_else_copies_papers_and_nobody_after_the_publication():
    it = given.a_revealed_evaluation()
    with pytest.raises(NotAllowed):
        evaluations.copy_voices(it, voices=[{"score": 5}], by=cast.taro(), at=AT)
    with pytest.raises(IllegalMove):
        evaluations.copy_voices(closed(it), voices=[{"score": 5}], by=cast.hanako(), at=AT)
    assert not Voice.objects.exists()


def test_words_heard_are_read_by_both_sides_and_by_nobody_else():
    it = given.an_evaluation()
    evaluations.hear(it, score=5, words="川がきれいになった。", by=cast.visitor(), at=AT)
    page = reverse("evaluations:evaluation", args=[it.case.ref])
    assert "川がきれいになった。" in as_(cast.tanaka()).get(page).content.decode()
    for person in (cast.taro(), cast.nakano()):
        assert ("川がきれいになった。" in as_(person).get(page).content.decode()) == (person == cast.nakano())
    assert "川がきれいになった。" not in Client().get(page).content.decode()


def test_the_news_of_a_voice_tells_nobody_its_mark():
    it = given.an_evaluation()
    evaluations.hear(it, score=1, words="とてもつらかった。", by=cast.visitor(), at=AT)
    page = as_(cast.hanako()).get("/today/").text
    assert "受益者の声を受け取った" in page
    assert "1：受益者" not in page
    assert "とてもつらかった" not in page


def test_a_note_not_yet_agreed_is_mended_from_what_is_written():
    it = given.a_revealed_evaluation(city={"synergy": 1})
    written = note(it)
    page = as_(cast.tanaka()).get(reverse("evaluations:gap", args=[it.case.ref, written.item.ref])).content.decode()
    assert "見ていたものが違った。" in page
    assert "月に一度会う。" in page


def test_what_was_learned_lies_beside_the_next_seed():
    it = given.a_revealed_evaluation(city={"synergy": 1})
    note(it)
    evaluations.hear(it, score=4, words="雨の日も開いてほしい。", by=cast.visitor(), at=AT)
    page = as_(cast.hanako()).get(reverse("evaluations:harvest", args=[it.case.ref])).content.decode()
    assert "月に一度会う。" in page
    assert "雨の日も開いてほしい。" in page


def test_a_group_that_joined_sows_for_itself():
    it = given.a_revealed_evaluation()
    other = given.another_registered_group()
    cases.add_party(it.case, other, side=Side.CITIZENS, by=cast.sato(), at=AT)
    cast.taro().forget_capacities()
    seed = evaluations.harvest(it, title="次は読み聞かせ", problem="川の本が少ない。", by=cast.taro(), at=AT)
    assert seed.author_ref == other.subject


def a_practice(title: str, *, failed: bool, kind: str, form: str) -> Practice:
    """A published case to learn from."""
    it = closed(given.a_revealed_evaluation(title=title))
    cases.describe(it.case, start_type=kind, forms=[form], by=cast.hanako(), at=AT)
    practice = evaluations.draft_practice(it, by=cast.sato(), at=AT)
    said = {name: getattr(practice, name) for name in Practice.ASKED}
    said |= {"title": title, "summary": "用水路をきれいにした。", "background": "用水路のごみ", "result": "減った", "hard": "", "advice": "", "contact_way": "048-000-0000", "failed": failed}  # fmt: skip
    return evaluations.publish_practice(practice, values=said, by=cast.sato(), at=AT)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"川の教室", "雪かきの約束"}),
        ("?type=A", {"川の教室"}),
        ("?form=8", {"雪かきの約束"}),
        ("?q=用水路+雪かき", {"雪かきの約束"}),
        ("?told=failed", {"雪かきの約束"}),
        ("?type=ZZ", {"川の教室", "雪かきの約束"}),
        ("?field=20", set()),
    ],
)
def test_cases_are_found_by_type_form_field_and_words_and_failures_are_counted(asked, found):
    a_practice("川の教室", failed=False, kind="A", form="1")
    a_practice("雪かきの約束", failed=True, kind="D", form="8")
    page = Client().get(reverse("evaluations:practices") + asked).content.decode()
    assert {title for title in ("川の教室", "雪かきの約束") if f">{title}<" in page} == found
    failed = 1 if "雪かきの約束" in found else 0
    assert f"{len(found)}件、うち失敗から学ぶ事例 {failed}件" in page


def test_the_city_s_own_items_are_asked_of_evaluations_that_begin_later():
    earlier = given.an_evaluation(title="前の年の事業")
    before = set(earlier.items.values_list("text", flat=True))
    where, rows = reverse("evaluations:bank"), {"items-TOTAL_FORMS": "2", "items-INITIAL_FORMS": "0"}
    said = {"items-0-phase": "entry", "items-0-text": "まちの言葉で話せた", "items-1-phase": "result", "items-1-text": "次の活動につながる"}  # fmt: skip
    assert as_(cast.tanaka()).get(where).status_code == 403
    assert as_(cast.sato()).post(where, {**rows, "submission_key": "k" * 20}).status_code == 422
    assert as_(cast.sato()).post(where, {**rows, **said, "submission_key": "k" * 20}).status_code == 302
    later = given.an_evaluation(title="次の年の事業")
    banked = later.items.filter(source="bank").values_list("phase", "text")
    assert list(banked) == [("entry", "まちの言葉で話せた"), ("result", "次の活動につながる")]
    assert set(earlier.items.values_list("text", flat=True)) == before


def test_an_item_keeps_its_name_while_its_words_stay():
    given.a_city()
    items = [{"phase": "entry", "text": "話せた"}, {"phase": "result", "text": "続く"}]
    first, second = evaluations.set_bank(items=items, by=cast.sato(), at=AT)
    (again,) = evaluations.set_bank(items=items[1:], by=cast.sato(), at=AT)
    assert again.pk == second.pk
    first.refresh_from_db()
    assert first.dropped_at == AT
    back, _other = evaluations.set_bank(items=items, by=cast.sato(), at=AT)
    assert (back.pk, back.dropped_at) == (first.pk, None)


def test_what_is_to_be_talked_about_comes_first():
    it = given.a_revealed_evaluation(city={"leads_on": 1})
    page = as_(cast.hanako()).get(reverse("evaluations:evaluation", args=[it.case.ref])).content.decode()
    wide, other = (it.items.get(source_ref=code) for code in ("leads_on", "shared_problem"))
    assert page.index(f'id="{wide.ref}"') < page.index(f'id="{other.ref}"')
    assert page.index("公開までに残っていること") < page.index(f'id="{wide.ref}"')
