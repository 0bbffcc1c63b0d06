"""Fields: every usual spelling is taken, what cannot be read is refused in a sentence, names stay as typed."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from kyodo.ui import forms
from kyodo.ui.gallery import Sheet
from tests.cast import JST


def cleaned(field, typed):
    return field.clean(typed)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (forms.KanaField(), "かわべ　はなこ", "カワベ ハナコ"),
        (forms.KanaField(), "ｶﾜﾍﾞ ﾊﾅｺ", "カワベ ハナコ"),
        (forms.PhoneField(), "０４８０（２２）１１１１", "0480221111"),
        (forms.PhoneField(), "080−1234‐5678", "08012345678"),
        (forms.PostcodeField(), "〒３４６－８５０１", "3468501"),
        (forms.YenField(), "１２，０００円", 12000),
        (forms.YenField(), "12万円", 120000),
        (forms.YenField(), 500, 500),
        (forms.IntegerField(), "１，２００", 1200),
        (forms.IntegerField(), " 12 ", 12),
        (forms.IntegerField(), "４５人", 45),
        (forms.IntegerField(), "約 1,200 名", 1200),
        (forms.IntegerField(), "320世帯", 320),
        (forms.IntegerField(), 12, 12),
        (forms.EmailField(), "ｈａｎａｋｏ＠example.jp", "hanako@example.jp"),
        (forms.URLField(), "ｈｔｔｐｓ：／／example.jp/会", "https://example.jp/会"),
        (forms.URLField(), "example.jp", "https://example.jp"),
        (forms.NameField(), "㈱髙橋・﨑山①", "㈱髙橋・﨑山①"),
        (forms.NameField(), "葛󠄀城", "葛󠄀城"),
        (forms.LongTextField(), "一行目\r\n二行目", "一行目\n二行目"),
        (forms.TimeField(), "１４：０５", time(14, 5)),
        (forms.TimeField(), "午後2時半", time(14, 30)),
        (forms.TimeField(), "9時", time(9, 0)),
        (forms.TimeField(), "1405", time(14, 5)),
        (forms.TimeField(), "12am", time(0, 0)),
        (forms.DateField(), ["令和８", "４", "１"], date(2026, 4, 1)),
        (forms.DateField(), ["R8", "4", "1"], date(2026, 4, 1)),
        (forms.DateField(), ["２０２６年", "４月", "１日"], date(2026, 4, 1)),
        (forms.DateField(), ["令和8年4月1日", "", ""], date(2026, 4, 1)),
        (forms.DateField(), ["20260401", "", ""], date(2026, 4, 1)),
        (forms.DateField(required=False), ["", " ", ""], None),
        (forms.YearField(), "令和8", 2026),
        (forms.YearField(), "R8", 2026),
        (forms.YearField(), "ｒ８", 2026),
        (forms.YearField(), "令和 8 年度", 2026),
        (forms.YearField(), "令和元年度", 2019),
        (forms.YearField(), "平成31年度", 2019),
        (forms.YearField(), "８", 2026),
        (forms.YearField(), "８年度", 2026),
        (forms.YearField(), "2026年度", 2026),
        (forms.YearField(), "西暦２０２６年", 2026),
        (forms.YearField(), 2026, 2026),
        (forms.YearField(required=False), " ", None),
        (forms.MomentField(), ["2026", "4", "1", "10時半"], datetime(2026, 4, 1, 10, 30, tzinfo=JST)),
        (forms.MomentField(required=False), ["", "", "", ""], None),
    ],
)
def test_every_usual_spelling_is_taken(field, typed, kept):
    assert cleaned(field, typed) == kept


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (forms.KanaField(), "川辺"),
        (forms.PhoneField(), "110"),
        (forms.PostcodeField(), "12345"),
        (forms.YenField(), "たくさん"),
        (forms.YenField(least=1000), "500"),
        (forms.EmailField(), "hanako"),
        (forms.URLField(), "javascript:alert(1)"),
        (forms.URLField(), "ftp://example.jp/"),
        (forms.TextField(), "一行目\n二行目"),
        (forms.TextField(), "a\x00b"),
        (forms.LongTextField(), "a\x1bb"),
        (forms.NameField(), "a\ud800b"),
        (forms.LongTextField(), "a\u202eb"),
        (forms.TimeField(), "25:00"),
        (forms.TimeField(), "夕方"),
        (forms.DateField(), ["8", "4", "1"]),
        (forms.DateField(), ["2026", "", "1"]),
        (forms.DateField(), ["2026", "2", "30"]),
        (forms.DateField(), ["令和8年", "x", "y"]),
        (forms.DateField(earliest=date(2026, 4, 1)), ["2026", "3", "31"]),
        (forms.DateField(latest=date(2026, 4, 1)), ["2026", "4", "2"]),
        (forms.YearField(), "来年度"),
        (forms.YearField(), "令和0年度"),
        (forms.YearField(), "202"),
        (forms.YearField(), "明治5年度"),
        (forms.YearField(min_value=2000, max_value=2100), "平成11年度"),
        (forms.MomentField(), ["2026", "4", "1", ""]),
        (forms.MomentField(), ["", "", "", "10:00"]),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(field, typed):
    with pytest.raises(ValidationError) as refused:
        cleaned(field, typed)
    assert all(sentence.endswith("。") for sentence in refused.value.messages)


def test_text_that_is_too_long_is_counted_for_the_writer():
    form = Sheet({"text": "あ" * 401})
    assert form.errors["text"] == ["「どんなことを一緒にしたいですか」は400文字までです。いまは401文字あります。"]


def test_line_ends_count_once():
    assert forms.LongTextField(max_length=3).clean("あ\r\nい") == "あ\nい"


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [
        ("計画.exe", 10, "受け取れない種類"),
        ("計画.pdf.exe", 10, "受け取れない種類"),
        ("大.PDF", 3 * 1024 * 1024, "大きすぎます"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named(name, size, words):
    field = forms.FileField(kinds=("pdf",), megabytes=2)
    with pytest.raises(ValidationError, match=words) as refused:
        field.clean(SimpleUploadedFile(name, b"x" * size))
    assert name in refused.value.messages[0]


def test_a_file_in_the_old_format_is_told_the_new_one():
    with pytest.raises(ValidationError, match=r"「名簿\.XLS」は古い形式です"):
        forms.FileField(kinds=("csv", "xlsx")).clean(SimpleUploadedFile("名簿.XLS", b"x"))


def test_a_file_of_a_taken_kind_is_taken_whatever_the_case_of_its_ending():
    assert forms.FileField(kinds=("pdf",)).clean(SimpleUploadedFile("計画.PDF", b"x"))


EVERY_FIELD = (
    forms.NameField(),
    forms.KanaField(),
    forms.PhoneField(),
    forms.PostcodeField(),
    forms.YenField(),
    forms.TimeField(),
    forms.URLField(),
    forms.EmailField(),
    forms.LongTextField(),
)


def kept(field, typed):
    """What a field keeps of it; a refusal keeps nothing, anything else is a fault of ours."""
    try:
        return field.clean(typed)
    except ValidationError as refused:
        return "" if refused.messages else None


@given(st.text(max_size=300))
def test_no_text_breaks_a_field_and_none_gets_in_unseen(typed):
    for field in EVERY_FIELD:
        assert not any(0xD800 <= ord(sign) <= 0xDFFF or sign in "\x00\x1b\u202e" for sign in str(kept(field, typed)))


@given(st.lists(st.text(max_size=12), min_size=4, max_size=4))
def test_no_text_breaks_a_date(typed):
    assert kept(forms.DateField(), typed[:3]) is not None
    assert kept(forms.MomentField(), typed) is not None


@given(
    st.text(
        alphabet=st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Cn"]), min_size=1, max_size=90
    ).filter(lambda s: s == s.strip())
)
def test_a_name_is_kept_character_for_character(name):
    assert forms.NameField().clean(name) == name


@pytest.mark.parametrize(
    ("value", "boxes"),
    [(date(2026, 4, 1), ['value="2026"', 'value="4"', 'value="1"'])],
)
def test_a_stored_day_stands_in_its_boxes(value, boxes):
    shown = str(Sheet(initial={"day": value})["day"])
    assert all(box in shown for box in boxes)


def test_a_stored_moment_stands_in_its_boxes_in_local_time():
    from datetime import UTC

    shown = str(Sheet(initial={"start": datetime(2026, 3, 31, 15, 30, tzinfo=UTC)})["start"])
    assert 'value="1"' in shown
    assert 'value="00:30"' in shown


def test_a_stored_amount_is_shown_with_commas_and_a_typed_one_as_typed():
    assert 'value="120,000"' in str(Sheet(initial={"amount": 120000})["amount"])
    assert 'value="１２万"' in str(Sheet({"amount": "１２万"})["amount"])
