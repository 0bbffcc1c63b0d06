"""For whom a file is, and why it is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext_lazy as _

from kyodo.ui import forms

from .states import Disclosure

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class AttachForm(forms.Form):
    """書類を付ける: which it is and for whom. A room names its kinds, its parties and an usual reason."""

    kinds: ClassVar[Sequence[tuple[str, StrOrPromise]]]
    parties: ClassVar[StrOrPromise]
    because: ClassVar[StrOrPromise] = ""

    kind = forms.ChoiceField(label=_("書類の種類"), widget=forms.RadioSelect)
    file = forms.FileField(label=_("ファイル"), kinds=("pdf", "jpg", "jpeg", "png", "docx", "xlsx"))
    disclosure = forms.ChoiceField(label=_("公開の範囲"), widget=forms.RadioSelect)
    reason = forms.TextField(
        label=_("公開しない理由"), max_length=300, required=False,
        help_text=_("だれにでもは公開しないときに使います。公開していない書類の数は、だれにでも見えます。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = self.kinds  # type: ignore[attr-defined]
        self.fields["disclosure"].choices = [  # type: ignore[attr-defined]
            (Disclosure.PUBLIC, _("だれにでも公開する")), (Disclosure.PARTIES, self.parties),
        ]  # fmt: skip
        self.fields["reason"].initial = self.because

    def values(self) -> dict[str, Any]:
        given = super().values()
        upload = given.pop("file")
        return {**given, "upload": upload}


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
