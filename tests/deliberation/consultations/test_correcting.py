"""A typing error is corrected above what was typed: with who, when and why; nothing of the original is lost."""

import pytest
from django.urls import reverse
from hypothesis import given as generated
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from kyodo.deliberation.consultations import actions, queries
from kyodo.deliberation.consultations.actions.correcting import place_of
from kyodo.deliberation.consultations.models import Submission
from kyodo.kernel.policy import AlreadyDone, Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.journal.models import Entry
from tests import cast

from . import given
from .flooding import taken_in

pytestmark = pytest.mark.django_db

TYPED, MEANT = "夜の会儀も開いてほしい。山田です。", "夜の会議も開いてほしい。山田です。"
WHY = "写し間違い"


def corrected(one, text=MEANT, *, by=None, **said):
    made = actions.correct(one, text=text, because=WHY, by=by or cast.sato(), at=given.SORTING, **said)
    one.refresh_from_db()
    return made


def a_paper(text=TYPED, **said):
    return given.a_paper(given.an_open_one(), text, **said)


def test_the_original_stays_and_the_correction_says_who_when_and_why():
    one = a_paper()
    made = corrected(one)
    assert (one.text, one.reading) == (TYPED, MEANT)
    assert (made.before, made.after, made.because, made.made_by, made.made_at) == (
        TYPED, MEANT, WHY, cast.sato(), given.SORTING,
    )  # fmt: skip
    told = Entry.objects.get(act="correct")
    assert (told.subject, told.reason) == (one.subject, WHY)
    assert MEANT[:6] not in told.detail


def test_it_can_be_corrected_again_and_back_to_how_it_was_typed():
    one = a_paper()
    corrected(one)
    corrected(one, f"{MEANT}以上。")
    corrected(one, TYPED)
    assert (one.corrected, one.reading, one.corrections.count()) == ("", TYPED, 3)


@pytest.mark.parametrize(
    ("text", "because", "field"), [(TYPED, WHY, "text"), (" ", WHY, "text"), ("\x00", WHY, "text")]
)
def test_what_changes_nothing_or_cannot_be_kept_is_refused(text, because, field):
    with pytest.raises(Refused) as refused:
        actions.correct(a_paper(), text=text, because=because, by=cast.sato(), at=given.SORTING)
    assert refused.value.field == field


def test_the_same_correction_sent_twice_is_made_once():
    one = a_paper()
    corrected(one, key="one-and-the-same")
    with pytest.raises((AlreadyDone, Refused)):
        corrected(one, key="one-and-the-same")
    assert one.corrections.count() == 1


@pytest.mark.parametrize("who", [cast.sato, cast.tanaka])
def test_whoever_typed_it_and_whoever_runs_the_case_corrects_it(who):
    one = a_paper(by=cast.tanaka())
    corrected(one, by=who())
    assert one.reading == MEANT


@pytest.mark.parametrize("who", [cast.suzuki, cast.hanako])
def test_nobody_else_corrects_it(who):
    with pytest.raises(NotAllowed):
        corrected(a_paper(by=cast.tanaka()), by=who())


def test_what_somebody_sent_themselves_or_in_a_file_is_not_ours_to_correct():
    it = given.an_open_one()
    taken_in(it, [TYPED])
    for one in (given.a_submission(it, TYPED), it.submissions.get(intake__isnull=False)):
        with pytest.raises(Blocked, match="職員が入力した意見だけ"):
            corrected(one)


def test_what_is_answered_or_decided_is_corrected_only_after_it_was_opened_again():
    one = a_paper()
    given.an_agreed_answer(given.a_read_bundle(one.bundle))
    with pytest.raises(Blocked, match="市の考え方に結びついた"):
        corrected(one)
    given.adopted(one.consultation)
    with pytest.raises(Blocked, match="整理に戻して"):
        corrected(one)


def test_it_is_laid_to_those_who_say_what_it_should_have_said():
    it = given.an_open_one()
    meant, typed, same_slip = (given.a_paper(it, text) for text in (MEANT, TYPED, TYPED))
    corrected(typed)
    assert (typed.bundle, typed.bundle.size) == (meant.bundle, 2)
    assert [(b.gist, b.size) for b in it.bundles.order_by("pk")] == [(MEANT, 2), (TYPED, 1)]
    corrected(same_slip)
    assert [b.voices for b in it.bundles.heads()] == [3]
    assert it.bundles.unread().count() == 1


def test_where_it_was_read_it_stays_and_is_read_once_more():
    one = a_paper()
    unit = given.a_read_bundle(one.bundle)
    corrected(one)
    unit.refresh_from_db()
    assert unit.bundle == one.bundle
    assert one.bundle.read_at is None
    assert one.bundle.gist == MEANT
    assert given.a_paper(one.consultation, MEANT).bundle == one.bundle
    assert given.a_paper(one.consultation, TYPED).bundle != one.bundle


def test_one_of_many_that_were_read_together_is_taken_out_first():
    it = given.an_open_one()
    one, _other = given.a_paper(it, TYPED), given.a_paper(it, TYPED)
    given.a_read_bundle(one.bundle)
    with pytest.raises(Blocked, match="束から出して"):
        corrected(one)
    actions.take_out(one, by=cast.sato(), at=given.SORTING)
    corrected(one)
    assert one.reading == MEANT


def test_a_gist_taken_from_the_text_reads_as_it_now_does_and_a_worded_one_stays():
    one = a_paper("道か暗い。坂が急だ。")
    first = actions.split(one.bundle, start=0, end=5, by=cast.sato(), at=given.SORTING)
    second = actions.split(one.bundle, start=5, end=10, gist="坂のこと", by=cast.sato(), at=given.SORTING)
    corrected(one, "とても道が暗い。冬は特に。坂が急だ。")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.gist, second.gist) == ("とても道が暗い。冬は特に。", "坂のこと")
    assert one.reading[second.start : second.end] == "坂が急だ。"


@pytest.mark.parametrize(
    ("right", "told"),
    [
        (MEANT, "夜の会議も開いてほしい。〔氏名〕です。"),
        ("夜の会儀も開いてほしい。小山田です。", "夜の会儀も開いてほしい。〔氏名〕です。"),
        ("夜の会儀も開いてほしい。山田花子です。", "夜の会儀も開いてほしい。〔氏名〕です。"),
        ("夜の会儀も開いてほしい。山口です。", "夜の会儀も開いてほしい。〔氏名〕です。"),
    ],
)
def test_what_was_covered_stays_covered_with_what_is_put_in_beside_it(right, told):
    one = a_paper()
    actions.mask(one, words="山田", kind="name", by=cast.sato(), at=given.SORTING)
    corrected(one, right)
    assert queries.covered(one.reading, one.masks.all()) == told


def test_words_that_only_the_correction_brought_can_be_covered():
    one = a_paper("夜に開いて。川田です。")
    corrected(one, "夜に開いて。河田です。")
    actions.mask(one, words="河田", kind="name", by=cast.sato(), at=given.SORTING)
    assert queries.covered(one.reading, one.masks.all()) == "夜に開いて。〔氏名〕です。"
    with pytest.raises(Refused):
        actions.mask(one, words="川田", kind="name", by=cast.sato(), at=given.SORTING)


def test_covered_words_are_not_corrected_away():
    one = a_paper()
    actions.mask(one, words="山田", kind="name", by=cast.sato(), at=given.SORTING)
    with pytest.raises(IllegalMove):
        corrected(one, "夜の会儀も開いてほしい。です。")
    assert one.corrections.count() == 0


def test_how_many_were_corrected_is_told_with_the_result():
    it = given.an_answered_one()
    assert queries.figures_of(it).corrected == 0
    one = given.a_paper(it, TYPED)
    corrected(one)
    assert queries.figures_of(it).corrected == 1


@generated(st.text("あいう。", min_size=1, max_size=12), st.text("あいうえ。", min_size=1, max_size=12), st.data())
def test_layers_stay_in_order_and_within_the_text_whatever_is_corrected(before, after, data):
    edits = Levenshtein.opcodes(before, after)
    places = [place_of(place, edits) for place in range(len(before) + 1)]
    assert all(0 <= low <= high <= len(after) for low, high in places)
    assert places == sorted(places)
    assert (places[0][0], places[-1][1]) == (0, len(after))
    start = data.draw(st.integers(0, len(before) - 1))
    end = data.draw(st.integers(start + 1, len(before)))
    same = Levenshtein.opcodes(before, f"え{before}え")
    assert f"え{before}え"[place_of(start, same)[1] : place_of(end, same)[0]] == before[start:end]


def test_the_ledger_of_submissions_holds_nothing_more_for_those_that_are_right():
    one = a_paper()
    assert Submission.objects.filter(corrected="").get() == one


@pytest.fixture
def paper(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: given.SORTING)
    return a_paper(by=cast.tanaka())


def test_on_the_page_the_text_is_there_to_be_mended_and_the_record_says_what_was_done(paper, as_):
    desk, path = as_(cast.sato()), reverse("consultations:correct", args=[paper.ref])
    assert TYPED in desk.get(path).content.decode()
    assert desk.post(path, {"text": MEANT, "because": ""}).status_code == 422
    shown = desk.post(path, {"text": MEANT, "because": WHY}, follow=True).content.decode()
    for words in (MEANT, TYPED, WHY, "佐藤", "入力を訂正"):
        assert words in shown
    assert "入力を訂正" in desk.get(reverse("consultations:ledger", args=[paper.consultation.ref])).content.decode()
    file = b"".join(desk.get(reverse("consultations:ledger_csv", args=[paper.consultation.ref]))).decode()
    assert f"{MEANT},{paper.bundle.ref}" not in file  # it lies in a bundle of its own text now
    for words in (MEANT, TYPED, WHY):
        assert words in file


def test_whoever_typed_it_mends_it_at_once_and_goes_on_with_the_pile(paper, as_):
    typist, it = as_(cast.tanaka()), paper.consultation
    pile = f"{reverse('consultations:paper', args=[it.ref])}?channel=fax&done={paper.ref}"
    path = f"{reverse('consultations:correct', args=[paper.ref])}?channel=fax&amp;done={paper.ref}"
    assert path in typist.get(pile).content.decode()
    answer = typist.post(path.replace("&amp;", "&"), {"text": MEANT, "because": WHY})
    assert answer["Location"] == pile


def test_the_sender_reads_what_they_wrote_and_that_it_was_mistyped(paper, client):
    path = reverse("consultations:receipt", args=[actions.receipt_token(paper)])
    assert "入力したときの誤り" not in client.get(path).content.decode()
    corrected(paper)
    shown = client.get(path).content.decode()
    for words in (MEANT, TYPED, "入力したときの誤り"):
        assert words in shown


def test_the_result_says_that_it_was_corrected_and_tells_the_right_words(paper, client):
    corrected(paper)
    given.an_agreed_answer(given.a_read_bundle(paper.bundle))
    actions.release(given.adopted(paper.consultation), heard="", said="", done="", by=cast.sato(), at=given.SORTING)
    shown = client.get(reverse("consultations:result", args=[paper.consultation.ref])).content.decode()
    assert MEANT in shown
    assert TYPED not in shown
    assert "1件は、入力の誤りを" in shown
    file = b"".join(client.get(reverse("consultations:result_csv", args=[paper.consultation.ref]))).decode()
    assert MEANT in file
