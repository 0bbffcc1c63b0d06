"""Nobody's name or address reaches a page that is not theirs."""

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.deliberation.consultations import actions
from kyodo.deliberation.consultations.actions import From
from kyodo.deliberation.consultations.models import Bundle
from kyodo.offices.journal.models import Entry
from kyodo.offices.post.models import Message
from tests import cast

from . import given

pytestmark = pytest.mark.django_db

NAME, ADDRESS, MAIL, PHONE = "秘田 密子", "織瀬市隠町9-9-9", "himitsu@example.jp", "0009998888"
COVERED = "うちの次男の病気"
PLANTED = (NAME, ADDRESS, MAIL, PHONE, COVERED)
PUBLIC = ("consultation", "result", "result_csv")
OFFICE = ("ledger", "work", "answers")


def a_told_one():
    """A result whose only sender left everything that must not be told."""
    it = given.an_open_one()
    one = given.a_submission(
        it,
        f"{COVERED}のことで、夜の窓口を開けてください。",
        sender=From(name=NAME, address=ADDRESS, email=MAIL, phone=PHONE),
    )
    actions.mask(one, words=COVERED, kind="third", by=cast.sato(), at=given.SORTING)
    given.an_agreed_answer(given.a_read_bundle(one.bundle))
    actions.release(given.adopted(it), heard="聴", said="言", done="為", by=cast.sato(), at=given.SORTING)
    return it


@pytest.fixture
def walk(monkeypatch, settings):
    """What a person reads at an address."""
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("django.utils.timezone.now", lambda: given.SORTING)

    def read(path, who=None):
        client = Client()
        if who:
            client.force_login(who, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client.get(path)

    return read


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_tell_the_opinion_and_nothing_of_its_sender(walk, name):
    it = a_told_one()
    told = b"".join(walk(reverse(f"consultations:{name}", args=[it.ref]))).decode()
    assert not [words for words in PLANTED if words in told]
    if name != "consultation":
        assert "夜の窓口を開けてください" in told


def test_the_lists_and_the_journal_tell_nothing_either(walk):
    a_told_one()
    for path in ("/consultations/", "/consultations/yearly/", "/journal/"):
        told = walk(path).content.decode()
        assert not [words for words in PLANTED if words in told], path
    written = "".join(f"{e.detail}{e.reason}" for e in Entry.objects.all())
    assert not [words for words in PLANTED if words in written]
    sent = "".join(m.title + m.body for m in Message.objects.all())
    assert not [words for words in PLANTED if words in sent]


@pytest.mark.parametrize("who", ["jiro", "hanako", "tanaka", "nakano"])
def test_the_ledger_is_closed_to_whoever_does_not_work_on_it(walk, who):
    it = a_told_one()
    one, bundle = it.submissions.get(), Bundle.objects.get()
    paths = [reverse(f"consultations:{name}", args=[it.ref]) for name in OFFICE]
    for path in [*paths, one.get_absolute_url(), bundle.get_absolute_url(), it.answers.get().get_absolute_url()]:
        answer = walk(path, getattr(cast, who)())
        assert answer.status_code == 403, path
        assert not [words for words in PLANTED if words in answer.content.decode()]


def test_reviewers_read_the_covered_text_and_never_the_sender(walk):
    it = a_told_one()
    one = it.submissions.get()
    told = walk(it.answers.get().get_absolute_url(), cast.suzuki()).content.decode()
    assert not [words for words in PLANTED if words in told]
    told = walk(one.get_absolute_url(), cast.suzuki()).content.decode()
    assert not [words for words in (NAME, ADDRESS, MAIL, PHONE) if words in told]


def test_whoever_sent_it_reads_their_own_words_and_what_was_covered(walk):
    it = a_told_one()
    told = walk(reverse("consultations:receipt", args=[actions.receipt_token(it.submissions.get())])).content.decode()
    assert COVERED in told
    assert "〔第三者の権利利益〕のことで、夜の窓口を開けてください。" in told
    assert "進め方の参考にします。" in told


def test_an_attachment_is_opened_by_whoever_works_on_it_and_by_whoever_sent_it_only(walk):
    it = given.an_open_one()
    one = given.a_submission(it, "別紙", files=[given.a_file()])
    other = given.a_submission(it, "ほかの意見")
    from kyodo.offices.papers.models import File

    file = File.objects.get(subject_ref=one.subject)
    assert walk(file.get_absolute_url()).status_code == 403
    assert walk(reverse("papers:file_by_link", args=[file.ref, actions.receipt_token(other)])).status_code == 404
    by_link = reverse("papers:file_by_link", args=[file.ref, actions.receipt_token(one)])
    assert by_link in walk(reverse("consultations:receipt", args=[actions.receipt_token(one)])).content.decode()
    for opened in (walk(file.get_absolute_url(), cast.sato()), walk(by_link)):
        assert opened.status_code == 200
        opened.close()
