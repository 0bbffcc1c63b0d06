"""A third person named in a seed: covered for everybody but the city before it is public, and shown again at will."""

from datetime import timedelta

import pytest
from django.test import Client

from kyodo.cycle.seeds import actions as seeds
from kyodo.cycle.seeds.models import Seed
from kyodo.kernel.access import LinkHolder
from kyodo.kernel.covering import MaskKind
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.journal.models import Entry
from kyodo.reading.search import actions as search
from kyodo.reading.search.models import Entry as Found
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
KEY, NAMED = "receipt-covering", "隣野さん"


@pytest.fixture
def seed(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    given.a_city()
    return given.a_seed(
        title="夜道の灯り", key=KEY, sower=seeds.Sower("海野 次郎"), problem=f"{NAMED}の家の前が暗い。", wish=f"灯りを{NAMED}と相談したい。"
    )  # fmt: skip


def covered(seed, words=NAMED, *, by=None, **said):
    return seeds.cover(seed, words=words, by=by or cast.tanaka(), at=AT, **{"kind": MaskKind.THIRD, **said})


def page_of(path, person=None):
    browser = Client()
    if person:
        browser.force_login(person)
    return browser.get(path).content.decode()


def everywhere(seed):
    """The pages on which others read a seed."""
    receipt = f"/seeds/receipt/{seeds.receipt_token(KEY)}/"
    return [seed.get_absolute_url(), seed.case.get_absolute_url(), receipt]


def test_covered_words_are_read_nowhere_and_the_original_stays(seed):
    assert len(covered(seed)) == 2
    seeds.answer(seed, text="見に行きます。", by=cast.tanaka(), at=AT)
    seeds.say(seed, text=f"{NAMED}もそう言っています。", by=LinkHolder(seed.subject), at=AT + timedelta(hours=1))
    assert NAMED in page_of(seed.get_absolute_url())
    covered(Seed.objects.get(pk=seed.pk))
    search.rebuild(at=AT + timedelta(hours=2))
    for path in everywhere(seed):
        page = page_of(path)
        assert NAMED not in page, path
        assert "〔第三者の権利利益〕" in page, path
    assert not Found.objects.filter(body_words__contains="隣野").exists()
    assert Seed.objects.get(pk=seed.pk).problem == f"{NAMED}の家の前が暗い。"
    assert not Entry.objects.filter(detail__contains=NAMED).exists()


def test_what_was_covered_by_mistake_is_shown_again_with_a_reason(seed):
    first, second = covered(seed)
    with pytest.raises(Refused, match="理由"):
        seeds.uncover(first, reason=" ", by=cast.tanaka(), at=AT)
    for mask in (first, second):
        seeds.uncover(mask, reason="お店の名前でした。", by=cast.tanaka(), at=AT)
    with pytest.raises(IllegalMove):
        seeds.uncover(first, reason="もう一度", by=cast.tanaka(), at=AT)
    again = Seed.objects.get(pk=seed.pk)
    assert (again.is_covered, again.shown["problem"]) == (False, seed.problem)
    assert "市が伏せています" not in page_of(seed.get_absolute_url(), cast.tanaka())


@pytest.mark.parametrize(
    ("said", "field"), [({"words": "いない人"}, "words"), ({"words": "灯り", "kind": MaskKind.OTHER}, "note")]
)
def test_what_cannot_be_covered_is_refused_at_its_field(seed, said, field):
    with pytest.raises(Refused) as refusal:
        covered(seed, **said)
    assert refusal.value.field == field


def test_a_second_press_covers_nothing_twice(seed):
    covered(seed)
    with pytest.raises(Refused):
        covered(seed)
    assert seed.masks.count() == 2


@pytest.mark.parametrize("who", ["hanako", "jiro", "nakano"])
def test_only_those_who_look_after_a_seed_cover_it_and_read_what_is_covered(seed, who):
    person = getattr(cast, who)()
    with pytest.raises(NotAllowed):
        covered(seed, by=person)
    seeds.answer(seed, text="見に行きます。", by=cast.tanaka(), at=AT)
    (mask, _other) = covered(seed)
    browser = Client()
    browser.force_login(person)
    for path in (f"{seed.get_absolute_url()}cover/", f"/seeds/masks/{mask.ref}/lift/"):
        assert browser.get(path).status_code == 403
        assert NAMED not in browser.get(path).content.decode()


def test_the_page_shows_both_readings_points_out_telephones_and_takes_the_words(seed):
    Seed.objects.filter(pk=seed.pk).update(own_part="電話は090-1234-5678です。")
    browser, path = Client(), f"{seed.get_absolute_url()}cover/"
    browser.force_login(cast.tanaka())
    told = browser.get(seed.get_absolute_url()).content.decode()
    assert path in told
    assert "先に伏せてください" in told
    assert "<li>090-1234-5678</li>" in browser.get(path).content.decode()
    wrong = browser.post(path, {"words": "いない人", "kind": "third", "note": ""})
    assert wrong.status_code == 422
    assert "いない人" in wrong.content.decode()
    assert browser.post(path, {"words": "090-1234-5678", "kind": "contact"}).status_code == 302
    page = browser.get(path).content.decode()
    assert "<li>090-1234-5678</li>" not in page
    assert "〔電話・メール〕" in page


def test_whoever_covers_is_told_where_the_same_words_stand_in_the_title(seed):
    covered(seed, words="灯り", kind=MaskKind.THIRD)
    page = page_of(f"{seed.get_absolute_url()}cover/", cast.tanaka())
    assert "件名にも同じ言葉があります" in page
    assert f"{seed.case.get_absolute_url()}title/" in page
