"""Pages that refuse, repeat and ask, to see how the interface answers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from kyodo.kernel.policy import AlreadyDone, Block, Blocked, IllegalMove, NotAllowed, Refused
from kyodo.ui import flow, forms

REFUSALS = {
    "refused": Refused("予算の上限をこえています。"),
    "not-allowed": NotAllowed("担当の職員だけができます。"),
    "illegal": IllegalMove("いまは「終了」なので、できません。"),
    "blocked": Blocked(
        [Block("目的", "目的がまだ合意されていません。", "/mend/"), Block("役割", "役割に期限がありません。")]
    ),
    "already": AlreadyDone("nowhere.thing/ABC"),
    "fault": ValueError("a fault of ours"),
    "forbidden": PermissionDenied(),
}


class Question(forms.Form):
    name = forms.NameField(label="団体名")
    amount = forms.YenField(label="金額")


def refuse(request: HttpRequest, how: str) -> HttpResponse:
    raise REFUSALS[how]


def ask(request: HttpRequest) -> HttpResponse:
    form = Question(request.POST or None)
    if made := flow.attempt(form, lambda *, name, amount: f"{name}:{amount}"):
        return HttpResponse(made)
    return flow.page(request, "ask.html", form=form, partial="asked")


def tell(request: HttpRequest) -> HttpResponse:
    messages.warning(request, "<b>締切が近い</b>")
    return flow.page(request, "ask.html", form=Question())


urlpatterns = [
    path("", include("kyodo.ui.urls")),
    path("refuse/<how>/", refuse),
    path("ask/", ask),
    path("tell/", tell),
]
