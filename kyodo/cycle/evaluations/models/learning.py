"""学び: what a committee makes of an evaluation, and the case that others learn from."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.evaluations.states import Grade
from kyodo.kernel.thing import Thing

from .evaluation import Evaluation


class CommitteeView(Thing):
    """第三者評価: what a committee makes of it the year after, beside both sides' own scores."""

    evaluation = models.OneToOneField(Evaluation, on_delete=models.CASCADE, related_name="committee_view")
    body = models.CharField(_("会議の名前"), max_length=100)
    grade = models.CharField(_("総合"), max_length=1, choices=Grade.choices)
    words = models.TextField(_("意見"))
    reply = models.TextField(_("市の対応"), blank=True)
    given_at = models.DateTimeField(_("記入日時"))

    class Meta:
        verbose_name = _("第三者評価")

    def __str__(self) -> str:
        return f"{self.body} {self.grade}"

    @property
    def whole(self) -> str:
        return self.evaluation.whole


class Practice(Thing):
    """実践事例: what others can learn from a collaboration, failures included. Drafted from the evaluation in one act."""

    evaluation = models.OneToOneField(Evaluation, on_delete=models.PROTECT, related_name="practice")
    title = models.CharField(_("題名"), max_length=150)
    background = models.TextField(_("きっかけ・背景"))
    who = models.TextField(_("だれが"))
    what = models.TextField(_("したこと"))
    result = models.TextField(_("成果"))
    hard = models.TextField(_("うまくいかなかったこと"), blank=True)
    advice = models.TextField(_("これから始める人へ"), blank=True)
    failed = models.BooleanField(_("失敗から学ぶ事例"), default=False)
    drafted_at = models.DateTimeField(_("下書きした日時"))
    published_at = models.DateTimeField(_("公開した日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("実践事例")
        ordering = ["-published_at", "-drafted_at"]
        indexes = [models.Index(fields=["-published_at"], name="practice_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def case(self) -> Collaboration:
        return self.evaluation.case

    @property
    def whole(self) -> str:
        return self.evaluation.whole

    def get_absolute_url(self) -> str:
        return reverse("evaluations:practice", args=[self.ref])
