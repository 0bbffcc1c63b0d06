"""Whoever leaves reads all that is kept of them, and is then gone while what they said stands."""

import json

import pytest
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from kyodo.deliberation.consultations import actions, queries
from kyodo.deliberation.consultations.models import Sender, Submission
from kyodo.offices.journal.models import Entry
from tests import cast

from . import given

pytestmark = pytest.mark.django_db
TEXT = "海野 次郎です。夜の会議も開いてほしい。海野より"


def one_of_jiro() -> Submission:
    one = given.a_submission(given.an_open_one(), TEXT, by=cast.jiro())
    given.a_submission(one.consultation, by=cast.hanako())
    return one


def test_everybody_gets_their_own_opinions_and_nobody_else_s():
    one = one_of_jiro()
    actions.mask(one, words="海野より", kind="name", by=cast.sato(), at=cast.AT)
    said, covered = queries.kept_about(cast.jiro())
    assert (said["text"], said["sender__address"], said["consultation__title"]) == (
        TEXT,
        "織瀬市川東2-3-4",
        given.TITLE,
    )
    assert covered["kind"] == "name"
    assert json.dumps([said, covered], cls=DjangoJSONEncoder)
    assert [row["text"] for row in queries.kept_about(cast.hanako())] == [given.WISH]
    assert queries.kept_about(cast.sato()) == []


def test_whoever_left_is_named_nowhere_and_their_opinion_is_still_counted():
    one = one_of_jiro()
    before = queries.figures_of(one.consultation)
    actions.forget(cast.jiro(), at=cast.AT)
    sender = Sender.objects.get(submission=one)
    assert (sender.name, sender.address, sender.email, sender.phone) == ("", "", "", "")
    assert queries.kept_about(cast.jiro()) == []
    assert queries.figures_of(one.consultation) == before
    one.refresh_from_db()
    assert one.text == TEXT
    assert queries.covered(one.text, one.masks.all()) == "〔氏名〕です。夜の会議も開いてほしい。〔氏名〕より"
    assert "海野" not in "".join(str(e.detail) for e in Entry.objects.all())


def test_the_words_beside_a_mark_go_and_the_mark_is_still_counted():
    it = given.an_open_one()
    one = given.a_submission(it, by=cast.jiro())
    given.an_agreed_answer(given.a_read_bundle(one.bundle))
    actions.release(given.adopted(it), heard="聴", said="言", done="為", by=cast.sato(), at=given.SORTING)
    actions.respond(one, satisfied="no", words="海野です。足りません。", by=cast.jiro(), at=given.LATER)
    actions.forget(cast.jiro(), at=given.LATER)
    one.response.refresh_from_db()
    assert (one.response.words, one.response.satisfied) == ("", "no")


def test_the_receipt_link_still_opens_what_was_sent(client):
    one = one_of_jiro()
    actions.forget(cast.jiro(), at=cast.AT)
    found = queries.by_token(actions.receipt_token(one))
    assert found == one
    assert actions.receipt_token(one)


def test_others_who_wrote_the_same_keep_their_names():
    one = one_of_jiro()
    actions.forget(cast.hanako(), at=cast.AT)
    assert Sender.objects.get(submission=one).name == "海野 次郎"


def test_leaving_the_house_reaches_the_opinions():
    assert "kyodo.deliberation.consultations.actions.forget" in settings.FORGETTERS
    assert "kyodo.deliberation.consultations.queries.kept_about" in settings.PERSONAL_DATA
