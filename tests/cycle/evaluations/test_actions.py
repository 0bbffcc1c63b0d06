"""What both sides do in an evaluation, and that neither sees the other's scores before both have filed."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from kyodo.cycle.collaborations.states import Stage
from kyodo.cycle.evaluations import actions as evaluations
from kyodo.cycle.evaluations import queries
from kyodo.cycle.evaluations.actions import Mark
from kyodo.cycle.evaluations.models import Evaluation, Practice, Sheet
from kyodo.cycle.evaluations.states import Source, State
from kyodo.kernel.policy import Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.desk.models import Task
from kyodo.offices.journal.models import Entry
from kyodo.offices.post.models import Message
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
DUE = date(2026, 9, 30)


def note(evaluation: Evaluation, by=None):
    """The record of a talk about the one wide gap."""
    (line,) = queries.wide_gaps(evaluation)
    return evaluations.note_gap(
        evaluation, item=line.item, cause="見ていたものが違った。", improvement="月に一度会う。", owner_side="city", due=DUE,
        citizens_after=3, city_after=3, by=by or cast.hanako(), at=AT,
    )  # fmt: skip


def closed(evaluation: Evaluation) -> Evaluation:
    """The evaluation, brought to its publication."""
    evaluations.excuse(
        evaluation,
        no_seed_because="目的を果たしました。",
        no_voices_because="参加者の連絡先がありません。",
        by=cast.hanako(),
        at=AT,
    )
    return evaluations.close(evaluation, continuation="end", closing_words="よい一年でした。", by=cast.tanaka(), at=AT)


def test_items_are_made_from_this_agreement_and_these_principles():
    evaluation = given.an_evaluation()
    sources = {item.source for item in evaluation.items.all()}
    assert sources == set(Source.values) - {Source.CONDITION}, "nobody laid one down"
    goals = {goal.subject for goal in evaluation.case.agreement.goals.in_force()}
    assert goals == {i.source_ref for i in evaluation.items.filter(source=Source.GOAL)}


def test_neither_side_sees_the_other_before_both_filed_anywhere():
    evaluation = given.an_evaluation()
    planted = {ref: Mark(1, "植えた理由ことば") for ref in given.marks(evaluation)}
    evaluations.file(evaluation, marks=planted, words="植えた感想ことば", by=cast.hanako(), at=AT)
    for person in (cast.tanaka(), cast.suzuki(), cast.sato(), cast.nakano(), cast.taro(), cast.visitor()):
        side = evaluation.case.side_of(person, AT)
        assert all(line.citizens is None for line in queries.lines(evaluation, side)), person
        panel = queries.panel(evaluation.case, person, AT)
        assert panel is not None
        assert panel.means == ()
    stored = [
        *Entry.objects.values_list("detail", "reason"),
        *Message.objects.values_list("title", "body"),
        *Task.objects.values_list("what", "title"),
    ]
    assert "植えた" not in "".join("".join(row) for row in stored)


def test_no_page_shows_the_other_sides_blind_words(client: Client, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    evaluation = given.an_evaluation()
    planted = {ref: Mark(1, "植えた理由ことば") for ref in given.marks(evaluation)}
    evaluations.file(evaluation, marks=planted, words="植えた感想ことば", by=cast.hanako(), at=AT)
    base = evaluation.get_absolute_url()
    for person in (None, cast.tanaka(), cast.sato(), cast.nakano(), cast.taro()):
        client.logout()
        if person:
            client.force_login(person)
        for path in (base, f"{base}sheet/", evaluation.case.get_absolute_url(), f"{base}harvest/"):
            assert "植えた" not in client.get(path, follow=True).content.decode(), (person, path)
    client.force_login(cast.hanako())
    assert "植えた理由ことば" in client.get(f"{base}sheet/").content.decode(), "one's own side may read its own"


def test_the_second_sheet_reveals_both():
    evaluation = given.a_revealed_evaluation()
    assert evaluation.state == State.TALKING
    assert all(line.citizens and line.city for line in queries.lines(evaluation, None))


def test_a_low_score_needs_its_reason_and_every_item_its_score():
    evaluation = given.an_evaluation()
    marks = given.marks(evaluation)
    first = next(iter(marks))
    with pytest.raises(Refused, match="理由"):
        evaluations.file(evaluation, marks={**marks, first: Mark(2)}, by=cast.hanako(), at=AT)
    with pytest.raises(Refused, match="点を選んで"):
        evaluations.file(evaluation, marks={k: v for k, v in marks.items() if k != first}, by=cast.hanako(), at=AT)
    assert not Sheet.objects.exclude(filed_at=None).exists()


def test_a_half_written_sheet_is_kept_and_first_scores_never_change():
    evaluation = given.an_evaluation()
    marks = given.marks(evaluation)
    half = dict(list(marks.items())[:2])
    evaluations.save(evaluation, marks=half, by=cast.hanako(), at=AT)
    assert Sheet.objects.get().scores.count() == 2
    evaluations.file(evaluation, marks=marks, by=cast.hanako(), at=AT)
    with pytest.raises(IllegalMove, match="最初の点"):
        evaluations.save(evaluation, marks=half, by=cast.hanako(), at=AT)


def test_only_the_sides_score():
    evaluation = given.an_evaluation()
    for person in (cast.nakano(), cast.taro(), cast.jiro()):
        with pytest.raises(NotAllowed):
            evaluations.file(evaluation, marks=given.marks(evaluation), by=person, at=AT)


def test_a_wide_gap_blocks_closing_until_both_stand_by_its_note():
    evaluation = given.a_revealed_evaluation(city={"prompt": 2})
    assert [line.gap for line in queries.wide_gaps(evaluation)] == [2]
    with pytest.raises(Blocked, match="話し合って記録"):
        closed(evaluation)
    written = note(evaluation)
    with pytest.raises(Blocked, match="確かめて"):
        closed(evaluation)
    with pytest.raises(Refused, match="書いた側ではない"):
        evaluations.agree_to_note(written, by=cast.hanako(), at=AT)
    evaluations.agree_to_note(written, by=cast.tanaka(), at=AT)
    assert Task.objects.open().get(subject_ref=written.subject).due == DUE
    closed(evaluation)
    assert evaluation.state == State.CLOSED
    line = next(row for row in queries.lines(evaluation, None) if row.note)
    assert line.citizens
    assert line.city
    assert line.note
    assert (line.citizens.score, line.city.score, line.note.city_after) == (4, 2, 3), (
        "first scores stand beside the later ones"
    )


def test_what_a_talk_promised_is_finished_by_the_side_that_took_it_on():
    written = note(given.a_revealed_evaluation(city={"prompt": 2}))
    with pytest.raises(IllegalMove, match="双方が確かめて"):
        evaluations.finish_improvement(written, by=cast.tanaka(), at=AT)
    evaluations.agree_to_note(written, by=cast.tanaka(), at=AT)
    with pytest.raises(Refused, match="進める側"):
        evaluations.finish_improvement(written, by=cast.hanako(), at=AT)
    assert evaluations.finish_improvement(written, by=cast.tanaka(), at=AT).improved_at == AT
    assert not Task.objects.open().filter(subject_ref=written.subject).exists()


def test_a_gap_of_one_needs_no_talk():
    evaluation = given.a_revealed_evaluation(city={"prompt": 3})
    assert queries.wide_gaps(evaluation) == []
    closed(evaluation)


def test_no_evaluation_closes_without_a_next_seed_or_a_reason():
    evaluation = given.a_revealed_evaluation()
    evaluations.excuse(evaluation, no_voices_because="聞けませんでした。", by=cast.hanako(), at=AT)
    with pytest.raises(Blocked, match="次の種"):
        evaluations.close(evaluation, continuation="end", closing_words="終わり。", by=cast.hanako(), at=AT)
    seed = evaluations.harvest(
        evaluation, title="上流でも教室を", problem="上流の子どもが来られない。", by=cast.hanako(), at=AT
    )
    evaluations.close(evaluation, continuation="continue", closing_words="続けます。", by=cast.hanako(), at=AT)
    assert queries.next_seeds(evaluation) == [seed.case]
    evaluation.case.refresh_from_db()
    assert (evaluation.case.stage, evaluation.case.evaluated_year) == (Stage.COMPLETED, 2026)


def test_voices_are_heard_without_an_account_until_publication():
    evaluation = given.a_revealed_evaluation()
    for score in (5, 4, 3):
        evaluations.hear(evaluation, score=score, by=cast.visitor(), at=AT)
    assert queries.voices_of(evaluation).mean == 4.0
    closed(evaluation)
    with pytest.raises(IllegalMove, match="受け付けを終えました"):
        evaluations.hear(evaluation, score=5, by=cast.visitor(), at=AT)


def test_means_are_those_worked_out_by_hand():
    evaluation = given.a_revealed_evaluation(city={"shared_problem": 5, "fair_talk": 2, "feasible": 3})
    entry = queries.means(queries.lines(evaluation, None))[0]
    assert (entry.citizens, entry.city) == (4.0, 3.33)


def test_one_act_drafts_a_case_to_learn_from():
    evaluation = given.a_revealed_evaluation(city={"prompt": 2})
    evaluations.agree_to_note(note(evaluation), by=cast.tanaka(), at=AT)
    closed(evaluation)
    with pytest.raises(NotAllowed):
        evaluations.draft_practice(evaluation, by=cast.hanako(), at=AT)
    practice = evaluations.draft_practice(evaluation, by=cast.sato(), at=AT)
    assert "見ていたものが違った" in practice.hard
    assert all((practice.title, practice.who, practice.what, practice.result))
    assert evaluations.draft_practice(evaluation, by=cast.sato(), at=AT) == practice
    assert Practice.objects.count() == 1


def test_the_worker_opens_the_evaluation_of_a_reported_case():
    given.a_reported_project()
    assert evaluations.open_due(AT) == 1
    assert evaluations.open_due(AT) == 0


def test_nobody_stands_by_words_that_came_while_they_were_reading():
    evaluation = given.a_revealed_evaluation(city={"prompt": 2})
    read = note(evaluation).seal
    (line,) = queries.wide_gaps(evaluation)
    evaluations.note_gap(
        evaluation, item=line.item, cause="別の原因にする。", improvement="市が全部する。", owner_side="city", due=DUE,
        by=cast.hanako(), at=AT,
    )  # fmt: skip
    rewritten = evaluation.gap_notes.get()
    with pytest.raises(IllegalMove, match="もう一度読んで"):
        evaluations.agree_to_note(rewritten, seen=read, by=cast.tanaka(), at=AT)
    assert not evaluation.gap_notes.get().is_agreed
    assert evaluations.agree_to_note(rewritten, seen=rewritten.seal, by=cast.tanaka(), at=AT).is_agreed


def test_what_a_committee_said_stays_when_it_speaks_again(client: Client):
    evaluation = given.a_revealed_evaluation()
    said: dict[str, Any] = {"body": "協働推進委員会", "grade": "B", "by": cast.sato(), "at": AT}
    with pytest.raises(IllegalMove):
        evaluations.add_committee_view(evaluation, words="早すぎる意見", **said)
    closed(evaluation)
    for words in ("一年めの意見", "二年めの意見"):
        evaluations.add_committee_view(evaluation, words=words, **said)
    shown = client.get(evaluation.get_absolute_url()).content.decode()
    assert shown.index("二年めの意見") < shown.index("一年めの意見")
