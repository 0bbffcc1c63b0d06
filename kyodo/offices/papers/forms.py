"""For whom a file is, and why it is taken back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kyodo.ui import forms

from .states import Disclosure


class DisclosureForm(forms.Form):
    """公開区分を決める."""

    disclosure = forms.ChoiceField(label=_("公開の範囲"), choices=Disclosure.choices, widget=forms.RadioSelect)
    reason = forms.TextField(
        label=_("公開しない理由"), max_length=300, required=False,
        help_text=_("「公開」のほかを選んだときに必要です。件数とともに、だれにでも見える形で残ります。"),
    )  # fmt: skip
    review_on = forms.DateField(
        label=_("見直す日"),
        required=False,
        help_text=_("空のままにすると1年後になります。その日に、公開できるかをもう一度考えます。"),
    )


class WithdrawForm(forms.Form):
    """文書を取り下げる."""

    reason = forms.TextField(label=_("取り下げる理由"), max_length=300, help_text=_("だれにでも見える形で残ります。"))
    erase = forms.BooleanField(
        label=_("中身を完全に消す"),
        required=False,
        help_text=_("個人情報を誤って登録したときなどに選びます。元に戻せません。"),
    )
