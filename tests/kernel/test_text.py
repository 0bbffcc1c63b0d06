"""A corpus of what people really type, and what is read from it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyodo.kernel import text

READINGS = {
    "ヤマダ ハナコ": (
        "やまだ　はなこ",
        "ﾔﾏﾀﾞ ﾊﾅｺ",
        "ヤマダ　ハナコ",
        " やまだ  はなこ ",
        "ヤマダ\tはなこ",
        "やまた\u3099 はなこ",
    ),
    "サトウ ジロー": (
        "さとう じろー",
        "ｻﾄｳ ｼﾞﾛｰ",
        "サトウ ジロ-",
        "サトウ ジロ－",
        "サトウ ジロ‐",
        "サトウ ジロ―",
        "さとう じろ〜",
    ),
    "ミドリノモリ・クラブ": ("みどりのもり・くらぶ", "ﾐﾄﾞﾘﾉﾓﾘ･ｸﾗﾌﾞ", "ミドリノモリ・クラブ", "みどりのもり・クラブ"),
    "ヴァイオリンノカイ": ("ゔぁいおりんのかい", "ｳﾞｧｲｵﾘﾝﾉｶｲ", "ヴァイオリンノカイ"),
    "イスヾヽ": ("いすゞゝ", "イスヾヽ"),
}
PHONES = {
    "0123456789": (
        "0123456789", "012-345-6789", "０１２－３４５－６７８９", "０１２３４５６７８９", "012‐345‐6789", "012−345−6789",
        "012ー345ー6789", "012ｰ345ｰ6789", "012–345–6789", "012—345—6789", "012―345―6789", "(012)345-6789", "（０１２）３４５－６７８９",
        "012（345）6789", "0123(45)6789", "012 345 6789", "012　345　6789", "012.345.6789", "012・345・6789", "TEL 012-345-6789",
        "Tel:012-345-6789", "℡012-345-6789", "電話：012-345-6789", "電話番号 012-345-6789", "☎012-345-6789", "☏ 012-345-6789",
        "+81 12-345-6789", "＋８１－１２－３４５－６７８９", "+81(0)12-345-6789", "012~345~6789", " 012-345-6789 ",
    ),
    "09012345678": ("090-1234-5678", "０９０ー１２３４ー５６７８", "090 1234 5678", "+81 90 1234 5678", "+819012345678", "(090)1234-5678"),
    "0120123456": ("0120-123-456", "0120(123)456", "０１２０―１２３―４５６"),
    "08001234567": ("0800-123-4567", "0800‐123‐4567"),
    "0312345678": ("03-1234-5678", "+81-3-1234-5678", "03（1234）5678"),
    "06012345678": ("060-1234-5678",),
    "05012345678": ("050-1234-5678", "０５０１２３４５６７８"),
}  # fmt: skip
POSTCODES = {
    "1234567": (
        "1234567", "123-4567", "１２３－４５６７", "１２３４５６７", "〒123-4567", "〒１２３－４５６７", "〒 123 4567", "〒　123－4567", "123‐4567",
        "123−4567", "123ー4567", "123ｰ4567", "123–4567", "123—4567", "123―4567", "123 4567", "123　4567", "（〒123-4567）", "郵便番号：123-4567",
        "郵便番号 〒123-4567", " 123-4567\n", "〒123~4567", "123─4567", "123‑4567",
    ),
}  # fmt: skip
AMOUNTS = {
    12_000: (
        "12000", "12,000", "１２０００", "１２，０００", "12,000円", "１２，０００円", "¥12,000", "￥12,000", "\\12,000", "¥12,000-", "金12,000円也",
        "12千円", "１２千円", "12 千円", "1万2千円", "１万２千円", "1.2万円", "1万2000円", "1万2,000円", "一万二千円", "金壱万弐千円也", "壱萬弐阡円", "12、000円",
        "12,000円也", "¥ 12,000 ―", "金 12,000 円", "十二千円", "一二〇〇〇円", "12,000.00",
    ),
    1_500_000: ("1,500千円", "150万円", "百五十万円", "1.5百万円", "1,500,000", "１５０万", "150万", "金壱百五拾万円也"),
    300_000: ("30万円", "三十万円", "参拾万円", "30万", "0.3百万円", "300千円"),
    1_000: ("千円", "1千円", "一千円", "1000円"),
    1_000_000: ("百万円", "1百万円", "100万円"),
    123_456_789: ("1億2,345万6,789円", "1億2345万6789", "123,456,789", "一億二千三百四十五万六千七百八十九円"),
    0: ("0", "０円", "¥0", "零円"),
    999_999_999_999: ("999,999,999,999円", "9999億9999万9999"),
}  # fmt: skip
SEARCHED = {
    "高崎": ("髙﨑", "高崎", "高嵜", "髙碕", " 髙﨑 ", "髙\ufe00﨑", "高\U000e0100崎"),
    "npo": ("NPO", "ＮＰＯ", "npo", "ｎｐｏ", "Npo"),
    "ガーデン": ("ｶﾞｰﾃﾞﾝ", "ガーデン", "カ\u3099ーデン"),
    "渡辺": ("渡邊", "渡邉", "渡辺"),
    "吉野": ("𠮷野", "吉埜"),
    "(株)みどり": ("㈱みどり", "（株）みどり", "(株)みどり"),
    "令和8年度": ("令和８年度", "㋿8年度", "令和8年度"),
    "a-b~c": ("A‐B～C", "Ａ－Ｂ〜Ｃ", "a−b~c"),
    "国 広": ("國　廣", " 国\t广 ".replace("广", "廣")),
}
NAMES = {
    "緑会": (
        "緑の会", "緑　の　会", "ＮＰＯ法人　緑の会", "NPO法人緑の会", "特定非営利活動法人緑の会", "認定NPO法人 緑の会", "緑の会（NPO法人）",
        "一般社団法人緑の会", "(一社)緑の会", "㈱緑の会", "緑の会株式会社", "（株）緑の会", "公益財団法人 緑の会", "㈳緑の会", "綠の会", "NPO 緑の会",
        "「緑の会」", "緑・の・会", "任意団体 緑の会", "緑ノ会", "緑の會",
    ),
    "コドモサポタ": ("こどもサポーター", "コドモ・サポーター", "ｺﾄﾞﾓｻﾎﾟｰﾀｰ", "こども サポ-タ-", "社会福祉法人こどもサポーター"),
}  # fmt: skip

UNREADABLE = {
    text.katakana: ("", " ", "山田", "yamada", "ヤマダ1", "・", "ー", "ヤマダ@"),
    text.phone: ("", "345-6789", "12-345-6789", "012-345-67890", "090-1234-567", "090-1234-56789", "110", "電話なし", "012-345-6789 内線12",
                 "+1 202 555 0100", "0000000000", "０００－００００－００００", "٠١٢٣٤٥٦٧٨٩"),
    text.postcode: ("", "〒", "123-456", "123-45678", "123-456a", "１２３", "東京都", "12345六7"),
    text.yen: ("", "円", "万円", "金円也", "-1000", "▲1,000", "1,00円", "12,0000", "1.5円", "約3万円", "3万円くらい", "未定", "1兆円", "10000億円",
               "1万2億", "1..5万円", "９" * 5000, "1e5", "٣"),
    text.safe_text: ("\x00", "あ\x08", "あ\x1bい", "\x7f", "\ud800", "あ\udfff", "\u202e逆", "\u2066", "\ufffe", "\uffff", "\x9f"),
}  # fmt: skip


def spelled(corpus):
    return [(spelling, meant) for meant, spellings in corpus.items() for spelling in spellings]


def test_the_corpus_is_large_enough_to_mean_something():
    corpora = (READINGS, PHONES, POSTCODES, AMOUNTS, SEARCHED, NAMES, UNREADABLE)
    assert sum(len(spellings) for corpus in corpora for spellings in corpus.values()) >= 200


@pytest.mark.parametrize(("spelling", "meant"), spelled(READINGS))
def test_a_reading_becomes_full_width_katakana(spelling, meant):
    assert text.katakana(spelling) == meant


@pytest.mark.parametrize(("spelling", "meant"), spelled(PHONES))
def test_a_phone_number_becomes_its_digits(spelling, meant):
    assert text.phone(spelling) == meant


@pytest.mark.parametrize(("spelling", "meant"), spelled(POSTCODES))
def test_a_postcode_becomes_seven_digits(spelling, meant):
    assert text.postcode(spelling) == meant


@pytest.mark.parametrize(("spelling", "meant"), spelled(AMOUNTS))
def test_an_amount_becomes_whole_yen(spelling, meant):
    assert text.yen(spelling) == meant


@pytest.mark.parametrize(("spelling", "meant"), spelled(SEARCHED))
def test_spellings_that_mean_the_same_share_a_search_key(spelling, meant):
    assert text.search_key(spelling) == meant


@pytest.mark.parametrize("name", [name for names in NAMES.values() for name in names])
def test_spellings_of_one_group_share_a_name_key(name):
    key = text.name_key(name)
    siblings = next(names for names in NAMES.values() if name in names)
    assert {text.name_key(sibling) for sibling in siblings} == {key}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("緑の会", "緑の家"),
        ("あおぞら1", "あおぞら2"),
        ("NPO法人", "株式会社"),
        ("株の会", "緑の会"),
        ("！", "？"),
        ("緑会", "緑丘会"),
    ],
)
def test_different_groups_keep_different_name_keys(one, other):
    assert text.name_key(one) != text.name_key(other)


@pytest.mark.parametrize(
    ("normalise", "spelling"), [(normalise, each) for normalise, spellings in UNREADABLE.items() for each in spellings]
)
def test_what_cannot_be_read_is_refused_with_a_sentence(normalise, spelling):
    with pytest.raises(ValueError, match=r"。$"):
        normalise(spelling)


@pytest.mark.parametrize(
    "name", ["㈱髙﨑商店", "葛\U000e0100城の会", "①班～②班", "ﾊﾝｶｸ会", "🌱の会", "外字\ue000", "𠮷野"]
)
def test_a_name_is_kept_byte_for_byte(name):
    assert text.safe_text(name) == name


def test_line_ends_of_every_program_become_line_feeds():
    assert text.safe_text("一\r\n二\r三\x0b四\u2028五\n六\t七") == "一\n二\n三\n四\n五\n六\t七"


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+81-3-1234", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "－様", "-", "+", "=cmd"],
)
def test_a_cell_that_a_spreadsheet_would_run_is_quoted(cell):
    assert text.csv_safe(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["緑の会", "a=b", "", "-5", "+5", "-1,200", "-3.5%", "1-2", "'=", -5, 0, 2.5, None])
def test_any_other_cell_and_every_number_is_left_alone(cell):
    assert text.csv_safe(cell) is cell


@given(st.text())
def test_keys_are_stable_when_made_twice(anything):
    key = text.search_key(anything)
    assert text.search_key(key) == key
    assert text.name_key(text.name_key(anything)) == text.name_key(anything)


@given(st.integers(0, 10**12 - 1))
def test_every_amount_we_print_is_read_back(amount):
    assert text.yen(f"{amount:,}円") == text.yen(f"￥{amount}") == amount


@given(st.text())
def test_text_that_passes_holds_no_control_character(anything):
    try:
        passed = text.safe_text(anything)
    except ValueError:
        return
    assert not {sign for sign in passed if unicodedata.category(sign) in ("Cc", "Cs")} - {"\n", "\t"}


def test_references_have_ten_signs_that_cannot_be_mistaken():
    refs = {text.new_ref() for _each in range(1000)}
    assert len(refs) == 1000
    assert {len(ref) for ref in refs} == {10}
    assert not set("".join(refs)) & set("01OILSBZ")


def test_a_token_has_128_bits_and_its_hash_tells_nothing_of_it():
    token = text.new_token()
    assert len(token) == 22
    assert token != text.new_token()
    assert len(text.token_hash(token)) == 64
    assert token not in text.token_hash(token)
    assert text.token_hash(token) == text.token_hash(token)
