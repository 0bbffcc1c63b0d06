"""職務: naming, ending, handing over, and the roster that shows a vacancy."""

from datetime import date, timedelta

import pytest

from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from kyodo.offices.city import actions, queries
from kyodo.offices.city.models import Duty
from kyodo.offices.journal.models import Entry

from .town import AT, SPRING, TODAY, duty, person, promoter, section

taken: list[tuple[object, ...]] = []


def take(old, new, *, on, by, at):
    """What an office above would do at a handover."""
    taken.append((old, new, on))


@pytest.fixture
def handovers(settings):
    settings.HANDOVER_TAKERS = [f"{__name__}.take"]
    taken.clear()
    return taken


def test_a_section_has_one_promoter(desk_officer):
    environment = section()
    promoter(environment)
    with pytest.raises(Refused, match="すでに協働推進員"):
        actions.assign_duty(
            person("鈴木 恵", "megumi@city.example.jp"), role="promoter", section=environment, since=TODAY,
            by=desk_officer, at=AT,
        )  # fmt: skip


def test_the_next_promoter_may_be_named_for_the_day_the_last_one_ends(desk_officer):
    environment, spring = section(), date(2027, 4, 1)
    promoter(environment)
    actions.end_duty(Duty.objects.get(role="promoter"), on=spring, by=desk_officer, at=AT)
    actions.assign_duty(
        person("鈴木 恵", "megumi@city.example.jp"), role="promoter", section=environment, since=spring,
        by=desk_officer, at=AT,
    )  # fmt: skip
    assert str(queries.promoter_of(environment, AT)) == "田中 実"
    assert str(queries.promoter_of(environment, AT.replace(year=2027))) == "鈴木 恵"


def test_only_the_desk_names(orise):
    environment = section()
    head = person("鈴木 恵", "megumi@city.example.jp")
    duty(head, "head", environment)
    with pytest.raises(NotAllowed, match="協働担当課"):
        actions.assign_duty(head, role="promoter", section=environment, since=TODAY, by=head, at=AT)


def test_a_duty_works_at_once_and_ends_at_once(desk_officer):
    environment = section()
    taro = person()
    assert taro.capacities(AT) == ()
    new = actions.assign_duty(taro, role="promoter", section=environment, since=TODAY, by=desk_officer, at=AT)
    assert [c.ref for c in taro.capacities(AT)] == [environment.subject]
    assert taro in queries.people_holding(environment.subject, AT)
    actions.end_duty(new, on=TODAY, by=desk_officer, at=AT)
    taro.forget_capacities()
    assert taro.capacities(AT) == ()
    assert taro not in queries.people_holding(environment.subject, AT)


def test_a_handover_ends_one_duty_and_begins_the_next_on_the_same_day(desk_officer, handovers):
    environment, spring = section(), date(2027, 4, 1)
    old_person = promoter(environment)
    new_person = person("鈴木 恵", "megumi@city.example.jp")
    old = Duty.objects.get(role="promoter")
    new = actions.hand_over(old, to=new_person, on=spring, note="用水路の件は途中です。", by=desk_officer, at=AT)
    old.refresh_from_db()
    assert (old.until, old.handed_to, new.since, new.person) == (spring, new, spring, new_person)
    assert handovers == [(old_person.subject, new_person.subject, spring)]
    entry = Entry.objects.get(act="hand_over")
    assert (entry.subject, entry.whole, entry.reason) == (old.subject, environment.subject, "用水路の件は途中です。")
    before, after = AT.replace(year=2027, month=3, day=31), AT.replace(year=2027, month=4, day=1)
    assert queries.promoter_of(environment, before) == old_person
    assert queries.promoter_of(environment, after) == new_person


def test_a_handover_is_all_or_nothing(desk_officer, handovers, settings):
    environment = section()
    promoter(environment)
    settings.HANDOVER_TAKERS = [f"{__name__}.refuse"]
    with pytest.raises(Refused, match="持ち場"):
        actions.hand_over(
            Duty.objects.get(role="promoter"), to=person(), on=date(2027, 4, 1), by=desk_officer, at=AT
        )  # fmt: skip
    assert Duty.objects.get(role="promoter").until is None


def refuse(old, new, **_details):
    raise Refused("持ち場が移せません。")


@pytest.mark.parametrize("case", ["to oneself", "before it began", "twice"])
def test_a_handover_that_makes_no_sense_is_refused(desk_officer, handovers, case):
    holder = promoter(section())
    old, other = Duty.objects.get(role="promoter"), person()
    if case == "twice":
        actions.hand_over(old, to=other, on=TODAY, by=desk_officer, at=AT)
    to = holder if case == "to oneself" else other
    on = SPRING - timedelta(days=1) if case == "before it began" else TODAY
    with pytest.raises((Refused, IllegalMove)):
        actions.hand_over(old, to=to, on=on, by=desk_officer, at=AT)
    assert Duty.objects.filter(role="promoter").count() == (2 if case == "twice" else 1)


def test_the_last_officer_of_the_desk_cannot_go_without_a_successor(desk_officer):
    last = Duty.objects.get(role="desk")
    with pytest.raises(Refused, match="協働担当がいなくなります"):
        actions.end_duty(last, on=TODAY, by=desk_officer, at=AT)


def test_the_roster_names_an_officer_or_shows_the_vacancy(desk_officer):
    environment, parks = section(), section("030", "公園緑地課")
    promoter(environment)
    found = {post.section: post for post in queries.roster(2026, TODAY)}
    assert [d.person.name for d in found[environment].duties] == ["田中 実"]
    assert not found[environment].vacant
    assert found[parks].vacant
    assert found[parks].duties == []


def test_the_roster_of_a_past_year_stands_as_on_its_last_day(desk_officer):
    environment = section(since=date(2020, 4, 1))
    first, second = person("一 郎", "ichi@city.example.jp"), person("二 郎", "ni@city.example.jp")
    duty(first, "promoter", environment, since=date(2024, 4, 1), until=date(2024, 10, 1))
    duty(second, "promoter", environment, since=date(2024, 10, 1), until=date(2025, 4, 1))
    year = {post.section: post for post in queries.roster(2024, TODAY)}[environment]
    assert [d.person for d in year.duties] == [second, first]
    assert not year.vacant
    assert {post.section: post for post in queries.roster(2025, TODAY)}[environment].vacant


def test_a_roster_takes_the_same_queries_whatever_its_length(desk_officer, django_assert_num_queries):
    for n in range(3, 9):
        promoter(section(f"0{n}0", f"{n}課"), f"p{n}@city.example.jp")
    with django_assert_num_queries(2):
        [d.person.name for post in queries.roster(2026, TODAY) for d in post.duties]


def test_training_is_kept_by_the_officer_or_the_desk_and_counted_on_the_roster(as_person, desk_officer):
    officer = promoter(section())
    post = Duty.objects.get(role="promoter")
    where = f"/city/duties/{post.ref}/training/"
    told = {"held_on_year": "2026", "held_on_month": "4", "held_on_day": "20", "learned": "最初に聴く。"}
    for who, title in ((officer, "協働入門"), (desk_officer, "話し合いの進め方")):
        sent = {**told, "title": title, "submission_key": who.ref * 3}
        assert as_person(who).post(where, sent).status_code == 302
        assert as_person(who).post(where, sent).status_code == 302  # a double click
    assert sorted(post.trainings.values_list("title", flat=True)) == ["協働入門", "話し合いの進め方"]
    roster = as_person(officer).get("/city/promoters/?year=2026").content.decode()
    assert "研修 2回" in roster
    assert where in roster
    assert "最初に聴く。" in as_person(officer).get(where).content.decode()
    assert {"training": "協働入門", "held_on": date(2026, 4, 20), "learned": "最初に聴く。"} in queries.kept_about(
        officer
    )


def test_training_is_nobody_elses_and_within_the_duty(desk_officer):
    promoter(section())
    post, other = Duty.objects.get(role="promoter"), person("鈴木 恵", "megumi@city.example.jp")
    with pytest.raises(NotAllowed, match="ご本人か協働担当課"):
        actions.keep_training(post, held_on=TODAY, title="協働入門", by=other, at=AT)
    for day, why in ((TODAY + timedelta(days=1), "未来"), (date(2025, 4, 1), "期間の日")):
        with pytest.raises(Refused, match=why):
            actions.keep_training(post, held_on=day, title="協働入門", by=post.person, at=AT)
    actions.keep_training(post, held_on=TODAY, title="協働入門", by=post.person, at=AT)
    with pytest.raises(Refused, match="すでに記録"):
        actions.keep_training(post, held_on=TODAY, title="協働入門", by=post.person, at=AT)
