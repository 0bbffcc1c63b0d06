"""委員の公募: a call for seats, who answered it, and what was decided with which reason."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.states.bodies import ApplicationState, Choosing, OpeningState, Route
from kyodo.kernel.access import Actor, acting_refs
from kyodo.kernel.thing import Thing
from kyodo.offices.people.models import Person

from .body import Body


class OpeningQuerySet(models.QuerySet["Opening"]):
    """Calls as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> OpeningQuerySet:
        """What is announced is public; a draft is for the section of the body."""
        refs = [ref.partition("/")[2] for ref in acting_refs(actor, at)]
        return self.filter(~Q(state=OpeningState.DRAFT) | Q(body__section__ref__in=refs))

    def running(self, day: date) -> OpeningQuerySet:
        """Those that take applications on a day."""
        return self.filter(state=OpeningState.ANNOUNCED, opens_on__lte=day, closes_on__gte=day)


class Opening(Thing):
    """委員の公募: how many seats, for whom, how and until when one applies, how it is decided."""

    named_with = ("body",)

    body = models.ForeignKey(Body, verbose_name=_("会議体"), on_delete=models.PROTECT, related_name="openings")
    state = models.CharField(_("状態"), max_length=10, choices=OpeningState.choices, default=OpeningState.DRAFT)
    seats = models.PositiveSmallIntegerField(_("募集する人数"))
    route = models.CharField(_("選び方"), max_length=12, choices=Route.choices, default=Route.PUBLIC)
    who = models.TextField(_("応募できる人"))
    duties = models.TextField(_("仕事の内容"))
    starts_on = models.DateField(_("任期の始まり"))
    ends_on = models.DateField(_("任期の終わり"))
    burden = models.CharField(_("会議の回数と時間帯"), max_length=200)
    pay = models.PositiveIntegerField(_("1回の報酬（円）"), null=True, blank=True)
    opens_on = models.DateField(_("受付の始まり"))
    closes_on = models.DateField(_("受付の終わり"))
    choosing = models.CharField(_("決め方"), max_length=10, choices=Choosing.choices)
    criteria = models.TextField(_("選ぶ基準"), blank=True)
    help = models.CharField(_("託児・手話通訳など"), max_length=300, blank=True)
    outcome = models.TextField(_("選考の結果"), blank=True)
    decided_on = models.DateField(_("決めた日"), null=True, blank=True)

    objects: ClassVar[OpeningQuerySet] = OpeningQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("委員の公募")
        ordering = ["-opens_on", "-pk"]
        indexes = [
            models.Index(fields=["state", "closes_on"], name="opening_state"),
            models.Index(fields=["body", "-opens_on"], name="opening_body"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="opening_period"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="opening_term"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="opening_seats"),
            models.CheckConstraint(condition=~Q(state="decided") | ~Q(outcome=""), name="opening_decided_outcome"),
        ]

    def __str__(self) -> str:
        return str(_("%(body)s 委員の公募") % {"body": self.body.name})

    def get_absolute_url(self) -> str:
        return reverse("councils:opening", args=[self.ref])

    @property
    def whole(self) -> str:
        return self.body.subject

    def takes_on(self, day: date) -> bool:
        """Whether one can apply on that day."""
        return self.state == OpeningState.ANNOUNCED and self.opens_on <= day <= self.closes_on


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Applications as somebody may read them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> ApplicationQuerySet:
        """One's own, by account or by link, and those to the bodies of one's section."""
        refs = acting_refs(actor, at)
        own = [subject.removeprefix("link/").partition("/")[2] for subject in refs if subject.startswith("link/")]
        sections = [ref.partition("/")[2] for ref in refs]
        mine = Q(person__ref=actor.subject.partition("/")[2]) if isinstance(actor, Person) else Q(ref__in=own)
        return self.filter(mine | Q(opening__body__section__ref__in=sections))


class Application(Thing):
    """応募: who would sit there and why. Only the section reads it; a link lets the applicant come back."""

    named_with = ("opening",)

    opening = models.ForeignKey(Opening, verbose_name=_("公募"), on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(_("状態"), max_length=10, choices=ApplicationState.choices, default=ApplicationState.SENT)
    reserve = models.PositiveSmallIntegerField(_("補欠の順"), null=True, blank=True)
    number = models.CharField(_("受付番号"), max_length=20, unique=True)
    token_hash = models.CharField(_("受付の鍵"), max_length=64, blank=True, db_index=True)
    person = models.ForeignKey(
        Person, verbose_name=_("人"), null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )
    name = models.CharField(_("氏名"), max_length=100)
    address = models.CharField(_("住所"), max_length=200)
    age = models.PositiveSmallIntegerField(_("年齢"))
    occupation = models.CharField(_("職業・勤務先・学校"), max_length=100, blank=True)
    phone = models.CharField(_("電話"), max_length=20, blank=True)
    email = models.EmailField(_("メールアドレス"), blank=True)
    reason = models.TextField(_("応募の理由"))
    other_seats = models.CharField(_("いま務めているほかの会議体"), max_length=300, blank=True)
    interests = models.CharField(_("利害の関わり"), max_length=300, blank=True)
    wishes = models.CharField(_("託児・手話通訳などの希望"), max_length=300, blank=True)
    gender = models.CharField(_("性別（統計）"), max_length=1, blank=True)
    received_at = models.DateTimeField(_("受け付けた日時"))
    channel = models.CharField(_("受付方法"), max_length=10, default="web")
    result_reason = models.TextField(_("結果の理由"), blank=True)

    objects: ClassVar[ApplicationQuerySet] = ApplicationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("委員への応募")
        ordering = ["received_at", "pk"]
        indexes = [models.Index(fields=["opening", "received_at"], name="application_opening")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["chosen", "reserve", "passed"]) | ~Q(result_reason=""),
                name="application_result_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="reserve") | Q(reserve__gte=1), name="application_reserve_has_place"
            ),
            models.UniqueConstraint(
                fields=["opening", "reserve"], condition=Q(state="reserve"), name="application_reserve_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Its own page; for one without an account the call, for their own page is opened by the link alone."""
        return reverse("councils:application", args=[self.ref]) if self.person_id else self.opening.get_absolute_url()

    @property
    def whole(self) -> str:
        return self.opening.whole

    def may_read_papers(self, actor: Actor, at: datetime) -> bool:
        """The paper it came on is for the section of the body, as the application is."""
        return self.opening.body.section.subject in acting_refs(actor, at)

    @property
    def result(self) -> str:
        """The result in words; one in reserve is told their place."""
        if self.state == ApplicationState.RESERVE:
            return str(_("補欠（%(place)d番目）") % {"place": self.reserve})
        return self.get_state_display()
