"""Days, moments and fiscal years: three boxes 年・月・日, each taking any spelling; a whole date pasted into the first is read too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo.kernel import calendar

from .fields import spoken
from .numbers import IntegerField


class DateInput(forms.MultiWidget):
    """年・月・日 as three boxes."""

    template_name = "ui/forms/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        year = forms.TextInput(attrs={"size": 6, "autocomplete": "off"})
        month, day = (forms.TextInput(attrs={"inputmode": "numeric", "size": 2, "autocomplete": "off"}) for _n in "md")
        super().__init__({"year": year, "month": month, "day": day}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [value.year, value.month, value.day] if isinstance(value, date) else [value, None, None]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0"


def read_day(parts: Sequence[Any]) -> date | None:
    """The day three boxes name, None if all are empty; raises ValidationError with what to do."""
    year, month, day = (str(part or "").strip() for part in parts)
    if not (year or month or day):
        return None
    if year and not (month or day):
        return spoken(calendar.parse_date, year)
    if not (year and month and day):
        raise ValidationError(_("年・月・日をすべて入力してください。"), code="incomplete")
    return spoken(calendar.parse_date, f"{year.rstrip('年')}年{month.rstrip('月')}月{day.rstrip('日')}日")


class DateField(forms.Field):
    """日付: 令和8, R8, 2026 or ２０２６ for the year; nobody is asked for half-width digits."""

    widget = DateInput

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **options: Any) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(**options)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date) or value in self.empty_values:
            return value or None
        return read_day(value if isinstance(value, (list, tuple)) else [value, "", ""])

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            sentence = _("%(day)s以後の日付を入力してください。")
            raise ValidationError(sentence, code="early", params={"day": calendar.era_date(self.earliest)})
        if value and self.latest and value > self.latest:
            sentence = _("%(day)s以前の日付を入力してください。")
            raise ValidationError(sentence, code="late", params={"day": calendar.era_date(self.latest)})


class YearField(IntegerField):
    """年度: 令和8, R8, 令和8年度, ８, 2026 or 2026年度; kept as the western year in which it begins."""

    widget = forms.TextInput(attrs={"class": "ky-short", "autocomplete": "off"})

    def __init__(self, *, min_value: int = 1950, max_value: int = 2200, **options: Any) -> None:
        options.setdefault("help_text", _("例：令和8、2026"))
        super().__init__(min_value=min_value, max_value=max_value, **options)

    def to_python(self, value: Any) -> int | None:
        typed = str(value or "").strip()
        return spoken(calendar.parse_fiscal_year, typed) if typed else None


_TIME = re.compile(
    r"(?P<half>午前|午後|am|pm)?(?P<h>\d{1,2})(?:[:時](?:(?P<m>\d{1,2})分?)?|(?P<m2>\d{2}))?(?P<half2>半|am|pm)?"
)


def read_time(typed: str) -> time:
    """14:05, １４時５分, 午後2時, 2時半 or 1405. Raises ValueError with a sentence."""
    plain = "".join(unicodedata.normalize("NFKC", typed).lower().split())
    found = _TIME.fullmatch(plain)
    if not found:
        raise ValueError(_("時刻として読めません。「14:30」「午後2時30分」のように入力してください。"))
    half = found["half"] or found["half2"] or ""
    hour, minute = (
        int(found["h"]),
        30 if half == "半" or found["half2"] == "半" else int(found["m"] or found["m2"] or 0),
    )
    if half in ("午後", "pm") and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    try:
        return time(hour, minute)
    except ValueError:
        raise ValueError(_("その時刻はありません。")) from None


class TimeField(forms.Field):
    """時刻 in any usual spelling."""

    widget = forms.TextInput(attrs={"class": "ky-short", "autocomplete": "off"})

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, time):
            return value
        typed = str(value or "").strip()
        return spoken(read_time, typed) if typed else None

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


class MomentInput(forms.MultiWidget):
    """年・月・日 and the time as four boxes."""

    template_name = "ui/forms/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes = dict(zip(("year", "month", "day"), DateInput().widgets, strict=True))
        super().__init__({**boxes, "time": forms.TextInput(attrs={"size": 6, "autocomplete": "off"})}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        if not isinstance(value, datetime):
            return [value, None, None, None]
        moment = timezone.localtime(value) if timezone.is_aware(value) else value
        return [moment.year, moment.month, moment.day, f"{moment:%H:%M}"]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0"


class MomentField(forms.Field):
    """日時: a day and a time on it, as an aware moment in the city's zone."""

    widget = MomentInput

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, datetime) or value in self.empty_values:
            return value or None
        *day_parts, typed = value if isinstance(value, (list, tuple)) and len(value) == 4 else [value, "", "", ""]
        day, hour = read_day(day_parts), str(typed or "").strip()
        if day is None and not hour:
            return None
        if day is None or not hour:
            raise ValidationError(_("日付と時刻の両方を入力してください。"), code="incomplete")
        return timezone.make_aware(datetime.combine(day, spoken(read_time, hour)))
