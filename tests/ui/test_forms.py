"""Forms: markup that can be read out, keys that survive, traps for programs, rows without script."""

import re
import time
from types import SimpleNamespace

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from kyodo.kernel.access import Visitor
from kyodo.ui import forms
from kyodo.ui.components.forms import wrong_fields
from kyodo.ui.flow import attempt
from kyodo.ui.forms.sheet import new_stamp
from kyodo.ui.gallery import Narrow, Sheet

KEY = "k" * 22


class Row(forms.RowForm):
    what = forms.TextField(label="何を")
    yen = forms.YenField(label="いくら", required=False)


class Plan(forms.Form):
    repeat = {"goals": forms.rows(Row, title="目標", least=1), "tools": forms.rows(Row, title="道具")}
    name = forms.NameField(label="事業名")


class Open(forms.OpenForm):
    text = forms.LongTextField(label="内容", max_length=20)


class Wording(forms.EditForm):
    repeat = {"tools": forms.rows(Row, title="道具")}
    text = forms.LongTextField(label="本文")
    kind = forms.ChoiceField(label="種類", choices=[("a", "案"), ("b", "決定")])
    level = forms.ChoiceField(label="段", choices=[(1, "章"), (3, "条")], required=False)


def sent(goals=(), **data):
    """What a browser sends of a plan."""
    made = {"name": "川", "submission_key": KEY, "goals-TOTAL_FORMS": "3", "goals-INITIAL_FORMS": "0"}
    made |= {"tools-TOTAL_FORMS": "1", "tools-INITIAL_FORMS": "0"}
    for n, row in enumerate(goals):
        made |= {f"goals-{n}-{name}": value for name, value in row.items()}
    return {**made, **data}


def opened(seconds: int) -> str:
    return signing.dumps(int(time.time()) - seconds, salt="kyodo.ui.forms.opened")


def test_a_label_names_its_control_and_says_whether_it_is_needed():
    shown = Sheet()["name"].as_field_group()
    assert re.search(r'<label[^>]*for="id_name">団体名', shown)
    assert "※必須" in shown
    assert "※任意" in Sheet()["mail"].as_field_group()


def test_the_error_is_read_before_the_help_and_the_help_before_the_limit():
    shown = Sheet({"name": ""})["name"].as_field_group()
    assert 'aria-describedby="id_name_error id_name_help"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'id="id_name_error"' in shown
    assert 'aria-describedby="id_text_limit"' in Sheet()["text"].as_field_group()


def test_a_group_has_a_legend_and_carries_its_description():
    shown = Sheet({})["kind"].as_field_group()
    assert "<legend" in shown
    assert '<fieldset class="ky-field ky-field--bad" aria-describedby="id_kind_error">' in shown
    assert shown.count('aria-invalid="true"') == 2


def test_a_day_is_three_boxes_in_one_group():
    shown = Sheet()["day"].as_field_group()
    assert shown.count("<input") == 3
    assert "<fieldset" in shown
    assert re.findall(r"[年月日]</label>", shown) == ["年</label>", "月</label>", "日</label>"]


def test_no_control_asks_the_browser_to_judge():
    assert " required" not in str(Sheet())
    assert "maxlength" not in str(Sheet())


def test_every_error_leads_to_a_control_on_the_page():
    form = Sheet({"goals-TOTAL_FORMS": "1", "goals-INITIAL_FORMS": "0", "goals-0-how_much": "3"})
    shown = str(form)
    places = [place for place, sentence in wrong_fields(form) if place]
    assert len(places) > 8
    assert not [place for place in places if f'id="{place}"' not in shown]


def test_every_refusal_names_its_field():
    form = Sheet({})
    assert form.errors["kind"] == ["「どちらから声をかけますか」を選んでください。"]
    assert form.errors["agree"] == ["「公開される項目を確認しました」を確認し、印を付けてください。"]
    assert form.errors["kana"] == ["「フリガナ」を入力してください。"]


def test_a_sentence_of_a_rooms_own_is_kept():
    class Own(forms.Form):
        name = forms.NameField(label="名", error_messages={"required": "名前がないと呼べません。"})

    assert Own({}).errors["name"] == ["名前がないと呼べません。"]


def test_a_key_is_new_for_every_form_and_kept_when_it_is_shown_again():
    assert Plan()["submission_key"].value() != Plan()["submission_key"].value()
    form = Plan(sent(name=""))
    assert form["submission_key"].value() == KEY
    assert f'value="{KEY}"' in str(form)


@pytest.mark.parametrize("key", ["", "short", "x" * 65, '"><script>', "鍵" * 20, None])
def test_a_spoilt_key_is_replaced(key):
    form = Plan(sent([{"what": "花"}], submission_key=key))
    assert form.is_valid()
    assert re.fullmatch(r"[\w-]{16,64}", form.cleaned_data["submission_key"], re.ASCII)
    assert re.fullmatch(r"[\w-]{16,64}", form["submission_key"].value(), re.ASCII)


def test_an_action_is_given_neither_key_nor_trap():
    assert Open({"text": "水", "opened": opened(10), "submission_key": KEY}).is_valid()
    form = Open({"text": "水", "opened": opened(10), "submission_key": KEY})
    form.full_clean()
    assert form.values() == {"text": "水"}


@pytest.mark.parametrize(
    ("stamp", "website", "good"),
    [
        (lambda: opened(10), "", True),
        (lambda: opened(10), "http://spam", False),
        (lambda: opened(-60), "", False),
        (lambda: "forged", "", False),
        (lambda: "", "", False),
    ],
    ids=["a person", "fills in everything", "at once", "forged", "without a stamp"],
)
def test_programs_are_turned_away_and_people_are_not(settings, stamp, website, good):
    settings.FORM_MINIMUM_SECONDS = 3
    form = Open({"text": "水をきれいに", "submission_key": KEY, "opened": stamp(), "website": website})
    assert form.is_valid() is good
    assert "水をきれいに" in str(form)


def test_whoever_was_turned_away_for_a_forged_stamp_gets_a_true_one(settings):
    settings.FORM_MINIMUM_SECONDS = 3
    shown = Open({"text": "水", "opened": "forged"})["opened"].value()
    assert signing.loads(shown, salt="kyodo.ui.forms.opened")


def test_whoever_has_something_to_mend_is_not_told_to_press_again(settings):
    settings.FORM_MINIMUM_SECONDS = 3
    form = Open({"opened": new_stamp()})
    assert list(form.errors) == ["text"]


def test_whoever_has_signed_in_is_not_taken_for_a_program(settings):
    settings.FORM_MINIMUM_SECONDS = 3
    signed_in = SimpleNamespace(is_authenticated=True)
    for sender, taken in ((Visitor(), None), (signed_in, "水をきれいに")):
        form = Open({"text": "水をきれいに", "opened": new_stamp()})
        assert attempt(form, lambda text, by: text, by=sender) == taken
        assert "水をきれいに" in str(form)


def test_the_least_time_can_be_switched_off(settings):
    settings.FORM_MINIMUM_SECONDS = 0
    assert Open({"text": "水"}).is_valid()


def test_people_neither_see_nor_reach_nor_hear_the_trap():
    shown = str(Open())
    trap = re.search(r'<div class="ky-trap" aria-hidden="true">.*?</div>', shown, re.DOTALL)
    assert trap
    assert 'tabindex="-1"' in trap[0]


def test_rows_that_were_filled_in_are_given_and_blank_ones_are_not():
    form = Plan(sent([{"what": "花"}, {}, {"what": "鳥", "yen": "1,000"}]))
    assert form.is_valid()
    assert form.values()["goals"] == [{"what": "花", "yen": None}, {"what": "鳥", "yen": 1000}]
    assert form.values()["tools"] == []


def test_a_list_that_shows_its_first_entry_by_itself_does_not_fill_a_row():
    class Work(forms.RowForm):
        side = forms.ChoiceField(label="側", choices=[("citizens", "市民"), ("city", "行政")])
        task = forms.TextField(label="すること")

    repeat = forms.rows(Work, title="宿題")
    data = {
        "w-TOTAL_FORMS": "3",
        "w-INITIAL_FORMS": "0",
        "w-0-side": "citizens",
        "w-1-side": "city",
        "w-2-side": "citizens",
    }
    made = repeat.build("w", data | {"w-2-task": "測る"}, {}, None, growing=False)
    assert made.forms[0].is_valid()
    assert not made.forms[1].is_valid()
    assert made.values() == [{"side": "citizens", "task": "測る"}]


def test_a_row_that_is_struck_out_is_not_given():
    form = Plan(sent([{"what": "花"}, {"what": "鳥", "DELETE": "on"}]))
    assert [row["what"] for row in form.values()["goals"]] == ["花"] if form.is_valid() else False


def test_too_few_rows_are_refused_for_the_whole_list():
    form = Plan(sent())
    assert not form.is_valid()
    assert ("id_goals_rows", "「目標」を1行以上入力してください。") in list(wrong_fields(form))


def test_a_wrong_row_makes_the_form_wrong_and_leads_to_its_control():
    form = Plan(sent([{"what": "花"}, {"yen": "たくさん"}]))
    assert not form.is_valid()
    assert form.is_wrong
    assert {"id_goals-1-what", "id_goals-1-yen"} <= {place for place, _sentence in wrong_fields(form)}


def test_pressing_for_another_row_keeps_everything_and_judges_nothing():
    form = Plan(sent([{"what": "花", "yen": "たくさん"}], name="", **{"add-goals": "1"}))
    shown = str(form)
    assert not form.is_valid()
    assert not form.is_wrong
    assert list(wrong_fields(form)) == []
    assert 'name="goals-3-what"' in shown
    assert 'name="goals-4-what"' not in shown
    assert 'value="花"' in shown
    assert 'value="たくさん"' in shown
    assert "ky-field--bad" not in shown
    assert 'name="tools-1-what"' not in shown


@pytest.mark.parametrize("count", ["", "-5", "x", "９９", "999999999999", "1e9"])
def test_a_forged_number_of_rows_makes_no_flood(count):
    for more in ({}, {"add-goals": "1"}):
        form = Plan(sent([{"what": "花"}], **{"goals-TOTAL_FORMS": count}, **more))
        form.is_valid()
        assert str(form).count('name="goals-') <= 100 * 3 + 4


def test_stored_rows_are_shown_and_count_when_they_come_back_unchanged():
    stored = {"goals": [{"what": "花", "yen": 1000}]}
    shown = str(Plan(initial=stored))
    assert 'value="花"' in shown
    assert 'value="1,000"' in shown
    back = Plan(sent([{"what": "花", "yen": "1,000"}]), initial=stored)
    assert back.is_valid()
    assert back.values()["goals"] == [{"what": "花", "yen": 1000}]


def test_rows_with_a_file_make_the_form_carry_files():
    class Photo(forms.RowForm):
        photo = forms.FileField(label="写真", required=False)

    class Album(forms.Form):
        repeat = {"photos": forms.rows(Photo, title="写真")}

    assert Album().is_multipart()
    assert not Plan().is_multipart()


def test_a_filter_marks_nothing_and_needs_nothing():
    form = Narrow({})
    assert form.is_valid()
    assert "※" not in str(form)
    assert "submission_key" not in form.fields


@given(
    st.dictionaries(
        st.sampled_from(
            [
                *Sheet.base_fields,
                "day_0",
                "day_1",
                "day_2",
                "start_0",
                "start_3",
                "goals-0-what",
                "goals-0-by_0",
                "goals-TOTAL_FORMS",
                "add-goals",
            ]
        ),
        st.text(max_size=60),
    )
)
def test_whatever_is_sent_is_judged_shown_again_and_never_becomes_markup(data):
    form = Sheet(data)
    valid = form.is_valid()
    shown = str(form)
    assert valid or form.growing or list(wrong_fields(form))
    assert "<script" not in shown.lower()
    if (name := data.get("name", "")).isalnum():
        assert f'value="{name}"' in shown


def test_what_somebody_else_wrote_meanwhile_is_shown_before_it_is_overwritten():
    rows = {"tools-TOTAL_FORMS": "0", "tools-INITIAL_FORMS": "0"}
    opened = Wording(initial={"text": "はじめの文", "kind": "a"})
    mine = {"text": "わたしの文", "kind": "a", "seen": opened["seen"].value(), **rows}
    assert Wording(mine, initial={"text": "はじめの文", "kind": "a"}).is_valid()
    late = Wording(mine, initial={"text": "ほかの人の文", "kind": "b"})
    assert not late.is_valid()
    assert late.errors["text"] == ["「本文」は、いま「ほかの人の文」です。"]
    assert late.errors["kind"] == ["「種類」は、いま「決定」です。"]
    assert "書き換えられています" in str(late.non_field_errors())
    assert late["text"].value() == "わたしの文", "nothing that was typed is lost"
    again = Wording({**mine, "seen": late["seen"].value()}, initial={"text": "ほかの人の文", "kind": "b"})
    assert again.is_valid(), "who presses again has read it"
    assert again.values() == {"text": "わたしの文", "kind": "a", "level": "", "tools": []}


def test_a_second_press_of_one_button_finds_what_the_first_one_wrote():
    first = Wording(initial={"text": "はじめの文", "kind": "a", "tools": [{"what": "鎌", "yen": None}]})
    row = {"tools-TOTAL_FORMS": "1", "tools-INITIAL_FORMS": "0", "tools-0-what": "鎌"}
    mine = {"text": "わたしの\r\n文 ", "kind": "b", "level": "3", "seen": first["seen"].value(), **row}
    stands = {"text": "わたしの\n文", "kind": "b", "level": 3, "tools": [{"what": "鎌", "yen": None}]}
    assert Wording(mine, initial=stands).is_valid()
    assert not Wording(mine, initial={**stands, "tools": [{"what": "鋸", "yen": None}]}).is_valid()


def test_a_form_over_what_stands_asks_nothing_of_who_does_not_say_what_they_saw():
    rows = {"tools-TOTAL_FORMS": "0", "tools-INITIAL_FORMS": "0"}
    assert Wording({"text": "文", "kind": "a", **rows}, initial={"text": "別の文"}).is_valid()
