"""書き始める: who proposes, in which round, on which case."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from kyodo.cycle.calls.models import Round
from kyodo.cycle.calls.states import State as RoundState
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.queries import lead_of
from kyodo.cycle.proposals.models import PriorTalk
from kyodo.cycle.seeds.states import Channel
from kyodo.kernel.access import Actor, Side, find_all
from kyodo.kernel.thing import Thing
from kyodo.ui import forms

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def round_field(none: StrOrPromise) -> forms.ModelChoiceField[Round]:
    """募集回: one of those published, or none."""
    published = Round.objects.filter(state=RoundState.PUBLISHED).select_related("programme")
    label = _("募集回")
    return forms.ModelChoiceField(published, label=label, required=False, to_field_name="ref", empty_label=none)


class WhoForm(forms.OpenForm):
    """だれが: for which of their groups somebody comes, and how to reach them."""

    body = forms.ChoiceField(
        label=_("どの立場で出しますか"),
        required=False,
        help_text=_("団体として出すときは、団体の名前を選んでください。"),
    )
    email = forms.EmailField(
        label=_("メールアドレス"), required=False, help_text=_("公開しません。お知らせを受け取りたいときに入力してください。")
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = find_all({c.ref for c in actor.capacities(at) if c.ref.startswith("groups.group/")})
        self.bodies: dict[str, Thing] = {ref: body for ref, body in found.items() if isinstance(body, Thing)}
        if self.bodies:
            choices = [("", _("個人として")), *((ref, str(body)) for ref, body in self.bodies.items())]
            self.fields["body"].choices = choices  # type: ignore[attr-defined]
            if len(self.bodies) == 1 and not self.initial.get("body"):
                self.initial["body"] = next(iter(self.bodies))  # whoever speaks for a group mostly comes for it
        else:
            del self.fields["body"]

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {**given, "body": self.bodies.get(given.pop("body", ""))}


class BeginForm(WhoForm):
    """提案を書き始める: a name for it and who proposes; everything else comes step by step."""

    title = forms.TextField(label=_("事業の名前"), max_length=100, help_text=_("あとで変えられます。"))
    author_name = forms.NameField(
        label=_("提案者の名前（団体名）"), required=False,
        help_text=_("公開します。立場を選んだときは、空のままでその団体かご本人の名前になります。"),
    )  # fmt: skip
    field_order = ("title", "body", "author_name", "email")

    @staticmethod
    def initial_of(case: Collaboration | None, talk: PriorTalk | None) -> dict[str, Any]:
        """What is known already: the words of the talk, or the name of the case and who leads its citizens."""
        if talk:
            return {"title": talk.theme, "author_name": talk.name}
        lead = lead_of(case, Side.CITIZENS) if case else None
        if lead and lead.holder.startswith("link/"):  # nobody is named by a receipt
            lead = None
        return {"title": str(case or ""), "body": lead.holder if lead else "", "author_name": lead.name if lead else ""}


class PaperForm(BeginForm):
    """紙で届いた提案: how it arrived."""

    keeps_draft = False  # the counter's computer is everybody's
    author_name = forms.NameField(label=_("提案者の名前（団体名）"))
    received_on = forms.DateField(
        label=_("届いた日"), required=False, help_text=_("締切に間に合ったかを、この日で見ます。空のままなら今日です。")
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("受付方法"), choices=[c for c in Channel.choices if c[0] != Channel.WEB])
    round_ = round_field(_("いつでも受け付ける提案"))
    scan = forms.ScanField()


class RoundForm(forms.Form):
    """募集を替える."""

    round_ = round_field(_("募集によらず、いつでも受け付ける提案にする"))

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = Round.objects.not_over(at).select_related("programme")
        self.fields["round_"].queryset = taken  # type: ignore[attr-defined]
