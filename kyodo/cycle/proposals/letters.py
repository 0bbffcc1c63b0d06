"""Who is told what about talks and proposals. Letters say that something happened and where to read it, never its words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Side
from kyodo.kernel.workflow import Letter
from kyodo.offices.city.models import Section

from .models import PriorTalk, Proposal, Question


def the_desk(thing: object) -> Iterable[str]:
    """協働の窓口課."""
    return [section.subject for section in Section.objects.filter(is_desk=True, until=None)]


def author(proposal: Proposal) -> Iterable[str]:
    """Whoever proposes: the account or group, else the address left with the proposal."""
    if not proposal.author_ref.startswith("link/"):
        return [proposal.author_ref]
    contact = getattr(proposal, "contact", None)
    return [f"mailto:{contact.email}"] if contact and contact.email else []


def the_city(proposal: Proposal) -> Iterable[str]:
    """The desk and the sections that sit in the case."""
    seated = proposal.case.party_refs(Side.CITY) if proposal.case else frozenset()
    return [*the_desk(proposal), *seated]


def everybody(proposal: Proposal) -> Iterable[str]:
    """The desk, both sides, and whoever proposes."""
    return [*the_city(proposal), *(proposal.case.party_refs(Side.CITIZENS) if proposal.case else ()), *author(proposal)]


def talker(talk: PriorTalk) -> Iterable[str]:
    """Whoever came for the talk."""
    if not talk.holder.startswith("link/"):
        return [talk.holder]
    contact = getattr(talk, "contact", None)
    return [f"mailto:{contact.email}"] if contact and contact.email else []


def asker(question: Question) -> Iterable[str]:
    """Whoever asked, if they have an account, and the proposer it is about."""
    who = [question.asked_by] if question.asked_by.startswith("people.person/") else []
    return [*who, *(author(question.proposal) if question.proposal else ())]


def answerer(question: Question) -> Iterable[str]:
    """Whoever is to answer: the desk about a round, both sides about a proposal."""
    return everybody(question.proposal) if question.proposal else the_desk(question)


talk_requested = Letter[PriorTalk](
    "proposals.talk_requested",
    _("事前相談の申込みが届きました"),
    "proposals/letters/talk_requested.txt",
    the_desk,
    duty=True,
)
talk_held = Letter[PriorTalk](
    "proposals.talk_held", _("事前相談の記録ができました"), "proposals/letters/talk_held.txt", talker
)
arrived = Letter[Proposal](
    "proposals.arrived", _("提案が届きました"), "proposals/letters/arrived.txt", the_city, duty=True
)
checked = Letter[Proposal](
    "proposals.checked", _("提案の形式を確認しました"), "proposals/letters/checked.txt", everybody
)
returned = Letter[Proposal](
    "proposals.returned", _("提案の補正をお願いします"), "proposals/letters/returned.txt", author, duty=True
)
withdrawn = Letter[Proposal](
    "proposals.withdrawn", _("提案が取り下げられました"), "proposals/letters/withdrawn.txt", the_city
)
lapsed = Letter[Proposal]("proposals.lapsed", _("提案の下書きを閉じました"), "proposals/letters/lapsed.txt", author)
opinion_given = Letter[Proposal](
    "proposals.opinion", _("提案に課の意見が出ました"), "proposals/letters/opinion.txt", everybody
)
sent_on = Letter[Proposal](
    "proposals.sent_on", _("提案の進め方についてお知らせします"), "proposals/letters/sent_on.txt", everybody
)
objected = Letter[Proposal](
    "proposals.objected", _("提案をもう一度見てほしいとの申し出"), "proposals/letters/objected.txt", the_city, duty=True
)
asked = Letter[Question]("proposals.asked", _("質問が届きました"), "proposals/letters/asked.txt", answerer)
answered = Letter[Question]("proposals.answered", _("質問に回答がありました"), "proposals/letters/answered.txt", asker)
