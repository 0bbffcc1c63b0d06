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
    """第三者評価: what a committee makes of it the year after, beside both sides' own scores. A later view stands beside it."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="committee_views")
    body = models.CharField(_("会議の名前"), max_length=100)
    grade = models.CharField(_("総合"), max_length=1, choices=Grade.choices)
    words = models.TextField(_("意見"))
    reply = models.TextField(_("市の対応"), blank=True)
    given_at = models.DateTimeField(_("記入日時"))

    class Meta:
        verbose_name = _("第三者評価")
        ordering = ["-given_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.body} {self.grade}"

    @property
    def whole(self) -> str:
        return self.evaluation.whole


class Practice(Thing):
    """実践事例: what others can learn from a collaboration, failures included. Drafted from the evaluation in one act.

    Its items are those of the 事例データモデル of the national framework (GIF, DS-451-3); `NEEDED` are compulsory there.
    """

    NEEDED = ("title", "summary", "background", "purpose", "who", "what", "result", "contact", "contact_way")
    ASKED = (*NEEDED, "hard", "advice", "tried", "limits", "lasting", "scheme", "failed")

    evaluation = models.OneToOneField(Evaluation, on_delete=models.PROTECT, related_name="practice")
    title = models.CharField(_("題名"), max_length=150)
    summary = models.CharField(_("概要"), max_length=300, blank=True)
    background = models.TextField(_("きっかけ・背景"))
    purpose = models.TextField(_("目的"), blank=True)
    who = models.TextField(_("だれが"))
    what = models.TextField(_("したこと"))
    result = models.TextField(_("成果"))
    hard = models.TextField(_("うまくいかなかったこと"), blank=True)
    advice = models.TextField(_("これから始める人へ"), blank=True)
    tried = models.TextField(_("挑戦したこと・工夫"), blank=True)
    limits = models.TextField(_("制約になったこと"), blank=True)
    lasting = models.TextField(_("続けるしくみ"), blank=True)
    scheme = models.CharField(_("利用した制度"), max_length=300, blank=True)
    contact = models.CharField(_("問い合わせ先"), max_length=150, blank=True)
    contact_way = models.CharField(_("問い合わせ先の電話かメール"), max_length=150, blank=True)
    failed = models.BooleanField(_("失敗から学ぶ事例"), default=False)
    drafted_at = models.DateTimeField(_("下書きした日時"))
    published_at = models.DateTimeField(_("公開した日時"), null=True, blank=True)
    mended_at = models.DateTimeField(_("最後に直した日時"), null=True, blank=True)

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
