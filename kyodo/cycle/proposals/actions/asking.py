"""質問と回答: whoever asks, everybody reads the answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.calls.models import Round
from kyodo.cycle.calls.states import State as RoundState
from kyodo.cycle.proposals import letters, terms
from kyodo.cycle.proposals.models import Proposal, Question
from kyodo.cycle.proposals.policies import is_writer, may_answer
from kyodo.cycle.proposals.workflow import desk, section
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import IllegalMove, NotAllowed
from kyodo.offices.city.policies import roles_of
from kyodo.offices.desk.actions import NEXT, due_date, owe, settle
from kyodo.offices.journal.actions import record
from kyodo.offices.post.actions import post


def ask(about: Round | Proposal, *, text: str, by: Actor, at: datetime, key: str = "") -> Question:
    """Ask about a published round or about a proposal one may read. The question is shown without a name."""
    if isinstance(about, Round) and about.state != RoundState.PUBLISHED:
        raise IllegalMove(_("この募集は、いま質問を受け付けていません。"))
    if isinstance(about, Proposal) and not Proposal.objects.visible_to(by, at=at).filter(pk=about.pk).exists():
        raise NotAllowed(_("公開されていない提案には質問できません。"))
    with transaction.atomic():
        it = Question(text=text, asked_by=by.subject, asked_at=at)
        it.round, it.proposal = (about, None) if isinstance(about, Round) else (None, about)
        record("ask", it, by=by, at=at, key=key)
        it.save(force_insert=True)
        owe(
            it,
            what=str(_("質問に答える")),
            holder=_answerer(it, by, at),
            due=due_date(terms.QUESTION_DAYS, at=at),
            at=at,
            kind=NEXT,
        )
        post(letters.asked, it, by=by, at=at)
    return it


def _answerer(it: Question, by: Actor, at: datetime) -> str:
    """Who owes the answer: the desk about a round; about a proposal its author, or the section if the author asks."""
    if it.proposal is None:
        return desk(it)
    from_outside = not is_writer.check(by, it.proposal, at=at)
    if from_outside and not it.proposal.author_ref.startswith("link/"):
        return it.proposal.author_ref
    return section(it.proposal) or desk(it)


def answer(it: Question, *, answer: str, by: Actor, at: datetime, key: str = "") -> Question:
    """Answer a question, once, for everybody to read."""
    with transaction.atomic():
        locked = Question.lock(it.pk)
        may_answer.require(by, locked, at=at)
        if locked.answered_at:
            raise IllegalMove(_("この質問にはもう回答があります。"))
        locked.answer, locked.answered_at, locked.answered_by = answer, at, by.subject
        locked.answered_from = _spoken_for(locked, by, at)
        locked.save()
        settle(locked, by=by, at=at, kind=NEXT)
        record("answer", locked, by=by, at=at, key=key)
        post(letters.answered, locked, by=by, at=at)
    it.refresh_from_db()
    return it


def _spoken_for(it: Question, by: Actor, at: datetime) -> str:
    """Where the answer comes from, without anybody's own name."""
    if roles_of(by, at):
        return str(next(c.label for c in by.capacities(at) if c.ref.startswith("city.section/")))[:100]
    return it.proposal.author_name if it.proposal else by.display
