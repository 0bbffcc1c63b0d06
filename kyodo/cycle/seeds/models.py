"""協働の種: what was sent, by whom (kept apart), and what was answered."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.kernel.access import Actor, Side, acts_for, refs_of
from kyodo.kernel.covering import MaskBase, covered
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section
from kyodo.offices.city.policies import roles_of
from kyodo.offices.city.states import Role
from kyodo.offices.people.models import Person

from .states import Channel, CloseCode, State
from .terms import REASON_LENGTH

#: The entries of a seed that may name somebody.
PARTS = ("problem", "wish", "own_part", "other_part")


class SeedQuerySet(models.QuerySet["Seed"]):
    """Seeds as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> SeedQuerySet:
        """What is shown, one's own, and for officers everything."""
        if roles_of(actor, at):
            return self
        mine = Q(author_ref__in=refs_of(actor, at) | {actor.subject})
        return self.filter(Q(case__shown_at__lte=at) | mine)

    def waiting(self) -> SeedQuerySet:
        """No human has answered yet."""
        return self.filter(state=State.RECEIVED)


class Seed(Thing):
    """協働の種: one need, problem or idea. Direction lies with the case that it opened."""

    named_with = ("case",)

    case = models.OneToOneField(Collaboration, verbose_name=_("案件"), on_delete=models.PROTECT, related_name="seed")
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.RECEIVED)
    problem = models.TextField(_("困っていること・きっかけ"))
    wish = models.TextField(_("やってみたいこと"), blank=True)
    own_part = models.TextField(_("自分たちにできること"), blank=True)
    other_part = models.TextField(_("相手にお願いしたいこと"), blank=True)
    section = models.ForeignKey(Section, verbose_name=_("宛先の課"), on_delete=models.PROTECT, related_name="seeds")
    author_ref = models.CharField(_("出した人"), max_length=100)
    author_name = models.CharField(_("公開する名前"), max_length=100, blank=True)
    channel = models.CharField(_("受付方法"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    received_at = models.DateTimeField(_("受付日時"))
    entered_by = models.ForeignKey(
        Person,
        verbose_name=_("代わりに入力した職員"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    #: 非公募: of a city's seed, the groups that alone are asked, by their references; empty asks every registered group.
    invited = models.JSONField(_("声をかける団体"), default=list, blank=True)
    invited_because = models.CharField(_("公募しない理由"), max_length=REASON_LENGTH, blank=True)
    answered_at = models.DateTimeField(_("最初のお返事の日時"), null=True, blank=True)
    answered_in = models.PositiveSmallIntegerField(_("最初のお返事までの開庁日数"), null=True, blank=True)
    close_code = models.CharField(_("見送りの区分"), max_length=15, choices=CloseCode.choices, blank=True)
    close_reason = models.CharField(_("理由"), max_length=REASON_LENGTH, blank=True)
    routed_to = models.CharField(_("つなぎ先"), max_length=200, blank=True)
    token_hash = models.CharField(_("控えの鍵"), max_length=64, unique=True, null=True, blank=True)

    objects: ClassVar[SeedQuerySet] = SeedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("協働の種")
        ordering = ["-received_at", "-pk"]
        constraints = [
            # A seed is closed only with a ground and words of its own.
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED) | (~Q(close_code="") & ~Q(close_reason="")), name="seed_closed_reason"
            ),
            models.CheckConstraint(condition=~Q(state=State.ROUTED) | ~Q(routed_to=""), name="seed_routed_where"),
            models.CheckConstraint(
                condition=~Q(state=State.ANSWERED) | Q(answered_at__isnull=False), name="seed_answered"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_in=None)
                | Q(answered_at__isnull=False, answered_in__isnull=False),
                name="seed_answered_in_days",
            ),
        ]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="seed_newest"),
            models.Index(fields=["received_at", "answered_in"], name="seed_answers"),
            models.Index(fields=["state", "-received_at"], name="seed_state"),
            models.Index(fields=["section", "state", "-received_at"], name="seed_section"),
            models.Index(fields=["author_ref"], name="seed_author"),
        ]

    def __str__(self) -> str:
        return self.case.title

    def get_absolute_url(self) -> str:
        return reverse("seeds:seed", args=[self.ref])

    def may_read_papers(self, actor: Actor, at: datetime) -> bool:
        """The paper a seed came on names its sender: for the section it is addressed to, and the desk."""
        return acts_for(actor, [self.section.subject], at) or Role.DESK in roles_of(actor, at)

    @property
    def whole(self) -> str:
        return self.case.subject

    @cached_property
    def layers(self) -> list[Mask]:
        """What lies above its texts, asked once for this object."""
        return list(self.masks.all())

    @property
    def is_covered(self) -> bool:
        """Whether something of it is not read by others."""
        return any(mask.lifted_at is None for mask in self.layers)

    def reading(self, part: str, text: str) -> str:
        """A text of it, or said about it, as others read it."""
        return covered(text, [mask for mask in self.layers if mask.part == part])

    @property
    def shown(self) -> dict[str, str]:
        """What was sent as everybody reads it; the original stays in the entries themselves."""
        return {part: self.reading(part, getattr(self, part)) for part in PARTS}

    @property
    def asks_citizens(self) -> bool:
        """Whether a section sowed it to ask the citizens: it waits for their word and owes none to itself."""
        return self.author_ref == self.section.subject

    @property
    def standing(self) -> str:
        """Where it stands, in a word that says who is waited for."""
        if self.state == State.RECEIVED and self.asks_citizens:
            return str(_("市民のお返事待ち"))
        return str(self.get_state_display())

    @property
    def tone(self) -> str:
        """How its state is coloured beside the word."""
        return {State.RECEIVED: "wait", State.ANSWERED: "active", State.TAKEN_UP: "good"}.get(
            State(self.state), "plain"
        )


class Contact(models.Model):
    """連絡先: how to reach whoever sent a seed. Kept apart from the text so that no public page can reach it."""

    seed = models.OneToOneField(Seed, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(_("お名前"), max_length=100)
    kana = models.CharField(_("フリガナ"), max_length=100, blank=True)
    email = models.EmailField(_("メールアドレス"), blank=True)
    phone = models.CharField(_("電話番号"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("連絡先")

    def __str__(self) -> str:
        return self.name


class Answer(Thing):
    """お返事: one human answer to a seed, and what its author wrote back; the first one stops the public clock."""

    seed = models.ForeignKey(Seed, verbose_name=_("種"), on_delete=models.CASCADE, related_name="answers")
    side = models.CharField(_("側"), max_length=10, choices=Side.choices)
    body = models.CharField(_("どこから"), max_length=100)
    person = models.ForeignKey(
        Person, verbose_name=_("だれが"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # nobody where whoever sent the seed wrote by their receipt
    text = models.TextField(_("お返事"))
    answered_at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("お返事")
        ordering = ["answered_at"]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def whole(self) -> str:
        return self.seed.whole

    @property
    def shown(self) -> str:
        """The words as everybody reads them."""
        return self.seed.reading(self.ref, self.text)


class Mask(MaskBase):
    """伏せた部分 of a seed, or of what was said about it: `part` names the entry, or the answer by its ref."""

    seed = models.ForeignKey(Seed, verbose_name=_("種"), on_delete=models.CASCADE, related_name="masks")
    part = models.CharField(_("どこを"), max_length=12)

    class Meta(MaskBase.Meta):
        verbose_name = _("伏せた部分")
        indexes = [models.Index(fields=["seed", "lifted_at"], name="seed_mask")]

    @property
    def whole(self) -> str:
        return self.seed.whole
