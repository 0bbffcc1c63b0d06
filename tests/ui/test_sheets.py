"""Style sheets and script: readable colours, small files, nothing inline, nothing from elsewhere."""

import gzip
import re
from functools import cache
from pathlib import Path

import django_htmx
import pytest

from tests.architecture.plan import HOUSE, templates

STATIC = HOUSE / "ui" / "static" / "ui"
SHEETS = sorted(STATIC.glob("*.css"))
GROUNDS = ("--ky-ground", "--ky-soft")
SOFT = ("--ky-key-soft", "--ky-error-soft", "--ky-success-soft", "--ky-warning-soft")
#: Lines that only part one thing from the next; nothing is lost where they are not seen.
DECORATION = ("--ky-rule",)


@cache
def rules() -> tuple[tuple[str, dict[str, str]], ...]:
    """Every selector with its declarations, media queries flattened."""
    found = []
    for sheet in SHEETS:
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
            declared = dict(re.findall(r"([\w-]+)\s*:\s*([^;]+);", body))
            found += [(selector.strip(), declared) for selector in re.split(r",(?![^(]*\))", selectors)]
    return tuple(found)


@cache
def palette(name: str) -> dict[str, str]:
    """The tokens of a palette; the inverted one replaces some of the first."""
    usual = next(body for selector, body in rules() if selector == ":root" and "--ky-ground" in body)
    return usual if name == ":root" else {**usual, **next(body for selector, body in rules() if selector == name)}


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def token(value: str) -> str | None:
    """The token a value names, if it names one."""
    found = re.search(r"var\((--ky-[\w-]+)\)", value)
    return found[1] if found else None


def background(selector: str, declared: dict[str, str]) -> tuple[str, ...]:
    """On what the text of a rule stands: its own ground, that of the thing it changes, or the page's grounds."""
    own = declared.get("background") or declared.get("background-color")
    if own and own != "transparent":
        return (token(own) or "",)
    if ":focus-visible" in selector:
        return ("--ky-focus-ring",)
    base = re.sub(r":(visited|hover|active)", "", selector)
    if base != selector:
        for other, body in rules():
            if other == base and (named := token(body.get("background", ""))):
                return (named,)
    return GROUNDS


def test_contrast_is_counted_as_the_standard_counts_it():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", [":root", ".ky-invert"])
def test_every_text_can_be_read(name):
    colours = palette(name)
    pairs = {
        (selector, ink, ground)
        for selector, declared in rules()
        if (ink := token(declared.get("color", "")))
        for ground in background(selector, declared)
    }
    assert len(pairs) > 60
    weak = {f"{s}: {i} on {g}": r for s, i, g in pairs if (r := round(contrast(colours[i], colours[g]), 2)) < 4.5}
    assert not weak


@pytest.mark.parametrize("name", [":root", ".ky-invert"])
@pytest.mark.parametrize("ink", ["--ky-ink", "--ky-strong", "--ky-quiet", "--ky-link"])
def test_text_can_be_read_on_every_tinted_ground(name, ink):
    colours = palette(name)
    assert all(contrast(colours[ink], colours[ground]) >= 4.5 for ground in (*GROUNDS, *SOFT))


@pytest.mark.parametrize("name", [":root", ".ky-invert"])
def test_every_edge_and_drawing_can_be_seen(name):
    colours = palette(name)
    drawn = {
        (selector, named)
        for selector, declared in rules()
        for what, value in declared.items()
        if ((what.startswith(("border", "outline")) and "radius" not in what) or what in ("fill", "stroke"))
        and (named := token(value))
        and named not in DECORATION
        and not (what == "fill" and named in (*GROUNDS, *SOFT, "--ky-focus-ring"))
    }
    assert len(drawn) > 30
    weak = {f"{s}: {n}": r for s, n in drawn if (r := round(contrast(colours[n], colours["--ky-ground"]), 2)) < 3}
    assert not weak


def test_no_rule_names_a_colour_of_its_own():
    loose = [
        (selector, value)
        for selector, declared in rules()
        for what, value in declared.items()
        if not what.startswith("--") and re.search(r"#[0-9a-f]{3,8}\b|rgb|hsl", value)
    ]
    assert not loose


def test_every_token_that_is_used_exists_and_every_token_is_used():
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)
    used, known = set(re.findall(r"var\((--ky-[\w-]+)\)", text)), set(palette(":root"))
    assert used <= known
    assert known - used == set()


def packed(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in paths)


def test_the_style_sheets_fit_their_budget():
    assert packed(*SHEETS) <= 20 * 1024


def test_the_scripts_fit_their_budget():
    htmx = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
    assert packed(*STATIC.glob("*.js"), htmx) <= 25 * 1024


def test_the_script_speaks_no_language_and_evaluates_nothing():
    script = "".join(path.read_text(encoding="utf-8") for path in STATIC.glob("*.js"))
    assert not re.search(r"[ぁ-んァ-ン一-龠]", script)
    assert not re.search(r"\beval\b|new Function|innerHTML|document\.write", script)


def test_no_template_holds_inline_script_or_style():
    inline = re.compile(
        r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:|<script(?![^>]*\s(?:src=|type=\"application/json\"))",
        re.IGNORECASE,
    )
    paths = [path for path in templates() if path.suffix == ".html"]
    assert len(paths) > 40
    assert not [str(path.relative_to(HOUSE)) for path in paths if inline.search(path.read_text(encoding="utf-8"))]


def test_the_frame_asks_nobody_elsewhere():
    frame = (HOUSE / "ui" / "templates" / "ui" / "page.html").read_text(encoding="utf-8")
    assert "http" not in frame.replace("http-equiv", "")
