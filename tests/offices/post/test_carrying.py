"""Letters on their way through a real mail server: taken, put off, refused, interrupted, bundled."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from kyodo.kernel.policy import IllegalMove, NotAllowed
from kyodo.offices.city.models import Setting
from kyodo.offices.journal.models import Entry
from kyodo.offices.post import actions, queries
from kyodo.offices.post.actions import carrying
from kyodo.offices.post.models import Message
from kyodo.offices.post.states import Delivery, Mode
from kyodo.offices.post.terms import BATCH, LEASE, WAITS
from tests.offices.database import environment

from .conftest import QUOTED

pytestmark = pytest.mark.django_db


def only() -> Message:
    return Message.objects.get()


def test_a_letter_is_delivered_with_its_reason_its_link_and_the_desk(
    server, letter, city, section, promoter, clerk, at
):
    actions.post(letter(section.subject), section, by=clerk, at=at)
    assert actions.deliver_due(at) == 1
    (mail,) = server.taken
    assert mail["To"] == "susumu@city.example"
    assert mail["Subject"] == "お知らせ"
    assert mail.get_content_type() == "text/plain"
    text = server.text()
    for part in (
        "環境 進 様",
        QUOTED,
        "「環境課」の一員であるため",
        section.get_absolute_url(),
        "電話 0123-45-6789",
        "<連絡>",
    ):
        assert part in text
    assert (only().state, only().sent_at, only().attempts) == (Delivery.SENT, at, 1)
    assert actions.deliver_due(at + timedelta(days=9)) == 0


def test_a_link_that_stands_in_the_letter_is_not_told_twice(server, letter, section, hanako, clerk, at, tmp_path):
    (tmp_path / "quote.txt").write_text("どうぞ {{ url }} へ")
    actions.post(letter(hanako.subject), section, by=clerk, at=at)
    actions.deliver_due(at)
    assert server.text(0).count(section.get_absolute_url()) == 1


def test_everybody_gets_a_mail_of_their_own(server, letter, section, person, clerk, at):
    people = [person(f"人{n}") for n in range(3)]
    actions.post(letter(*(p.subject for p in people)), section, by=clerk, at=at)
    actions.deliver_due(at)
    assert sorted(server.recipients) == sorted([p.email] for p in people)


def test_a_letter_put_off_is_delivered_later_under_the_same_message_id(server, letter, section, hanako, clerk, at):
    server.answers = ["451 4.7.1 greylisted, try again"]
    actions.post(letter(hanako.subject), section, by=clerk, at=at)
    actions.deliver_due(at)
    assert (only().state, only().next_try) == (Delivery.QUEUED, at + WAITS[0])
    assert "greylisted" in only().failure
    assert actions.deliver_due(at + WAITS[0] - timedelta(seconds=1)) == 0
    actions.deliver_due(at + WAITS[0])
    assert (only().state, only().failure) == (Delivery.SENT, "")
    assert server.taken[0]["Message-ID"] == f"<{only().ref}@localhost>"


def test_waits_grow_and_after_ten_attempts_in_two_days_a_letter_is_given_up(server, letter, section, hanako, clerk, at):
    server.answers = ["451 later"] * 20
    actions.post(letter(hanako.subject), section, by=clerk, at=at)
    tries = []
    while next_try := only().next_try:
        tries.append(next_try - at)
        actions.deliver_due(next_try)
    assert len(tries) == 10
    assert timedelta(days=1, hours=12) < tries[-1] < timedelta(days=2)
    assert sorted(WAITS) == list(WAITS)
    assert (only().state, only().attempts) == (Delivery.DEAD, 10)


@pytest.mark.parametrize("refusal", ["554 5.7.1 we do not take this", "550 5.1.1 unknown"])
def test_a_refusal_for_good_ends_the_attempts(server, letter, section, hanako, clerk, at, refusal):
    server.answers = [refusal]
    actions.post(letter(hanako.subject), section, by=clerk, at=at)
    actions.deliver_due(at)
    assert only().state == Delivery.DEAD
    assert refusal.partition(" ")[2] in only().failure


def test_an_unknown_address_does_not_stop_the_other_letters(server, letter, section, hanako, promoter, clerk, at):
    server.strangers = frozenset([hanako.email])
    actions.post(letter(hanako.subject, promoter.subject), section, by=clerk, at=at)
    actions.deliver_due(at)
    assert {m.person: m.state for m in Message.objects.all()} == {hanako: Delivery.DEAD, promoter: Delivery.SENT}


def test_a_mail_server_that_is_away_is_waited_for(settings, letter, section, hanako, promoter, clerk, at):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    actions.post(letter(hanako.subject, promoter.subject), section, by=clerk, at=at)
    assert actions.deliver_due(at) == 2
    assert {m.state for m in Message.objects.all()} == {Delivery.QUEUED}
    assert "ConnectionRefusedError" in Message.objects.all()[0].failure


def test_a_stranger_is_sent_the_link_and_no_word_of_anybody_and_we_forget_the_link(server, letter, section, clerk, at):
    actions.post(letter("mailto:a@example.jp"), section, by=clerk, at=at)
    actions.deliver_due(at)
    assert section.get_absolute_url() in server.text()
    assert QUOTED not in server.text()
    assert only().path == ""


def test_an_address_nobody_proved_reads_no_word_of_anybody(server, letter, section, person, clerk, at):
    unproved = person("未確認", email="new@example.jp", verified=False)
    (message,) = actions.post(letter(unproved.subject), section, by=clerk, at=at)
    actions.deliver_due(at)
    assert QUOTED not in server.text()
    assert QUOTED in message.body, "on screen, behind the sign-in, it may be read"


def test_the_desk_sends_a_dead_letter_again(server, letter, section, hanako, promoter, clerk, at):
    server.answers = ["550 full"]
    actions.post(letter(hanako.subject), section, by=clerk, at=at)
    actions.deliver_due(at)
    (dead,) = queries.undelivered()
    with pytest.raises(NotAllowed):
        actions.resend(dead, by=promoter, at=at)
    actions.resend(dead, by=clerk, at=at)
    with pytest.raises(IllegalMove):
        actions.resend(dead, by=clerk, at=at)
    actions.deliver_due(at)
    assert only().state == Delivery.SENT
    assert Entry.objects.filter(act="resend", actor=clerk.subject).count() == 1


def test_a_claimed_letter_is_left_to_its_worker_until_the_lease_ends(server, letter, section, hanako, clerk, at):
    actions.post(letter(hanako.subject), section, by=clerk, at=at)
    assert len(carrying._claim(at)) == 1
    assert actions.deliver_due(at + timedelta(minutes=1)) == 0
    assert actions.deliver_due(at + LEASE) == 1


def test_more_letters_than_one_load_go_in_several(server, letter, section, person, clerk, at):
    people = [person(f"人{n}").subject for n in range(BATCH + 3)]
    actions.post(letter(*people), section, by=clerk, at=at)
    assert [actions.deliver_due(at) for _n in range(3)] == [BATCH, 3, 0]
    assert len(server.taken) == BATCH + 3


def test_an_idle_outbox_costs_one_query(city, at, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert actions.deliver_due(at) == 0
    with django_assert_num_queries(1):
        assert actions.bundle_daily(at) == 0


CHILD = """
import django; django.setup()
from datetime import datetime
from kyodo.offices.post.actions import deliver_due
deliver_due(datetime.fromisoformat({at!r}))
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_sending_and_noting_it_sends_again_under_the_same_message_id(
    server, letter, city, section, hanako, clerk, at, settings
):
    actions.post(letter(hanako.subject), section, by=clerk, at=at)
    mail = f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    child = subprocess.Popen([sys.executable, "-c", CHILD.format(at=at.isoformat())], env=environment(EMAIL_URL=mail))
    server.meanwhile = child.kill
    assert child.wait() == -signal.SIGKILL
    server.meanwhile = lambda: None
    assert (only().state, only().attempts, len(server.taken)) == (Delivery.QUEUED, 1, 1)
    actions.deliver_due(at + LEASE)
    assert only().state == Delivery.SENT
    assert server.taken[0]["Message-ID"] == server.taken[1]["Message-ID"]


def test_a_day_of_letters_comes_as_one(server, letter, city, section, hanako, promoter, clerk, at):
    for who in (hanako, promoter):
        actions.prefer(Mode.DAILY, by=who, at=at)
    for minutes in (0, 30):
        actions.post(letter(hanako.subject, promoter.subject), section, by=clerk, at=at + timedelta(minutes=minutes))
    assert actions.bundle_daily(at + timedelta(hours=12)) == 0, "today's letters wait for tomorrow morning"
    morning = at + timedelta(hours=22)
    assert [actions.bundle_daily(morning), actions.bundle_daily(morning)] == [2, 0]
    actions.deliver_due(morning)
    assert [mail["Subject"] for mail in server.taken] == ["きょうまでのお知らせ（2件）"] * 2
    assert server.text(0).count(QUOTED) == 2
    assert set(Message.objects.values_list("state", flat=True)) == {Delivery.SENT}
    assert queries.letters_of(hanako).count() == 2, "on screen there are the letters, not their envelope"


def test_the_hour_of_the_daily_letter_is_the_citys(letter, section, hanako, clerk, at):
    Setting.objects.create(key="post.digest_hour", value=12)
    actions.prefer(Mode.DAILY, by=hanako, at=at)
    actions.post(letter(hanako.subject), section, by=clerk, at=at)
    noon = at + timedelta(hours=3)
    assert [actions.bundle_daily(noon - timedelta(minutes=1)), actions.bundle_daily(noon)] == [0, 1]


def work_until_idle(at):
    try:
        while actions.deliver_due(at):
            pass
    finally:
        connection.close()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_four_workers_share_the_outbox_without_sending_anything_twice(server, letter, city, section, person, clerk, at):
    people = [person(f"人{n}").subject for n in range(4 * BATCH)]
    actions.post(letter(*people), section, by=clerk, at=at)
    with ThreadPoolExecutor(4) as workers:
        list(workers.map(work_until_idle, [at] * 4))
    assert len({mail["Message-ID"] for mail in server.taken}) == len(server.taken) == 4 * BATCH
