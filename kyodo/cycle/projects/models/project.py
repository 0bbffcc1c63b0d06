"""協働事業: the work of one case and what its report says, and the rows that both sides write about it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.models import Collaboration, in_visible_case
from kyodo.cycle.projects.states import State
from kyodo.kernel.access import BOTH_SIDES, Actor, Side
from kyodo.kernel.thing import Thing
from kyodo.offices.city.policies import roles_of
from kyodo.offices.city.states import Role


class ProjectQuerySet(models.QuerySet["Project"]):
    """Projects as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> ProjectQuerySet:
        """The project of every case this person may see."""
        return self.filter(in_visible_case(actor, at=at))


class Project(Thing):
    """協働事業: the work of one case. Its dates lie with the case, its goals with the agreement."""

    named_with = ("case",)

    case = models.OneToOneField(Collaboration, verbose_name=_("案件"), on_delete=models.PROTECT, related_name="project")
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.RUNNING)
    started_at = models.DateTimeField(_("始めた日時"))
    report = models.TextField(_("実績"), blank=True)
    outcome = models.TextField(_("成果"), blank=True)
    remains = models.TextField(_("課題"), blank=True)
    participants = models.PositiveIntegerField(_("参加者数"), null=True, blank=True)
    place = models.CharField(_("場所"), max_length=200, blank=True)
    audience = models.CharField(_("対象"), max_length=200, blank=True)
    publicity = models.TextField(_("広報の方法"), blank=True)
    remark_reply = models.TextField(_("審査の付帯意見への対応"), blank=True)
    citizens_gained = models.TextField(_("団体が得たこと"), blank=True)
    city_gained = models.TextField(_("市への波及"), blank=True)
    outlook = models.TextField(_("これからの見通し"), blank=True)
    pulse_asked = models.DateField(_("脈診をお願いした月"), null=True, blank=True)  # its first day
    reported_at = models.DateTimeField(_("報告した日時"), null=True, blank=True)

    objects: ClassVar[ProjectQuerySet] = ProjectQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("協働事業")
        ordering = ["-started_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.REPORTED) | Q(reported_at__isnull=False), name="project_reported_when"
            ),
        ]
        indexes = [models.Index(fields=["state", "-started_at"], name="project_state")]

    def __str__(self) -> str:
        return self.case.title

    def get_absolute_url(self) -> str:
        return reverse("projects:project", args=[self.case.ref])

    @property
    def whole(self) -> str:
        return self.case.subject

    def is_past_end(self, today: date) -> bool:
        """期限切れ: still running on paper, past its agreed end. It waits for a decision and is never shown as running."""
        return self.state == State.RUNNING and self.case.ends_on is not None and self.case.ends_on < today

    @property
    def is_long(self) -> bool:
        """長い事業: runs longer than a year, so that waiting for its end would be waiting too long."""
        since, until = self.case.starts_on, self.case.ends_on
        return since is not None and until is not None and until - since > timedelta(days=366)

    def shown_state(self, today: date) -> str:
        """The word on the page."""
        return str(_("期限切れ・要判断")) if self.is_past_end(today) else str(State(self.state).label)

    def may_read_papers(self, actor: Actor, at: datetime) -> bool:
        """Papers of the project follow its case."""
        return self.case.may_read_papers(actor, at)

    def may_read_receipts(self, actor: Actor, at: datetime) -> bool:
        """Both sides, whoever stands between them, and the city's auditors: what was paid to whom."""
        return self.case.side_of(actor, at) is not None or Role.AUDITOR in roles_of(actor, at)

    def may_keep_papers(self, actor: Actor, at: datetime) -> bool:
        """Whoever speaks for a side now takes a photo back, even one that somebody before them brought."""
        return self.case.side_of(actor, at) in BOTH_SIDES


class Part(Thing):
    """A row of a project, written by one side."""

    named_with: ClassVar[tuple[str, ...]] = ("project__case",)

    project: models.ForeignKey[Project, Project]
    side = models.CharField(_("側"), max_length=10, choices=Side.choices)
    written_by = models.CharField(_("書いた人"), max_length=100)
    written_at = models.DateTimeField(_("書いた日時"))

    class Meta:
        abstract = True

    @property
    def case(self) -> Collaboration:
        return self.project.case

    @property
    def whole(self) -> str:
        return self.project.whole

    def get_absolute_url(self) -> str:
        return f"{self.project.get_absolute_url()}#{self.ref}"
