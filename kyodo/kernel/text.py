"""What people type, made comparable: readings, numbers, search keys, safe text, references.

A normaliser accepts every spelling we know and raises `ValueError` with a sentence for the writer when it cannot
read one. Whether a field may stay empty is the form's affair: the normalisers of fields refuse an empty string.
Names are never rewritten for display; `search_key` and `name_key` stand beside the original.
"""

import hashlib
import re
import secrets
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

_HYPHENS = "-‐‑‒–—―−⁃˗ー─━➖~〜∼"  # after NFKC, which has already mapped the full-width, half-width and small ones
_JOINERS = str.maketrans("", "", _HYPHENS + "()[]〔〕【】「」./・ ")
_LONG_VOWEL = re.compile(f"(?<=[ァ-ヺー])[{re.escape(_HYPHENS)}]")
_TO_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_KANA = re.compile(r"[ァ-ヺヽヾ][ァ-ヺー・ヽヾ ]*")

# Variant characters of names (異体字) and old forms (旧字体), each followed by the form that is searched.
_VARIANTS = """
    髙高 﨑崎 嵜崎 碕崎 德徳 濵浜 濱浜 邊辺 邉辺 齋斎 齊斉 澤沢 嶋島 嶌島 櫻桜 國国 廣広 惠恵 榮栄 瀨瀬 眞真 緖緒
    祿禄 壽寿 學学 會会 圓円 龍竜 黑黒 淸清 靑青 增増 寬寛 藪薮 曾曽 𠮷吉 𡈽土 靏鶴 靍鶴 渕淵 舘館 冨富 峯峰 埜野
    桒桑 栁柳 兒児 與与 萬万 縣県 驛駅 當当 礒磯 籠篭 檜桧 槇槙 穗穂 藝芸 應応 團団 圖図 區区 澁渋 彥彦 郞郎 凉涼
    稻稲 鐵鉄 鷗鴎 內内 橫横 步歩 每毎 戶戸 稅税 綠緑 錄録 緣縁 靜静 藏蔵 濟済 燈灯 莊荘 豐豊 狹狭 條条 實実 寫写
    舊旧 體体 發発 變変 聲声 醫医 繩縄 總総 縱縦 圍囲 傳伝 佛仏 來来 假仮 價価 兩両 專専 對対 屆届 帶帯 從従 戀恋
    戰戦 擔担 據拠 擧挙 數数 晝昼 曉暁 樂楽 樓楼 樣様 權権 歸帰 氣気 瀧滝 灣湾 獨独 獻献 畫画 盡尽 禮礼 經経 續続
    聽聴 臺台 號号 覺覚 觀観 讀読 賣売 轉転 遙遥 邨村 鄕郷 關関 陷陥 雜雑 靈霊 顯顕 飮飲 餘余 騷騒 鷄鶏 鹽塩 麥麦
    點点 黨党 齡齢 豫予 巖巌 彌弥
"""
_INVISIBLE = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x200B, 0x200E), 0x00AD, 0xFEFF)
_FOLD: dict[int, str | None] = {
    **{ord(pair[0]): pair[1] for pair in _VARIANTS.split()},
    **dict.fromkeys(map(ord, "‐‑‒–—―−⁃˗"), "-"),
    **dict.fromkeys(map(ord, "〜∼"), "~"),
    **dict.fromkeys(_INVISIBLE),
}

# Legal forms of organisations (法人格), in the spelling of `search_key`.
_LEGAL_FORM = re.compile(
    r"(?:認定|特例認定|仮認定)?(?:特定非営利活動法人|npo法人)|(?:一般|公益)?(?:社団|財団)法人|社会福祉法人|学校法人|宗教法人"
    r"|(?:社会)?医療法人(?:社団|財団)?|独立行政法人|労働者協同組合|認可地縁団体|任意団体|(?:株式|有限|合同|合資|合名)会社"
    r"|\((?:株|有|同|資|名|特非|特|認特|認特非|一社|公社|社|一財|公財|財|社福|福|学|医|宗|労協)\)|^npo|npo$"
)

_KANJI_NUMBERS = str.maketrans("〇零一壱壹二弐三参四五伍六七八九萬仟阡佰陌拾", "0011122334556789万千千百百十")
_COUNT = re.compile(r"(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,8})?")
_YEN_LIMIT = 10**12

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")  # as word processors leave them
# Control characters but for tab and line feed, direction overrides, lone surrogates, noncharacters.
_UNSAFE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?")

_REF_ALPHABET = "23456789ACDEFGHJKMNPQRTUVWXY"  # no 0 O, 1 I L, S B Z, which look like others on paper


def katakana(text: str) -> str:
    """フリガナ: ひらがな, ｶﾀｶﾅ or カタカナ become full-width katakana, parts separated by one space."""
    kana = " ".join(unicodedata.normalize("NFKC", text).translate(_TO_KATAKANA).split())
    kana = _LONG_VOWEL.sub("ー", kana)
    if not _KANA.fullmatch(kana):
        raise ValueError(_("フリガナは、ひらがなかカタカナで入力してください。"))
    return kana


def phone(text: str) -> str:
    """電話番号: the ten or eleven digits of a Japanese number, an international +81 read as the leading 0."""
    plain = "".join(unicodedata.normalize("NFKC", text).upper().translate(_JOINERS).split())
    digits = re.sub(r"^\+810?", "0", re.sub(r"^(?:TEL|電話番号|電話|☎|☏):?", "", plain))
    if not re.fullmatch(r"0[0-9]{9,10}", digits):
        raise ValueError(
            _("電話番号は、0で始まる市外局番から、10桁か11桁の数字で入力してください（例：012-345-6789）。")
        )
    if not re.fullmatch(r"0[1-9][1-9][0-9]{7}|0[5-9]0[0-9]{8}", digits):
        sentence = _(
            "「%(head)s」で始まる%(count)s桁の電話番号はありません。番号をもう一度ご確認ください（例：012-345-6789）。"
        )
        raise ValueError(sentence % {"head": digits[:4], "count": len(digits)})
    return digits


def postcode(text: str) -> str:
    """郵便番号: its seven digits."""
    plain = unicodedata.normalize("NFKC", text).translate(_JOINERS)
    digits = re.sub(r"^(?:郵便番号:?)?〒?", "", "".join(plain.split()))
    if not re.fullmatch(r"[0-9]{7}", digits):
        raise ValueError(_("郵便番号は、7桁の数字で入力してください（例：123-4567）。"))
    return digits


def yen(text: str) -> int:
    """金額: whole yen from 12,000円, １２千円, 1万2千円, 1.2万円 or 金壱万弐千円也."""
    plain = "".join(unicodedata.normalize("NFKC", text).translate(_KANJI_NUMBERS).replace("、", ",").split())
    plain = re.sub(r"^[金¥\\]*|円?也?[-―ー−]?$", "", plain)
    amount = _amount(plain)
    if amount is None or amount != int(amount) or amount >= _YEN_LIMIT:
        raise ValueError(_("金額は、円単位の数字で入力してください（例：120,000）。"))
    return int(amount)


def _amount(plain: str, units: str = "億万千百十") -> Decimal | None:
    """The number written with these units, largest first; none if it cannot be read."""
    if not units:
        return Decimal(plain.replace(",", "")) if _COUNT.fullmatch(plain) else None
    unit, smaller = units[0], units[1:]
    head, found, rest = plain.partition(unit)
    if not found:
        return _amount(plain, smaller)
    count = Decimal(1) if not head and unit in "千百十" else _amount(head, smaller)
    remainder = _amount(rest, smaller) if rest else Decimal(0)
    if count is None or remainder is None:
        return None
    return count.scaleb({"億": 8, "万": 4, "千": 3, "百": 2, "十": 1}[unit]) + remainder


def search_key(text: str) -> str:
    """検索キー: one spelling for many (ＡＢＣ abc, ｶﾅ カナ, 髙 高). Stored beside the text and never shown."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_FOLD).lower().split())


def name_key(name: str) -> str:
    """名寄せキー: equal for two spellings of one group's name; legal form, spaces, signs and long vowels do not count."""
    key = "".join(search_key(name).split())
    bare = _LEGAL_FORM.sub("", key) or key
    kana = bare.translate(_TO_KATAKANA).replace("ー", "")
    return "".join(sign for sign in kana if unicodedata.category(sign)[0] in "LN") or key


def safe_text(text: str) -> str:
    """The text with line ends as line feeds; refuses what no one can see and no file can hold. Keeps ㈱, 髙 and IVS."""
    lines = _LINE_ENDS.sub("\n", text)
    if _UNSAFE.search(lines):
        raise ValueError(_("使えない文字（制御文字など）が含まれています。入力し直してください。"))
    return lines


def csv_safe(cell: object) -> object:
    """A cell a spreadsheet shows and never executes; numbers, also written as text, stay numbers."""
    if isinstance(cell, str) and cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def new_ref() -> str:
    """参照番号: ten characters that can be read aloud and copied from paper; about 48 bits, unique by constraint."""
    return "".join(secrets.choice(_REF_ALPHABET) for _place in range(10))


def new_token() -> str:
    """The secret part of a private link: 128 bits. Only its hash is stored."""
    return secrets.token_urlsafe(16)


def token_hash(token: str) -> str:
    """What is stored of a secret link; the token has full entropy, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
