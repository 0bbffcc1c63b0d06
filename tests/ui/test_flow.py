"""How an answer is given: refusals become pages or errors of the form, and what was typed stays."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kyodo.kernel.policy import AlreadyDone, Block, Blocked, Refused
from kyodo.ui import flow, forms


class Question(forms.Form):
    name = forms.NameField(label="団体名")


def sent(**data):
    return Question({"name": "会", "submission_key": "k" * 22, **data})


def test_an_action_is_given_the_values_and_the_key_of_the_form():
    def action(who, *, name, key, by):
        return who, name, key, by

    assert flow.attempt(sent(), action, "花子", by="x") == ("花子", "会", "k" * 22, "x")


def test_an_action_that_takes_no_key_is_given_none():
    assert flow.attempt(sent(), lambda *, name: name) == "会"


def test_an_invalid_form_runs_no_action():
    def action(**given):
        pytest.fail("ran")

    form = sent(name="")
    assert flow.attempt(form, action) is None
    assert form.errors["name"] == ["「団体名」を入力してください。"]


class WithPaper(Question):
    paper = forms.FileField(label="写し", help_text="写真でもかまいません。")


@pytest.mark.parametrize(("name", "is_refused"), [("", False), ("会", True)])
def test_a_page_that_comes_back_says_that_the_chosen_file_is_gone(name, is_refused):
    def refuses(**given):
        raise Refused("いまはできません。")

    files = {"paper": SimpleUploadedFile("写し.txt", b"x")}
    form = WithPaper({"name": name, "submission_key": "k" * 22}, files)
    assert flow.attempt(form, refuses) is None
    assert bool(form.non_field_errors()) is is_refused
    assert "写真でもかまいません。 選んだファイルは残りません。" in str(form["paper"].as_field_group())
    unsent = WithPaper({"name": name, "submission_key": "k" * 22})
    flow.attempt(unsent, refuses)
    assert "残りません" not in str(unsent["paper"].as_field_group())


def test_an_unsent_form_runs_no_action():
    form = Question()
    assert flow.attempt(form, lambda **given: pytest.fail("ran")) is None
    assert not flow.is_wrong(form)


@pytest.mark.parametrize(("field", "where"), [("name", "name"), ("elsewhere", "__all__"), (None, "__all__")])
def test_a_refusal_stands_at_the_field_it_names(field, where):
    def action(**given):
        raise Refused("その名前はもう使われています。", field=field)

    form = sent()
    assert flow.attempt(form, action) is None
    assert form.errors == {where: ["その名前はもう使われています。"]}


def test_every_block_is_told_at_once():
    def action(**given):
        raise Blocked([Block("a", "目的がありません。"), Block("b", "期限がありません。")])

    form = sent()
    flow.attempt(form, action)
    assert form.non_field_errors() == ["目的がありません。", "期限がありません。"]


def test_a_repeated_submission_gives_back_what_the_first_one_made(monkeypatch):
    def action(**given):
        raise AlreadyDone("seeds.seed/ABC")

    monkeypatch.setattr(flow, "find", lambda subject: f"found {subject}")
    assert flow.attempt(sent(), action) == "found seeds.seed/ABC"


def test_a_fault_is_no_refusal():
    def action(**given):
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError):
        flow.attempt(sent(), action)


@pytest.mark.parametrize(
    ("how", "status", "words"),
    [
        ("refused", 422, "予算の上限をこえています。"),
        ("not-allowed", 403, "担当の職員だけができます。"),
        ("illegal", 409, "いまは「終了」なので、できません。"),
        ("blocked", 409, "役割に期限がありません。"),
        ("already", 409, "すでに受け付けています"),
        ("fault", 500, "システムに問題が起きました"),
        ("forbidden", 403, "この画面は開けません"),
    ],
)
def test_every_refusal_has_a_page_that_says_why_and_whom_to_ask(alone, caplog, how, status, words):
    answer = alone.get(f"/refuse/{how}/")
    text = answer.content.decode()
    assert answer.status_code == status
    assert words in text
    assert "電話" in text
    assert text.count("<h1") == 1


def test_a_blocked_move_links_to_where_it_is_mended(alone):
    assert '<a href="/mend/">' in alone.get("/refuse/blocked/").content.decode()


def test_an_unknown_address_has_a_page_in_the_frame(alone):
    answer = alone.get("/nowhere/")
    assert answer.status_code == 404
    assert "ページが見つかりません" in answer.content.decode()
    assert 'id="main"' in answer.content.decode()


def test_a_wrong_form_answers_422_keeps_what_was_typed_and_says_error_in_its_title(alone):
    answer = alone.post("/ask/", {"name": "㈱髙橋 <b>", "amount": "たくさん", "submission_key": "k" * 22})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>エラー：質問" in text
    assert 'value="㈱髙橋 &lt;b&gt;"' in text
    assert 'value="たくさん"' in text
    assert "k" * 22 in text
    assert text.index('role="alert"') < text.index('name="name"')
    assert 'href="#id_amount"' in text


def test_a_right_form_is_acted_on(alone):
    answer = alone.post("/ask/", {"name": "川の会", "amount": "１２，０００円", "submission_key": "k" * 22})
    assert answer.content.decode() == "川の会:12000"


def test_a_first_look_shows_no_error(alone):
    answer = alone.get("/ask/")
    assert answer.status_code == 200
    assert "エラー" not in answer.content.decode()
    assert 'role="alert"' not in answer.content.decode()


def test_htmx_is_given_only_the_part_it_redraws(alone):
    part = alone.get("/ask/", headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="asked">')
    assert "<html" not in part


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_boosted_or_restored_page_is_whole(alone, header):
    assert "<html" in alone.get("/ask/", headers={"HX-Request": "true", header: "true"}).content.decode()


def test_caches_keep_part_and_page_apart(alone):
    assert "HX-Request" in alone.get("/ask/")["Vary"]


def test_without_a_token_the_reader_is_told_what_to_do(alone, settings):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "ja"})
    answer = strict.post("/ask/", {"name": "会"})
    assert answer.status_code == 403
    assert "もう一度送信してください" in answer.content.decode()


def test_the_title_is_written_once_and_read_twice(alone):
    text = alone.get("/ask/").content.decode()
    assert re.search(r"<title>質問 と 答え &amp; 記録 \| ", text)
    assert re.search(r"<h1[^>]*>質問 <em>と</em> 答え &amp; 記録</h1>", text)


def test_a_message_becomes_a_notice_and_its_markup_stays_text(alone):
    text = alone.get("/tell/").content.decode()
    assert "ky-notice--warning" in text
    assert "&lt;b&gt;締切が近い&lt;/b&gt;" in text


def test_a_second_press_of_what_the_first_one_changed_is_no_refusal(monkeypatch):
    class Known:
        def made_by(self, key):
            return "x.thing/FIRST" if key == "k" * 22 else ""

    def action(name, key):
        raise Refused("もう終わっています。")

    monkeypatch.setattr(flow, "ledger", Known)
    monkeypatch.setattr(flow, "find", lambda subject: subject)
    form = sent()
    assert flow.attempt(form, action) == "x.thing/FIRST"
    assert not form.errors
    other = sent(submission_key="o" * 22)
    assert flow.attempt(other, action) is None
    assert other.errors
