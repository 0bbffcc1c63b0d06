"""Without a mouse, without script, on a narrow screen, with letters twice as large: the way stays open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.seeds.models import Seed
from tests import cast, given

from . import agreeing, evaluating, talking, working
from .hands import Keys

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_a_seed_is_sown_and_answered_with_the_keyboard_alone(at_screen):
    given.a_city()
    citizen, officer = at_screen(hand=Keys), at_screen(cast.tanaka(), hand=Keys)

    citizen.goes_to("/seeds/")
    citizen.enters("協働の種を出す", role="link")
    citizen.types("ひとことで言うと", "Kawabe no mimawari").types("困っていること・きっかけ", "Ame no hi ni afureru.")
    citizen.reaches("保健・医療・福祉", role="checkbox").page.keyboard.press("Space")
    citizen.reaches("届けたい課").chooses_by_key("環境課").types("お名前", "Kawabe Hanako").types(
        "メールアドレス", "h@example.jp"
    )
    citizen.enters("種を出す").sees("協働の種を受け付けました", "Kawabe no mimawari")
    seed = Seed.objects.get()
    assert [field.code for field in seed.case.fields.all()] == [1]
    assert seed.section == given.the_environment_section()

    officer.goes_to(seed.get_absolute_url())
    officer.enters("お返事する", role="link").types("お返事", "Issho ni arukimashou.")
    officer.enters("お返事する").sees("Issho ni arukimashou.")
    assert Seed.objects.get().state == "answered"


def test_the_way_from_a_seed_to_the_next_needs_no_script(at_screen):
    now, today = timezone.now(), timezone.localdate()
    case = given.a_case(at=now)
    hanako, tanaka, anybody = (
        at_screen(person, java_script_enabled=False) for person in (cast.hanako(), cast.tanaka(), None)
    )
    talking.talk_it_over(hanako, tanaka, case, outcome="協働事業にする")
    tanaka.goes_to(case.get_absolute_url()).presses("協定づくりを始める")
    agreeing.agree(hanako, tanaka, case.agreement, today=today)
    working.carry_out(hanako, tanaka, case.project, today=today)
    working.report(hanako, case.project)
    tanaka.goes_to(case.get_absolute_url()).presses("評価を始める")
    evaluating.file_blind(hanako, tanaka, case.evaluation)
    evaluating.talk_over(hanako, tanaka, case.evaluation, due=today + timedelta(days=30))
    evaluating.hear_a_voice(anybody, hanako, case.evaluation)
    evaluating.harvest_and_publish(hanako, tanaka, case.evaluation)
    assert Collaboration.objects.get(pk=case.pk).stage == "completed"


#: Pages people come to every day, and whether they are one's own.
DAILY = ("/", "/seeds/", "/seeds/new/", "/cases/", "/groups/", "/services/", "/search/?q=川", "/proposals/", "/today/")
ROOMS = ("", "agreement/", "agreement/text/", "project/", "evaluation/")
TALL = 740


@pytest.mark.parametrize(
    ("width", "letters"), [(320, "100%"), (360, "200%"), (1280, "200%")], ids=["narrow", "large", "large at the desk"]
)
def test_nothing_runs_off_a_narrow_screen_or_with_large_letters(at_screen, width, letters):
    case = given.a_revealed_evaluation(at=timezone.now()).case
    hanako = at_screen(cast.hanako(), viewport={"width": width, "height": TALL})
    for path in (*DAILY, *(f"{case.get_absolute_url()}{room}" for room in ROOMS)):
        hanako.goes_to(path)
        hanako.page.evaluate("size => { document.documentElement.style.fontSize = size; }", letters)
        hanako.reads()
