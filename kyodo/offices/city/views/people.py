"""The desk's register of people: finding somebody, naming them, and what becomes of their account."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kyodo.kernel.access import Request, open_to
from kyodo.offices.city import actions, forms, queries
from kyodo.offices.city.models import Duty
from kyodo.offices.journal.queries import history_of, told
from kyodo.offices.people import actions as register
from kyodo.offices.people.models import Person
from kyodo.offices.people.queries import alike as same_as
from kyodo.offices.people.queries import found_by, has_second_factor, joining_of
from kyodo.ui.flow import attempt, page

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST = 50


class Measure(NamedTuple):
    """Something the desk may do with an account: the act, its name, what it means, and how grave it is."""

    act: Callable[..., object]
    label: StrOrPromise
    meaning: StrOrPromise
    kind: str = "danger"


MEASURES = {
    "disable": Measure(
        register.disable, _("利用を止める"), _("すべての端末から直ちにサインアウトし、サインインできなくなります。")
    ),
    "enable": Measure(register.enable, _("利用を再開する"), _("もう一度サインインできるようになります。"), "first"),
    "reset": Measure(
        register.reset_second_factor, _("サインインの守りを外す"),
        _("端末をなくした方のために、窓口でご本人を確かめてから行ってください。"),
    ),
    "part": Measure(
        register.part, _("合わせた記録を分ける"),
        _("合わせたときに移した所属・職務・手紙・文書・宿題を、この記録に戻します。合わせたあとに加わったものは、残した記録のままです。"
          "メールアドレスは戻りますが、パスワードはご本人が設定し直します。"),
    ),
    "anonymise": Measure(
        register.anonymise, _("退会の手続きをする"), _("お名前と連絡先が消え、元に戻せません。ご本人の申出により行います。")
    ),
}  # fmt: skip


@open_to("desk")
@require_safe
def index(request: Request) -> HttpResponse:
    """利用者を探す."""
    form = forms.SearchForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    return page(request, "city/people.html", form=form, words=words, people=found_by(words)[:MOST] if words else ())


@open_to("desk")
@require_safe
def show(request: Request, ref: str) -> HttpResponse:
    """利用者の頁: duties and account."""
    person = get_object_or_404(Person, ref=ref)
    context: dict[str, Any] = {
        "person": person,
        "duties": Duty.objects.filter(person=person).select_related("section").order_by("-since"),
        "history": told(history_of(person.subject).exclude(act="sign_in").order_by("-seq")),
        "is_strong": has_second_factor(person),
        "is_self": person == request.actor,
        "shows_reasons": True,
        "joined_into": person.joined_into,
        "joined": list(Person.objects.filter(joined_into=person)),
        "joining": joining_of(person, request.at),
    }
    return page(request, "city/person.html", **context)


@open_to("desk")
def name(request: Request, ref: str) -> HttpResponse:
    """任命する."""
    person = get_object_or_404(Person, ref=ref, anonymised_at=None)
    form = forms.DutyForm(request.POST or None, today=queries.local_day(request.at))
    if attempt(form, actions.assign_duty, person, by=request.actor, at=request.at):
        messages.success(request, _("任命しました。"))
        return redirect("city:person", ref=person.ref)
    return page(request, "city/duty_new.html", form=form, person=person)


@open_to("desk")
@require_safe
def alike(request: Request, ref: str) -> HttpResponse:
    """同じ人の記録を探す: what may be the same person."""
    person = get_object_or_404(Person, ref=ref, anonymised_at=None, joined_into=None)
    form = forms.SearchForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    return page(request, "city/person_alike.html", person=person, form=form, others=same_as(person, words=words))


@open_to("desk")
def join(request: Request, ref: str, other: str) -> HttpResponse:
    """二つの記録を一つにする: both beside each other, then one press with a reason."""
    person, ended = (get_object_or_404(Person, ref=each, anonymised_at=None, joined_into=None) for each in (ref, other))
    form = forms.ReasonForm(request.POST or None)
    if attempt(form, register.join, person, ended, by=request.actor, at=request.at):
        messages.success(request, _("二つの記録を一つにしました。誤りに気づいたら、30日のあいだは分けられます。"))
        return redirect("city:person", ref=person.ref)
    both = [(each, queries.told_capacities(each, request.actor, request.at)) for each in (person, ended)]
    return page(request, "city/person_join.html", form=form, person=person, ended=ended, both=both)


@open_to("desk")
def account(request: Request, ref: str, measure: str) -> HttpResponse:
    """利用者の扱いを変える, said twice and with a reason."""
    if measure not in MEASURES:
        raise Http404
    person, wanted = get_object_or_404(Person, ref=ref), MEASURES[measure]
    form = forms.ReasonForm(request.POST or None)
    if attempt(form, wanted.act, person, by=request.actor, at=request.at):
        messages.success(request, _("手続きが終わりました。"))
        return redirect("city:person", ref=person.ref)
    return page(request, "city/person_account.html", form=form, person=person, measure=wanted)
