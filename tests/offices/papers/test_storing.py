"""Handing in, reading, withholding and taking back."""

import hashlib
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from kyodo.kernel.access import Visitor
from kyodo.kernel.policy import AlreadyDone, IllegalMove, NotAllowed, Refused
from kyodo.offices.city.models import Section, Setting
from kyodo.offices.journal.models import Entry
from kyodo.offices.papers import actions, policies, queries
from kyodo.offices.papers.models import File
from kyodo.offices.papers.states import Disclosure

from .conftest import pdf_with

pytestmark = pytest.mark.django_db
VISITOR = Visitor()


def stored_files(store):
    return [path for path in store.rglob("*") if path.is_file()] if store.exists() else []


def test_a_file_is_stored_under_a_random_name_with_its_digest(upload, section, hanako, at, store):
    file = actions.store(upload("議事録.pdf"), section, by=hanako, at=at)
    assert (file.name, file.subject_ref, file.whole) == ("議事録.pdf", section.subject, section.whole)
    kept_as = str(file.content.name)
    assert kept_as.startswith("papers/2026/06/")
    assert "議事録" not in kept_as
    with default_storage.open(kept_as) as content:
        assert hashlib.sha256(content.read()).hexdigest() == file.digest
    assert Entry.objects.get(act="store").subject == file.subject


def test_the_same_submission_stores_one_file(upload, section, hanako, at, store):
    first = actions.store(upload(), section, by=hanako, at=at, key="k" * 20)
    with pytest.raises(AlreadyDone) as again:
        actions.store(upload(), section, by=hanako, at=at, key="k" * 20)
    assert again.value.subject == first.subject
    assert len(stored_files(store)) == File.objects.count() == 1


def test_a_file_that_is_too_large_is_refused(upload, section, hanako, at):
    Setting.objects.create(key="papers.max_megabytes", value=1)
    with pytest.raises(Refused, match="1MBまで"):
        actions.store(upload(content=b"%PDF" + b" " * (1024 * 1024)), section, by=hanako, at=at)


def test_each_person_has_a_quota_and_taking_back_frees_it(upload, section, hanako, promoter, at):
    Setting.objects.create(key="papers.person_megabytes", value=1)
    large = pdf_with(b" " * 700_000)
    first = actions.store(upload(content=large), section, by=hanako, at=at)
    with pytest.raises(Refused, match="合計"):
        actions.store(upload(content=large), section, by=hanako, at=at)
    actions.store(upload(content=large), section, by=promoter, at=at)
    actions.withdraw(first, reason="差し替え", by=hanako, at=at)
    actions.store(upload(content=large), section, by=hanako, at=at)


def test_a_thing_takes_only_so_many_files(upload, section, at):
    Setting.objects.create(key="papers.thing_files", value=2)
    for _n in range(2):
        actions.store(upload(), section, by=VISITOR, at=at)
    with pytest.raises(Refused, match="2個まで"):
        actions.store(upload(), section, by=VISITOR, at=at)


def test_what_is_not_public_needs_a_reason_and_is_looked_at_again(upload, section, hanako, at):
    with pytest.raises(Refused) as refusal:
        actions.store(upload(), section, by=hanako, at=at, disclosure=Disclosure.PARTIES)
    assert refusal.value.field == "reason"
    file = actions.store(
        upload(), section, by=hanako, at=at, disclosure=Disclosure.PARTIES, reason="個人の連絡先を含む"
    )
    assert file.review_on == date(2027, 6, 1)
    with pytest.raises(Refused, match="明日以後"):
        actions.store(
            upload(), section, by=hanako, at=at, disclosure=Disclosure.OFFICE, reason="x", review_on=date(2026, 6, 1)
        )


def test_the_database_refuses_to_withhold_without_reason(upload, section, hanako, at):
    file = actions.store(upload(), section, by=hanako, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        File.objects.filter(pk=file.pk).update(disclosure=Disclosure.OFFICE)


@pytest.mark.parametrize(
    ("disclosure", "readers"),
    [
        (Disclosure.PUBLIC, {"visitor", "uploader", "stranger", "officer"}),
        (Disclosure.PARTIES, {"uploader", "officer"}),
        (Disclosure.OFFICE, {"uploader", "officer"}),
    ],
)
def test_who_reads_a_file_about_a_thing_that_knows_no_parties(
    upload, section, hanako, person, promoter, at, disclosure, readers
):
    file = actions.store(upload(), section, by=hanako, at=at, disclosure=disclosure, reason="理由")
    cast = {"visitor": VISITOR, "uploader": hanako, "stranger": person("他人"), "officer": promoter}
    assert {name for name, actor in cast.items() if policies.may_read.check(actor, file, at=at)} == readers


def test_a_thing_that_knows_its_parties_decides_for_whom_its_papers_are(
    upload, section, hanako, person, promoter, at, monkeypatch
):
    friend = person("仲間")
    monkeypatch.setattr(Section, "may_read_papers", lambda self, actor, at: actor == friend, raising=False)
    file = actions.store(upload(), section, by=hanako, at=at, disclosure=Disclosure.PARTIES, reason="理由")
    readers = [who for who in (VISITOR, friend, promoter, hanako) if policies.may_read.check(who, file, at=at)]
    assert readers == [friend, hanako]


def test_a_part_without_parties_asks_its_whole(upload, section, desk, hanako, promoter, at, monkeypatch):
    """The file is about a part; the case, here played by another section, knows who is a party."""
    monkeypatch.setattr(
        Section, "may_read_papers", property(lambda s: s._case if s == desk else s.absent), raising=False
    )
    monkeypatch.setattr(Section, "_case", lambda self, actor, at: actor.subject == "visitor", raising=False)
    monkeypatch.setattr(Section, "whole", property(lambda self: desk.subject))
    file = actions.store(upload(), section, by=hanako, at=at, disclosure=Disclosure.PARTIES, reason="理由")
    assert policies.may_read.check(VISITOR, file, at=at)
    assert not policies.may_read.check(promoter, file, at=at)


def test_a_list_shows_what_one_may_read_and_counts_the_rest_in_constant_queries(
    upload, section, hanako, person, at, settings, django_assert_max_num_queries
):
    for n in range(6):
        actions.store(upload(f"{n}.pdf"), section, by=hanako, at=at)
        actions.store(upload(f"{n}p.pdf"), section, by=hanako, at=at, disclosure=Disclosure.PARTIES, reason="理由")
    stranger = person("他人")
    with django_assert_max_num_queries(2 + len(settings.CAPACITY_SOURCES)):  # the files, the section, what one acts as
        assert len(queries.readable_about([section.subject], stranger, at)) == 6
    assert queries.withheld([section.subject]) == queries.withheld_in([section.whole]) == {section.subject: 6}


def test_a_file_is_taken_back_by_who_handed_it_in_with_a_reason(upload, section, hanako, person, at, store):
    file = actions.store(upload(), section, by=hanako, at=at)
    with pytest.raises(NotAllowed):
        actions.withdraw(file, reason="x", by=person("他人"), at=at)
    with pytest.raises(Refused, match="理由"):
        actions.withdraw(file, reason=" ", by=hanako, at=at)
    actions.withdraw(file, reason="古くなったため", by=hanako, at=at)
    assert (file.withdrawn_at, file.withdrawn_because) == (at, "古くなったため")
    assert list(queries.files_about(section.subject)) == []
    assert len(stored_files(store)) == 1, "the record stays in the store"
    with pytest.raises(IllegalMove):
        actions.withdraw(file, reason="x", by=hanako, at=at)


def test_what_should_never_have_been_handed_in_is_destroyed(
    upload, section, hanako, promoter, at, store, django_capture_on_commit_callbacks
):
    file = actions.store(upload(), section, by=hanako, at=at)
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(file, reason="住所録が含まれていたため", by=promoter, at=at, erase=True)
    assert stored_files(store) == []
    assert File.objects.get().digest == file.digest
    assert list(queries.faults()) == []


def test_an_officer_decides_anew_for_whom_a_file_is(upload, section, hanako, promoter, at):
    file = actions.store(upload(), section, by=hanako, at=at, disclosure=Disclosure.PARTIES, reason="協議中")
    with pytest.raises(NotAllowed):
        actions.disclose(file, Disclosure.PUBLIC, by=hanako, at=at)
    due = at + timedelta(days=366)
    assert list(queries.for_review(due.date())) == [file]
    actions.disclose(file, Disclosure.OFFICE, reason="個人情報", by=promoter, at=due)
    assert list(queries.for_review(due.date())) == []
    actions.disclose(file, Disclosure.PUBLIC, by=promoter, at=due)
    assert (file.disclosure, file.withheld_because, file.review_on) == (Disclosure.PUBLIC, "", None)


def test_when_somebody_leaves_their_files_stay_without_their_name(upload, section, hanako, at):
    file = actions.store(upload(), section, by=hanako, at=at)
    actions.forget(hanako, at=at)
    file.refresh_from_db()
    assert file.uploaded_by is None


def test_a_withheld_file_is_not_named_in_histories(upload, section, hanako, at):
    file = actions.store(upload("髙橋さんの診断書.pdf"), section, by=hanako, at=at)
    assert str(file) == "髙橋さんの診断書.pdf"
    file.disclosure = Disclosure.OFFICE
    assert str(file) == "公開していない文書"
    file.purpose = "証明書"
    assert str(file) == "証明書"


def test_a_file_changed_or_lost_in_the_store_is_named(upload, section, hanako, at, store):
    changed, lost, _well = (actions.store(upload(), section, by=hanako, at=at) for _n in range(3))
    call_command("verify_papers", stdout=StringIO())
    (store / str(changed.content.name)).write_bytes(b"%PDF other")
    (store / str(lost.content.name)).unlink()
    with pytest.raises(CommandError) as told:
        call_command("verify_papers")
    assert str(told.value).splitlines() == [
        f"{changed.ref}：中身が登録されたものと違います。",
        f"{lost.ref}：中身がありません。",
    ]


def test_what_an_interrupted_submission_left_is_swept_after_a_day(upload, section, hanako, at, store):
    kept = actions.store(upload(), section, by=hanako, at=at)
    with transaction.atomic():
        actions.store(upload(), section, by=hanako, at=at)
        transaction.set_rollback(True)
    assert len(queries.strays()) == 1
    now = timezone.now()
    assert [actions.sweep(now), actions.sweep(now + timedelta(days=2))] == [0, 1]
    assert [path.name for path in stored_files(store)] == [str(kept.content.name).rpartition("/")[2]]


def test_what_is_kept_about_a_person_can_be_handed_to_them(upload, section, hanako, at):
    actions.store(upload("私の.pdf"), section, by=hanako, at=at)
    assert [kept["name"] for kept in queries.kept_about(hanako)] == ["私の.pdf"]
