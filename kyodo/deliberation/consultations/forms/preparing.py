"""Describing a consultation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import Consultation
from kyodo.deliberation.consultations.states import Channel, Kind, Phase, Standing
from kyodo.deliberation.councils.models import Body
from kyodo.deliberation.texts.models import Version
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import local_day, sections_on
from kyodo.offices.people.models import Person
from kyodo.ui import forms


class PlaceRow(forms.RowForm):
    """閲覧場所."""

    name = forms.TextField(label=_("場所"), max_length=100)
    hours = forms.TextField(label=_("見られる日・時間"), max_length=100, required=False)


class AnnouncementRow(forms.RowForm):
    """周知."""

    medium = forms.TextField(label=_("媒体"), max_length=100, help_text=_("例：広報5月号、市のホームページ、回覧"))
    on = forms.DateField(label=_("日"))


class SessionRow(forms.RowForm):
    """説明会."""

    starts_at = forms.MomentField(label=_("日時"))
    place = forms.TextField(label=_("場所"), max_length=100)
    note = forms.TextField(label=_("備考"), max_length=200, required=False)


class ConsultationForm(forms.EditForm):
    """案件の内容."""

    repeat = {
        "places": forms.rows(PlaceRow, title=_("閲覧場所"), help=_("案を紙で読める場所"), blanks=2),
        "announcements": forms.rows(AnnouncementRow, title=_("周知"), blanks=1),
        "sessions": forms.rows(SessionRow, title=_("説明会"), blanks=1),
    }

    title = forms.TextField(label=_("題名"), max_length=120, help_text=_("例：協働の指針（素案）への意見"))
    kind = forms.ChoiceField(label=_("種別"), choices=Kind.choices, widget=forms.RadioSelect)
    section = forms.ModelChoiceField(Section.objects.none(), label=_("担当課"), to_field_name="ref")
    basis = forms.TextField(
        label=_("根拠"), max_length=200, help_text=_("条例・要綱の名前と条。定めがないときは「任意」")
    )
    purpose = forms.LongTextField(label=_("趣旨"), max_length=3000, rows=5, help_text=_("なぜ、何について意見を聴くか"))
    summary = forms.LongTextField(label=_("案の概要（やさしい言葉で）"), max_length=3000, rows=5, required=False)
    draft = forms.ModelChoiceField(
        Version.objects.published().select_related("document"), label=_("案の版"), to_field_name="ref", required=False,
        empty_label=_("文書のファイルだけで示す"), help_text=_("公開した版を選ぶと、条項ごとに意見を受け付けます。"),
    )  # fmt: skip
    body = forms.ModelChoiceField(
        Body.objects.filter(until=None),
        label=_("関連する会議体"),
        to_field_name="ref",
        required=False,
        empty_label=_("なし"),
    )
    opens_on = forms.DateField(label=_("募集開始"), required=False)
    closes_on = forms.DateField(
        label=_("募集終了"),
        required=False,
        help_text=_("この日の終わりまで受け付けます。初めと終わりの日を入れて30日以上にします。"),
    )
    short_reason = forms.TextField(
        label=_("30日未満にする理由"),
        max_length=500,
        required=False,
        help_text=_("30日に満たないときだけ。公表されます（行政手続法40条1項）。"),
    )
    who_may = forms.MultipleChoiceField(
        label=_("提出できる人"), choices=[c for c in Standing.choices if c[0] != Standing.UNKNOWN],
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    channels = forms.MultipleChoiceField(
        label=_("提出方法"), choices=Channel.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    send_to = forms.TextField(label=_("郵送・ファクス・メールの宛先"), max_length=300, required=False)
    anonymous_ok = forms.BooleanField(label=_("名前がなくても受け付ける"), required=False)
    max_length = forms.IntegerField(label=_("文字数の上限"), min_value=100, max_value=100_000, required=False)
    originals_at = forms.TextField(
        label=_("原本を見られる場所"), max_length=200, required=False,
        help_text=_("概要を公表するとき、もとの意見を見られる場所（行政手続法43条2項）"),
    )  # fmt: skip
    related = forms.TextField(label=_("関連する資料など"), max_length=300, required=False)
    result_on = forms.DateField(label=_("結果公表の予定"), required=False)
    assembly_on = forms.DateField(label=_("議会の予定"), required=False)
    effective_on = forms.DateField(label=_("施行の予定"), required=False)

    def __init__(self, *args: Any, at: datetime, it: Consultation | None = None, **kwargs: Any) -> None:
        if it is not None:
            kwargs.setdefault("initial", self.written(it))
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections_on(local_day(at))  # type: ignore[attr-defined]

    @classmethod
    def written(cls, it: Consultation) -> dict[str, Any]:
        """What stands now."""
        said: dict[str, Any] = {name: getattr(it, name) for name in cls.base_fields if hasattr(it, name)}
        return {
            **said,
            "section": it.section.ref,
            "draft": it.draft.ref if it.draft else None,
            "body": it.body.ref if it.body else None,
            "places": list(it.places.values("name", "hours")),
            "announcements": list(it.announcements.values("medium", "on")),
            "sessions": list(it.sessions.values("starts_at", "place", "note")),
        }


class DocumentForm(forms.Form):
    """案の文書."""

    purpose = forms.ChoiceField(
        label=_("種類"), choices=[(str(word), word) for word in ("案", "概要版", "関連資料", "新旧対照表")]
    )
    upload = forms.FileField(label=_("ファイル"))


class ReviewerRow(forms.RowForm):
    """審査する人."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("審査する人"), to_field_name="ref")
    role = forms.TextField(label=_("見るところ"), max_length=60, required=False, help_text=_("例：法務、所属長"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.filter(is_active=True, duties__isnull=False).distinct()  # type: ignore[attr-defined]


class ReviewersForm(forms.Form):
    """審査する人を決める."""

    repeat = {"reviewers": forms.rows(ReviewerRow, title=_("審査する人"), least=1, blanks=2)}


class ExtendForm(forms.Form):
    """期間を延ばす."""

    closes_on = forms.DateField(label=_("新しい募集終了の日"))
    reason = forms.TextField(label=_("理由"), max_length=300)


class CategoryForm(forms.Form):
    """対応の区分."""

    name = forms.TextField(label=_("区分"), max_length=30)
    meaning = forms.TextField(label=_("説明"), max_length=200, help_text=_("結果のページにそのまま出ます。"))
    demands_change = forms.BooleanField(label=_("案の変更を伴う（変更後の文が必要になる）"), required=False)


class FilterForm(forms.GetForm):
    """一覧をしぼる."""

    phase = forms.ChoiceField(
        label=_("段階"),
        choices=[
            ("", _("すべて")),
            (Phase.OPEN, Phase.OPEN.label),
            ("work", _("整理・審査中")),
            ("told", _("結果公表済み")),
        ],
    )
    section = forms.ModelChoiceField(
        Section.objects.filter(until=None), label=_("課"), to_field_name="ref", empty_label=_("すべて")
    )
