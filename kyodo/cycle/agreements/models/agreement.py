"""協定: the agreement of a case, the separate statements it began with, and what became of their differences."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.agreements.states import REVEALED, Ending, State
from kyodo.cycle.collaborations.models import Collaboration, Party
from kyodo.kernel.access import BOTH_SIDES, Actor, Side
from kyodo.kernel.thing import Thing

from .text import GoalText, Text, digest, plain, read


def seated(actor: Actor, at: datetime) -> models.QuerySet[Party, Any]:
    """The cases at whose table the actor sits."""
    own = Q(side=Side.CITIZENS, holder=actor.subject)
    for side in Side:
        own |= Q(side=side, holder__in={c.ref for c in actor.capacities(at) if c.side == side})
    return Party.objects.filter(own, until=None).values("case")


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Agreements as people may read them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> AgreementQuerySet:
        """Concluded ones of shown cases for everybody, the others for those who sit at the table."""
        return self.filter(Q(case__in=seated(actor, at)) | Q(pk__in=self.public(at=at).values("pk")))

    def public(self, *, at: datetime) -> AgreementQuerySet:
        """締結済み: at least once confirmed by both, in a case that is shown."""
        concluded = Revision.objects.filter(concluded_at__lte=at).values("agreement")
        return self.filter(pk__in=concluded, case__shown_at__lte=at)


class Agreement(Thing):
    """協定: one for a case. Its text is what both sides last accepted; its revisions are what both confirmed."""

    named_with = ("case",)

    case = models.OneToOneField(
        Collaboration, verbose_name=_("案件"), on_delete=models.PROTECT, related_name="agreement"
    )
    state = models.CharField(_("段階"), max_length=12, choices=State.choices, default=State.STATING)
    content = models.JSONField(_("本文"), default=dict, blank=True)
    opened_at = models.DateTimeField(_("始めた日時"))
    revealed_at = models.DateTimeField(_("互いに見せた日時"), null=True, blank=True)
    reconciled_at = models.DateTimeField(_("違いを終えた日時"), null=True, blank=True)

    objects: ClassVar[AgreementQuerySet] = AgreementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("協定")
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["state", "-opened_at"], name="agreement_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.STATING) | Q(revealed_at__isnull=False), name="agreement_revealed"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.STATING, State.RECONCILING, State.ENDED]) | Q(reconciled_at__isnull=False),
                name="agreement_reconciled",
            ),
        ]

    def __str__(self) -> str:
        return str(_("「%(title)s」の協定")) % {"title": self.case.title}

    def get_absolute_url(self) -> str:
        return reverse("agreements:agreement", args=[self.case.ref])

    @property
    def whole(self) -> str:
        return self.case.subject

    @property
    def is_revealed(self) -> bool:
        """Whether each side may read what the other stated."""
        return self.state in REVEALED

    @property
    def text(self) -> Text:
        """The joint text as it stands now."""
        text: Text = read(Text, self.content)
        return text

    def parties(self) -> list[tuple[str, str, str]]:
        """Those who confirm: side, subject and name."""
        seated = self.case.parties.all()
        return [(p.side, p.holder, p.name) for p in seated if p.until is None and p.side in BOTH_SIDES]

    def digest(self) -> str:
        """要約値 of what a confirmation would confirm now."""
        return digest(self.text, name=self.subject, parties=self.parties())

    def standing(self) -> dict[str, Confirmation]:
        """The confirmations that refer to the present content, by side."""
        now = self.digest()
        return {c.side: c for c in self.confirmations.all() if c.void_at is None and c.digest == now}


class OfAgreement(Thing):
    """What belongs to one agreement, and with it to the case."""

    named_with: ClassVar[tuple[str, ...]] = ("agreement__case",)

    agreement: models.ForeignKey[Any, Agreement]

    class Meta:
        abstract = True

    @property
    def case(self) -> Collaboration:
        return self.agreement.case

    @property
    def whole(self) -> str:
        return self.agreement.case.subject


class StatementQuerySet(models.QuerySet["Statement"]):
    """Statements as people may read them: the one place that keeps the sides blind."""

    def visible_to(self, actor: Actor, agreement: Agreement, *, at: datetime) -> StatementQuerySet:
        """One's own side's; after the reveal both, for whoever may read the agreement."""
        mine = self.filter(agreement=agreement)
        return mine if agreement.is_revealed else mine.filter(side__in=sides_of(agreement.case, actor, at)[:1])


def sides_of(case: Collaboration, actor: Actor, at: datetime) -> list[Side]:
    """The one side the actor speaks for. Whoever could speak for both speaks for neither."""
    seats = {c.side for c in actor.capacities(at) if c.ref in case.party_refs(c.side)}
    if actor.subject in case.party_refs(Side.CITIZENS):
        seats.add(Side.CITIZENS)
    both = [side for side in BOTH_SIDES if side in seats]
    return both if len(both) == 1 else []


class Statement(OfAgreement):
    """それぞれの言葉: the purpose and goals as one side sees them, written without seeing the other's."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="statements")
    side = models.CharField(_("側"), max_length=10, choices=Side.choices)
    purpose = models.TextField(_("目的"), blank=True)
    goals = models.JSONField(_("目標"), default=list, blank=True)
    saved_by = models.CharField(_("書いた人"), max_length=100)
    saved_at = models.DateTimeField(_("保存した日時"))
    filed_by = models.CharField(_("出した人"), max_length=100, blank=True)
    filed_at = models.DateTimeField(_("出した日時"), null=True, blank=True)

    objects: ClassVar[StatementQuerySet] = StatementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("それぞれの言葉")
        ordering = ["side"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "side"], name="statement_once_a_side"),
            models.CheckConstraint(condition=Q(side__in=BOTH_SIDES), name="statement_of_a_side"),
            models.CheckConstraint(condition=Q(filed_at=None) | ~Q(purpose=""), name="statement_filed_has_purpose"),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.agreement}"

    def get_absolute_url(self) -> str:
        return reverse("agreements:statement", args=[self.agreement.case.ref])

    def goal_texts(self) -> tuple[GoalText, ...]:
        """The goals this side named."""
        goals: tuple[GoalText, ...] = read(tuple[GoalText, ...], self.goals)
        return goals


class Difference(OfAgreement):
    """違い: one point of the two statements side by side, and how it ended."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="differences")
    order = models.PositiveSmallIntegerField(_("順"))
    is_purpose = models.BooleanField(_("目的の違い"), default=False)
    citizens = models.JSONField(_("市民の言葉"), null=True, blank=True)  # a purpose, a goal, or nothing on this side
    city = models.JSONField(_("行政の言葉"), null=True, blank=True)
    ending = models.CharField(_("終わり方"), max_length=5, choices=Ending.choices, blank=True)
    wording = models.JSONField(_("共通の言葉"), null=True, blank=True)
    because = models.TextField(_("残した理由"), blank=True)
    ended_at = models.DateTimeField(_("終えた日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("言葉の違い")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "order"], name="difference_order"),
            models.CheckConstraint(
                condition=~Q(ending=Ending.KEPT) | ~Q(because=""), name="difference_kept_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(ending="", ended_at=None) | (~Q(ending="") & Q(ended_at__isnull=False)),
                name="difference_ended_has_date",
            ),
        ]

    def __str__(self) -> str:
        return str(_("目的") if self.is_purpose else _("目標%(n)s") % {"n": self.order})

    def get_absolute_url(self) -> str:
        return reverse("agreements:difference", args=[self.agreement.case.ref, self.ref])

    def said(self, side: str) -> Any:
        """What that side said on this point: a purpose, a goal, or None."""
        return self.value(self.citizens if side == Side.CITIZENS else self.city)

    def value(self, stored: Any) -> Any:
        """A stored wording as text or as a goal."""
        return stored if self.is_purpose or stored is None else read(GoalText, stored)


class Revision(Thing):
    """締結した版: the whole text as both sides confirmed it. Never changed; a later one takes its place."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("版"))
    content = models.JSONField(_("本文"))
    parties = models.JSONField(_("当事者"))
    digest = models.CharField(_("要約値"), max_length=64)
    because = models.TextField(_("変更の理由"), blank=True)
    concluded_at = models.DateTimeField(_("締結した日時"))

    class Meta:
        verbose_name = _("締結した版")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return str(_("第%(n)s版")) % {"n": self.number}

    @property
    def text(self) -> Text:
        text: Text = read(Text, self.content)
        return text

    @classmethod
    def of(cls, agreement: Agreement, *, number: int, because: str, at: datetime) -> Revision:
        """The present content of an agreement as its next revision."""
        return cls(
            agreement=agreement, number=number, content=plain(agreement.text), parties=agreement.parties(),
            digest=agreement.digest(), because=because, concluded_at=at,
        )  # fmt: skip


class Confirmation(Thing):
    """確認: one person's word, for a side, that this very content is agreed. A change of the content voids it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="confirmations")
    revision = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="confirmations"
    )
    side = models.CharField(_("側"), max_length=10, choices=Side.choices)
    person = models.CharField(_("確認した人"), max_length=100)
    name = models.CharField(_("氏名"), max_length=100)
    acting_as = models.CharField(_("資格"), max_length=200, blank=True)
    digest = models.CharField(_("要約値"), max_length=64)
    at = models.DateTimeField(_("確認した日時"))
    void_at = models.DateTimeField(_("無効になった日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("確認")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "side"], condition=Q(void_at=None), name="confirmation_one_standing_a_side"
            ),
            models.CheckConstraint(condition=Q(side__in=BOTH_SIDES), name="confirmation_of_a_side"),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.name}"
