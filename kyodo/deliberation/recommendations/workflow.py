"""Three lives of a recommendation, the life of a plan, of a milestone and of an imported file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.policy import Block
from kyodo.kernel.workflow import Guard, Move, Owes, Workflow
from kyodo.offices.city.queries import number

from . import letters
from . import policies as may
from .models import Batch, Closure, Implementation, Milestone, Petition, Plan, Response
from .states import BatchState, ClosedAs, ClosureState, Level, MilestoneState, PetitionState, PlanState, ResponseState
from .terms import CHECK_DAYS, PETITION_SUPPORTERS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

R, C, P, M, B = ResponseState, ClosureState, PlanState, MilestoneState, BatchState
ANSWERABLE = tuple(R)


def is_shown(level: Level) -> Guard[Implementation]:
    """Guard of a step up: evidence of that level has been given since the last step."""

    def guard(implementation: Implementation, at: datetime) -> Sequence[Block]:
        shown = implementation.evidence.filter(level=level, rose=True, reported_at__gte=implementation.since)
        if shown.exists():
            return []
        sentence = _("「%(level)s」であることを示す根拠（ページか文書）と、その日付が要ります。") % {
            "level": level.label
        }
        return [Block(_("実施の根拠"), sentence, implementation.get_absolute_url())]

    return guard


def can_be_closed(closure: Closure, at: datetime) -> Sequence[Block]:
    """Nothing is closed before it was answered, nor as done before evidence shows that it is."""
    recommendation, here = closure.recommendation, closure.get_absolute_url()
    if recommendation.response.is_awaited and closure.closed_as != ClosedAs.TAKEN_ON:
        return [Block(_("市の回答"), _("市の回答がまだ出ていません。"), here)]
    if closure.closed_as == ClosedAs.DONE and recommendation.implementation.state != Level.DONE:
        return [Block(_("実施の根拠"), _("実施状況が「完了」になっていません。"), here)]
    if closure.closed_as == ClosedAs.DECLINED and recommendation.response.state != R.DECLINED:
        return [Block(_("市の回答"), _("市は「対応しない」と回答していません。"), here)]
    return []


def plan_is_whole(plan: Plan, at: datetime) -> Sequence[Block]:
    """A plan in force was decided by somebody, and every measure has a section, a milestone and its place."""
    here, blocks = plan.get_absolute_url(), []
    measures = list(plan.measures.prefetch_related("milestones"))
    if not (plan.decided_by and plan.adopted_on):
        blocks.append(Block(_("決定"), _("決定した会議（手続）と決定日を入力してください。"), here))
    if not measures:
        blocks.append(Block(_("取組"), _("取組が1つもありません。"), here))
    for measure in measures:
        if measure.section_id is None:
            blocks.append(Block(_("担当課"), _("取組「%(measure)s」の担当課が決まっていません。") % {"measure": measure}, measure.get_absolute_url()))  # fmt: skip
        if not measure.milestones.all():
            blocks.append(Block(_("マイルストーン"), _("取組「%(measure)s」にマイルストーンがありません。") % {"measure": measure}, measure.get_absolute_url()))  # fmt: skip
    return blocks


TO_ANSWER = Owes[Response](_("提言に回答する"), letters.section, due=lambda response: response.due)
TO_REPORT = Owes[Implementation](_("提言の実施のようすを報告する"), letters.section, due=lambda life: life.due)

RESPONSES: Workflow[Response] = Workflow(
    model=Response,
    initial=R.WAITING,
    states=ResponseState,
    begins=_("提言への回答を求める"),
    tells=(letters.addressed_to_you,),
    owes=(TO_ANSWER,),
    moves=(
        Move("accept", _("受け入れると回答する"), ANSWERABLE, R.ACCEPTED, may.may_answer, (letters.answered,), reason_needed=True),
        Move("accept_partly", _("一部を受け入れると回答する"), ANSWERABLE, R.PARTLY, may.may_answer, (letters.answered,), reason_needed=True),
        Move("do_otherwise", _("別の方法で対応すると回答する"), ANSWERABLE, R.OTHERWISE, may.may_answer, (letters.answered,), reason_needed=True),
        Move("study", _("検討中と回答する"), ANSWERABLE, R.STUDYING, may.may_answer, (letters.answered,), (TO_ANSWER,), reason_needed=True),
        Move("decline", _("対応しないと回答する"), ANSWERABLE, R.DECLINED, may.may_answer, (letters.answered,), reason_needed=True),
    ),
)  # fmt: skip


def up(name: str, label: StrOrPromise, sources: tuple[Level, ...], target: Level) -> Move[Implementation]:
    """A step up: on evidence; whoever took it reports again, unless all is done."""
    owes = () if target == Level.DONE else (TO_REPORT,)
    return Move(name, label, sources, target, may.may_report, (letters.reported,), owes, (is_shown(target),))


def back(name: str, label: StrOrPromise, sources: tuple[Level, ...], target: Level) -> Move[Implementation]:
    """A step back: with the reason why it stands lower than was said."""
    return Move(name, label, sources, target, may.may_report, (letters.reported,), (TO_REPORT,), reason_needed=True)


L = Level
IMPLEMENTATIONS: Workflow[Implementation] = Workflow(
    model=Implementation,
    initial=L.NO_EVIDENCE,
    states=Level,
    begins=_("実施の記録を始める"),
    moves=(
        up("not_begun", _("未着手と報告する"), (L.NO_EVIDENCE,), L.NOT_STARTED),
        up("start", _("着手と報告する"), (L.NO_EVIDENCE, L.NOT_STARTED), L.STARTED),
        up("advance", _("相当程度と報告する"), (L.NO_EVIDENCE, L.NOT_STARTED, L.STARTED), L.SUBSTANTIAL),
        up("finish", _("完了と報告する"), (L.NO_EVIDENCE, L.NOT_STARTED, L.STARTED, L.SUBSTANTIAL), L.DONE),
        back("back_to_not_begun", _("未着手にもどす"), (L.STARTED, L.SUBSTANTIAL, L.DONE), L.NOT_STARTED),
        back("back_to_started", _("着手にもどす"), (L.SUBSTANTIAL, L.DONE), L.STARTED),
        back("back_to_substantial", _("相当程度にもどす"), (L.DONE,), L.SUBSTANTIAL),
    ),
)

CLOSURES: Workflow[Closure] = Workflow(
    model=Closure,
    initial=C.OPEN,
    states=ClosureState,
    begins=_("提言を開く"),
    moves=(
        Move("close", _("終結にする"), (C.OPEN,), C.CLOSED, may.may_close, (letters.closed,), guards=(can_be_closed,), reason_needed=True),
        Move("reopen", _("もう一度開く"), (C.CLOSED,), C.OPEN, may.may_reopen, (letters.reopened,), reason_needed=True),
    ),
)  # fmt: skip

PLANS: Workflow[Plan] = Workflow(
    model=Plan,
    initial=P.DRAFTING,
    states=PlanState,
    begins=_("計画づくりを始める"),
    moves=(
        Move("adopt", _("計画を決定する"), (P.DRAFTING,), P.IN_FORCE, may.may_keep, (letters.adopted,), guards=(plan_is_whole,)),
        Move("supersede", _("次の計画に移す"), (P.IN_FORCE,), P.SUPERSEDED, may.may_supersede),
    ),
)  # fmt: skip

TO_REACH = Owes[Milestone](_("マイルストーンの結果を報告する"), letters.owner, due=lambda milestone: milestone.due)

MILESTONES: Workflow[Milestone] = Workflow(
    model=Milestone,
    initial=M.PLANNED,
    states=MilestoneState,
    begins=_("マイルストーンを置く"),
    moves=(
        Move("meet", _("達成と報告する"), (M.PLANNED, M.PARTLY, M.MISSED), M.MET, may.may_mark),
        Move("meet_partly", _("一部達成と報告する"), (M.PLANNED, M.MISSED), M.PARTLY, may.may_mark),
        Move("miss", _("未達と報告する"), (M.PLANNED, M.PARTLY), M.MISSED, may.may_mark),
        Move("correct", _("報告を取り消して予定にもどす"), (M.MET, M.PARTLY, M.MISSED), M.PLANNED, may.may_mark, owes=(TO_REACH,), reason_needed=True),
    ),
)  # fmt: skip

BATCHES: Workflow[Batch] = Workflow(
    model=Batch,
    initial=B.PREVIEW,
    states=BatchState,
    begins=_("ファイルを読み込む"),
    moves=(
        Move("take_over", _("取り込む"), (B.PREVIEW,), B.DONE, may.may_keep),
        Move("discard", _("やめる"), (B.PREVIEW,), B.DISCARDED, may.may_keep),
        Move("undo", _("取り込みを取り消す"), (B.DONE,), B.UNDONE, may.may_keep),
    ),
)


def is_supported(petition: Petition, at: datetime) -> Sequence[Block]:
    """So many supporters as the city asks for, each of the age it asks for."""
    needed, found = number(PETITION_SUPPORTERS), petition.supporters.filter(of_age=True).count()
    if found >= needed:
        return []
    sentence = _("年齢の要件を満たす賛同者が%(needed)s人必要ですが、いまは%(found)s人です。") % {
        "needed": needed,
        "found": found,
    }
    return [Block(_("賛同者"), sentence, petition.get_absolute_url())]


S = PetitionState
TO_CHECK = Owes[Petition](_("市民政策提案の要件を確かめる"), letters.checker, CHECK_DAYS)
TO_STUDY = Owes[Petition](_("市民政策提案に回答する"), letters.student, due=lambda petition: petition.due)

PETITIONS: Workflow[Petition] = Workflow(
    model=Petition,
    initial=S.CHECKING,
    states=PetitionState,
    begins=_("市民政策提案を出す"),
    tells=(letters.handed_in,),
    owes=(TO_CHECK,),
    moves=(
        Move("send_back", _("補正をお願いする"), (S.CHECKING,), S.RETURNED, may.may_keep, (letters.sent_back,), reason_needed=True),
        Move("hand_in_again", _("補正して出し直す"), (S.RETURNED,), S.CHECKING, may.may_mend, (letters.handed_in,), (TO_CHECK,)),
        Move("accept", _("提案を受理する"), (S.CHECKING,), S.STUDYING, may.may_keep, (letters.accepted,), (TO_STUDY,), (is_supported,)),
        Move("decide", _("検討の結果を公表する"), (S.STUDYING,), S.ANSWERED, may.may_study, (letters.decided,), reason_needed=True),
        Move("withdraw", _("提案を取り下げる"), (S.CHECKING, S.RETURNED, S.STUDYING), S.WITHDRAWN, may.may_withdraw, reason_needed=True),
    ),
)  # fmt: skip
