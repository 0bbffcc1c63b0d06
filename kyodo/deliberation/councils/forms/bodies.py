"""The forms of those who keep a body: the body itself, its relations, terms, members and outputs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.models import Body
from kyodo.deliberation.councils.states.bodies import AgeGroup, BodyKind, Gender, Post, RelationKind, Route, Shown
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import sections_on
from kyodo.offices.people.models import Person
from kyodo.ui import forms

CHOOSE = _("選んでください")
#: Who can answer between two terms or serve a body, in groups: sections, bodies, groups of citizens, people.
Keepers = list[tuple[str, list[tuple[str, str]]]]


def offer(form: forms.Form, field: str, rows: Any) -> None:
    """Narrow what a choice offers."""
    choice = form.fields[field]
    assert isinstance(choice, forms.ModelChoiceField)
    choice.queryset = rows


class SearchForm(forms.GetForm):
    """会議体をさがす."""

    q = forms.TextField(label=_("名前・フリガナの一部"))
    kind = forms.ChoiceField(label=_("種類"), choices=[("", _("すべて")), *BodyKind.choices])


class DayForm(forms.GetForm):
    """ある日の姿を見る. A link names the day in one piece: ?on=2007-10-30."""

    on = forms.DateField(label=_("この日の時点で"))

    def __init__(self, asked: Any = None) -> None:
        given = asked and asked.dict()
        if given and "on" in given:
            given["on_year"] = given["on"]
        super().__init__(given)


class SeatRow(forms.RowForm):
    """席の定数, one route a row."""

    route = forms.ChoiceField(label=_("選び方"), choices=Route.choices)
    number = forms.IntegerField(label=_("人数"), min_value=1, max_value=200)


class BodyForm(forms.EditForm):
    """会議体."""

    name = forms.TextField(label=_("名称"), max_length=100)
    kana = forms.KanaField(label=_("フリガナ"), max_length=200)
    kind = forms.ChoiceField(label=_("種類"), choices=BodyKind.choices)
    basis = forms.TextField(
        label=_("設置の根拠"), max_length=300, help_text=_("条例・要綱・規程の名前と番号、または会の申し合わせ。")
    )
    mandate = forms.LongTextField(label=_("所掌すること"), max_length=1000)
    section = forms.ModelChoiceField(Section.objects.none(), label=_("担当課"), to_field_name="ref", empty_label=CHOOSE)
    parent = forms.ModelChoiceField(
        Body.objects.none(), label=_("親の会議体"), to_field_name="ref", required=False, empty_label=_("なし")
    )
    since = forms.DateField(label=_("設置日"))
    term_months = forms.IntegerField(label=_("任期（月）"), required=False, min_value=1, max_value=240)
    meetings_a_year = forms.IntegerField(label=_("年間の予定回数"), required=False, min_value=0, max_value=365)
    pay = forms.YenField(label=_("1回の報酬（円）"), required=False)

    repeat = {"seats": forms.rows(SeatRow, title=_("席の定数"))}

    def __init__(self, *args: Any, today: date, but: Body | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "section", sections_on(today))
        offer(self, "parent", Body.objects.on(today).exclude(ref=but.ref if but else ""))

    def values(self) -> dict[str, Any]:
        given = super().values()
        counted: dict[str, int] = {}
        for row in given.pop("seats"):
            counted[row["route"]] = counted.get(row["route"], 0) + row["number"]
        return {**given, "seats": counted}


class SecretariatForm(forms.Form):
    """事務局を決める."""

    secretariat = forms.ChoiceField(
        label=_("事務局をつとめるところ"),
        help_text=_(
            "会議を進め、資料と会議録をまとめます。非公開の資料も読みます。団体を選ぶと、代表と連絡担当の方がつとめます。"
        ),
    )
    since = forms.DateField(label=_("いつから"))

    def __init__(self, *args: Any, keepers: Keepers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["secretariat"].choices = keepers  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """廃止する."""

    on = forms.DateField(label=_("終わりの日"), help_text=_("この日までは会議体があり、次の日からなくなります。"))
    reason = forms.TextField(label=_("理由"), max_length=300, help_text=_("公開されます。"))


class RelationForm(forms.Form):
    """関係を記録する."""

    kind = forms.ChoiceField(label=_("この会議体は"), choices=RelationKind.choices, widget=forms.RadioSelect)
    other = forms.ModelChoiceField(
        Body.objects.none(), label=_("相手の会議体"), to_field_name="ref", empty_label=CHOOSE
    )
    since = forms.DateField(label=_("始まり"))
    until = forms.DateField(label=_("終わり"), required=False)

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "other", Body.objects.exclude(pk=body.pk))


class DayOnlyForm(forms.Form):
    """終わる日だけを答える."""

    on = forms.DateField(label=_("終わる日"), help_text=_("この日まで続き、次の日からなくなります。"))


class OutputRow(forms.RowForm):
    """成果."""

    title = forms.TextField(label=_("つくるもの"), max_length=200)


class TermForm(forms.Form):
    """期を始める: it ends on a date, or when something has happened."""

    number = forms.IntegerField(label=_("第何期"), min_value=1, max_value=500)
    since = forms.DateField(label=_("始まり"))
    until = forms.DateField(label=_("満了日"), required=False)
    event = forms.TextField(
        label=_("終わりとなる出来事"), max_length=200, required=False,
        help_text=_("日付で終わらないとき。例：指針の策定まで"),
    )  # fmt: skip
    themes = forms.LongTextField(
        label=_("調査・審議すること"), max_length=1000, required=False, help_text=_("1行に1つ書きます。")
    )
    keeper = forms.ChoiceField(
        label=_("次の期までの受け持ち"),
        help_text=_("委員がいない間、やり残したことに答える課・会議体・人です。会議体のページに表示されます。"),
    )

    repeat = {"outputs": forms.rows(OutputRow, title=_("まとめる成果"))}

    def __init__(self, *args: Any, body: Body, keepers: Keepers, **kwargs: Any) -> None:
        last = body.terms.order_by("-number").first()
        begun = {"number": last.number + 1 if last else 1, "keeper": body.section.subject}
        super().__init__(*args, initial=begun, **kwargs)
        self.fields["keeper"].choices = keepers  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {**given, "outputs": [row["title"] for row in given.pop("outputs")]}


class EndTermForm(forms.Form):
    """期を終える."""

    on = forms.DateField(label=_("終わった日"))
    because = forms.TextField(
        label=_("終わった理由"), max_length=300, help_text=_("公開されます。例：指針を策定したため")
    )


class KeeperForm(forms.Form):
    """受け持ちを決める."""

    keeper = forms.ChoiceField(label=_("次の期までの受け持ち"))

    def __init__(self, *args: Any, keepers: Keepers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keeper"].choices = [("", CHOOSE), *keepers]  # type: ignore[attr-defined]


#: How the roster of a body is told what to show of somebody.
STANDARD, OWN = "standard", "own"
PUBLICITY = [(STANDARD, _("選び方ごとの決まりのとおり")), (OWN, _("この方について決める"))]


class ShownForm(forms.Form):
    """名簿に載せるものを決める."""

    shown = forms.MultipleChoiceField(
        label=_("名簿に載せるもの"), choices=Shown.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("載せないものは、この会議体の委員と事務局だけが見ます。会長と副会長の氏名は公開します。"),
    )  # fmt: skip


class AppointForm(forms.Form):
    """任命する. The mail address finds the person; without one only the name is kept."""

    email = forms.EmailField(
        label=_("メールアドレス"), required=False,
        help_text=_("この仕組みに登録のある方です。サインインして資料を読めるようになります。ない方は氏名だけで記録します。"),
    )  # fmt: skip
    name = forms.NameField(label=_("氏名"), required=False, autocomplete="off")
    route = forms.ChoiceField(label=_("選び方"), choices=Route.choices)
    post = forms.ChoiceField(label=_("役職"), choices=Post.choices, initial=Post.MEMBER)
    behalf = forms.TextField(label=_("推薦した団体・所属"), max_length=100, required=False)
    profession = forms.TextField(label=_("職業"), max_length=100, required=False)
    since = forms.DateField(label=_("就任日"))
    until = forms.DateField(label=_("退任日"), required=False, help_text=_("空のときは、期の終わりまでです。"))
    gender = forms.ChoiceField(
        label=_("性別"), choices=[("", _("答えない")), *Gender.choices], required=False,
        help_text=_("割合の統計だけに使い、公開しません。"),
    )  # fmt: skip
    age_group = forms.ChoiceField(
        label=_("年代"), choices=[("", _("答えない")), *AgeGroup.choices], required=False,
        help_text=_("統計だけに使い、公開しません。"),
    )  # fmt: skip
    publicity = forms.ChoiceField(
        label=_("名簿に載せるもの"), choices=PUBLICITY, widget=forms.RadioSelect, initial=STANDARD
    )
    shown = forms.MultipleChoiceField(
        label=_("この方について載せるもの"), choices=Shown.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("「この方について決める」を選んだときだけ使います。会長と副会長の氏名は公開します。"),
    )  # fmt: skip
    exception = forms.LongTextField(
        label=_("例外とする理由"), max_length=500, required=False,
        help_text=_("市の決まりから外れるときだけ書きます。理由は公開されます。"),
    )  # fmt: skip

    def clean_email(self) -> Person | None:
        email = self.cleaned_data.get("email")
        if not email:
            return None
        person = Person.objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise forms.ValidationError(
                _("このメールアドレスの方は登録されていません。空のままにすると、氏名だけで記録できます。")
            )
        return person

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["person"] = given.pop("email")
        if given.pop("publicity") == STANDARD:
            given["shown"] = None
        return given


class LeaveForm(forms.Form):
    """退任を記録する."""

    on = forms.DateField(label=_("退任日"))
    because = forms.TextField(label=_("理由"), max_length=200, help_text=_("公開されます。"))


class PostForm(forms.Form):
    """役職を決める."""

    post = forms.ChoiceField(label=_("役職"), choices=Post.choices, widget=forms.RadioSelect)


class FinishForm(forms.Form):
    """成果をまとめた."""

    on = forms.DateField(label=_("まとめた日"))
    about = forms.SubjectField(label=_("できたもの"), required=False)


class DropForm(forms.Form):
    """成果をやめる."""

    because = forms.TextField(label=_("やめる理由"), max_length=300, help_text=_("公開されます。"))
