"""協働点検: self-check, hearing, verdict, and the theme that follows or the reason why none."""

from typing import Any

import pytest

from kyodo.cycle.calls import actions as calls
from kyodo.cycle.services import actions as services
from kyodo.cycle.services import queries
from kyodo.cycle.services.models import Review, Service
from kyodo.cycle.services.states import ReviewState
from kyodo.kernel.policy import Blocked, IllegalMove, NotAllowed, Refused
from kyodo.offices.desk.models import Task
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db
CHECK: dict[str, Any] = {
    "zone": "C", "room": "yes", "because": "川のことは団体のほうが詳しい。", "forms": ["3"], "partners": "川辺の団体",
    "obstacle": "", "next_step": "theme",
}  # fmt: skip


def a_service(code: str = "0201-01") -> Service:
    """A service of 環境課."""
    values = {"name": "河川の水質調査", "section": given.the_environment_section(), "zone": "E", "budget": 300_000}
    return services.enter(code, values=values, by=cast.sato(), at=AT)


def a_review() -> Review:
    """This year's review of it, just opened."""
    given.a_city()
    return services.open_reviews(2026, services=[a_service()], by=cast.sato(), at=AT)[0]


def a_decided_review(verdict: str = "yes") -> Review:
    """A review with its verdict."""
    review = services.check(a_review(), values=CHECK, by=cast.tanaka(), at=AT)
    services.hear(review, heard="団体と話したことがある。", by=cast.sato(), at=AT)
    return services.decide(review, verdict=verdict, because="分かち合える仕事です。", by=cast.sato(), at=AT)


def test_opening_a_year_twice_opens_each_review_once():
    review = a_review()
    assert services.open_reviews(2026, services=[review.service], by=cast.sato(), at=AT) == []
    assert Task.objects.open().get(subject_ref=review.subject).holder == review.service.section.subject


def test_a_check_is_kept_half_written_and_sent_only_when_whole():
    review = a_review()
    half = {**CHECK, "because": "", "next_step": ""}
    services.check(review, values=half, send=False, by=cast.tanaka(), at=AT)
    assert (review.state, review.room) == (ReviewState.CHECKING, "yes")
    with pytest.raises(Blocked, match="理由"):
        services.check(review, values=half, by=cast.tanaka(), at=AT)
    services.check(review, values=CHECK, by=cast.tanaka(), at=AT)
    assert review.state == ReviewState.CHECKED


def test_only_the_section_or_the_desk_checks_and_only_the_desk_decides():
    review = a_review()
    for person in (cast.hanako(), cast.jiro()):
        with pytest.raises(NotAllowed):
            services.check(review, values=CHECK, by=person, at=AT)
    services.check(review, values=CHECK, by=cast.tanaka(), at=AT)
    with pytest.raises(NotAllowed):
        services.decide(review, verdict="yes", because="よい。", by=cast.tanaka(), at=AT)


def test_what_is_sent_back_is_checked_again():
    review = services.check(a_review(), values=CHECK, by=cast.tanaka(), at=AT)
    with pytest.raises(IllegalMove, match="もう出されて"):
        services.check(review, values=CHECK, by=cast.tanaka(), at=AT)
    services.send_back(review, reason="相手を具体的に。", by=cast.sato(), at=AT)
    services.check(review, values={**CHECK, "partners": "川辺を守る会"}, by=cast.tanaka(), at=AT)
    assert review.partners == "川辺を守る会"


def test_a_verdict_with_room_is_followed_by_a_theme_or_a_reason():
    review = a_decided_review()
    owed = Task.objects.open().get(subject_ref=review.subject, kind="theme")
    assert owed.holder == review.service.section.subject
    with pytest.raises(Refused, match="理由"):
        services.excuse_theme(review, because=" ", by=cast.tanaka(), at=AT)
    services.excuse_theme(review, because="今年度は人手が足りません。", by=cast.tanaka(), at=AT)
    assert not Task.objects.open().filter(subject_ref=review.subject, kind="theme").exists()


def test_a_theme_settles_the_duty_and_is_a_seed_of_the_city_that_groups_answer():
    review = a_decided_review()
    theme = calls.publish_theme(
        title="川の水質をいっしょに調べる", section=review.service.section, background="市だけでは地点が足りません。",
        expects="月1回の採水", review=review, by=cast.tanaka(), at=AT,
    )  # fmt: skip
    assert theme.case.direction == "B"
    assert theme.case.shown_at == AT
    assert not Task.objects.open().filter(subject_ref=review.subject, kind="theme").exists()


def test_a_verdict_without_room_owes_nothing():
    review = a_decided_review(verdict="no")
    assert not Task.objects.open().filter(subject_ref=review.subject).exists()
    assert queries.year_count(2026).by_verdict == {"no": 1}
