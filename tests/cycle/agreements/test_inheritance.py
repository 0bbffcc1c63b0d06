"""引き継ぎ: what an evaluation left to improve is answered by the next agreement, one by one, and never forgotten."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.cycle.agreements import actions, queries
from kyodo.cycle.agreements.models import Agreement, ConditionText, WorkingCopy, seal
from kyodo.cycle.agreements.states import Rule
from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.evaluations import actions as evaluations
from kyodo.kernel.policy import Blocked, Refused
from tests import cast, given
from tests.cast import AT

from . import heirs

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=3)
DUE = date(2026, 12, 1)


def client_of(person=None):
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def proposed(agreement, *sections):
    """What 花子 has in her copies, accepted by 田中."""
    for section in sections:
        agreement.refresh_from_db()
        seen = seal(agreement.text.section(section))
        change = actions.propose(agreement, section, seen=seen, by=cast.hanako(), at=AT)
        actions.accept(change, by=cast.tanaka(), at=AT)
    agreement.refresh_from_db()
    return agreement


def answered(agreement, note, **how):
    """花子's answer to one improvement, accepted by 田中."""
    actions.inherit(agreement, improvement=note.ref, by=cast.hanako(), at=AT, **how)
    return proposed(agreement, "conditions")


def left(agreement, at=AT):
    return [str(block.sentence) for rule, block in queries.unmet(agreement, at) if rule == Rule.IMPROVEMENTS]


def test_an_unfinished_improvement_is_offered_to_the_case_that_grew_from_it_and_to_no_other():
    note = heirs.an_improvement_left()
    heir, stranger = heirs.an_heir(note.case), given.an_agreement(title="ほかの事業")
    (offer,) = queries.offered(heir.case, AT)
    assert (offer.source, offer.words, offer.side, offer.due) == (note.subject, note.improvement, "city", note.due)
    assert queries.offered(stranger.case, AT) == []
    grandchild = heirs.an_heir(heir.case, title="その次の年")
    assert [each.source for each in queries.offered(grandchild.case, AT)] == [note.subject]


def test_what_is_finished_not_agreed_or_not_public_yet_is_not_offered():
    note = heirs.an_improvement_left()
    heir = heirs.an_heir(note.case)
    unfinished = given.a_revealed_evaluation(city={"prompt": 2}, title="まだ話し合い中の評価")
    evaluations.note_gap(
        unfinished, item=unfinished.items.get(source_ref="prompt"), cause="伏せた原因", improvement="伏せた改善",
        owner_side="city", due=DUE, by=cast.hanako(), at=AT,
    )  # fmt: skip
    cases.link(unfinished.case, heir.case, because="次の種", by=cast.hanako(), at=AT)
    assert [each.words for each in queries.offered(heir.case, AT)] == [note.improvement]
    evaluations.finish_improvement(note, by=cast.tanaka(), at=LATER)
    assert queries.offered(heir.case, LATER) == []


def test_no_agreement_is_called_to_confirm_before_every_improvement_has_its_answer():
    note = heirs.an_improvement_left()
    agreement = heirs.an_heir(note.case)
    assert left(agreement) == ["前の評価で決めた改善「連絡の担当を二人にする。」をどう引き継ぐかが決まっていません。"]
    with pytest.raises(Blocked, match="どう引き継ぐか"):
        actions.call(agreement, by=cast.hanako(), at=AT)
    answered(agreement, note, way="condition", side="city", due=DUE)
    assert left(agreement) == []
    assert actions.call(agreement, by=cast.hanako(), at=AT).state == "confirming"


def test_nobody_may_waive_the_answer():
    agreement = heirs.an_heir(heirs.an_improvement_left().case)
    with pytest.raises(Refused, match="だれも免除できません"):
        actions.waive(agreement, rule=Rule.IMPROVEMENTS, reason="急ぐ", by=cast.sato(), at=AT)


@pytest.mark.parametrize(("way", "section"), [("goal", "goals"), ("role", "roles"), ("clause", "clauses")])
def test_an_improvement_becomes_a_row_of_its_own_with_its_source_kept(way, section):
    note = heirs.an_improvement_left()
    agreement = heirs.an_heir(note.case)
    answered(agreement, note, way=way, side="city", due=DUE)
    (row,) = agreement.text.conditions
    assert (row.source, row.improvement, row.way) == (note.subject, note.improvement, way)
    assert left(agreement) == ["改善「連絡の担当を二人にする。」を引き継ぐ目標・役割・条項が、本文にまだありません。"]
    proposed(agreement, section)
    assert left(agreement) == []
    value = agreement.text.section(section)
    added = next(each for each in getattr(value, "rows", value) if each.ref == row.target)
    assert note.improvement in (getattr(added, "what", ""), getattr(added, "task", ""), getattr(added, "text", ""))


def test_a_row_that_is_taken_out_again_leaves_the_improvement_open():
    note = heirs.an_improvement_left()
    agreement = heirs.an_heir(note.case)
    goal = agreement.text.goals[0]
    answered(agreement, note, way="goal", target=goal.ref)
    assert left(agreement) == []
    actions.take_row_out(agreement, "goals", ref=goal.ref, by=cast.hanako(), at=AT)
    assert len(left(proposed(agreement, "goals"))) == 1


def test_leaving_out_needs_a_reason_and_holds_for_those_who_come_after():
    note = heirs.an_improvement_left()
    agreement = heirs.an_heir(note.case)
    with pytest.raises(Refused, match="引き継がない理由"):
        actions.inherit(agreement, improvement=note.ref, way="none", because="  ", by=cast.hanako(), at=AT)
    answered(agreement, note, way="none", because="係が新しくなったため。")
    assert left(agreement) == []
    actions.call(agreement, by=cast.hanako(), at=AT)
    for who in (cast.hanako(), cast.tanaka()):
        actions.confirm(agreement, digest=agreement.digest(), by=who, at=AT)
    assert queries.offered(heirs.an_heir(agreement.case, title="その次").case, AT) == []


def test_only_what_an_evaluation_left_is_answered_and_in_its_words():
    note = heirs.an_improvement_left()
    agreement = heirs.an_heir(note.case)
    with pytest.raises(Refused, match="この案件のものではありません"):
        actions.inherit(agreement, improvement="NOBODY", way="none", because="x", by=cast.hanako(), at=AT)
    row = ConditionText(ref="QAAA", source=note.subject, improvement="別の言葉", way="none", because="都合")
    with pytest.raises(Refused, match="決めた改善ではない"):
        actions.edit(agreement, "conditions", (row,), by=cast.hanako(), at=AT)
    WorkingCopy.objects.create(
        agreement=agreement, side="citizens", section="conditions", content=[vars(row)], saved_by="x", saved_at=AT
    )
    with pytest.raises(Refused, match="決めた改善ではない"):
        actions.propose(agreement, "conditions", seen=seal(()), by=cast.hanako(), at=AT)


def test_one_side_s_answer_stays_its_own_until_it_is_proposed(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    note = heirs.an_improvement_left()
    agreement = heirs.an_heir(note.case)
    actions.inherit(agreement, improvement=note.ref, way="none", because="伏せた理由", by=cast.hanako(), at=AT)
    home = agreement.get_absolute_url()
    for path in ("", "text/", "text/conditions/", "history/"):
        for person in (cast.tanaka(), cast.nakano()):
            assert "伏せた理由" not in client_of(person).get(home + path).content.decode()
    assert "伏せた理由" in client_of(cast.hanako()).get(home + "text/conditions/").content.decode()


def test_what_becomes_public_later_does_not_stop_what_both_have_concluded():
    agreement = given.an_agreement_both_confirmed(title="先に結んだ協定")
    note = heirs.an_improvement_left(at=LATER)
    cases.link(note.case, agreement.case, because="次の種", by=cast.hanako(), at=LATER)
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert queries.start_gate(agreement.case, LATER) == []
    actions.amend(agreement, kinds=["content"], reason="見直す", by=cast.hanako(), at=LATER)
    agreement.refresh_from_db()
    assert len(left(agreement, LATER)) == 1


def test_the_pages_lead_from_the_improvement_to_its_answer(settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    note = heirs.an_improvement_left()
    agreement = heirs.an_heir(note.case)
    home = agreement.get_absolute_url()
    url = reverse("agreements:inherit", args=[agreement.case.ref, note.ref])
    for person in (cast.hanako(), cast.tanaka()):
        assert note.improvement in client_of(person).get(home).content.decode()
        assert url in client_of(person).get(home + "text/conditions/").content.decode()
    assert client_of(cast.nakano()).get(url).status_code == 403
    assert client_of(cast.jiro()).get(url).status_code == 403
    hanako = client_of(cast.hanako())
    assert hanako.get(reverse("agreements:inherit", args=[agreement.case.ref, "NOBODY"])).status_code == 404
    sent = {"way": "condition", "side": "city", "submission_key": "k" * 20}
    refused = hanako.post(url, sent)
    assert refused.status_code == 422
    assert "進める側と期限の両方が必要です" in refused.content.decode()
    assert hanako.post(url, {**sent, "way": "none"}).status_code == 422
    day = {"due_year": "2026", "due_month": "12", "due_day": "1"}
    assert hanako.post(url, {**sent, **day}).status_code == 302
    assert hanako.post(url, {**sent, **day, "way": "role:"}).status_code == 302
    assert note.improvement in str(actions.draft_of(agreement, "roles", by=cast.hanako(), at=AT))


def test_the_paper_of_the_agreement_tells_what_it_took_over():
    note = heirs.an_improvement_left()
    agreement = heirs.an_heir(note.case)
    answered(agreement, note, way="condition", side="city", due=DUE)
    shown = client_of(cast.hanako()).get(agreement.get_absolute_url() + "text/").content.decode()
    assert "前の評価から引き継いだこと" in shown
    assert note.improvement in shown
    assert client_of(cast.hanako()).get(agreement.get_absolute_url() + "agreement.docx").status_code == 200


def test_an_answer_to_an_improvement_is_part_of_what_both_confirm():
    note = heirs.an_improvement_left()
    agreement = heirs.an_heir(note.case)
    before = agreement.digest()
    answered(agreement, note, way="condition", side="city", due=DUE)
    assert agreement.digest() != before
    row = agreement.text.conditions[0]
    other = agreement.text.with_section("conditions", (replace(row, due=date(2027, 1, 1)),))
    assert seal(other) != seal(agreement.text)


def test_the_evaluation_tells_what_became_of_what_it_left_once_both_have_concluded():
    note = heirs.an_improvement_left()
    agreement = heirs.an_heir(note.case)
    url = note.case.evaluation.get_absolute_url()
    answered(agreement, note, way="none", because="係が新しくなったため。")
    assert "係が新しくなったため" not in client_of(cast.hanako()).get(url).content.decode()
    actions.call(agreement, by=cast.hanako(), at=AT)
    for who in (cast.hanako(), cast.tanaka()):
        actions.confirm(agreement, digest=agreement.digest(), by=who, at=AT)
    shown = client_of().get(url).content.decode()
    assert "次の協定での扱い" in shown
    assert "今回は引き継がない　係が新しくなったため。" in shown
