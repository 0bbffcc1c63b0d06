"""事前相談: who came, what is to be solved, what was advised. A record that may never become a proposal."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.calls.models import Round
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.proposals.states import Method, TalkResult, TalkState
from kyodo.cycle.seeds.states import Channel
from kyodo.kernel.access import Actor, refs_of
from kyodo.kernel.thing import Thing
from kyodo.offices.city.policies import roles_of


class PriorTalkQuerySet(models.QuerySet["PriorTalk"]):
    """Talks as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> PriorTalkQuerySet:
        """A talk is for whoever came and for officers; nobody else reads it."""
        if roles_of(actor, at):
            return self
        return self.filter(holder__in=refs_of(actor, at))


class PriorTalk(Thing):
    """事前相談: one talk before a proposal, asked for by a citizen or entered by staff."""

    state = models.CharField(_("状態"), max_length=10, choices=TalkState.choices, default=TalkState.REQUESTED)
    holder = models.CharField(
        _("相談した方"), max_length=100
    )  # a person, a group, or the holder of this talk's receipt
    name = models.CharField(_("お名前・団体名"), max_length=100)
    case = models.ForeignKey(
        Collaboration, verbose_name=_("案件"), null=True, blank=True, on_delete=models.PROTECT, related_name="talks"
    )
    round = models.ForeignKey(
        Round, verbose_name=_("募集回"), null=True, blank=True, on_delete=models.PROTECT, related_name="talks"
    )
    theme = models.CharField(_("テーマ"), max_length=100)
    solve = models.TextField(_("解決したいこと"))
    idea = models.TextField(_("考えている方法"), blank=True)
    hopes = models.TextField(_("市に期待すること"), blank=True)
    asked_before = models.CharField(_("すでに相談したところ"), max_length=200, blank=True)
    wished_time = models.CharField(_("希望する時期・日時"), max_length=200, blank=True)
    channel = models.CharField(_("受付方法"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    requested_at = models.DateTimeField(_("申し込んだ日時"))
    method = models.CharField(_("方法"), max_length=10, choices=Method.choices, blank=True)
    held_on = models.DateField(_("相談日"), null=True, blank=True)
    handled_by = models.CharField(_("対応した人"), max_length=100, blank=True)
    advice = models.TextField(_("助言"), blank=True)
    sent_on_to = models.CharField(_("紹介先"), max_length=200, blank=True)
    next_on = models.DateField(_("次回"), null=True, blank=True)
    result = models.CharField(_("結果"), max_length=12, choices=TalkResult.choices, blank=True)
    token_hash = models.CharField(_("控えの鍵"), max_length=64, unique=True, null=True, blank=True)

    objects: ClassVar[PriorTalkQuerySet] = PriorTalkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("事前相談")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            # A talk that took place says when, and what came out.
            models.CheckConstraint(
                condition=~Q(state=TalkState.HELD) | (Q(held_on__isnull=False) & ~Q(result="")), name="talk_held_result"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-requested_at"], name="talk_state"),
            models.Index(fields=["holder", "state"], name="talk_holder"),
        ]

    def __str__(self) -> str:
        return self.theme

    def get_absolute_url(self) -> str:
        return reverse("proposals:talk", args=[self.ref])

    def may_read_papers(self, actor: Actor, at: datetime) -> bool:
        """The paper it was asked for on is for officers, as the talk is."""
        return bool(roles_of(actor, at))


class TalkContact(models.Model):
    """相談の連絡先: kept apart from the talk so that no list can reach it."""

    talk = models.OneToOneField(PriorTalk, on_delete=models.CASCADE, related_name="contact")
    phone = models.CharField(_("電話番号"), max_length=20, blank=True)
    email = models.EmailField(_("メールアドレス"), blank=True)

    class Meta:
        verbose_name = _("相談の連絡先")

    def __str__(self) -> str:
        return self.phone or self.email
