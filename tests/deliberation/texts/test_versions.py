"""Stages and states of a version, writing it, and the reason of every change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kyodo.deliberation.texts import actions, queries
from kyodo.deliberation.texts.models import Provision, Version
from kyodo.deliberation.texts.states import CauseKind, Change, ImportState, RemarkState, Stage, VersionState
from kyodo.deliberation.texts.workflow import IMPORTS, REMARKS, VERSIONS
from kyodo.kernel.policy import Blocked, IllegalMove, NotAllowed, Refused
from tests import cast
from tests import given as city
from tests.cast import AT

from . import given

pytestmark = pytest.mark.django_db

ALLOWED = {
    VersionState.WRITING: {"fix", "drop"},
    VersionState.FIXED: {"reopen", "publish", "drop"},
    VersionState.PUBLISHED: {"withdraw"},
    VersionState.WITHDRAWN: set(),
    VersionState.DROPPED: set(),
}


def in_state(state: VersionState) -> Version:
    """A version that came to a state by its moves."""
    version = given.a_written()
    steps = {
        VersionState.FIXED: ["fix"], VersionState.PUBLISHED: ["fix", "publish"], VersionState.DROPPED: ["drop"],
        VersionState.WITHDRAWN: ["fix", "publish", "withdraw"],
    }  # fmt: skip
    for step in steps.get(state, []):
        step_by(step, version)
    return version


def step_by(name: str, version: Version) -> None:
    if name == "publish":
        actions.publish(version, by=cast.sato(), at=AT)
    elif name == "withdraw":
        actions.withdraw(version, reason="古いため。", by=cast.sato(), at=AT)
    else:
        actions.move(name, version, reason="まちがえたため。", by=cast.sato(), at=AT)


@pytest.mark.parametrize("state", VersionState)
def test_in_every_state_exactly_the_moves_of_the_table_are_open(state):
    for move in VERSIONS.moves:
        assert (state in move.sources) == (move.name in ALLOWED[state])
    version = in_state(state)
    for name in {m.name for m in VERSIONS.moves} - ALLOWED[state]:
        with pytest.raises(IllegalMove):
            step_by(name, version)
    version.refresh_from_db()
    assert version.state == state


def test_every_move_of_an_import_and_a_remark_is_named():
    assert {(m.name, s, m.target) for m in IMPORTS.moves for s in m.sources} == {
        ("take_over", ImportState.PREVIEW, ImportState.DONE), ("discard", ImportState.PREVIEW, ImportState.DISCARDED),
        ("undo", ImportState.DONE, ImportState.UNDONE),
    }  # fmt: skip
    assert {(m.name, s, m.target) for m in REMARKS.moves for s in m.sources} == {
        ("show", RemarkState.RECEIVED, RemarkState.SHOWN), ("show", RemarkState.HIDDEN, RemarkState.SHOWN),
        ("hide", RemarkState.RECEIVED, RemarkState.HIDDEN), ("hide", RemarkState.SHOWN, RemarkState.HIDDEN),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("who", "may"),
    [("sato", True), ("tanaka", False), ("suzuki", False), ("hanako", False), ("jiro", False), ("nakano", False)],
)
def test_a_text_of_the_desk_is_written_by_the_desk(who, may):
    version = given.a_written()
    assert bool(VERSIONS.verdict("fix", getattr(cast, who)(), version, at=AT)) is may


def test_a_text_of_a_section_is_written_by_that_section_too():
    document = given.a_document(section=city.the_environment_section())
    version = given.a_version(document)
    assert VERSIONS.verdict("fix", cast.tanaka(), version, at=AT)
    assert not VERSIONS.verdict("fix", cast.jiro(), version, at=AT)


@pytest.mark.parametrize(
    ("before", "may_follow"),
    [
        ([], {"outline", "draft", "decided"}),
        (["outline"], {"outline", "draft", "decided"}),
        (["draft"], {"draft", "decided"}),
        (["decided"], {"outline", "draft", "revised"}),
        (["decided", "draft"], {"draft", "revised"}),
        (["decided", "revised"], {"outline", "draft", "revised"}),
    ],
)
def test_a_stage_follows_the_stage_before(before, may_follow):
    document = given.a_document()
    for stage in before:
        if document.versions.exists():
            given.published(given.a_version(document, stage=stage))
        else:
            given.a_published(document, stage=stage)
    assert {stage.value for stage in queries.stages_after(document)} == may_follow
    for stage in set(Stage.values) - may_follow:
        with pytest.raises(Refused):
            given.a_version(document, stage=stage)


def test_two_versions_are_not_written_at_once():
    document = given.a_document()
    given.a_version(document)
    with pytest.raises(Refused):
        given.a_version(document)


def test_an_empty_text_is_not_fixed():
    with pytest.raises(Blocked):
        actions.move("fix", given.a_version(), by=cast.sato(), at=AT)


def test_a_decided_text_says_from_which_day():
    version = given.a_written(stage=Stage.DECIDED)
    actions.move("fix", version, by=cast.sato(), at=AT)
    with pytest.raises(Blocked):
        actions.publish(version, by=cast.sato(), at=AT)


@pytest.mark.parametrize("act", ["add", "reword", "shift", "split", "merge", "remove"])
def test_a_published_text_is_locked(act):
    version = given.a_published()
    third = given.labelled(version, "第３条")
    by: dict[str, Any] = {"by": cast.sato(), "at": AT}
    steps = {
        "add": lambda: actions.add(version, level=3, text="x", **by),
        "reword": lambda: actions.reword(third, text="x", **by),
        "shift": lambda: actions.shift(third, behind="", **by),
        "split": lambda: actions.split(third, first="x", second="y", **by),
        "merge": lambda: actions.merge(third, into=given.labelled(version, "第４条").uid, **by),
        "remove": lambda: actions.remove(third, **by),
    }
    with pytest.raises(IllegalMove):
        steps[act]()
    assert Provision.objects.get(pk=third.pk).text == third.text


def order_of(version: Version) -> list[str]:
    return [p.label for p in version.provisions.order_by("order")]


def test_a_chapter_moves_with_all_below_it():
    version = given.a_written()
    actions.shift(given.labelled(version, "第２章"), behind="", by=cast.sato(), at=AT)
    assert order_of(version) == ["第２章", "第３条", "第４条", "第１章", "第１条", "第２条", "（１）", "（２）", "２"]


def test_nothing_moves_into_itself():
    version = given.a_written()
    with pytest.raises(Refused):
        actions.shift(
            given.labelled(version, "第２条"), behind=given.labelled(version, "（１）").uid, by=cast.sato(), at=AT
        )


def test_a_split_keeps_the_uid_and_names_where_the_new_part_came_from():
    version = given.a_written()
    third = given.labelled(version, "第３条")
    part = actions.split(
        third, first="公表する。", second="一か月のうちに。", label="第３条の２", by=cast.sato(), at=AT
    )
    assert (third.text, part.origins) == ("公表する。", [third.uid])
    assert order_of(version)[-3:] == ["第３条", "第３条の２", "第４条"]


def test_a_merge_keeps_the_words_and_the_heirs():
    version = given.a_written()
    third, fourth = given.labelled(version, "第３条"), given.labelled(version, "第４条")
    heir = actions.merge(fourth, into=third.uid, by=cast.sato(), at=AT)
    assert heir.origins == [fourth.uid]
    assert fourth.text in Provision.objects.get(pk=third.pk).text
    assert not version.provisions.filter(uid=fourth.uid).exists()


def test_an_article_is_removed_with_its_items_and_stays_in_the_version_before():
    before = given.a_published()
    version = given.a_version(before.document)
    second = given.labelled(version, "第２条")
    actions.remove(second, by=cast.sato(), at=AT)
    assert "（１）" not in order_of(version)
    assert before.provisions.filter(uid=second.uid).exists()


def test_the_first_version_needs_no_reasons():
    assert given.a_published().state == VersionState.PUBLISHED


def test_a_later_version_is_refused_while_one_change_has_no_reason():
    revision = given.a_revision(given.a_published())
    actions.move("fix", revision, by=cast.sato(), at=AT)
    with pytest.raises(Blocked) as blocked:
        actions.publish(revision, by=cast.sato(), at=AT)
    blocks = blocked.value.blocks
    assert {str(b.sentence).split("（")[1][:1] for b in blocks}
    assert len(blocks) == 3  # reworded, moved, new; the number that shifted has their reasons
    assert all(f"/texts/versions/{revision.ref}/causes/?uid=" in b.mend for b in blocks)
    for n, block in enumerate(blocks, 1):
        uid = block.mend.rpartition("=")[2]
        actions.name_cause(revision, uid, source=CauseKind.LAW, words="法が変わったため。", by=cast.sato(), at=AT)
        assert len(VERSIONS.blocks("publish", revision, at=AT)) == 3 - n
    assert actions.publish(revision, by=cast.sato(), at=AT).state == VersionState.PUBLISHED
    assert revision.published_at == AT


def test_a_deletion_needs_a_reason_too():
    version = given.a_version(given.a_published().document)
    fourth = given.labelled(version, "第４条")
    actions.remove(fourth, by=cast.sato(), at=AT)
    actions.move("fix", version, by=cast.sato(), at=AT)
    assert len(VERSIONS.blocks("publish", version, at=AT)) == 1
    actions.name_cause(
        version, fourth.uid, source=CauseKind.EDITORIAL, words="第３条にまとめた。", by=cast.sato(), at=AT
    )
    assert not VERSIONS.blocks("publish", version, at=AT)


def test_a_refused_publication_leaves_nothing_behind():
    revision = given.a_revision(given.a_published())
    actions.move("fix", revision, by=cast.sato(), at=AT)
    with pytest.raises(Blocked):
        actions.publish(revision, by=cast.sato(), at=AT)
    revision.refresh_from_db()
    assert (revision.state, revision.published_at) == (VersionState.FIXED, None)


def test_a_reason_names_what_it_comes_from_and_is_found_from_there():
    revision = given.a_revision(given.a_published())
    third = given.labelled(revision, "第４条")
    source = city.the_environment_section().subject
    actions.name_cause(
        revision, third.uid, source=CauseKind.DECISION, words="会議で決めた。", subject=source, by=cast.sato(), at=AT
    )
    assert queries.causes_from(source) == []  # nothing is published yet
    given.published(given.explained(revision))
    cause = queries.causes_from(source)[0]
    assert cause.get_absolute_url() == f"/texts/{revision.document.ref}/compare/?new=2#c-{third.uid}"
    past = queries.life_of(revision.document, third.uid, Version.objects.all())
    assert [(one.version.number, one.change) for one in past] == [(2, Change.CHANGED), (1, Change.NEW)]
    assert past[0].causes == [cause]


def test_a_reason_must_name_something_that_exists():
    revision = given.a_revision(given.a_published())
    uid = given.labelled(revision, "第４条").uid
    with pytest.raises(Refused):
        actions.name_cause(
            revision, uid, source=CauseKind.ANSWER, words="x", subject="texts.cause/NOBODY", by=cast.sato(), at=AT
        )
    with pytest.raises(Refused):
        actions.name_cause(revision, "NOBODY", source=CauseKind.LAW, words="x", by=cast.sato(), at=AT)


def test_a_wrong_reason_is_taken_back_only_before_publication():
    revision = given.a_revision(given.a_published())
    uid = given.labelled(revision, "第４条").uid
    wrong = actions.name_cause(revision, uid, source=CauseKind.LAW, words="x", by=cast.sato(), at=AT)
    actions.take_back_cause(wrong, by=cast.sato(), at=AT)
    given.published(given.explained(revision))
    kept = revision.causes.all()[0]
    with pytest.raises(IllegalMove):
        actions.take_back_cause(kept, by=cast.sato(), at=AT)


def test_what_was_published_never_vanishes():
    version = given.a_published()
    actions.withdraw(version, reason="まちがいがあったため。", by=cast.sato(), at=AT)
    shown = queries.versions_for(cast.visitor(), version.document, at=AT)
    assert [v.state for v in shown] == [VersionState.WITHDRAWN]
    assert version.provisions.count() == 9


def test_what_is_being_written_is_read_by_officers_only():
    version = given.a_written()
    for actor, sees in ((cast.visitor(), False), (cast.hanako(), False), (cast.tanaka(), True)):
        assert queries.visible_to(actor, at=AT).filter(pk=version.document_id).exists() is sees
        assert Version.objects.visible_to(actor, at=AT).filter(pk=version.pk).exists() is sees


def test_the_text_in_force_is_that_of_the_day():
    first = given.a_published(stage=Stage.DECIDED)
    second = given.a_version(first.document, stage=Stage.REVISED)
    actions.give_dates(second, effective_on=date(2027, 4, 1), by=cast.sato(), at=AT)
    actions.move("fix", second, by=cast.sato(), at=AT)
    actions.publish(second, by=cast.sato(), at=AT)
    for day, expected in ((date(2026, 5, 31), None), (date(2026, 6, 1), first), (date(2027, 4, 1), second)):
        assert queries.text_in_force(first.document, day) == expected


def test_a_decided_text_is_reviewed_after_its_years():
    version = given.a_published(stage=Stage.DECIDED)
    version.document.refresh_from_db()
    assert version.document.review_on == date(2031, 6, 1)
    actions.review(version.document, reason="いまのままでよい。", by=cast.sato(), at=AT)
    version.document.refresh_from_db()
    assert version.document.review_on == date(2031, 5, 11)


def test_a_revision_cites_what_called_for_it():
    document = given.a_published().document
    trigger = actions.note_trigger(document, words="法律が変わった。", by=cast.sato(), at=AT)
    version = given.a_version(document)
    actions.cite_triggers(version, triggers=[trigger], by=cast.sato(), at=AT + timedelta(days=1))
    assert version.triggers.get() == trigger
    with pytest.raises(NotAllowed):
        actions.note_trigger(document, words="x", by=cast.jiro(), at=AT)
