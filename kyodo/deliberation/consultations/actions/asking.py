"""Two weeks after the result, whoever left an address is asked once whether the answer was one. A job of the worker."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kyodo.deliberation.consultations.models import Submission
from kyodo.deliberation.consultations.queries.reading import asking_about
from kyodo.offices.post.actions import MAILTO, addressees, in_words, write

from .receiving import receipt_token

PORTION = 200  #: letters at a time


def ask_senders(at: datetime) -> int:
    """Queue the question to those who were not asked yet, some hundred at a time; how many were asked."""
    waiting = Submission.objects.filter(asked_at=None, consultation__in=asking_about(at))
    portion = list(waiting.select_related("sender", "consultation").order_by("pk")[:PORTION])
    if not portion:
        return 0
    with transaction.atomic():
        for one in portion:
            _ask(one, at=at)
        Submission.objects.filter(pk__in=[s.pk for s in portion]).update(asked_at=at)
    return len(portion)


def _ask(submission: Submission, *, at: datetime) -> None:
    refs = [submission.author_ref] if submission.author_ref else []
    refs += [f"{MAILTO}{submission.sender.email}"] if submission.sender.email else []
    to = addressees(refs, at=at)[:1]
    if not to:
        return  # the receipt page asks them when they come back
    path = reverse("consultations:receipt", args=[receipt_token(submission)])
    with translation.override(settings.LANGUAGE_CODE):
        title = _("市の考え方は、お答えになっていましたか")
        body = in_words("consultations/letters/question.txt", {})
        bodies = {True: body, False: body}
    write(
        to, name="consultations.question", title=title, bodies=bodies, at=at, duty=False, path=path,
        subject_ref=submission.subject,
    )  # fmt: skip
