"""The pages of the handbook tell the program as it is."""

import re
from pathlib import Path

import polib
from django.utils import translation

from kyodo.kernel.policy import YES, Policy, policy
from script import institutions
from script.translations import catalogue

HOWTO = Path(__file__).parents[2] / "docs" / "howto.md"


def test_every_institution_has_its_page_and_the_page_is_up_to_date():
    with translation.override("ja"):
        pages = {room: institutions.page(room, lives) for room, lives in institutions.lives()}
    stale = [room for room, (stands, ought) in pages.items() if stands != ought]
    assert not stale, "`.venv/bin/python script/institutions.py` writes them"
    assert len(pages) >= 10


def test_every_page_says_something_of_its_own_above_the_tables():
    pages = institutions.FOLDER.glob("*.md")
    thin = [p.stem for p in pages if len(p.read_text(encoding="utf-8").partition(institutions.BEGIN)[0]) < 200]
    assert not thin


def test_a_policy_tells_in_words_who_may():
    desk: Policy[object] = policy("窓口だけです。")(lambda actor, thing, at: True)
    author: Policy[object] = policy("出した人だけです。")(lambda actor, thing, at: True)
    free: Policy[object] = policy("関わりのない人だけです。")(lambda actor, thing, at: True)
    anybody: Policy[object] = Policy(lambda actor, thing, at: YES)
    assert (
        institutions.who(author | (free & desk))
        == "出した人だけです。<br>または 関わりのない人だけです。窓口だけです。"
    )
    assert institutions.who(anybody) == "どなたでも"


def test_the_guide_to_the_work_names_pages_and_buttons_as_they_are_named_on_the_screen():
    said = {entry.msgid for entry in polib.pofile(str(catalogue("en")))}
    quoted = re.findall("「([^」]+)」", HOWTO.read_text(encoding="utf-8"))
    named = {name for quote in quoted for name in quote.split(" › ")}
    assert len(named) > 20
    assert named <= said
