"""From the last answer to the result: deciding, publishing, taking back, correcting, enacting, dropping."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.consultations.models import Consultation, Response, Result, Submission
from kyodo.deliberation.consultations.policies import is_sender, tells_somebody
from kyodo.deliberation.consultations.queries.coding import filed_coding, told_of_coding
from kyodo.deliberation.consultations.queries.figures import figures_of, newcomers_of
from kyodo.deliberation.consultations.queries.reading import may_be_asked
from kyodo.deliberation.consultations.workflow import WORKFLOW
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.journal.actions import record

from .asking import tell_senders


def finish(it: Consultation, *, by: Actor, at: datetime) -> Consultation:
    """決裁に回す: everything is read and answered."""
    return WORKFLOW.perform("finish", it, by=by, at=at)


def send_back(it: Consultation, *, reason: str, by: Actor, at: datetime) -> Consultation:
    """整理に戻す: so that answers can be written anew."""
    return WORKFLOW.perform("send_back", it, by=by, at=at, reason=reason)


def adopt(it: Consultation, *, adopted_as: str, by: Actor, at: datetime) -> Consultation:
    """決裁する: with the words for who decided."""
    if not adopted_as.strip():
        raise Refused(_("だれの決裁かを入力してください。"), field="adopted_as")
    with transaction.atomic():
        WORKFLOW.perform("adopt", it, by=by, at=at, detail={"as": adopted_as})
        Consultation.objects.filter(pk=it.pk).update(adopted_at=at, adopted_as=adopted_as.strip())
    it.refresh_from_db()
    return it


def release(
    it: Consultation, *, heard: str = "", said: str = "", done: str = "", because: str = "", by: Actor, at: datetime
) -> Result:
    """結果を公表する. A second publication is a correction and says why."""
    sentence = _("提出者の氏名・住所・連絡先か、伏せた言葉が入っています。だれのことか分からない言い方にしてください。")
    for field, words in (("heard", heard), ("said", said), ("done", done), ("because", because)):
        if tells_somebody(it, words):
            raise Refused(sentence, field=field)
    with transaction.atomic():
        locked = Consultation.lock(it.pk)
        number = locked.results.count() + 1
        if number > 1 and not because.strip():
            raise Refused(_("二度目からの公表には、訂正の理由を入力してください。"), field="because")
        WORKFLOW.perform("release", it, by=by, at=at, reason=because)
        result = Result(
            consultation=it, number=number, published_at=at, because=because.strip() if number > 1 else "",
            heard=heard.strip(), said=said.strip(), done=done.strip(),
            figures={**figures_of(it).stored(), "newcomers": newcomers_of(it), "coding": _coded_twice(it)},
        )  # fmt: skip
        result.save(force_insert=True)
        tell_senders(locked, by=by, at=at)
    return result


def _coded_twice(it: Consultation) -> dict[str, Any] | None:
    coding = filed_coding(it)
    return told_of_coding(coding).stored() if coding else None


def take_back(it: Consultation, *, reason: str, by: Actor, at: datetime) -> Consultation:
    """公表を取り下げる: the page keeps saying that there was a result, when it went and why."""
    with transaction.atomic():
        WORKFLOW.perform("take_back", it, by=by, at=at, reason=reason)
        it.results.filter(withdrawn_at=None).update(withdrawn_at=at, withdrawn_because=reason.strip()[:500])
    return it


def enact(it: Consultation, *, words: str, by: Actor, at: datetime) -> Consultation:
    """策定・施行を知らせる: what became of the draft in the end."""
    return _end("enact", it, words, by=by, at=at)


def drop(it: Consultation, *, reason: str, by: Actor, at: datetime) -> Consultation:
    """策定を見送る: said in public, with the reason. 行政手続法43条4項."""
    return _end("drop", it, reason, by=by, at=at)


def _end(move: str, it: Consultation, words: str, *, by: Actor, at: datetime) -> Consultation:
    with transaction.atomic():
        Consultation.objects.filter(pk=it.pk).update(ended_at=at, ended_because=words.strip())
        return WORKFLOW.perform(move, it, by=by, at=at, reason=words)


def respond(
    submission: Submission, *, satisfied: str, words: str = "", by: Actor, at: datetime, key: str = ""
) -> Response:
    """お答えになっていましたか: one answer to one question, by whoever sent the opinion."""
    is_sender.require(by, submission, at=at)
    with transaction.atomic():
        locked = Submission.lock(submission.pk)
        if Response.objects.filter(submission=locked).exists():
            raise IllegalMove(_("感想はすでにいただいています。ありがとうございました。"))
        if not may_be_asked(locked.consultation, at=at):
            raise IllegalMove(_("感想をうかがうのは、結果を公表してしばらくたってからです。"))
        said = Response(
            submission=locked, consultation=locked.consultation, satisfied=satisfied, words=words.strip(), given_at=at
        )
        record("respond", said, by=by, at=at, detail={"satisfied": satisfied}, key=key)
        said.save(force_insert=True)
    return said
