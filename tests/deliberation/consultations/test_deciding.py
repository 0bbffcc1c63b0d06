"""From the last answer to the result, and what comes after it."""

from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from kyodo.deliberation.consultations import actions, queries
from kyodo.deliberation.consultations.models import Bundle, Consultation, Response, Submission
from kyodo.deliberation.consultations.states import Satisfied, State
from kyodo.deliberation.texts.actions import name_cause
from kyodo.kernel.access import LinkHolder
from kyodo.kernel.policy import Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.city.queries import the_city
from kyodo.offices.desk.actions import run_errands
from kyodo.offices.desk.models import Errand
from kyodo.offices.post.models import Message
from tests import cast
from tests.deliberation.texts import given as written

from . import given

pytestmark = pytest.mark.django_db

THREE = {"heard": "聴いた", "said": "言われた", "done": "こうした"}


def test_one_unread_submission_stops_everything_and_the_block_leads_to_it():
    it = given.an_answered_one()
    late = given.a_paper(it, "もう一つの意見", at=given.SORTING)
    with pytest.raises(Blocked) as refused:
        actions.finish(it, by=cast.sato(), at=given.SORTING)
    assert [b.mend for b in refused.value.blocks] == [late.bundle.get_absolute_url()]


def test_one_unanswered_opinion_stops_everything_and_the_block_leads_to_it():
    it = given.an_answered_one()
    unit = given.a_read_bundle(given.a_paper(it, "もう一つの意見", at=given.SORTING).bundle)
    with pytest.raises(Blocked) as refused:
        actions.finish(it, by=cast.sato(), at=given.SORTING)
    assert [b.mend for b in refused.value.blocks] == [unit.bundle.get_absolute_url()]


def test_an_answer_that_is_not_reviewed_stops_everything_and_the_block_leads_to_it():
    it = given.an_answered_one()
    answer = it.answers.all()[0]
    actions.reopen_answer(answer, reason="誤り", by=cast.sato(), at=given.SORTING)
    with pytest.raises(Blocked) as refused:
        actions.finish(it, by=cast.sato(), at=given.SORTING)
    assert [b.mend for b in refused.value.blocks] == [answer.get_absolute_url()]


def test_many_unread_bundles_are_counted_and_not_all_listed():
    it = given.an_open_one()
    for n in range(23):
        given.a_paper(it, f"意見その{n}")
    with pytest.raises(Blocked) as refused:
        actions.finish(it, by=cast.sato(), at=given.SORTING)
    assert len(refused.value.blocks) == 21
    assert "3件" in str(refused.value.blocks[-1].sentence)


def test_a_consultation_without_any_opinion_ends_like_every_other(client, monkeypatch):
    it = given.adopted(given.an_open_one())
    result = actions.release(it, **THREE, by=cast.sato(), at=given.SORTING)
    assert result.figures["opinions"] == 0
    monkeypatch.setattr("django.utils.timezone.now", lambda: given.SORTING)
    assert "意見はありませんでした" in client.get(f"{it.get_absolute_url()}result/").content.decode()


def test_only_the_head_or_the_mayors_office_decides():
    it = given.an_answered_one()
    actions.finish(it, by=cast.sato(), at=given.SORTING)
    with pytest.raises(NotAllowed):
        actions.adopt(it, adopted_as="市長決裁", by=cast.sato(), at=given.SORTING)
    with pytest.raises(Refused):
        actions.adopt(it, adopted_as=" ", by=given.the_head(), at=given.SORTING)
    assert actions.adopt(it, adopted_as="市長決裁", by=given.the_head(), at=given.SORTING).adopted_as == "市長決裁"


def test_a_result_taken_back_leaves_its_trace_and_a_correction_says_why(client, monkeypatch):
    it = given.a_result().consultation
    actions.take_back(it, reason="件数の誤りが見つかったため。", by=cast.sato(), at=given.LATER)
    monkeypatch.setattr("django.utils.timezone.now", lambda: given.LATER)
    assert client.get(f"{it.get_absolute_url()}result/").status_code == 404
    assert "件数の誤りが見つかったため。" in client.get(it.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="訂正の理由"):
        actions.release(it, **THREE, by=cast.sato(), at=given.LATER)
    actions.release(it, **THREE, because="件数を直しました。", by=cast.sato(), at=given.LATER)
    told = client.get(f"{it.get_absolute_url()}result/").content.decode()
    assert "件数を直しました。" in told
    assert "件数の誤りが見つかったため。" in told
    assert [r.number for r in it.results.all()] == [1, 2]


def test_while_a_result_is_taken_back_no_receipt_shows_it():
    it = given.a_result().consultation
    actions.take_back(it, reason="誤り", by=cast.sato(), at=given.LATER)
    one = queries.by_token(actions.receipt_token(it.submissions.all()[0]))
    assert one
    assert queries.receipt_of(one, by=cast.visitor(), at=given.LATER).lines == []


def test_a_draft_that_is_given_up_says_so_in_public(client, monkeypatch):
    it = given.an_open_one()
    with pytest.raises(IllegalMove):
        actions.drop(it, reason="", by=cast.sato(), at=given.SORTING)
    actions.drop(it, reason="国の制度が変わるため、策定を見送ります。", by=cast.sato(), at=given.SORTING)
    monkeypatch.setattr("django.utils.timezone.now", lambda: given.SORTING)
    assert "国の制度が変わるため、策定を見送ります。" in client.get(it.get_absolute_url()).content.decode()


def test_what_became_of_the_draft_is_told_afterwards():
    it = given.a_result().consultation
    assert actions.enact(it, words="7月1日に決定しました。", by=cast.sato(), at=given.LATER).state == State.ENACTED
    assert queries.standing_result(it)


def test_whoever_left_an_address_hears_of_the_result_with_the_way_to_their_own_page():
    it = given.a_result().consultation
    one = it.submissions.get(sender__email="jiro@example.jp")
    assert not Message.objects.filter(name="consultations.told").exists()
    run_errands(given.SORTING)
    letter = Message.objects.get(name="consultations.told")
    assert (letter.email, it.title in letter.body) == ("jiro@example.jp", True)
    assert actions.receipt_token(one) in letter.path
    assert one.text not in letter.body


def test_nobody_is_written_to_about_a_result_that_was_taken_back_or_that_nobody_waits_for():
    it = given.a_result().consultation
    actions.take_back(it, reason="誤記", by=cast.sato(), at=given.SORTING)
    run_errands(given.SORTING)
    given.adopted(given.an_open_one(title="だれからも意見のない案"))
    actions.release(Consultation.objects.latest("pk"), **THREE, by=cast.sato(), at=given.SORTING)
    assert not Errand.objects.open().exists()
    assert not Message.objects.filter(name="consultations.told").exists()


def test_whoever_wrote_no_opinion_reads_why_it_was_taken_for_none(client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: given.SORTING)
    it = given.an_open_one()
    one = given.a_paper(it, "宛名だけの封筒")
    why = "宛名のほかに何も書かれていないため"
    actions.finish_reading(one.bundle, no_opinion_because=why, by=cast.sato(), at=given.SORTING)
    path = reverse("consultations:receipt", args=[actions.receipt_token(one)])
    assert why not in client.get(path).content.decode()
    actions.release(given.adopted(it), **THREE, by=cast.sato(), at=given.SORTING)
    assert why in client.get(path).content.decode()


def test_a_result_without_any_submission_claims_nothing_of_what_was_read(client):
    it = given.an_open_one()
    actions.release(given.adopted(it), **THREE, by=cast.sato(), at=given.SORTING)
    told = client.get(reverse("consultations:result", args=[it.ref])).content.decode()
    assert "案への意見は寄せられませんでした。" in told
    assert "すべて読みました" not in told
    assert "意見を受け付けました。" in told


def test_a_change_that_lies_in_the_text_itself_is_told_with_the_comparison(client):
    draft = written.a_published()
    it = given.an_open_one(draft=draft)
    unit = given.a_read_bundle(given.a_paper(it).bundle)
    answer = actions.begin_answer(it, units=[unit], by=cast.sato(), at=given.SORTING)
    after = written.a_revision(draft)
    uid = written.labelled(after, "第４条").uid
    name_cause(
        after, uid, source="answer", subject=answer.subject, words="早く読むため", by=cast.sato(), at=given.SORTING
    )
    reflected, by = given.a_category("反映"), cast.sato()
    actions.write(answer, text="直した。", reason="早く。", category=reflected, submit=True, by=by, at=given.SORTING)
    actions.review(answer, verdict="agree", by=cast.suzuki(), at=given.SORTING)
    result = actions.release(given.adopted(it), **THREE, by=cast.sato(), at=given.SORTING)
    assert queries.told_of(it, result)["changes"] == []  # nobody reads that version yet
    written.published(written.explained(after))
    [line] = queries.told_of(it, result)["changes"]
    assert [(one.label, one.url.endswith(f"#c-{uid}")) for one in line.cited] == [("第４条", True)]
    told = client.get(reverse("consultations:result", args=[it.ref])).content.decode()
    assert "第４条の新旧対照" in told


def test_nothing_is_told_as_adopted_in_the_year_before_the_result_is_public():
    it = given.an_adopted_one()
    [line] = queries.year_report(2026).lines
    assert (line.submissions, line.opinions, line.reflected, line.result) == (2, None, None, None)
    actions.release(it, **THREE, by=cast.sato(), at=given.SORTING)
    [line] = queries.year_report(2026).lines
    assert (line.opinions, line.reflected) == (2, 1)
    actions.take_back(it, reason="誤記", by=cast.sato(), at=given.SORTING)
    assert queries.year_report(2026).total[2:4] == (0, 0)


def test_whoever_left_an_address_is_asked_once_with_the_way_to_their_own_page():
    it = given.a_result().consultation
    ripe = given.SORTING + timedelta(days=14)
    assert actions.ask_senders(ripe - timedelta(minutes=1)) == 0
    assert actions.ask_senders(ripe) == 2
    assert actions.ask_senders(ripe) == 0
    letter = Message.objects.get(name="consultations.question")
    one = it.submissions.get(sender__email="jiro@example.jp")
    assert letter.email == "jiro@example.jp"
    assert actions.receipt_token(one) in letter.path


def test_each_sender_says_once_whether_the_answer_was_one():
    it = given.a_result().consultation
    one, ripe = it.submissions.get(number=1), given.SORTING + timedelta(days=14)
    me = LinkHolder(one.subject)
    with pytest.raises(IllegalMove):
        actions.respond(one, satisfied=Satisfied.YES, by=me, at=given.SORTING)
    with pytest.raises(NotAllowed):
        actions.respond(one, satisfied=Satisfied.YES, by=cast.visitor(), at=ripe)
    actions.respond(one, satisfied=Satisfied.NO, words="理由がわかりません", by=me, at=ripe)
    with pytest.raises(IllegalMove):
        actions.respond(one, satisfied=Satisfied.YES, by=me, at=ripe)
    assert Response.objects.get().satisfied == Satisfied.NO
    assert dict(queries.satisfaction_of(it))["なっていなかった"] == 1


def test_a_sender_reads_the_answer_to_their_own_opinion_and_to_no_other():
    it = given.a_result().consultation
    told = {}
    for one in it.submissions.all():
        seen = queries.receipt_of(one, by=LinkHolder(one.subject), at=given.LATER)
        told[one.number] = [answer and answer.order for _unit, answer in seen.lines]
    assert told == {1: [1], 2: [2]}


def test_whoever_sent_the_same_text_reads_the_same_answer():
    it = given.an_open_one()
    given.a_submission(it)
    second = given.a_paper(it, given.WISH)
    given.an_agreed_answer(given.a_read_bundle(Bundle.objects.get()))
    actions.release(given.adopted(it), **THREE, by=cast.sato(), at=given.SORTING)
    one = Submission.objects.select_related("bundle").get(pk=second.pk)
    assert len(queries.receipt_of(one, by=cast.visitor(), at=given.SORTING).lines) == 1
    figures = queries.figures_of(it)
    assert (figures.kinds, figures.opinions, figures.same, figures.persons) == (1, 2, 2, 2)


def test_the_year_counts_every_consultation_those_without_opinions_too():
    given.a_result()
    given.adopted(
        given.an_open_one(title="二つめ", closes_on=given.CLOSES - timedelta(days=5), short_reason="急ぐため")
    )
    given.a_draft(title="まだ準備中")
    report = queries.year_report(2026)
    assert [line.it.title for line in report.lines] == [given.TITLE, "二つめ"]
    assert report.total == (2, 2, 2, 1, 1)
    assert report.short == 1
    assert queries.years() == [2026]


def test_the_result_tells_by_channel_what_became_of_the_opinions():
    result = given.a_result()
    told = queries.told_of(result.consultation, result)
    assert told["figures"].shares == {"web": {"反映": 1}, "counter": {"参考": 1}}
    assert told["figures"].share_rows == [("ウェブ", [(1, 100), (0, 0)]), ("窓口", [(0, 0), (1, 100)])]
    assert told["newcomers"] is None  # two people are too few to be told apart


def test_the_printed_result_says_what_the_page_says():
    result = given.a_result()
    it = result.consultation
    page = {**queries.printed_of(it, result), "city": the_city(), "at": given.SORTING}
    printed = render_to_string("consultations/print/result.html", page)
    said = (result.heard, result.said, result.done, "ウェブ 1、窓口 1", "反映 1、参考 1", "意見をもとに案を直します。")
    changed = ("記録を公表する。", "記録を二週間以内に公表する。", "二人目による分類は行いませんでした。", "30日間")
    assert [words for words in (*said, *changed) if words not in printed] == []


def test_newcomers_are_counted_when_the_result_is_published_and_told_when_they_are_not_few(client):
    people = [actions.From(name=f"町田 {n}", address=f"織瀬市{n}") for n in range(6)]
    before = given.an_open_one(opens_on=given.OPENS, title="前の案")
    given.a_submission(before, sender=people[0])
    it = given.an_open_one(at=given.SORTING, opens_on=date(2026, 6, 10), closes_on=date(2026, 7, 9))
    sent = [given.a_submission(it, sender=person, at=given.SORTING) for person in people]
    given.an_agreed_answer(given.a_read_bundle(sent[-1].bundle, at=given.LATER), at=given.LATER)
    result = actions.release(
        given.adopted(it, at=given.LATER), heard="聴", said="言", done="為", by=cast.sato(), at=given.LATER
    )
    assert queries.told_of(it, result)["newcomers"] == (5, 6, 83)
    assert "氏名と住所を書いた6人の83%" in client.get(reverse("consultations:result", args=[it.ref])).content.decode()
