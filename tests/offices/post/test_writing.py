"""Who gets a letter, what may stand in it, and on which way it goes."""

import pytest

from kyodo.kernel.policy import Refused
from kyodo.offices.post import actions, queries
from kyodo.offices.post.models import Message
from kyodo.offices.post.states import Delivery, Mode
from kyodo.offices.post.terms import STRANGER_LIMIT, STRANGER_SPAN

from .conftest import QUOTED

pytestmark = pytest.mark.django_db


def test_a_letter_to_a_section_reaches_each_of_its_people_once_and_says_why(letter, section, promoter, clerk, at):
    letters = actions.post(letter(section.subject, promoter.subject, section.subject), section, by=clerk, at=at)
    assert [m.person for m in letters] == [promoter]
    assert letters[0].because == "あなたが「環境課」の一員であるため"
    assert letters[0].body.startswith("環境課 から <連絡> です。")


def test_whoever_acts_gets_no_letter_about_it(letter, section, promoter, at):
    assert actions.post(letter(section.subject), section, by=promoter, at=at) == []


def test_somebody_who_left_gets_no_letter(letter, section, hanako, clerk, at):
    hanako.is_active = False
    hanako.save()
    assert actions.post(letter(hanako.subject), section, by=clerk, at=at) == []


def test_an_address_of_somebody_with_an_account_is_not_written_to_twice(letter, section, hanako, clerk, at):
    to = letter(hanako.subject, "mailto:HANAKO@example.jp", "mailto:a@example.jp", "mailto:A@example.jp", "mailto:")
    letters = actions.post(to, section, by=clerk, at=at)
    assert [(m.person, m.email) for m in letters] == [(hanako, ""), (None, "a@example.jp")]


def test_a_plain_address_is_told_nothing_that_anybody_typed(letter, section, hanako, clerk, at):
    _known, stranger = actions.post(letter(hanako.subject, "mailto:a@example.jp"), section, by=clerk, at=at)
    assert QUOTED not in stranger.body
    assert section.name not in stranger.body
    assert stranger.path == section.get_absolute_url()


def test_a_room_may_word_the_neutral_letter_but_is_handed_nothing_to_quote(letter, section, clerk, at, tmp_path):
    (tmp_path / "quote_plain.txt").write_text("受け付けました。{{ thing }}{{ by }}{{ extra }}{{ title }}")
    (only,) = actions.post(letter("mailto:a@example.jp"), section, by=clerk, at=at, extra=QUOTED)
    assert only.body == "受け付けました。お知らせ"


@pytest.mark.parametrize(
    "address", ["a@example.jp\nBcc: b@example.jp", "a@example.jp\r\nX: y", "a", "a@b@c.jp", "a b@c.jp"]
)
def test_an_address_that_would_write_headers_is_refused(letter, section, clerk, at, address):
    with pytest.raises(Refused):
        actions.post(letter(f"mailto:{address}"), section, by=clerk, at=at)
    assert not Message.objects.exists()


def test_nobody_can_flood_a_stranger_through_our_forms(letter, section, clerk, at):
    for _n in range(STRANGER_LIMIT + 5):
        actions.post(letter("mailto:Victim@example.jp"), section, by=clerk, at=at)
    assert Message.objects.count() == STRANGER_LIMIT
    assert actions.post(letter("mailto:victim@example.jp"), section, by=clerk, at=at) == []
    assert len(actions.post(letter("mailto:victim@example.jp"), section, by=clerk, at=at + STRANGER_SPAN)) == 1


def test_a_title_of_two_lines_is_refused(letter, section, hanako, clerk, at):
    with pytest.raises(Refused):
        actions.post(letter(hanako.subject, title="件名\nBcc: b@example.jp"), section, by=clerk, at=at)


@pytest.mark.parametrize(
    ("mode", "duty", "state"),
    [
        (Mode.AT_ONCE, False, Delivery.QUEUED), (Mode.DAILY, False, Delivery.DIGEST), (Mode.DUTIES, False, Delivery.SCREEN),
        (Mode.AT_ONCE, True, Delivery.QUEUED), (Mode.DAILY, True, Delivery.QUEUED), (Mode.DUTIES, True, Delivery.QUEUED),
    ],
)  # fmt: skip
def test_letters_go_the_way_their_reader_asked_for_but_duties_go_at_once(
    letter, section, hanako, clerk, at, mode, duty, state
):
    actions.prefer(mode, by=hanako, at=at)
    (only,) = actions.post(letter(hanako.subject, duty=duty), section, by=clerk, at=at)
    assert only.state == state


def test_somebody_without_an_address_reads_on_screen(letter, section, person, clerk, at):
    (only,) = actions.post(letter(person("紙の人", email=None).subject, duty=True), section, by=clerk, at=at)
    assert only.state == Delivery.SCREEN


def test_an_opened_letter_is_read_and_only_its_addressee_may_open_it(letter, section, hanako, promoter, clerk, at):
    first, _second = (actions.post(letter(hanako.subject), section, by=clerk, at=at)[0] for _n in range(2))
    assert queries.unread_count(hanako) == 2
    with pytest.raises(Refused, match="ほかの人あて"):
        actions.open_letter(first, by=promoter, at=at)
    actions.open_letter(first, by=hanako, at=at)
    assert queries.unread_count(hanako) == 1
    assert actions.read_all(hanako, at=at) == 1
    assert queries.unread_count(hanako) == 0


def test_somebody_who_leaves_takes_their_letters_with_them(letter, section, hanako, promoter, clerk, at):
    actions.post(letter(hanako.subject, promoter.subject), section, by=clerk, at=at)
    actions.prefer(Mode.DAILY, by=hanako, at=at)
    actions.forget(hanako, at=at)
    assert [m.person for m in Message.objects.all()] == [promoter]


def test_a_letter_to_many_costs_a_constant_number_of_queries(
    letter, section, person, clerk, at, django_assert_max_num_queries
):
    everybody = [person(f"人{n}").subject for n in range(12)]
    with django_assert_max_num_queries(3):
        assert len(actions.post(letter(*everybody), section, by=clerk, at=at)) == 12


def test_what_is_kept_about_a_person_can_be_handed_to_them(letter, section, hanako, clerk, at):
    actions.post(letter(hanako.subject), section, by=clerk, at=at)
    kept = queries.kept_about(hanako)
    assert (kept["mode"], [m["title"] for m in kept["letters"]]) == ("at_once", ["お知らせ"])
