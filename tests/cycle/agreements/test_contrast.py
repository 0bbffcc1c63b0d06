"""新旧対照表, and which goal of one side meets which of the other."""

from dataclasses import replace

from hypothesis import given as generated
from hypothesis import strategies as st

from kyodo.cycle.agreements.models import ClausesText, ClauseText, GoalText, Text, canonical, plain, read
from kyodo.cycle.agreements.queries import compare, compare_texts
from kyodo.cycle.agreements.queries.pairing import paired

from . import texts

NONE: dict[str, str] = {}


def clauses(*titles):
    return ClausesText("co_hosting", tuple(ClauseText(t, t, t, f"{t}の文") for t in titles))


def fates(before, after):
    return {line.label: line.fate for line in compare("clauses", before, after, names=NONE)}


def test_a_changed_number_is_marked_and_nothing_else():
    before, after = (texts.GOAL,), (replace(texts.GOAL, unit="組"),)
    (line,) = compare("goals", before, after, names=NONE)
    assert line.fate == "changed"
    assert [said for said, differs in line.old if differs] == ["人"]
    assert [said for said, differs in line.new if differs] == ["組"]


def test_lines_are_added_removed_moved_and_left():
    assert fates(clauses("甲", "乙", "丙"), clauses("甲", "丙", "丁")) == {
        "協定の類型": "same", "甲": "same", "乙": "removed", "丙": "same", "丁": "added",
    }  # fmt: skip
    assert fates(clauses("甲", "乙", "丙"), clauses("丙", "甲", "乙"))["丙"] == "moved"


def test_what_is_gone_stands_where_it_stood():
    lines = compare("clauses", clauses("甲", "乙", "丙"), clauses("甲", "丙"), names=NONE)
    assert [line.label for line in lines] == ["協定の類型", "甲", "乙", "丙"]


def test_sections_without_a_change_are_left_out():
    before = Text(purpose="川を守る。", goals=(texts.GOAL,))
    assert [label for label, _lines in compare_texts(before, replace(before, purpose="川で遊ぶ。"))] == ["目的"]


words = st.text(alphabet="川を守る遊ぶaA1 \n。", max_size=30)


@generated(old=words, new=words)
def test_both_wordings_can_be_read_back_from_the_table(old, new):
    for line in compare("purpose", old, new, names=NONE):
        assert "".join(said for said, _differs in line.old) in (old, "")
        assert "".join(said for said, _differs in line.new) in (new, "")
        assert (line.fate == "same") is (old == new)


goal = st.builds(
    GoalText, ref=st.uuids().map(lambda u: u.hex[:10]), what=st.text(alphabet="川の教室参加者を増やす", min_size=1)
)


@generated(citizens=st.lists(goal, max_size=5), city=st.lists(goal, max_size=5))
def test_every_goal_of_both_sides_is_on_the_table_once(citizens, city):
    rows = paired(citizens, city)
    assert [mine for mine, _yours in rows if mine] == citizens
    assert sorted(g.ref for _mine, g in rows if g) == sorted(g.ref for g in city)
    assert rows == paired(citizens, city)


def test_goals_that_speak_of_the_same_meet():
    ours = [GoalText("A", "川の教室に来る子ども"), GoalText("B", "清掃の回数")]
    theirs = [GoalText("C", "川の清掃の回数"), GoalText("D", "川の教室の子ども")]
    assert [(m and m.ref, y and y.ref) for m, y in paired(ours, theirs)] == [("A", "D"), ("B", "C")]


texts_ = st.builds(Text, purpose=st.text(max_size=20), goals=st.lists(goal, max_size=3).map(tuple))


@generated(text=texts_)
def test_a_text_survives_its_storage(text):
    assert read(Text, plain(text)) == text
    assert canonical(read(Text, plain(text))) == canonical(text)
