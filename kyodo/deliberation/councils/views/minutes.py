"""Pages of minutes: reading them, taking a transcript in, naming speakers, the members' round."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo.deliberation.councils.actions import writing
from kyodo.deliberation.councils.actions.transcripts import Reading
from kyodo.deliberation.councils.forms import minutes as forms
from kyodo.deliberation.councils.forms.meetings import ReasonForm
from kyodo.deliberation.councils.models import Correction, Line, Minutes, Transcript
from kyodo.deliberation.councils.policies import meetings as may
from kyodo.deliberation.councils.queries import attending
from kyodo.deliberation.councils.queries import minutes as queries
from kyodo.deliberation.councils.states.meetings import MinutesState
from kyodo.deliberation.councils.workflow.meetings import MINUTES
from kyodo.kernel.access import Request, open_to
from kyodo.kernel.policy import Policy, Refused
from kyodo.offices.city.queries import local_day
from kyodo.ui.flow import attempt, page

from .acting import act
from .meetings import the_meeting


def the_minutes(request: Request, ref: str, who: Policy[Any] | None = None) -> Minutes:
    """The minutes of a meeting; 404 before it opened."""
    meeting = the_meeting(request, ref, who)
    found = Minutes.objects.filter(meeting=meeting).first()
    if found is None:
        raise Http404
    found.meeting = meeting
    return found


@open_to("everyone")
def minutes(request: Request, ref: str) -> HttpResponse:
    """会議録: published for everybody, in the making for those inside; how late it is, for everybody."""
    it = the_minutes(request, ref)
    actor, at = request.actor, request.at
    text = queries.text_of(it, actor, at=at)
    context: dict[str, Any] = {
        "minutes": it,
        "meeting": it.meeting,
        "text": text,
        "record": queries.record_of(it, inside=text.inside),
        "moves": {move.name for move in MINUTES.open_to(actor, it, at=at)},
        "may_write": it.state == MinutesState.DRAFT and bool(may.runs.check(actor, it, at=at)),
        "may_propose": bool(may.proposes.check(actor, it, at=at)),
        "is_late": it.is_late(local_day(at)),
        "closed_items": list(queries.closed_items(it)),
    }
    if text.inside:
        context |= queries.waiting_in(it)
    return page(request, "councils/minutes/minutes.html", **context)


@open_to("signed in")
def read_transcript(request: Request, ref: str) -> HttpResponse:
    """記録を読み込む: from a file or a paste, always by way of the preview."""
    it = the_minutes(request, ref, may.runs)
    form = forms.TranscriptForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        given = {"text": form.cleaned_data["text"], "name": upload.name if upload else ""}
        return _preview(request, it, forms.TakeInForm(initial=given), given["text"])
    context: dict[str, Any] = {"back": it.get_absolute_url(), "title": _("記録を読み込む"), "body": it.body}
    return page(request, "councils/meetings/act.html", form=form, **context)


def _preview(request: Request, it: Minutes, form: forms.TakeInForm, text: str) -> HttpResponse:
    """What the text would become, with every fault by paragraph; nothing is stored."""
    try:
        reading = writing.examine(it, name="transcript.txt", content=text.encode())
    except Refused as refusal:
        form.add_error(None, str(refusal.sentence))
        reading = Reading()
    context: dict[str, Any] = {"minutes": it, "meeting": it.meeting, "reading": reading}
    return page(request, "councils/minutes/preview.html", form=form, **context)


@open_to("signed in")
@require_POST
def take_in(request: Request, ref: str) -> HttpResponse:
    """取り込む, or look again after mending the text."""
    it = the_minutes(request, ref, may.runs)
    form = forms.TakeInForm(request.POST)
    again = "again" in request.POST
    if not again and attempt(form, writing.take_in, it, by=request.actor, at=request.at) is not None:
        messages.success(request, _("記録を取り込みました。"))
        return redirect("councils:speakers", ref=it.meeting.ref)
    return _preview(request, it, form, form.data.get("text", "").replace("\x00", ""))


@open_to("signed in")
@require_POST
def undo(request: Request, ref: str) -> HttpResponse:
    """取り込みを取り消す."""
    found = get_object_or_404(Transcript.objects.select_related("minutes__meeting"), ref=ref)
    it = the_minutes(request, found.minutes.meeting.ref, may.runs)
    writing.undo(found, by=request.actor, at=request.at)
    messages.success(request, _("取り込みを取り消しました。"))
    return redirect(it)


@open_to("signed in")
def speakers(request: Request, ref: str) -> HttpResponse:
    """発言者を割り当てる."""
    it = the_minutes(request, ref, may.runs)
    names, seats = queries.speakers_of(it), list(attending.seats_of(it.meeting))
    form = forms.SpeakersForm(request.POST or None, speakers=names, seats=seats)
    lead = _("記録に出てきた名前が、どの委員かを選びます。")
    return act(
        request, form, writing.name_speakers, it, back=it, title=_("発言者を割り当てる"), lead=lead, body=it.body
    )


@open_to("signed in")
def summary(request: Request, ref: str) -> HttpResponse:
    """要点を書く."""
    it = the_minutes(request, ref, may.runs)
    items = writing.agenda_of(it)
    texts = {line.item_id: line.text for line in it.lines.filter(is_summary=True)}
    now = {f"item_{item.ref}": texts.get(item.pk, "") for item in items.values()}
    form = forms.SummaryForm(request.POST or None, items=items, initial={**now, "edition": it.edition})
    return act(request, form, writing.summarise, it, back=it, title=_("要点を書く"), body=it.body)


@open_to("signed in")
def send_round(request: Request, ref: str) -> HttpResponse:
    """委員に確認をお願いする."""
    it = the_minutes(request, ref, may.runs)
    form = forms.RoundForm(request.POST or None)
    title, done = _("委員に確認をお願いする"), _("委員に確認をお願いしました。")
    return act(request, form, writing.send_round, it, back=it, title=title, done=done, body=it.body)


@open_to("signed in")
@require_POST
def fix(request: Request, ref: str) -> HttpResponse:
    """会議録を確定する."""
    it = the_minutes(request, ref, may.runs)
    writing.fix(it, by=request.actor, at=request.at)
    return redirect(it)


@open_to("signed in")
@require_POST
def publish(request: Request, ref: str) -> HttpResponse:
    """会議録を公表する."""
    it = the_minutes(request, ref, may.runs)
    writing.publish(it, by=request.actor, at=request.at)
    return redirect(it)


@open_to("signed in")
def reopen(request: Request, ref: str) -> HttpResponse:
    """会議録を書き直す."""
    it = the_minutes(request, ref, may.runs)
    form = ReasonForm(request.POST or None)
    return act(request, form, writing.reopen, it, back=it, title=_("会議録を書き直す"), body=it.body)


@open_to("signed in")
def withdraw(request: Request, ref: str) -> HttpResponse:
    """公表を取り下げる."""
    it = the_minutes(request, ref, may.is_secretariat)
    form = ReasonForm(request.POST or None)
    return act(request, form, writing.withdraw, it, back=it, title=_("公表を取り下げる"), body=it.body)


def the_line(request: Request, ref: str, who: Policy[Any]) -> Line:
    """A line of minutes, for those inside."""
    found = get_object_or_404(Line.objects.select_related("minutes__meeting", "item"), ref=ref)
    found.minutes = the_minutes(request, found.minutes.meeting.ref, who)
    return found


@open_to("signed in")
def line(request: Request, ref: str) -> HttpResponse:
    """一つの箇所を直す."""
    it = the_line(request, ref, may.runs)
    form = forms.LineForm(request.POST or None, initial={"text": it.text, "is_closed": it.is_closed})
    return act(request, form, writing.write_line, it, back=it, title=_("この箇所を直す"), body=it.body)


@open_to("signed in")
def propose(request: Request, ref: str) -> HttpResponse:
    """修正を申し出る."""
    it = the_line(request, ref, may.is_member)
    form = forms.CorrectionForm(request.POST or None, initial={"after": it.text})
    title, done = _("修正を申し出る"), _("修正を申し出ました。事務局が答えます。")
    return act(request, form, writing.propose, it, back=it.minutes, title=title, done=done, body=it.body)


@open_to("signed in")
def corrections(request: Request, ref: str) -> HttpResponse:
    """修正の申し出: for the members and the secretariat."""
    it = the_minutes(request, ref, may.is_inside)
    runs = bool(may.runs.check(request.actor, it, at=request.at))
    rows = list(queries.corrections_of(it))
    return page(request, "councils/minutes/corrections.html", minutes=it, meeting=it.meeting, rows=rows, runs=runs)


def the_correction(request: Request, ref: str) -> Correction:
    """A correction, for whoever answers it."""
    found = get_object_or_404(Correction.objects.select_related("line__minutes__meeting", "person"), ref=ref)
    found.line.minutes = the_minutes(request, found.line.minutes.meeting.ref, may.runs)
    return found


@open_to("signed in")
@require_POST
def take(request: Request, ref: str) -> HttpResponse:
    """修正を反映する."""
    it = the_correction(request, ref)
    writing.take(it, by=request.actor, at=request.at)
    messages.success(request, _("修正を反映しました。"))
    return redirect("councils:corrections", ref=it.line.minutes.meeting.ref)


@open_to("signed in")
def decline(request: Request, ref: str) -> HttpResponse:
    """修正を反映しない."""
    it = the_correction(request, ref)
    form = forms.DeclineForm(request.POST or None)
    return act(
        request, form, writing.decline, it, back=it, title=_("反映しない理由を答える"), lead=it.after, body=it.body
    )
