"""Fields that accept every usual spelling and ask for none: readings, numbers, dates, money, safe text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from kyodo.kernel import text

if TYPE_CHECKING:
    Upload = UploadedFile[bytes]

T = TypeVar("T")

BooleanField = forms.BooleanField


def spoken(normalise: Callable[[str], T], value: str) -> T:
    """A normaliser's refusal is a sentence for the person; here it becomes the field's error."""
    try:
        return normalise(value)
    except ValueError as refusal:
        raise ValidationError(str(refusal), code="invalid") from refusal


class TextField(forms.CharField):
    """One line of text; keeps ㈱ and 髙, refuses what nobody can see. The limit is told, not enforced while typing."""

    autocomplete = ""
    inputmode = ""

    def __init__(self, *, max_length: int = 200, autocomplete: str = "", **options: Any) -> None:
        self.autocomplete = autocomplete or self.autocomplete
        super().__init__(max_length=max_length, **options)

    def to_python(self, value: Any) -> str | None:
        words = spoken(text.safe_text, super().to_python(value) or "")
        if "\n" in words or "\t" in words:
            raise ValidationError(_("ここには改行を入れられません。1行で入力してください。"), code="invalid")
        return self.normalise(words) if words else self.empty_value

    def normalise(self, words: str) -> str:
        """What is stored of what was typed; never called for an empty field."""
        return words

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        wanted = {"autocomplete": self.autocomplete, "inputmode": self.inputmode}
        return {name: value for name, value in wanted.items() if value}


class LongTextField(forms.CharField):
    """Several lines of text with a counter of the characters left."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = 2000, rows: int = 6, **options: Any) -> None:
        self.limit = max_length
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows, "cols": None}))
        super().__init__(max_length=max_length, **options)

    def to_python(self, value: Any) -> str | None:
        return spoken(text.safe_text, super().to_python(value) or "") or self.empty_value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class NameField(TextField):
    """氏名・団体名: kept as it was typed, character for character."""

    def __init__(self, *, max_length: int = 100, autocomplete: str = "name", **options: Any) -> None:
        super().__init__(max_length=max_length, autocomplete=autocomplete, **options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "spellcheck": "false", "class": "ky-medium"}


class KanaField(TextField):
    """フリガナ: ひらがな and ｶﾅ become カタカナ."""

    def __init__(self, *, max_length: int = 100, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def normalise(self, words: str) -> str:
        return spoken(text.katakana, words)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "spellcheck": "false", "class": "ky-medium"}


class PhoneField(TextField):
    """電話番号 in any spelling, stored as digits."""

    autocomplete = "tel"
    inputmode = "tel"

    def __init__(self, *, max_length: int = 40, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def normalise(self, words: str) -> str:
        return spoken(text.phone, words)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "class": "ky-medium"}


class PostcodeField(TextField):
    """郵便番号 in any spelling, stored as seven digits."""

    autocomplete = "postal-code"
    inputmode = "numeric"

    def __init__(self, *, max_length: int = 20, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def normalise(self, words: str) -> str:
        return spoken(text.postcode, words)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "class": "ky-short"}


class EmailField(forms.EmailField):
    """メール: full-width letters are read as what they stand for."""

    default_error_messages = {
        "invalid": _("メールアドレスは、「@」の前と後ろがそろった形で入力してください（例：hanako@example.jp）。")
    }

    def to_python(self, value: Any) -> str | None:
        typed = super().to_python(value) or ""
        return spoken(text.safe_text, unicodedata.normalize("NFKC", typed).strip()) or self.empty_value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "email", "spellcheck": "false", "class": "ky-medium"}


class URLField(TextField):
    """ホームページ: http and https only."""

    inputmode = "url"

    def __init__(self, *, max_length: int = 500, **options: Any) -> None:
        super().__init__(max_length=max_length, autocomplete="url", **options)
        self._check = forms.URLField(assume_scheme="https", max_length=max_length)

    def normalise(self, words: str) -> str:
        address = unicodedata.normalize("NFKC", words)
        clean = str(self._check.clean(address))
        if not clean.startswith(("https://", "http://")):
            raise ValidationError(_("ホームページのアドレスは、https:// から入力してください。"), code="invalid")
        return clean


class YenField(forms.Field):
    """金額: 12,000円, １万２千円 or 12000 become whole yen."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "ky-short", "autocomplete": "off"})

    def __init__(self, *, least: int = 0, **options: Any) -> None:
        self.least = least
        super().__init__(**options)

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or not str(value).strip():
            return None
        amount = value if isinstance(value, int) else spoken(text.yen, str(value))
        if amount < self.least:
            raise ValidationError(
                _("%(least)s円以上で入力してください。") % {"least": f"{self.least:,}"}, code="invalid"
            )
        return amount

    def prepare_value(self, value: Any) -> Any:
        """An amount already stored is shown with its commas; what was typed is shown as typed."""
        return f"{value:,}" if isinstance(value, int) else value


class SeenField(forms.CharField):
    """What the writer has before them: sent back as it was shown, shown again as it is now."""

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, **options})

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial


class FileField(forms.FileField):
    """ファイル: with the kinds and the size that are taken said before choosing."""

    widget = forms.FileInput

    def __init__(self, *, kinds: tuple[str, ...] = (), megabytes: int = 10, **options: Any) -> None:
        self.kinds, self.megabytes = kinds, megabytes
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = super().clean(data, initial)
        if isinstance(given, UploadedFile):
            self._check(given)
        return given

    def _check(self, given: Upload) -> None:
        limit = self.megabytes * 1024 * 1024
        name = spoken(text.safe_text, given.name or "")
        if given.size is not None and given.size > limit:
            sentence = _("「%(name)s」は大きすぎます（%(size)s）。%(limit)dMBまでのファイルを選んでください。")
            raise ValidationError(
                sentence,
                code="size",
                params={"name": name, "size": filesizeformat(given.size), "limit": self.megabytes},
            )
        kind = name.lower().rpartition(".")[2]
        if self.kinds and kind not in self.kinds:
            sentence = _("「%(name)s」は受け取れない種類のファイルです。使えるのは %(kinds)s です。")
            if f"{kind}x" in self.kinds:  # .xls and .doc, as they were before 2007
                sentence = _(
                    "「%(name)s」は古い形式です。もとのソフトで開き、「名前を付けて保存」で .%(kind)sx を選んでください。"
                )
            raise ValidationError(
                sentence, code="kind", params={"name": name, "kinds": "・".join(self.kinds), "kind": kind}
            )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"accept": ",".join(f".{kind}" for kind in self.kinds)} if self.kinds else {}


class ScanField(FileField):
    """届いた用紙の写し: beside what an officer types in from a paper; a photograph will do."""

    def __init__(self, **options: Any) -> None:
        words = {
            "label": _("届いた用紙の写し"),
            "help_text": _("写真でもかまいません。手元に残す原本の写しで、担当の職員だけが開けます。"),
        }
        super().__init__(kinds=("pdf", "jpg", "jpeg", "png"), **{"required": False, **words, **options})
