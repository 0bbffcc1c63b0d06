"""Taking in opinions by every channel: numbered, kept for ever, flagged and never dropped."""

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import translation

from kyodo.deliberation.consultations import actions, queries
from kyodo.deliberation.consultations.actions import From
from kyodo.deliberation.consultations.models import Submission
from kyodo.deliberation.consultations.states import Channel, Fitness, Standing
from kyodo.kernel.policy import AlreadyDone, IllegalMove, NotAllowed, Refused
from tests import cast
from tests.cast import JST

from . import given

pytestmark = pytest.mark.django_db

PAPER_CHANNELS = [c for c in Channel if c != Channel.WEB]


def test_the_original_cannot_be_written_over():
    one = given.a_paper(given.an_open_one())
    one.text = "書き換え"
    for fields in (None, ["text"]):
        with pytest.raises(IllegalMove):
            one.save(update_fields=fields)


@pytest.mark.postgres
def test_the_database_itself_keeps_the_original():
    one = given.a_paper(given.an_open_one())
    with pytest.raises(DatabaseError), transaction.atomic():
        Submission.objects.filter(pk=one.pk).update(text="書き換え")
    with pytest.raises(DatabaseError), transaction.atomic():
        Submission.objects.filter(pk=one.pk)._raw_delete(using="default")


@pytest.mark.parametrize("channel", PAPER_CHANNELS)
def test_every_channel_leads_into_one_ledger(channel):
    it = given.an_open_one()
    one, two = given.a_submission(it), given.a_paper(it, channel=channel)
    assert [one.number, two.number] == [1, 2]
    assert two.channel == channel
    assert two.entered_by == cast.tanaka()


def test_the_original_is_kept_sign_for_sign():
    text = "　㈱髙田です。\n\n第３条について…\t「対等」とは？ "
    one = given.a_paper(given.an_open_one(), text)
    actions.mask(one, words="髙田", kind="name", by=cast.sato(), at=cast.AT)
    one.refresh_from_db()
    assert one.text == text


def test_the_last_day_counts_to_its_end_and_a_minute_later_is_kept_as_late():
    it = given.an_open_one()
    on_time = given.a_submission(it, at=datetime(2026, 6, 9, 23, 59, tzinfo=JST))
    late = given.a_submission(it, "遅れました", at=datetime(2026, 6, 10, 0, 1, tzinfo=JST))
    assert (on_time.late, late.late) == (False, True)
    assert list(it.submissions.flagged()) == [late]


@pytest.mark.parametrize(
    ("name", "address", "standing", "anonymous_ok", "fitness"),
    [
        ("花子", "中央1", Standing.RESIDENT, False, Fitness.MET),
        ("花子", "中央1", Standing.UNKNOWN, False, Fitness.MET),
        ("花子", "", Standing.RESIDENT, False, Fitness.UNCLEAR),
        ("", "中央1", Standing.RESIDENT, False, Fitness.LACKING),
        ("", "", Standing.RESIDENT, False, Fitness.LACKING),
        ("", "", Standing.RESIDENT, True, Fitness.MET),
        ("花子", "中央1", Standing.TAXPAYER, False, Fitness.UNCLEAR),
    ],
)
def test_what_is_missing_is_flagged_and_nothing_is_turned_away(name, address, standing, anonymous_ok, fitness):
    it = given.an_open_one(anonymous_ok=anonymous_ok)
    one = given.a_paper(it, sender=From(name=name, address=address), standing=standing)
    assert one.fitness == fitness
    assert bool(one.fitness_note) == (fitness != Fitness.MET)
    assert it.submissions.count() == 1


def test_the_office_reads_what_is_missing_in_its_own_words_whoever_sent_it():
    it = given.an_open_one()
    with translation.override("ja-easy"):
        one = given.a_submission(it, sender=From())
    assert one.fitness_note == "氏名・団体名の記入がありません。"


def test_a_person_can_judge_anew_with_words():
    one = given.a_paper(given.an_open_one(), sender=From())
    with pytest.raises(Refused):
        actions.judge(one, fitness=Fitness.UNCLEAR, by=cast.sato(), at=cast.AT)
    actions.judge(one, fitness=Fitness.MET, by=cast.sato(), at=cast.AT)
    assert one.fitness == Fitness.MET


def test_the_same_words_lie_in_one_bundle_whatever_their_width_and_line_ends():
    it = given.an_open_one()
    one, two, other = (
        given.a_submission(it, text) for text in ("ABCに賛成。\n以上", "ＡＢＣに賛成。　以上", "ABCに反対。以上")
    )
    assert one.bundle == two.bundle != other.bundle
    one.bundle.refresh_from_db()
    assert (one.bundle.size, one.bundle.voices) == (2, 2)


def test_a_text_with_an_attachment_stays_alone():
    it = given.an_open_one()
    file = SimpleUploadedFile("zu.txt", "図".encode(), content_type="text/plain")
    one, two = given.a_submission(it, "別紙のとおり"), given.a_submission(it, "別紙のとおり", files=[file])
    assert one.bundle != two.bundle


def test_one_person_counts_once_and_strangers_each_for_themselves():
    it = given.an_open_one()
    for text in ("一つめ", "二つめ"):
        given.a_submission(it, text)
    for text in ("三つめ", "四つめ"):
        given.a_paper(it, text, sender=From())
    figures = queries.figures_of(it)
    assert (figures.persons, figures.submissions) == (3, 4)


def test_nobody_can_be_followed_from_one_consultation_to_the_next():
    keys = {given.a_submission(given.an_open_one()).sender_key for _n in range(2)}
    assert len(keys) == 2


def test_the_same_press_twice_is_one_submission():
    it = given.an_open_one()
    one = given.a_submission(it, key="k" * 22)
    with pytest.raises(AlreadyDone) as again:
        given.a_submission(it, key="k" * 22)
    assert again.value.subject == one.subject
    it.refresh_from_db()
    assert it.received == 1


def test_before_the_first_day_nothing_is_taken_and_before_publication_nothing_is_typed_in():
    it = given.an_open_one(opens_on=given.OPENS + timedelta(days=1), closes_on=given.CLOSES + timedelta(days=1))
    with pytest.raises(IllegalMove):
        given.a_submission(it)
    with pytest.raises(IllegalMove):
        given.a_paper(given.a_draft())


def test_only_officers_type_in_paper():
    it = given.an_open_one()
    with pytest.raises(NotAllowed):
        given.a_paper(it, by=cast.jiro())


@pytest.mark.parametrize("text", ["", "  \n ", "\x00"])
def test_what_says_nothing_is_refused_with_a_sentence(text):
    with pytest.raises(Refused):
        given.a_submission(given.an_open_one(), text)


def test_paper_cannot_come_from_the_future():
    with pytest.raises(Refused):
        given.a_paper(given.an_open_one(), received_at=cast.AT + timedelta(minutes=1))


def test_only_the_link_itself_opens_a_receipt():
    one = given.a_submission(given.an_open_one())
    token = actions.receipt_token(one)
    assert queries.by_token(token) == one
    assert queries.by_token(token[:-1]) is None
    assert token not in Submission.objects.values_list("token_hash", flat=True)


def test_paper_that_comes_after_the_decision_is_kept_and_stops_the_publication():
    it = given.an_adopted_one()
    given.a_paper(it, "あとから届いた意見", at=given.LATER)
    assert queries.progress_of(it).unread == 1
    with pytest.raises(Refused, match="読み終えていない"):
        actions.release(it, heard="", said="", done="", by=cast.sato(), at=given.LATER)
