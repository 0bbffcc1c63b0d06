"""課から課への依頼: who asks whom for what by when, and every word that went to and fro."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, Side
from kyodo.kernel.calendar import era_fiscal_year
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Section
from kyodo.offices.city.policies import roles_of
from kyodo.offices.city.states import Role
from kyodo.offices.journal.queries import act_in_words
from kyodo.offices.people.models import Person

from .states import OPEN, TONES, WITH_RECEIVER, RequestState, Wanted

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: Those who read every request: who runs the programme, who leads the city, who looks at it from outside.
READERS = frozenset({Role.DESK, Role.MAYOR, Role.AUDITOR})


def served_by(actor: Actor, at: datetime) -> frozenset[str]:
    """The refs of the sections somebody works in on the city's side, and of those whose work these took over."""
    mine = {
        c.ref.partition("/")[2]
        for c in actor.capacities(at)
        if c.side == Side.CITY and c.ref.startswith(f"{Section._meta.label_lower}/")
    }
    passed = list(Section.objects.filter(successor__isnull=False).values_list("ref", "successor__ref")) if mine else []
    while before := {old for old, heir in passed if heir in mine} - mine:
        mine |= before
    return frozenset(mine)


class SectionRequestQuerySet(models.QuerySet["SectionRequest"]):
    """Requests as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> SectionRequestQuerySet:
        """庁内の仕事: both sections, and those who read all. Never the citizens of the case, nor whoever is neutral there."""
        if roles_of(actor, at) & READERS:
            return self
        mine = served_by(actor, at)
        return self.filter(Q(from_section__ref__in=mine) | Q(to_section__ref__in=mine)) if mine else self.none()

    def open(self) -> SectionRequestQuerySet:
        return self.filter(state__in=OPEN)

    def late(self, today: date) -> SectionRequestQuerySet:
        """Those whose answer is overdue: while the asking section owes a word, the other is not late."""
        return self.filter(state__in=WITH_RECEIVER, due_on__lt=today)

    def touching(self, subject: str) -> SectionRequestQuerySet:
        """Those about a thing or about a part of it."""
        return self.filter(whole_ref=subject)


class SectionRequest(Thing):
    """課から課への依頼: one section asks another for something that a collaboration needs.

    It is no part of the case it is about: `whole` stays its own, so nothing of it is told to the people of the case.
    """

    year = models.PositiveSmallIntegerField(_("年度"))
    number = models.PositiveIntegerField(_("番号"))
    wanted = models.CharField(_("依頼の種類"), max_length=10, choices=Wanted.choices)
    title = models.CharField(_("件名"), max_length=100)
    words = models.TextField(_("何を・なぜ"))
    from_section = models.ForeignKey(
        Section, verbose_name=_("依頼する課"), on_delete=models.PROTECT, related_name="requests_made", db_index=False
    )
    to_section = models.ForeignKey(
        Section, verbose_name=_("依頼を受ける課"), on_delete=models.PROTECT, related_name="requests_got", db_index=False
    )
    asked_by = models.ForeignKey(Person, verbose_name=_("依頼した人"), on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("依頼した日時"))
    wished_on = models.DateField(_("返事がほしい日"))
    due_on = models.DateField(
        _("返事の期限")
    )  # the day wished for, or the one promised; it waits while a question is open
    subject_ref = models.CharField(_("対象"), max_length=100, blank=True)
    whole_ref = models.CharField(_("案件"), max_length=100, blank=True)
    state = models.CharField(_("状態"), max_length=12, choices=RequestState.choices, default=RequestState.ASKED)

    objects: ClassVar[SectionRequestQuerySet] = SectionRequestQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("課から課への依頼")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="request_number_once"),
            models.CheckConstraint(condition=~Q(from_section=F("to_section")), name="request_to_another"),
        ]
        indexes = [
            models.Index(fields=["-asked_at", "-id"], name="request_newest"),
            models.Index(fields=["from_section", "-asked_at"], name="request_from"),
            models.Index(fields=["to_section", "-asked_at"], name="request_to"),
            models.Index(fields=["whole_ref", "-asked_at"], condition=~Q(whole_ref=""), name="request_whole"),
            models.Index(fields=["state", "due_on"], name="request_due"),
        ]

    def __str__(self) -> str:
        """What tasks, letters and the journal call it: a number and one word, nothing that anybody typed."""
        return f"{era_fiscal_year(self.year)} 依頼 第{self.number}号（{self.get_wanted_display()}）"

    def get_absolute_url(self) -> str:
        return reverse("requests:show", args=[self.ref])

    @property
    def tone(self) -> str:
        """How the state is coloured beside its word."""
        return TONES.get(RequestState(self.state), "plain")

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def awaits_answer(self) -> bool:
        """Whether the section that was asked is to speak next."""
        return self.state in WITH_RECEIVER

    def may_read_papers(self, actor: Actor, at: datetime) -> bool:
        """Papers beside a request are for whoever reads the request."""
        return SectionRequest.objects.visible_to(actor, at=at).filter(pk=self.pk).exists()


class Turn(models.Model):
    """依頼のやりとり: what one section said at one step. Rows are only ever added: no word is lost by a later one."""

    request = models.ForeignKey(SectionRequest, verbose_name=_("依頼"), on_delete=models.CASCADE, related_name="turns")
    act = models.CharField(_("操作"), max_length=20)  # the name of the move, or "forward"
    section = models.ForeignKey(Section, verbose_name=_("話した課"), on_delete=models.PROTECT, related_name="+")
    to_section = models.ForeignKey(
        Section, verbose_name=_("回した先の課"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(  # nobody, where a reorganisation ended it
        Person, verbose_name=_("話した人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("日時"))
    text = models.TextField(_("ことば"), blank=True)

    class Meta:
        verbose_name = _("依頼のやりとり")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.label)

    @property
    def label(self) -> StrOrPromise:
        """What was done, in the words of the life."""
        return act_in_words(SectionRequest._meta.label_lower, self.act)
