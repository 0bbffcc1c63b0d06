"""Components: every one is shown, says what it is, speaks in words and lets no markup through."""

import inspect
from datetime import date, datetime
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from kyodo.ui import drawing
from kyodo.ui.components import acts, forms, frame, lists, panels, pictures, words
from kyodo.ui.gallery import components, examples
from kyodo.ui.parts import Bar, Branch, Column, Dots, Fact, Lane, Pair, Step, Task, TaskStatus, Tie
from kyodo.ui.templatetags.ui import SHELVES, register
from tests.architecture.plan import templates
from tests.cast import JST

EVIL = '"><script>alert(1)</script>'


def drawn(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.fixture(autouse=True)
def _in_japanese(settings):
    settings.ROOT_URLCONF = "tests.ui.pages"
    with translation.override("ja"):
        yield


@pytest.mark.parametrize("example", examples(), ids=lambda it: it.name)
def test_every_example_can_be_drawn(example):
    assert example.draw().strip()


@pytest.mark.parametrize("component", list(components(register)), ids=lambda it: it.name)
def test_every_component_says_what_it_is_and_is_shown_in_the_gallery(component):
    assert component.sentence
    parts = "".join(path.read_text(encoding="utf-8") for path in templates() if path.parent.name == "parts")
    assert any(example.shows(component.name) for example in examples()) or f"{{% {component.name} " in parts


def test_the_library_offers_everything_on_the_shelves_under_one_name_each():
    names = [name for shelf in SHELVES for name in (*shelf.register.tags, *shelf.register.filters)]
    assert len(names) == len(set(names))
    assert set(names) == {*register.tags, *register.filters}


def test_the_table_of_contents_names_every_component():
    from kyodo.ui.templatetags import ui

    assert not [
        it.name for it in components(register) if it.name not in (ui.__doc__ or "") and it.name != "notice_kind"
    ]


@pytest.mark.parametrize("shelf", [acts, panels, lists, forms, pictures], ids=lambda it: it.__name__)
def test_what_a_component_takes_is_named(shelf):
    for name, made in shelf.register.tags.items():
        taken = inspect.signature(inspect.unwrap(made)).parameters.values()
        plain = [p.name for p in taken if p.kind is p.POSITIONAL_OR_KEYWORD and p.name not in ("content", "context")]
        assert not plain, name


@pytest.mark.parametrize(
    "source",
    [
        "{% chip word=evil %}",
        "{% button label=evil name=evil value=evil %}",
        "{% link_button label=evil href=evil %}",
        "{% post_button label=evil action=evil name=evil value=evil %}",
        "{% side of='city' label=evil %}",
        "{% notice title=evil %}{{ evil }}{% endnotice %}",
        "{% card title=evil href=evil %}{{ evil }}{% endcard %}",
        "{% facts %}{% fact term=evil change=evil %}{{ evil }}{% endfact %}{% endfacts %}",
        "{% facts_of rows=facts %}{% summary_list rows=facts %}",
        "{% sides %}{% citizens sub=evil %}{{ evil }}{% endcitizens %}{% city sub=evil %}{{ evil }}{% endcity %}{% endsides %}",
        "{% pairs rows=pairs caption=evil note=evil what=evil citizens=evil city=evil %}",
        "{% confirmation title=evil ref=evil following=evil label=evil %}{{ evil }}{% endconfirmation %}",
        "{% refusal sentence=evil helps=several %}{% endrefusal %}{% empty title=evil %}{% endempty %}{% fold title=evil %}{% endfold %}",
        "{% entries %}{% entry title=evil href=evil %}{{ evil }}{% endentry %}{% endentries %}{% pager newer=evil older=evil label=evil %}",
        "{% task_list tasks=tasks %}{% data_table columns=columns rows=rows caption=evil %}",
        "{% table caption=evil %}{% endtable %}{% breadcrumb %}{% crumb label=evil href=evil %}{% endbreadcrumb %}",
        "{% life steps=steps label=evil %}{% steps names=several current=1 %}{% progress value=1 total=2 label=evil ident=evil %}",
        "{% gap_chart rows=dots caption=evil %}{% bars rows=bars caption=evil unit=evil %}{% family_tree root=branch caption=evil %}",
        "{% lanes columns=lanes ties=ties caption=evil %}",
        "{{ evil|phone }}{{ evil|postcode }}{% back_link label=evil href=evil %}",
    ],
)  # fmt: skip
def test_nothing_that_people_write_becomes_markup(source):
    shown = drawn(
        source,
        evil=EVIL,
        several=[EVIL],
        facts=[Fact(EVIL, EVIL, EVIL)],
        pairs=[Pair(EVIL, EVIL, EVIL, EVIL)],
        tasks=[Task(EVIL, TaskStatus.EMPTY, EVIL, EVIL)],
        columns=[EVIL, Column(EVIL)],
        rows=[(EVIL, EVIL)],
        steps=[Step(EVIL, "done", None, EVIL, EVIL, EVIL)],
        dots=[Dots(EVIL, 1, 5)],
        bars=[Bar(EVIL, 1, EVIL)],
        branch=Branch(EVIL, EVIL, EVIL, children=[Branch(EVIL, EVIL, EVIL)]),
        lanes=[Lane(EVIL, [Branch(EVIL, EVIL, EVIL)]), Lane(EVIL, [Branch("b")])],
        ties=[Tie(EVIL, "b", EVIL)],
    )
    assert "<script" not in shown
    assert EVIL not in shown
    assert "&lt;script&gt;" in shown or "&quot;&gt;" in shown


@pytest.mark.parametrize(
    ("left", "words_", "tone"),
    [(5, "あと5開庁日", None), (2, "あと2開庁日", "wait"), (0, "今日まで", "wait"), (-1, "1開庁日遅れ", "bad")],
)
def test_a_due_date_says_in_words_how_much_time_is_left(left, words_, tone):
    shown = drawn("{% due on=day left=left %}", day=date(2026, 5, 11), left=left)
    assert words_ in shown
    assert "令和8年（2026年）5月11日（月）" in shown
    assert (f"ky-chip--{tone}" in shown) if tone else ("ky-chip--" not in shown)


def test_a_due_date_without_a_count_is_only_a_day():
    assert drawn("{% due on=day %}", day=date(2026, 5, 11)) == (
        '<time datetime="2026-05-11">令和8年（2026年）5月11日（月）</time>'
    )


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ it|era_date }}", date(2019, 4, 30), "平成31年（2019年）4月30日（火）"),
        ("{{ it|era_date }}", date(2019, 5, 1), "令和元年（2019年）5月1日（水）"),
        ("{{ it|era_date }}", None, ""),
        ("{{ it|era_date }}", datetime(2026, 3, 31, 23, 30, tzinfo=JST), "令和8年（2026年）3月31日（火）"),
        ("{{ it|era_time }}", datetime(2026, 4, 1, 9, 5, tzinfo=JST), "令和8年（2026年）4月1日（水）9時05分"),
        ("{{ it|era_year }}", date(2026, 3, 31), "令和7年度（2025年度）"),
        ("{{ it|era_year }}", 2026, "令和8年度（2026年度）"),
        ("{{ it|yen }}", 0, "0円"),
        ("{{ it|yen }}", 1234567, "1,234,567円"),
        ("{{ it|yen }}", None, ""),
        ("{{ it|phone }}", "08012345678", "080-1234-5678"),
        ("{{ it|phone }}", "0355551234", "03-5555-1234"),
        ("{{ it|phone }}", "0482581110", "048-258-1110"),
        ("{{ it|phone }}", "0480221111", "0480-22-1111"),
        ("{{ it|phone }}", "0120123456", "0120-123-456"),
        ("{{ it|phone }}", "0004821127", "0004-82-1127"),
        ("{{ it|phone }}", "内線12", "内線12"),
        ("{{ it|postcode }}", "3468501", "〒346-8501"),
    ],
)
def test_days_and_numbers_are_written_as_an_office_writes_them(source, value, shown):
    assert drawn(source, it=value) == shown


def test_a_day_in_utc_is_the_day_in_japan():
    from datetime import UTC

    assert "4月1日" in drawn("{% day it %}", it=datetime(2026, 3, 31, 15, 30, tzinfo=UTC))


def test_a_reader_of_english_reads_the_western_calendar():
    with translation.override("en"):
        assert drawn("{{ it|era_date }}", it=date(2026, 4, 1)) == "1 April 2026 (Wed)"
        assert drawn("{{ it|era_year }}", it=2026) == "FY2026"


@pytest.mark.parametrize(
    "source", ["{% chip word='x' tone='pink' %}", "{% button label='x' kind='big' %}", "{% side of='both' %}"]
)
def test_a_misspelt_kind_is_an_error_and_not_a_plain_look(source):
    with pytest.raises(ValueError):
        drawn(source)


def test_a_misspelt_argument_is_an_error():
    with pytest.raises(TemplateSyntaxError):
        drawn("{% chip text='x' %}")


def test_the_life_line_says_where_it_stands_in_words_and_to_machines():
    shown = drawn("{% life steps=steps %}", steps=[Step("種", "done"), Step("協定", "late"), Step("評価")])
    assert shown.count('aria-current="step"') == 1
    assert all(word in shown for word in ("済み", "遅れています", "これから"))


def test_both_sides_stand_in_one_order_with_their_words():
    shown = drawn("{% pairs rows=rows caption='考え' %}", rows=[Pair("目的", "甲の考え", "乙の考え")])
    assert shown.index("甲の考え") < shown.index("乙の考え")
    assert shown.count("市民") == shown.count("行政") == 2


def test_a_table_whose_row_is_too_short_is_an_error():
    with pytest.raises(ValueError):
        drawn("{% data_table columns=columns rows=rows caption='x' %}", columns=["a", "b"], rows=[("1",)])


def test_a_list_of_one_page_has_no_pager():
    assert drawn("{% pager %}") == ""


@pytest.mark.parametrize(
    "svg",
    [
        drawing.dots([Dots("a & b", 1, 5), Dots("c", None, None)], low=1, high=5),
        drawing.bars([Bar("a", 0), Bar("b", 3.5)], unit="件"),
        drawing.bars([], unit=""),
        drawing.tree(Branch("a", children=[Branch("b", children=[Branch("c")]), Branch("d", url="/d/")])),
    ],
)
def test_a_drawing_is_well_formed_and_has_no_inline_style(svg):
    root = ET.fromstring(svg)
    assert not [node for node in root.iter() if "style" in node.attrib]
    assert root.attrib["aria-hidden"] == "true"


def test_what_a_drawing_shows_stands_in_a_table_too():
    shown = drawn("{% gap_chart rows=rows caption='評価' %}", rows=[Dots("対等だった", 2, 4)])
    table = shown.partition("<table")[2]
    assert "対等だった" in table
    assert '<td class="ky-number">2</td>' in table


def test_no_branch_of_a_family_is_drawn_over_another():
    root = Branch("a", children=[Branch("b", children=[Branch("c"), Branch("d")]), Branch("e", children=[Branch("f")])])
    boxes = [(r.attrib["x"], r.attrib["y"]) for r in ET.fromstring(drawing.tree(root)).iter("rect")]
    assert len(boxes) == len(set(boxes)) == 6


def test_a_span_is_told_in_days_in_hours_and_in_fiscal_years_in_the_readers_language():
    days = words.period(since=date(2026, 4, 1), until=date(2027, 3, 31), weekday=False)
    assert days.count("<time") == 2
    assert "令和8年（2026年）4月1日</time>〜<time" in days
    assert words.period(since=2024, until=2026) == "<span>令和6年度（2024年度）〜令和8年度（2026年度）</span>"
    assert words.period(since=2024) == "<span>令和6年度（2024年度）〜</span>"
    with translation.override("en"):
        assert words.period(since=2024, until=2026) == "<span>FY2024 to FY2026</span>"


def test_a_page_that_is_not_built_yet_has_no_address():
    assert frame.url_or_none("nowhere:index") is None
    assert words.local_day(date(2026, 4, 1)) == date(2026, 4, 1)


def test_the_cells_of_a_stacking_table_carry_the_names_of_their_columns():
    from kyodo.ui.components.lists import labelled

    head = '<thead><tr><th scope="col">課</th><th scope="col"><span>数 &amp; "率"</span></th><th scope="col"></th></tr></thead>'
    body = '<tr class="x"><th scope="row">環境課</th><td>3</td><td>印</td></tr><tr><td data-label="別">a</td><td colspan="2">b</td></tr>'
    said = labelled(head + "<tbody>" + body + "</tbody>")
    assert '<th scope="row">環境課</th><td data-label="数 &amp; &quot;率&quot;">3</td><td>印</td>' in said
    assert '<td data-label="別">a</td><td colspan="2">b</td>' in said
    assert labelled("<tbody><tr><td>x</td></tr></tbody>") == "<tbody><tr><td>x</td></tr></tbody>"
