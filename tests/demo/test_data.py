"""The demo city holds together: every reference leads somewhere, every date is possible, every stage of the cycle is there."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[2] / "kyodo" / "demo" / "data"
TODAY = date(2026, 11, 21)
Row = dict[str, Any]

CLAUSES = {
    "meetings",
    "sharing",
    "openness",
    "personal_data",
    "safety",
    "photos",
    "ownership",
    "change",
    "damage",
    "subcontract",
    "evaluation",
    "no_gang",
    "doubt",
}
BANK = {
    "課題の共有",
    "目的・目標の一致",
    "役割分担の明確さ",
    "相手の理解",
    "対等な話し合い",
    "計画の実現性",
    "進捗",
    "情報共有",
    "約束の実行",
    "対等",
    "自主性の尊重",
    "困りごとの相談",
    "市民への公開",
    "連絡の速さ",
    "目標達成",
    "相乗効果",
    "受益者満足",
    "費用対効果",
    "協働という方法の妥当性",
    "団体の成長",
    "市の仕事の改善",
    "他への広がり",
    "次につながるか",
}
#: What a case of each stage must already hold, and what it may not hold yet. A dot leads into a table.
STAGES: dict[str, tuple[str, str]] = {
    "seed_waiting": ("seed.due", "seed.answer proposal sitting agreement"),
    "seed_overdue": ("seed.due", "seed.answer proposal sitting agreement"),
    "seed_answered": ("seed.answer", "talk proposal sitting agreement"),
    "seed_routed": ("seed.routed", "proposal agreement"),
    "seed_merged": ("seed.merged merged_into", "proposal agreement"),
    "seed_closed": ("seed.closed", "proposal agreement"),
    "prior_talk": ("talk", "proposal agreement"),
    "proposal_draft": ("proposal.begun", "proposal.submitted screening agreement"),
    "proposal_submitted": ("proposal.submitted", "screening agreement"),
    "proposal_returned": ("proposal.check", "screening agreement"),
    "table_running": ("sitting", "screening agreement"),
    "screening_pending": ("proposal.submitted screening.marks", "screening.decision agreement"),
    "declined": ("screening.decision", "agreement"),
    "adopted_pending_budget": ("screening.decision", "agreement"),
    "agreement_blind_one": ("agreement.citizens", "agreement.city agreement.purpose"),
    "agreement_revealed": ("agreement.citizens agreement.city", "agreement.differences agreement.purpose"),
    "agreement_reconciling": ("agreement.differences", "agreement.purpose agreement.confirmed"),
    "agreement_drafting": ("agreement.purpose agreement.roles", "agreement.confirmed agreement.signed"),
    "agreement_one_confirmed": ("agreement.confirmed", "agreement.signed progress"),
    "agreement_confirmed": ("agreement.confirmed agreement.signed", "progress evaluation"),
    "running": ("agreement.signed progress", "evaluation ending"),
    "running_change": ("agreement.signed change", "evaluation ending"),
    "running_overdue": ("agreement.signed report", "evaluation ending"),
    "past_end": ("agreement.signed progress", "evaluation ending"),
    "evaluating_one_filed": ("evaluation.filed", "evaluation.gap evaluation.review harvest"),
    "evaluating_gaps": ("evaluation.filed", "evaluation.gap evaluation.review harvest"),
    "evaluating_talked": ("evaluation.gap evaluation.review", "harvest"),
    "closed_seeds": ("evaluation.review harvest.next", "ending"),
    "closed_none": ("evaluation.review harvest.none_because", "ending"),
    "stopped": ("agreement.signed ending", "evaluation"),
    "withdrawn": ("ending", "agreement"),
}
AGREED = {
    s for s, (needs, _) in STAGES.items() if "agreement.signed" in needs or s.startswith(("evaluating", "closed_"))
}


@cache
def read(name: str) -> Row:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def keyed(name: str, table: str, key: str = "key") -> dict[str, Row]:
    rows = read(name)[table]
    assert len({row[key] for row in rows}) == len(rows), f"{name} repeats a {key}"
    return {row[key]: row for row in rows}


PEOPLE, GROUPS = keyed("people.toml", "person"), keyed("groups.toml", "group")
SECTIONS, WARDS, PLACES = (keyed("city.toml", table) for table in ("section", "ward", "place"))
ROUNDS, PROGRAMMES = keyed("rounds.toml", "round"), keyed("rounds.toml", "programme")
SERVICES = keyed("services.toml", "service", "code")
THEMES = {theme["key"]: theme for row in ROUNDS.values() for theme in row.get("theme", [])}
CASES = {path.stem: read(f"cases/{path.name}") for path in sorted((DATA / "cases").glob("*.toml"))}
every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def at_path(row: Any, path: str) -> Any:
    for step in path.split("."):
        if not isinstance(row, dict) or step not in row:
            return None
        row = row[step]
    return row


def walk(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf with its path: names joined by dots, list positions left out."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, path)
    else:
        yield path, value


def rows_in(value: Any) -> Iterator[Row]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from rows_in(inner)


def day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def held(person: Row, when: date) -> list[Row]:
    return [d for d in person.get("duties", []) if d["from"] <= when <= d.get("until", date.max)]


# ── The city ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_city_code_ends_in_its_check_digit() -> None:
    code = read("city.toml")["city"]["code"]
    total = sum(weight * int(digit) for weight, digit in zip((6, 5, 4, 3, 2), code, strict=False))
    assert len(code) == 6
    assert code[5] == str(11 - total % 11)[-1]


def test_nobody_real_can_be_reached() -> None:
    for name in ("city.toml", "people.toml", "groups.toml"):
        for path, value in walk(read(name)):
            if "publish" in path:
                continue
            if path.endswith(("phone", "fax", "postal_code")):
                assert str(value).startswith("000-"), (name, path, value)
            if path.endswith("email"):
                assert str(value).split("@")[1] in {"example.jp", "city.example.jp", "center.example.jp"}
            if path.endswith("url") and value:
                assert str(value).endswith(".example.jp/")


def test_every_section_has_a_head_and_all_but_one_a_promoter() -> None:
    today = Counter((d["section"], d["role"]) for p in PEOPLE.values() for d in held(p, TODAY))
    assert all(today[key, "head"] == 1 for key in SECTIONS)
    assert [key for key in SECTIONS if today[key, "promoter"] == 0] == ["koen"]
    assert today["kyodo", "desk"] == 2
    assert Counter(role for (_, role), n in today.items() for _ in range(n) if role in {"mayor_office", "auditor"}) == {
        "mayor_office": 1,
        "auditor": 1,
    }


def test_people_refer_to_sections_groups_and_wards_that_exist() -> None:
    assert len({p["email"] for p in PEOPLE.values()}) == len(PEOPLE) >= 90
    for person in PEOPLE.values():
        assert person.get("ward", "chuo") in WARDS
        assert {d["section"] for d in person.get("duties", [])} <= SECTIONS.keys()
        assert {m["group"] for m in person.get("memberships", [])} <= GROUPS.keys()
        assert (person["side"] == "city") == ("duties" in person)
        assert (person["side"] == "neutral") == ("neutral" in person)


def test_somebody_stands_on_both_sides_and_somebody_speaks_for_two_groups() -> None:
    assert [p["key"] for p in PEOPLE.values() if p.get("duties") and p.get("memberships")] == ["koshiba-nao"]
    speaks = Counter(
        p["key"] for p in PEOPLE.values() for m in p.get("memberships", []) if m["role"] == "representative"
    )
    assert [key for key, count in speaks.items() if count == 2] == ["kamijo-genichi"]
    assert any(p["side"] == "citizens" and "memberships" not in p for p in PEOPLE.values())


@pytest.mark.parametrize("group", GROUPS.values(), ids=GROUPS)
def test_a_group_is_complete_and_its_contacts_belong_to_it(group: Row) -> None:
    members = {p["key"] for p in PEOPLE.values() for m in p.get("memberships", []) if m["group"] == group["key"]}
    assert group["representative"] in group["contacts"]
    assert set(group["contacts"]) <= members
    assert set(group["wards"]) <= WARDS.keys() | {"all"}
    assert set(group["fields"]) <= set(range(1, 21))
    assert 0 < group["residents"] <= group["members"]
    assert group["founded"] < TODAY
    assert group["state"] in {"registered", "applied", "returned", "renewal_due", "lapsed", "withdrawn"}
    assert (group["state"] in {"applied", "returned"}) == ("registered_fy" not in group) == ("application" in group)
    assert ("withdrawn" in group) == (group["state"] == "withdrawn")
    assert set(group["publish"]) == {"representative", "address", "phone", "email", "members"}


def test_groups_come_in_every_legal_form_and_state() -> None:
    assert len(GROUPS) == 45
    assert len({g["legal_form"] for g in GROUPS.values()}) == 8
    assert len({g["state"] for g in GROUPS.values()}) == 6


def test_services_belong_to_sections_and_are_reviewed_by_who_was_in_office() -> None:
    assert len(SERVICES) == 150
    assert 75 <= sum("review" in s for s in SERVICES.values()) < 150
    codes = {section["code"]: key for key, section in SECTIONS.items()}
    for code, service in SERVICES.items():
        assert service["section"] == codes[code[:4]]
        assert service["zone"] in "ABCDE"
        assert service["bearer"] in {"direct", "commission", "joint", "subsidy", "manager", "private"}
        for review in service.get("review", []):
            in_office = held(PEOPLE[review["by"]], day(review["at"]))
            assert service["section"] in {d["section"] for d in in_office}, code
            assert review["room"] in {"yes", "consider", "no"}
            assert review["next"] in {"theme", "trial", "keep"}
            assert review["fiscal_year"] == review["at"].year
            assert set(review["forms"]) <= set(range(1, 10))


def test_rounds_run_in_order_and_their_themes_are_answered_by_cases() -> None:
    assert Counter(r["programme"] for r in ROUNDS.values()) == {"citizens": 3, "theme": 4}
    order = [
        "call",
        "opens",
        "closes",
        "last_edit",
        "papers",
        "presentation",
        "decision",
        "notice",
        "starts",
        "report_by",
    ]
    for row in ROUNDS.values():
        dates = [row["dates"][name] for name in order]
        assert dates == sorted(dates)
        assert row["dates"]["call"].year + row.get("ahead", 0) == row["fiscal_year"]
        assert (row["state"] == "open") == (row["dates"]["opens"] <= TODAY <= row["dates"]["closes"])
    for key, theme in THEMES.items():
        assert theme["section"] in SECTIONS
        assert all(CASES[a]["theme"] == key for a in theme["answered"])
    for row in ROUNDS.values():
        ended = [bool(theme["answered"]) != ("nobody" in theme) for theme in row.get("theme", [])]
        assert all(ended) or row["state"] == "open"
    assert {c["theme"] for c in CASES.values() if "theme" in c} == {k for k, t in THEMES.items() if t["answered"]}
