"""Chains: a network's proposal that became a guideline, and that no hand lets go without a receipt."""

from datetime import date, datetime

import pytest

from kyodo.deliberation.councils.actions import bodies, chaining
from kyodo.deliberation.councils.models import Chain, Hop
from kyodo.deliberation.councils.queries.chains import family, time_box
from kyodo.deliberation.councils.states.bodies import BodyKind, RelationKind
from kyodo.deliberation.councils.states.meetings import HopState
from kyodo.deliberation.councils.workflow.meetings import HOPS
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.desk.models import Task
from tests import cast, given
from tests.cast import AT, JST

from . import sessions

pytestmark = pytest.mark.django_db
#: The papers of those years are entered afterwards; their days are those of the papers.
BY = cast.tanaka


def _chain(kind="inquiry", title="川の約束ごとについて", *, began_on=date(2026, 4, 20), **said) -> Chain:
    section = given.the_environment_section()
    return chaining.begin_chain(kind=kind, title=title, section=section, began_on=began_on, by=BY(), at=AT, **said)


def _hand(chain, kind="inquiry", giver="市長", taker="審議会", handed_on=date(2026, 4, 21), **said) -> Hop:
    return chaining.hand_on(chain, kind=kind, giver=giver, taker=taker, handed_on=handed_on, by=BY(), at=AT, **said)


def _receive(hop, on=None, receipt="第1号") -> Hop:
    return chaining.receive(hop, received_on=on or hop.handed_on, receipt=receipt, by=BY(), at=AT)


def _reply(hop, on, text="承りました。") -> Hop:
    return chaining.reply(hop, replied_on=on, text=text, by=BY(), at=AT)


HOP_IN = {
    HopState.SENT: lambda: _hand(_chain()),
    HopState.RECEIVED: lambda: _receive(_hand(_chain())),
    HopState.REPLIED: lambda: _reply(_receive(_hand(_chain())), date(2026, 4, 30)),
}


@pytest.mark.parametrize("state", HopState)
@pytest.mark.parametrize("move", HOPS.moves, ids=lambda move: move.name)
def test_a_hop_moves_from_these_states_and_from_no_other(move, state):
    hop = HOP_IN[state]()
    acts = {"receive": lambda: _receive(hop), "reply": lambda: _reply(hop, date(2026, 5, 1))}
    if state in move.sources:
        assert acts[move.name]().state == move.target
    else:
        with pytest.raises(IllegalMove, match="なので"):
            acts[move.name]()
        assert Hop.objects.get(pk=hop.pk).state == state


def test_nothing_is_handed_on_while_a_receipt_is_missing():
    chain = _chain()
    first = _hand(chain)
    with pytest.raises(IllegalMove, match="受領が済んでいない"):
        _hand(chain, kind="advice", giver="審議会", taker="市長")
    _receive(first)
    assert _hand(chain, kind="advice", giver="審議会", taker="市長", answers=first).order == 2


@pytest.mark.parametrize(
    ("on", "receipt"), [(date(2026, 4, 20), "第1号"), (date(2026, 5, 12), "第1号"), (date(2026, 4, 22), " ")]
)
def test_a_receipt_has_a_number_and_a_day_between_handing_and_today(on, receipt):
    with pytest.raises(Refused):
        _receive(_hand(_chain()), on, receipt)


def test_receipt_and_reply_are_owed_and_settled():
    hop = _hand(_chain(), taker_ref=given.the_environment_section().subject)
    due = hop.reply_due
    assert [t.what for t in Task.objects.open().filter(subject_ref=hop.subject)] == ["受領を知らせる"]
    _receive(hop)
    assert [(t.what, t.due) for t in Task.objects.open().filter(subject_ref=hop.subject)] == [("返答する", due)]
    _reply(hop, date(2026, 5, 1))
    assert not Task.objects.open().filter(subject_ref=hop.subject).exists()


@pytest.mark.parametrize("who", [cast.hanako, cast.jiro, cast.visitor])
def test_who_does_not_keep_a_chain_neither_begins_nor_hands_on_nor_receives(who):
    section = given.the_environment_section()
    chain = _chain()
    hop = _hand(chain)
    for act in (
        lambda: chaining.begin_chain(kind="inquiry", title="x", section=section, began_on=AT.date(), by=who(), at=AT),
        lambda: chaining.hand_on(chain, kind="advice", giver="a", taker="b", handed_on=AT.date(), by=who(), at=AT),
        lambda: chaining.receive(hop, received_on=AT.date(), receipt="第1号", by=who(), at=AT),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_from_a_remark_at_a_network_to_the_advice_two_years_later():
    """2007年2月から2009年3月まで: the hops of the founding papers, each with its day."""
    network = sessions.a_body("市民活動の連絡会", kind=BodyKind.NETWORK)
    council = sessions.a_body("市民参画審議会")
    circle = sessions.a_body("指針を調べる市民の会")
    inside = sessions.a_body("協働の庁内会議", kind=BodyKind.INTERNAL)
    joint = sessions.a_body("指針づくり合同会議", kind=BodyKind.JOINT)
    for body in (circle, inside):
        bodies.relate(body, joint, kind=RelationKind.JOINS, since=date(2026, 4, 1), by=cast.sato(), at=AT)

    paper = _chain("proposal", "協働の約束ごとの提言", began_on=date(2007, 2, 20), body=network)
    assert paper.ready_by == date(2007, 8, 20)
    boxes = [time_box(paper, day) for day in (date(2007, 5, 20), date(2007, 10, 14))]
    assert [box and box.left for box in boxes] == [92, -55]
    for name in ("川辺を守る会", "朗読の会"):
        chaining.sign(paper, name=name, signed_on=date(2007, 10, 10), by=BY(), at=AT)
    handed = _hand(paper, "proposal", "連絡会", "市長", date(2007, 10, 15))
    assert time_box(paper, date(2007, 10, 15)) is None
    with pytest.raises(IllegalMove, match="連名"):
        chaining.sign(paper, name="遅れた会", signed_on=date(2007, 10, 16), by=BY(), at=AT)
    _receive(handed, date(2007, 10, 15), "市協第15号")
    referred = _hand(paper, "referral", "市長", "市民参画審議会", date(2007, 10, 30), needs_reply=True)
    _receive(referred, date(2007, 10, 30), "参画第2号")
    _reply(referred, date(2007, 10, 30), "数の限られた委員では書ききれない。別の組織で書き、審議会は答申する。")
    _reply(handed, date(2007, 11, 9), "提言をもとに指針をつくる。")

    guideline = _chain("inquiry", "協働の基本指針", began_on=date(2007, 11, 20), parent=paper, body=council)
    asked = _hand(guideline, "referral", "市長", "指針づくり合同会議", date(2007, 12, 3), taker_ref=joint.subject)
    _receive(asked, date(2007, 12, 3), "合同第1号")
    drafted = _hand(guideline, "draft", "指針づくり合同会議", "市長", date(2008, 11, 28), answers=asked)
    _receive(drafted, date(2008, 11, 28), "市協第88号")
    inquiry = _hand(guideline, "inquiry", "市長", "市民参画審議会", date(2008, 12, 15), taker_ref=council.subject)
    _receive(inquiry, date(2008, 12, 15), "諮問第1号")
    advice = _hand(guideline, "advice", "市民参画審議会", "市長", date(2009, 3, 19), answers=inquiry, needs_reply=False)
    assert not advice.is_over
    _receive(advice, date(2009, 3, 19), "答申第1号")
    _reply(inquiry, date(2009, 3, 19), "案のとおりでよい。少数意見を添える。")
    _reply(asked, date(2008, 11, 28), "素案を出した。")
    _reply(drafted, date(2009, 3, 30), "指針を決めた。")

    told = family(guideline, cast.visitor(), at=AT)
    assert [(tie.chain, tie.depth, tie.is_here) for tie in told] == [(paper, 0, False), (guideline, 1, True)]
    days = [hop.handed_on for tie in told for hop in tie.hops]
    assert (days[0], days[-1], days) == (date(2007, 10, 15), date(2009, 3, 19), sorted(days))
    assert all(hop.receipt and hop.is_over for tie in told for hop in tie.hops)
    assert [tie.chain for tie in family(paper, cast.visitor(), at=AT)] == [paper, guideline]


def test_a_paper_that_is_still_being_written_is_for_its_body_and_its_section_only():
    term = sessions.a_term()
    paper = _chain("proposal", body=term.body)
    sees = {
        who: Chain.objects.visible_to(who(), at=AT).exists()
        for who in (cast.hanako, cast.tanaka, cast.jiro, cast.visitor)
    }
    assert sees == {cast.hanako: True, cast.tanaka: True, cast.jiro: False, cast.visitor: False}
    _hand(paper)
    assert Chain.objects.visible_to(cast.visitor(), at=AT).exists()


def test_the_whole_chain_stands_on_one_page(client):
    paper = _chain("proposal", "川の提言")
    _receive(_hand(paper, "proposal", "連絡会", "市長"), receipt="環第7号")
    child = _chain("inquiry", "川の諮問", parent=paper)
    _hand(child)
    page = client.get(child.get_absolute_url()).content.decode()
    for words in ("川の提言", "環第7号", "連絡会", "受領・返答待ち", "提出済み・受領待ち"):
        assert words in page


def test_a_reply_that_is_late_says_so_to_everybody(client, monkeypatch):
    chain = _chain()
    _receive(_hand(chain, reply_due=date(2026, 5, 8)))
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 5, 11, tzinfo=JST))
    assert "返答の遅延" in client.get(chain.get_absolute_url()).content.decode()
