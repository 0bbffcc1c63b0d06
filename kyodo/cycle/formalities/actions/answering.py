"""項目に答える, 書類を付ける: one standing answer a line; the journal keeps the ones before it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import ALIVE
from kyodo.cycle.formalities import policies
from kyodo.cycle.formalities.models import Formality, Item
from kyodo.cycle.formalities.states import Answer, Kind
from kyodo.kernel.access import Actor, Side
from kyodo.kernel.policy import IllegalMove, Refused
from kyodo.offices.journal.actions import record
from kyodo.offices.papers import actions as papers
from kyodo.offices.papers.models import File
from kyodo.offices.papers.states import Disclosure

if TYPE_CHECKING:
    from kyodo.offices.papers.actions.storing import Upload


def answer(
    case: Collaboration, item: Item, *, answer: str, because: str = "", by: Actor, at: datetime, key: str = ""
) -> Formality:
    """項目に答える, in the wording that stands now. A later answer takes its place."""
    said = because.strip()
    if answer not in Answer.values:
        raise Refused(_("答えを選んでください。"), field="answer")
    if answer == Answer.NOT_NEEDED and not said:
        raise Refused(_("あてはまらない理由を書いてください。"), field="because")
    if answer == Answer.NOT_NEEDED and item.required:
        sentence = _("着手までに要る項目です。この案件で要らないときは、協働担当課が理由を公開して免除します。")
        raise Refused(sentence, field="answer")
    with transaction.atomic():
        formality = _held(case, item, by=by, at=at)
        formality.answer, formality.because = answer, said
        return _keep(formality, act="answer", by=by, at=at, key=key)


def hand_in(
    case: Collaboration, item: Item, *, upload: Upload, disclosure: str = Disclosure.PUBLIC, reason: str = "",
    by: Actor, at: datetime, key: str = "",
) -> File:  # fmt: skip
    """書類を付ける: the paper of a line, which is answered by it."""
    with transaction.atomic():
        formality = _held(case, item, by=by, at=at)
        if item.kind != Kind.PAPER:
            raise Refused(_("書類は、書類の項目に付けます。"))
        formality.answer, formality.because = Answer.DONE, ""
        _keep(formality, act="hand_in", by=by, at=at)
        return papers.store(
            upload, formality, purpose=item.words[:60], disclosure=disclosure, reason=reason, by=by, at=at, key=key
        )


def _held(case: Collaboration, item: Item, *, by: Actor, at: datetime) -> Formality:
    """The line of this case, locked with it; new where nobody has answered it yet."""
    held = Collaboration.lock(case.pk)
    formality = held.formalities.filter(key=item.key).first() or Formality(case=held, key=item.key)
    formality.item = item
    policies.may_answer.require(by, formality, at=at)
    if held.stage not in ALIVE:
        raise IllegalMove(_("この案件は終わっているので、形態の手続きは変えられません。"))
    if not _is_asked(formality, at):
        raise IllegalMove(
            _("この項目は新しくなったか、この案件の形態のものではなくなりました。一覧を開き直してください。")
        )
    return formality


def _is_asked(formality: Formality, at: datetime) -> bool:
    """Whether the line stands in the city's list today, and the case has its form."""
    item = formality.item
    has_form = formality.case.forms.filter(code=item.form).exists()
    return has_form and Item.objects.standing(at=at).filter(pk=item.pk).exists()


def _keep(formality: Formality, *, act: str, by: Actor, at: datetime, key: str = "") -> Formality:
    formality.side = formality.case.side_of(by, at) or Side.CITY  # the desk, which writes down what came on paper
    formality.answered_by, formality.answered_at = by.subject, at
    detail = {"answer": formality.answer, "item": formality.item.subject, "side": formality.side}
    record(act, formality, by=by, at=at, reason=formality.because, detail=detail, key=key)
    formality.save()
    return formality
