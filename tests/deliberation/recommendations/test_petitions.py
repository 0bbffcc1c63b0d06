"""市民政策提案: supporters, six months, reasons, and what nobody else reads."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.deliberation.recommendations import actions, queries
from kyodo.deliberation.recommendations.models import Petition, Recommendation
from kyodo.deliberation.recommendations.states import PetitionResult, PetitionState, SourceKind
from kyodo.deliberation.recommendations.workflow import PETITIONS
from kyodo.kernel.policy import Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.desk.models import Task
from kyodo.offices.post.models import Message
from tests import cast
from tests import given as city
from tests.cast import AT, JST

from . import given

pytestmark = pytest.mark.django_db
S = PetitionState


@pytest.fixture(autouse=True)
def _at_home(settings, monkeypatch):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(hours=2))


def handed_in(*, supporters: int = 10, minors: int = 0, by: Any = None) -> Petition:
    city.a_city()
    rows = [{"name": f"賛同 {n}", "address": "中央1-2-3", "of_age": n >= minors} for n in range(supporters)]
    return actions.hand_in(
        author_name="海野 次郎", title="夜の図書館", problem="夜に学ぶ場所がない。", purpose="月に一度、夜も開ける。",
        effect="働く人が来られる。", cost=300_000, supporters=rows, by=by or cast.jiro(), at=AT,
    )  # fmt: skip


def accepted() -> Petition:
    return actions.accept(
        handed_in(),
        section=city.the_environment_section(),
        summary="図書館を夜も開ける提案です。",
        by=cast.sato(),
        at=AT,
    )


def decided(result: str = PetitionResult.ADOPTED) -> Petition:
    return actions.decide(accepted(), result=result, reason="試しに開けます。", by=cast.tanaka(), at=AT)


IN_STATE = {
    S.CHECKING: handed_in,
    S.RETURNED: lambda: actions.send_back(handed_in(), reason="住所が足りません。", by=cast.sato(), at=AT),
    S.STUDYING: accepted,
    S.ANSWERED: decided,
    S.WITHDRAWN: lambda: actions.withdraw(handed_in(), reason="考え直します。", by=cast.jiro(), at=AT),
}
MAKE = {
    "send_back": lambda p: actions.send_back(p, reason="足りません。", by=cast.sato(), at=AT),
    "hand_in_again": lambda p: actions.mend(p, title="夜の図書館2", by=cast.jiro(), at=AT),
    "accept": lambda p: actions.accept(p, section=city.the_desk(), summary="概要", by=cast.sato(), at=AT),
    "decide": lambda p: actions.decide(p, result="rejected", reason="予算がない。", by=cast.sato(), at=AT),
    "withdraw": lambda p: actions.withdraw(p, reason="やめます。", by=cast.jiro(), at=AT),
}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("move", PETITIONS.moves, ids=lambda move: move.name)
def test_a_move_is_made_from_its_states_and_from_no_other(move, state):
    petition = IN_STATE[state]()
    assert petition.state == state
    if state not in move.sources:
        with pytest.raises(IllegalMove, match="なので"):
            MAKE[move.name](petition)
        assert Petition.objects.get().state == state
    elif move.name == "hand_in_again":
        assert MAKE[move.name](petition).state == S.CHECKING
    else:
        assert MAKE[move.name](petition).state == move.target


@pytest.mark.parametrize(
    ("supporters", "minors", "enough"), [(10, 0, True), (9, 0, False), (12, 3, False), (13, 3, True)]
)
def test_so_many_supporters_of_age_are_needed(supporters, minors, enough):
    petition = handed_in(supporters=supporters, minors=minors)
    accept: dict[str, Any] = {"section": city.the_desk(), "summary": "概要", "by": cast.sato(), "at": AT}
    if enough:
        assert actions.accept(petition, **accept).received_on == AT.date()
    else:
        with pytest.raises(Blocked, match="10人必要"):
            actions.accept(petition, **accept)
        assert Petition.objects.get().received_on is None


def test_the_answer_is_due_in_six_months_and_reminded_of_like_everything_else():
    petition = accepted()
    assert petition.due == date(2026, 11, 11)  # six months after 11 May, a Wednesday
    assert Task.objects.open().get(subject_ref=petition.subject).due == date(2026, 11, 11)
    late = AT.replace(month=12, day=1).astimezone(JST)
    (clock,) = queries.clocks(late)
    assert (str(clock.what), clock.days_over, clock.voice) == ("市民政策提案への回答", 20, cast.jiro().subject)
    assert actions.climb(late) == 1


def test_the_date_moves_only_before_it_has_passed_and_with_a_reason():
    petition = accepted()
    move: dict[str, Any] = {"until": date(2027, 1, 29), "by": cast.tanaka()}
    with pytest.raises(Refused, match="理由"):
        actions.extend(petition, reason=" ", at=AT, **move)
    with pytest.raises(Refused, match="より後"):
        actions.extend(petition, reason="調査。", at=AT, until=date(2026, 11, 11), by=cast.tanaka())
    with pytest.raises(IllegalMove, match="過ぎたあと"):
        actions.extend(petition, reason="調査。", at=AT.replace(month=11, day=12), **move)
    actions.extend(petition, reason="調査に時間がかかる。", at=AT, **move)
    assert Task.objects.open().get(subject_ref=petition.subject).due == date(2027, 1, 29)
    shown = Client().get(petition.get_absolute_url()).content.decode()
    assert "調査に時間がかかる。" in shown


@pytest.mark.parametrize(
    ("verb", "allowed"),
    [
        ("send_back", {"sato"}), ("accept", {"sato"}), ("withdraw", {"jiro"}), ("decide", {"sato", "tanaka", "suzuki"}),
    ],
)  # fmt: skip
def test_only_these_people_make_a_move(verb, allowed):
    petition = accepted() if verb == "decide" else handed_in()
    for name in ("jiro", "hanako", "sato", "tanaka", "suzuki", "nakano", "visitor"):
        verdict = PETITIONS.verdict(verb, getattr(cast, name)(), petition, at=AT)
        assert bool(verdict) is (name in allowed), name


@pytest.mark.parametrize("nobody", [cast.visitor, cast.tanaka])
def test_a_citizen_proposes_in_their_own_name_and_paper_comes_through_the_desk(nobody):
    with pytest.raises(NotAllowed):
        handed_in(by=nobody())
    paper = handed_in(by=cast.sato())
    assert paper.author_ref == ""
    assert actions.withdraw(paper, reason="本人の電話で。", by=cast.sato(), at=AT).state == S.WITHDRAWN


def test_before_it_is_accepted_a_petition_is_for_its_author_and_the_city():
    petition = handed_in()
    seen = {
        n: Petition.objects.visible_to(getattr(cast, n)(), at=AT).exists()
        for n in ("jiro", "sato", "hanako", "visitor")
    }
    assert seen == {"jiro": True, "sato": True, "hanako": False, "visitor": False}
    assert Client().get(petition.get_absolute_url()).status_code == 404


def test_supporters_and_the_author_are_nobody_elses_business():
    petition = decided()
    report = actions.track(petition, by=cast.sato(), at=AT)
    pages = [petition.get_absolute_url(), report.get_absolute_url(), report.recommendations.get().get_absolute_url()]
    pages += [reverse("recommendations:data"), reverse("recommendations:petitions")]
    secret = ("賛同 1", "中央1-2-3", "海野 次郎", "月に一度、夜も開ける。")
    for person, seen in ((None, ()), (cast.hanako(), ()), (cast.tanaka(), secret[2:]), (cast.sato(), secret)):
        client = Client()
        if person:
            client.force_login(person)
        text = "".join(client.get(path).content.decode() for path in pages)
        assert [words for words in secret if words in text] == list(seen)


def test_what_was_adopted_is_tracked_once_and_its_author_speaks_for_it():
    report = actions.track(decided(), by=cast.sato(), at=AT)
    assert (report.kind, report.handed_on) == (SourceKind.PETITION, AT.date())
    actions.state_view(
        Recommendation.objects.get(),
        voice="committee",
        level="not_started",
        words="まだ開きません。",
        by=cast.jiro(),
        at=AT,
    )
    with pytest.raises(Refused, match="すでに登録"):
        actions.track(Petition.objects.get(), by=cast.sato(), at=AT)


def test_what_was_not_adopted_is_not_tracked():
    with pytest.raises(IllegalMove, match="採用"):
        actions.track(decided(PetitionResult.REFERENCE), by=cast.sato(), at=AT)


def test_the_author_is_told_of_every_step():
    decided()
    told = set(Message.objects.filter(person=cast.jiro()).values_list("name", flat=True))
    assert {"recommendations.accepted", "recommendations.decided"} <= told


def test_a_petition_goes_through_its_pages():
    city.a_city()
    said: dict[str, Any] = {
        "title": "夜の図書館", "author_name": "海野 次郎", "problem": "場所がない。", "purpose": "夜も開ける。", "effect": "来られる。",
        "supporters-TOTAL_FORMS": 10, "supporters-INITIAL_FORMS": 0,
    }  # fmt: skip
    for n in range(10):
        said |= {f"supporters-{n}-name": f"賛同 {n}", f"supporters-{n}-address": "中央", f"supporters-{n}-of_age": "on"}
    author, desk = Client(), Client()
    author.force_login(cast.jiro())
    desk.force_login(cast.sato())
    assert author.post(reverse("recommendations:new_petition"), said).status_code == 302
    petition = Petition.objects.get()

    def go(client, name, **sent):
        answer = client.post(reverse(f"recommendations:{name}", args=[petition.ref]), sent)
        assert answer.status_code == 302, answer.content.decode()[:4000]

    go(desk, "send_back", reason="住所をくわしく。")
    assert author.get(reverse("recommendations:mend", args=[petition.ref])).status_code == 200
    go(author, "mend", **said)
    go(desk, "accept", section=city.the_environment_section().ref, summary="夜の図書館の提案です。")
    go(desk, "extend", until_year=2027, until_month=2, until_day=1, reason="調べます。")
    go(desk, "decide", result="adopted", reason="試します。")
    go(desk, "track")
    text = Client().get(petition.get_absolute_url()).content.decode()
    assert "提言として、その後を追っています" in text
    assert petition.supporters.count() == 10


def test_whoever_leaves_takes_their_words_and_name_along_but_not_their_mark():
    petition = handed_in()
    told = given.a_reported("started", voice_ref="", voice_name="市民の会")
    given.a_view(told, "done", by=cast.jiro())
    assert [row.get("words") or row.get("title") for row in queries.kept_about(cast.jiro())] == [
        "歩いてみました。",
        "夜の図書館",
    ]
    actions.forget(cast.jiro(), at=AT)
    petition.refresh_from_db()
    assert petition.author_name == "退会した人"
    assert told.impressions.get().words == ""
    assert queries.two_views([told])[told.pk].voices == 1
