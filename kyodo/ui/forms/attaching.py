"""A paper put beside a thing: which it is, for whom, and why not for everybody. A room names its kinds and its audiences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import FileField, TextField
from .sheet import Form

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    Choices = Sequence[tuple[str, StrOrPromise]]


class AttachForm(Form):
    """書類を付ける."""

    kinds: ClassVar[Choices]
    audiences: ClassVar[Choices]
    caution: ClassVar[StrOrPromise] = ""  #: what to think of before choosing for whom it is
    because: ClassVar[StrOrPromise] = ""  #: the usual reason why it is not for everybody

    kind = forms.ChoiceField(label=_("書類の種類"), widget=forms.RadioSelect)
    file = FileField(label=_("ファイル"), kinds=("pdf", "jpg", "jpeg", "png", "docx", "xlsx"))
    disclosure = forms.ChoiceField(label=_("公開の範囲"), widget=forms.RadioSelect)
    reason = TextField(
        label=_("公開しない理由"), max_length=300, required=False,
        help_text=_("だれにでもは公開しないときに使います。公開していない書類の数は、だれにでも見えます。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("kind", self.kinds), ("disclosure", self.audiences)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["disclosure"].help_text = self.caution
        self.fields["reason"].initial = self.because

    def values(self) -> dict[str, Any]:
        given = super().values()
        upload = given.pop("file")
        return {**given, "upload": upload}
