"""提案: what is being written, how to reach its authors, and every text that was ever submitted."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.calls.models import Round, Theme
from kyodo.cycle.collaborations.models import Collaboration, Party
from kyodo.cycle.collaborations.states import StartType, Zone
from kyodo.cycle.proposals.states import Answer, State
from kyodo.cycle.seeds.states import Channel
from kyodo.cycle.services.models import Service
from kyodo.kernel.access import Actor, acts_for, refs_of
from kyodo.kernel.text import name_key
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section
from kyodo.offices.city.policies import roles_of
from kyodo.offices.city.states import Role
from kyodo.offices.people.models import Person

from .talk import PriorTalk

#: What a version holds beside money and answers, in the order of the steps. Contact data is no part of it.
CONTENT = (
    "title", "problem", "evidence", "purpose", "goals", "measure",
    "content", "novelty", "difference", "target", "charges", "place", "starts_on", "ends_on", "schedule", "publicity",
    "why_together", "effect", "roles", "zone", "start_type", "forms",
    "author_name", "partners", "team", "track_record", "past", "safety", "risks", "afterwards",
    "other_support", "supports",
)  # fmt: skip


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> ProposalQuerySet:
        """Drafts only for their writers; officers from the submission on; everybody once the form was checked."""
        refs, received = refs_of(actor, at), Q(submitted_at__isnull=False)
        mine = Q(author_ref__in=refs)
        if isinstance(actor, Person):
            mine |= Q(entered_by=actor)
        if roles_of(actor, at):
            return self.filter(mine | received)
        seated = Party.objects.filter(holder__in=refs, until=None).values("case")
        return self.filter(mine | Q(shown_at__lte=at) | received & Q(case__in=seated))

    def public(self, *, at: datetime) -> ProposalQuerySet:
        return self.filter(shown_at__lte=at)

    def beside(self, it: Proposal) -> int:
        """How many others of its author the same round has received; who came without an account is known by name."""
        received = self.filter(round=it.round, submitted_at__isnull=False).exclude(state=State.WITHDRAWN)
        others = received.exclude(pk=it.pk).values_list("author_ref", "author_name")
        return sum(it.is_by(ref, name) for ref, name in others)


class Proposal(Thing):
    """提案: one proposal, for one case. The case is opened when it is submitted, or lies before it as a seed."""

    case = models.OneToOneField(
        Collaboration, verbose_name=_("案件"), null=True, blank=True, on_delete=models.PROTECT, related_name="proposal"
    )
    round = models.ForeignKey(
        Round, verbose_name=_("募集回"), null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )
    theme = models.ForeignKey(
        Theme, verbose_name=_("応じるテーマ"), null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )
    service = models.ForeignKey(
        Service,
        verbose_name=_("いまある市の事業"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposals",
    )
    talk = models.ForeignKey(
        PriorTalk, verbose_name=_("事前相談"), null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )
    section = models.ForeignKey(
        Section, verbose_name=_("担当してほしい課"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.DRAFT)
    author_ref = models.CharField(_("提案者"), max_length=100)
    author_name = models.CharField(_("提案者の名前"), max_length=100, blank=True)
    channel = models.CharField(_("受付方法"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    received_on = models.DateField(_("届いた日"), null=True, blank=True)  # of a paper that is typed in later
    entered_by = models.ForeignKey(
        Person,
        verbose_name=_("代わりに入力した職員"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    title = models.CharField(_("事業名"), max_length=100)
    problem = models.TextField(_("地域の課題といまの様子"), blank=True)
    evidence = models.TextField(_("課題の根拠（数字や声）"), blank=True)
    purpose = models.TextField(_("目的"), blank=True)
    goals = models.JSONField(_("目標"), default=list, blank=True)  # rows of what, how_much, by
    measure = models.TextField(_("できたかどうかの確かめ方"), blank=True)
    content = models.TextField(_("事業の内容"), blank=True)
    novelty = models.TextField(_("新しいところ・先がけになるところ"), blank=True)
    difference = models.TextField(_("いまある事業との違い"), blank=True)
    target = models.CharField(_("対象と人数"), max_length=200, blank=True)
    charges = models.CharField(_("参加する人の負担"), max_length=200, blank=True)
    place = models.CharField(_("場所"), max_length=200, blank=True)
    starts_on = models.DateField(_("始める日"), null=True, blank=True)
    ends_on = models.DateField(_("終える日"), null=True, blank=True)
    schedule = models.JSONField(_("日程"), default=list, blank=True)  # rows of when, what
    publicity = models.TextField(_("知らせ方"), blank=True)
    why_together = models.TextField(_("協働する理由"), blank=True)
    effect = models.TextField(_("期待する効果"), blank=True)
    roles = models.JSONField(_("役割分担"), default=list, blank=True)  # rows of task, side, who, by
    zone = models.CharField(_("協働の領域（提案者の考え）"), max_length=1, choices=Zone.choices, blank=True)
    start_type = models.CharField(_("類型"), max_length=1, choices=StartType.choices, blank=True)
    forms = models.JSONField(_("希望する形態"), default=list, blank=True)
    partners = models.JSONField(_("いっしょに提案する団体"), default=list, blank=True)  # rows of name, part
    team = models.TextField(_("実施体制"), blank=True)
    track_record = models.TextField(_("これまでの活動"), blank=True)
    past = models.JSONField(
        _("これまでの協働・助成の実績"), default=list, blank=True
    )  # rows of year, name, amount, what
    safety = models.TextField(_("安全・保険・個人情報"), blank=True)
    risks = models.TextField(_("心配なことと備え"), blank=True)
    afterwards = models.TextField(_("終わったあとの見通し"), blank=True)
    other_support = models.CharField(_("ほかの補助や助成の有無"), max_length=3, choices=Answer.choices, blank=True)
    supports = models.JSONField(_("ほかの補助や助成"), default=list, blank=True)  # rows of name, amount, standing
    answers = models.JSONField(_("確認の文への答え"), default=list, blank=True)  # rows of text, answer, note

    begun_at = models.DateTimeField(_("書き始めた日時"))
    saved_at = models.DateTimeField(_("最後に保存した日時"))
    submitted_at = models.DateTimeField(_("最初に提出した日時"), null=True, blank=True)
    shown_at = models.DateTimeField(_("公開した日時"), null=True, blank=True)
    correction = models.TextField(_("補正のお願い"), blank=True)
    correct_by = models.DateField(_("補正の期限"), null=True, blank=True)
    token_hash = models.CharField(_("控えの鍵"), max_length=64, unique=True, null=True, blank=True)

    objects: ClassVar[ProposalQuerySet] = ProposalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("提案")
        ordering = ["-begun_at", "-pk"]
        constraints = [
            # Whatever the city received belongs to a case and has its moment.
            models.CheckConstraint(
                condition=Q(state__in=(State.DRAFT, State.WITHDRAWN))
                | Q(case__isnull=False, submitted_at__isnull=False),
                name="proposal_received_has_case",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RETURNED) | (~Q(correction="") & Q(correct_by__isnull=False)),
                name="proposal_returned_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CHECKED) | Q(shown_at__isnull=False), name="proposal_checked_is_shown"
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="proposal_period"
            ),
        ]
        indexes = [
            models.Index(fields=["round", "-submitted_at", "-id"], name="proposal_of_round"),
            models.Index(fields=["-submitted_at", "-id"], name="proposal_newest"),
            models.Index(fields=["author_ref", "state"], name="proposal_author"),
            models.Index(fields=["saved_at"], condition=Q(state=State.DRAFT), name="proposal_old_drafts"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("proposals:proposal", args=[self.ref])

    @property
    def whole(self) -> str:
        """The case from the submission on: that somebody writes a draft is nobody else's affair."""
        return self.case.subject if self.case and self.submitted_at else self.subject

    def is_by(self, ref: str, name: str) -> bool:
        """Whether this author is the one of another proposal: the same, or one unknown of the same name."""
        nameless = any(one.startswith("link/") for one in (ref, self.author_ref))
        return ref == self.author_ref or (nameless and bool(name) and name_key(name) == name_key(self.author_name))

    @property
    def papers_are_out(self) -> bool:
        """Whether its open papers are for everybody: from the formal check on, as its text is."""
        return self.shown_at is not None

    def may_read_papers(self, actor: Actor, at: datetime) -> bool:
        """Its writers; once it was submitted, both sides of the case and the city's officers."""
        typed_in = isinstance(actor, Person) and self.entered_by_id == actor.pk
        if typed_in or acts_for(actor, {self.author_ref}, at):
            return True
        inside = bool(roles_of(actor, at) - {Role.COORDINATOR}) or (
            self.case is not None and self.case.side_of(actor, at) is not None
        )
        return inside and self.submitted_at is not None

    def may_keep_papers(self, actor: Actor, at: datetime) -> bool:
        """Whoever writes it opens, closes and takes back what was attached."""
        return acts_for(actor, {self.author_ref}, at)

    @property
    def tone(self) -> str:
        """How its state is coloured beside the word."""
        return {State.SUBMITTED: "active", State.RETURNED: "wait", State.CHECKED: "good"}.get(
            State(self.state), "plain"
        )

    def text(self) -> dict[str, Any]:
        """Everything its authors say now: the words, the money, the statements as they were shown."""
        said = {name: getattr(self, name) for name in CONTENT}
        money = [line.row() for line in self.lines.all()]
        return {**said, "money": money, "statements": self.answers}


class Contact(models.Model):
    """提案の連絡先: who answers for the proposal. Kept apart from its text and out of its versions."""

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="contact")
    representative = models.CharField(_("代表者の氏名"), max_length=100, blank=True)
    name = models.CharField(_("連絡する方の氏名"), max_length=100, blank=True)
    phone = models.CharField(_("電話番号"), max_length=20, blank=True)
    email = models.EmailField(_("メールアドレス"), blank=True)
    address = models.CharField(_("所在地"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("提案の連絡先")

    def __str__(self) -> str:
        return self.name


class Version(Thing):
    """提案の版: the text as it was submitted, with its digest. What judges and officers read never changes under them."""

    named_with = ("proposal",)

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("版"))
    content = models.JSONField(_("内容"), encoder=DjangoJSONEncoder)
    digest = models.CharField(_("要約値"), max_length=64)
    submitted_by = models.CharField(_("提出した人"), max_length=100)
    submitted_at = models.DateTimeField(_("提出日時"))
    note = models.CharField(_("直したところ"), max_length=200, blank=True)
    checked_at = models.DateTimeField(_("形式を確認した日時"), null=True, blank=True)
    key = models.CharField(_("送信の鍵"), max_length=64, unique=True, null=True, blank=True)

    class Meta:
        verbose_name = _("提案の版")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="proposal_version_once")]

    def __str__(self) -> str:
        return str(_("%(title)s 第%(number)s版") % {"title": self.content["title"], "number": self.number})

    def get_absolute_url(self) -> str:
        return reverse("proposals:version", args=[self.proposal.ref, self.number])

    @property
    def case(self) -> Collaboration | None:
        return self.proposal.case

    @property
    def whole(self) -> str:
        return self.proposal.whole


def seal(content: dict[str, Any]) -> str:
    """The SHA-256 of a text in its one spelling."""
    spelled = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()
