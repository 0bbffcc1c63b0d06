"""添付書類を付ける, and taking one out again."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.proposals.states import PaperKind
from kyodo.offices.papers.states import Disclosure
from kyodo.ui import forms
from kyodo.ui.forms import attaching


class AttachForm(attaching.AttachForm):
    """提案に書類を付ける."""

    kinds = PaperKind.choices
    audiences = ((Disclosure.PUBLIC, _("だれにでも公開する")), (Disclosure.PARTIES, _("提案する人と市の職員だけ")))
    caution = _("公開する書類も、提案が公開されるまでは「提案する人と市の職員だけ」が読めます。")
    because = _("取引先や個人の情報が載っているため。")
    title = forms.TextField(
        label=_("書類の名前"), max_length=100, required=False,
        help_text=_("空のままにすると、ファイルの名前になります。例：見積書（講師の謝礼）"),
    )  # fmt: skip
    field_order = ("kind", "file", "title")


class DetachForm(forms.Form):
    """書類を外す: a reason once the city has received it."""

    reason = forms.TextField(label=_("外す理由"), max_length=300, help_text=_("だれにでも見える形で残ります。"))

    def __init__(self, *args: Any, received: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not received:
            del self.fields["reason"]
