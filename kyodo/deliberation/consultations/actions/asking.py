"""Writing to those who sent something: that the result is public, and two weeks later whether the answer was one."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kyodo.deliberation.consultations.models import Consultation, Submission
from kyodo.deliberation.consultations.queries.reading import asking_about, standing_result
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import AlreadyDone
from kyodo.offices.desk.actions import send
from kyodo.offices.desk.models import Errand
from kyodo.offices.post.actions import MAILTO, addressees, in_words, write

from .receiving import receipt_token

TELL = "consultations.tell_senders"
PORTION = 200  #: letters at a time


def tell_senders(it: Consultation, *, by: Actor, at: datetime) -> None:
    """結果を知らせる: to everybody who left an address, in portions, by the worker."""
    if not it.received:
        return
    try:
        send(TELL, it, total=it.received, by=by, at=at)
    except AlreadyDone:
        return  # a correction that follows at once: those who wait still come to the page as it stands then


def portion(errand: Errand, at: datetime) -> int:
    """The next letters, in the order of the receipt numbers; none once the result was taken back."""
    it = Consultation.objects.get(ref=errand.subject_ref.partition("/")[2])
    if standing_result(it) is None:
        return 0
    found = it.submissions.select_related("sender", "consultation").order_by("number")
    rows = list(found[errand.done : errand.done + PORTION])
    for one in rows:
        with translation.override(settings.LANGUAGE_CODE):
            _write(one, "told", _("意見公募の結果を公表しました"), at=at)
    return len(rows)


def ask_senders(at: datetime) -> int:
    """Queue the question to those who were not asked yet, some hundred at a time; how many were asked. A job of the worker."""
    waiting = Submission.objects.filter(asked_at=None, consultation__in=asking_about(at))
    rows = list(waiting.select_related("sender", "consultation").order_by("pk")[:PORTION])
    if not rows:
        return 0
    with transaction.atomic():
        for one in rows:
            with translation.override(settings.LANGUAGE_CODE):
                _write(one, "question", _("市の考え方は、お答えになっていましたか"), at=at)
        Submission.objects.filter(pk__in=[s.pk for s in rows]).update(asked_at=at)
    return len(rows)


def _write(submission: Submission, name: str, title: str, *, at: datetime) -> None:
    """One letter with the way to the sender's own page; whoever left no address reads it there when they come back."""
    refs = [submission.author_ref] if submission.author_ref else []
    refs += [f"{MAILTO}{submission.sender.email}"] if submission.sender.email else []
    if not (to := addressees(refs, at=at)[:1]):
        return
    body = in_words(f"consultations/letters/{name}.txt", {"it": submission.consultation})
    write(
        to, name=f"consultations.{name}", title=title, bodies={True: body, False: body}, at=at, duty=False,
        path=reverse("consultations:receipt", args=[receipt_token(submission)]), subject_ref=submission.subject,
    )  # fmt: skip
