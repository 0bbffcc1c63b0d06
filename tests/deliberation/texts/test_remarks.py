"""逐条コメント survive moves, splits, merges, renumbering and a text taken in anew; none is dropped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kyodo.deliberation.texts import actions, queries
from kyodo.deliberation.texts.models import Anchor, Remark
from kyodo.deliberation.texts.models.comparing import Line
from kyodo.deliberation.texts.queries.matching import anchor, match
from kyodo.deliberation.texts.states import Anchored, Level, RemarkState, Stage
from kyodo.kernel.policy import NotAllowed, Refused
from kyodo.offices.desk.models import Task
from tests import cast
from tests.cast import AT

from . import given
from .words import ARTICLES, TRUTH, new_text, old_text

pytestmark = pytest.mark.django_db


def test_somebody_without_an_account_comments_and_the_section_owes_a_look():
    it = given.a_remark(given.a_published())
    assert it.state == RemarkState.RECEIVED
    assert Task.objects.open().about(it.subject).count() == 1
    assert it not in Remark.objects.visible_to(cast.jiro(), at=AT)
    actions.show(it, by=cast.sato(), at=AT)
    assert it in Remark.objects.visible_to(cast.visitor(), at=AT)


def test_ones_own_comment_is_seen_before_it_is_shown():
    version = given.a_published()
    it = actions.remark(version, uid=given.labelled(version, "第３条").uid, text="早く", by=cast.jiro(), at=AT)
    assert it in Remark.objects.visible_to(cast.jiro(), at=AT)
    assert it not in Remark.objects.visible_to(cast.hanako(), at=AT)


def test_a_comment_is_hidden_with_a_reason_and_stays():
    it = given.a_remark(given.a_published())
    actions.hide(it, reason="個人の名前があるため。", by=cast.sato(), at=AT)
    it.refresh_from_db()
    assert (it.state, it.hidden_because) == (RemarkState.HIDDEN, "個人の名前があるため。")
    with pytest.raises(NotAllowed):
        actions.show(it, by=cast.tanaka(), at=AT)


def test_only_words_that_stand_there_are_quoted():
    with pytest.raises(Refused) as refused:
        given.a_remark(given.a_published(), quote="ここにない言葉")
    assert refused.value.field == "quote"


def test_nobody_comments_on_what_is_not_published():
    with pytest.raises(Refused):
        given.a_remark(given.a_written())


def test_a_comment_follows_its_words_into_the_next_version():
    before = given.a_published()
    it = given.a_remark(before)
    revision = given.published(given.explained(given.a_revision(before)))
    place = Anchor.objects.get(remark=it, version=revision)
    assert (place.uid, place.how) == (it.uid, Anchored.REWORDED)
    actions.show(it, by=cast.sato(), at=AT)
    assert queries.remarks_in(revision, cast.visitor(), at=AT)[it.uid] == [it]


def test_a_comment_follows_the_part_that_was_split_off():
    before = given.a_published()
    it = given.a_remark(before, quote="一か月のうちに公表")
    version = given.a_version(before.document, stage=Stage.DRAFT)
    third = given.labelled(version, "第３条")
    part = actions.split(
        third,
        first="会議の記録を残す。",
        second="記録は、一か月のうちに公表する。",
        label="第３条の２",
        by=cast.sato(),
        at=AT,
    )
    given.published(given.explained(version))
    place = Anchor.objects.get(remark=it, version=version)
    assert (place.uid, place.how) == (part.uid, Anchored.MOVED)


def test_a_comment_follows_a_provision_that_was_merged():
    before = given.a_published()
    it = given.a_remark(before, "第４条", quote="", text="夜もお願いします。")
    version = given.a_version(before.document, stage=Stage.DRAFT)
    third = given.labelled(version, "第３条")
    actions.merge(given.labelled(version, "第４条"), into=third.uid, by=cast.sato(), at=AT)
    given.published(given.explained(version))
    assert Anchor.objects.get(remark=it, version=version).uid == third.uid


def test_a_comment_that_lost_its_place_is_listed_until_a_person_finds_it():
    before = given.a_published()
    it = given.a_remark(before)
    version = given.a_version(before.document, stage=Stage.DRAFT)
    actions.remove(given.labelled(version, "第３条"), by=cast.sato(), at=AT)
    given.published(given.explained(version))
    assert queries.homeless(version) == [it]
    fourth = given.labelled(version, "第４条")
    with pytest.raises(NotAllowed):
        actions.anchor_by_hand(it, version=version, uid=fourth.uid, by=cast.jiro(), at=AT)
    actions.anchor_by_hand(it, version=version, uid=fourth.uid, by=cast.sato(), at=AT)
    assert queries.homeless(version) == []
    later = given.published(given.a_version(version.document, stage=Stage.DRAFT))
    assert Remark.objects.count() == 1
    assert Anchor.objects.filter(remark=it, version=later).exists()


def test_what_a_person_declared_gone_is_not_asked_again():
    before = given.a_published()
    it = given.a_remark(before)
    version = given.a_version(before.document, stage=Stage.DRAFT)
    actions.remove(given.labelled(version, "第３条"), by=cast.sato(), at=AT)
    given.published(given.explained(version))
    actions.anchor_by_hand(it, version=version, uid="", by=cast.sato(), at=AT)
    later = given.published(given.a_version(version.document, stage=Stage.DRAFT))
    assert queries.homeless(later) == []
    assert Anchor.objects.get(remark=it, version=later).how == Anchored.NOT_APPLICABLE


def test_a_comment_on_an_earlier_version_is_carried_to_the_newest():
    before = given.a_published()
    revision = given.published(given.explained(given.a_revision(before)))
    it = given.a_remark(before)
    assert Anchor.objects.filter(remark=it, version=revision).exists()


def test_ninety_five_of_a_hundred_comments_find_their_place_in_a_text_written_on():
    """Written on in place: uids known; moved, split, merged, renumbered, reworded, deleted."""
    old, new = {line.uid: line for line in old_text()}, {line.uid: line for line in new_text()}
    placed, wrong = _placed(old, new, TRUTH)
    assert len(placed) >= 0.95 * len(ARTICLES)
    assert not wrong


def test_ninety_five_of_a_hundred_comments_find_their_place_in_a_text_taken_in_anew():
    """From a file that knows no uids: matched by words first, then the comments are carried."""
    old, read = old_text(), [replace(line, uid="", parent="", origins=()) for line in new_text()]
    uids = match(old, read)
    new = [replace(line, uid=uids.get(n, f"fresh{n}")) for n, line in enumerate(read)]
    really = {line.uid: new[n].uid for n, line in enumerate(new_text())}
    truth = {uid: {really[place] for place in places} for uid, places in TRUTH.items()}
    placed, wrong = _placed({line.uid: line for line in old}, {line.uid: line for line in new}, truth)
    assert len(placed) >= 0.95 * len(ARTICLES)
    assert len(wrong) <= 0.01 * len(ARTICLES)


def _placed(old: dict[str, Line], new: dict[str, Line], truth: dict[str, set[str]]) -> tuple[list[str], list[str]]:
    """Which remarks stand where a reader would put them, and which stand elsewhere; the rest are listed for a person."""
    placed, wrong = [], []
    for uid, line in old.items():
        if line.level != Level.ARTICLE:
            continue
        where = anchor(uid, line.text[4:24], new, old).uid
        if (not where and not truth[uid]) or where in truth[uid]:
            placed.append(uid)
        elif where:
            wrong.append(uid)
    return placed, wrong
