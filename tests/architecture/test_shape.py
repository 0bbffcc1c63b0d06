"""Budgets and borders of files: how long, who writes, what the domain may know."""

import ast
from collections.abc import Iterator

import pytest

from .plan import ROOT, Source, sources, templates

LINES_OF_A_FILE = 300
LINES_OF_A_TEST_FILE = 400
LINES_OF_A_FUNCTION = 40
LINES_OF_A_VIEW = 20
LINES_OF_A_TEMPLATE = 150

WRITES = frozenset({
    "save", "create", "bulk_create", "bulk_update", "update", "delete", "get_or_create", "update_or_create",
    "asave", "acreate", "abulk_create", "abulk_update", "aupdate", "adelete", "aget_or_create", "aupdate_or_create",
})  # fmt: skip
#: What speaks to a browser; rules are true without one.
PAGES = (
    "django.http", "django.shortcuts", "django.template", "django.contrib.messages", "django.views", "django.forms",
    "django_htmx", "csp", "kyodo.ui",
)  # fmt: skip
#: The post office sets letters and the printers set documents: only these two offices of the domain know type.
TYPESETTERS = ("kyodo/offices/post/actions", "kyodo/offices/papers/actions")
#: Names under which the sign-in library writes; it calls nothing else.
CALLED_BY_LIBRARY = frozenset({"create_user"})
#: Dictionaries of the framework that are filled by name.
DICTIONARIES = frozenset({"initial", "attrs", "context", "data", "cleaned_data", "headers", "extra_context"})
CLOCKS = frozenset({"now", "today", "utcnow"})


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, methods included."""
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its decorators, which are its label and not its work."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def imported(source: Source) -> Iterator[str]:
    """Every module or name a file imports, with its full path where it is absolute."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_view(source: Source, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function is a view: it takes a request, in a file that answers browsers."""
    first = node.args.args[0].arg if node.args.args else ""
    return source.in_a_room and source.part in ("views", "exports", "feeds") and first == "request"


def may_write(source: Source) -> bool:
    """Who may write to the database: actions, the kernel, and the demo city that is no rule of anybody's."""
    return source.part == "actions" or source.path.startswith(("kyodo/kernel/", "kyodo/demo/"))


def orm_writes(source: Source) -> list[str]:
    """Calls that write to the database, by their name: a queryset, a manager or an object on the left."""
    excused = {id(n) for f in functions(source) if f.name in CALLED_BY_LIBRARY for n in ast.walk(f)}
    return [
        f"{source.path}:{node.lineno} .{node.func.attr}()"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and id(node) not in excused
        and reaches_the_database(node.func.value, node)
    ]


def reaches_the_database(left: ast.expr, call: ast.Call) -> bool:
    """Tell rows from what shares their verbs: `counts.update(more)`, `self.initial.update(name=…)`, `book.save(file)`."""
    assert isinstance(call.func, ast.Attribute)
    match call.func.attr:
        case "update":  # a queryset takes names and values; most dictionaries take another one
            return not call.args and ast.unparse(left).rpartition(".")[2] not in DICTIONARIES
        case "save" | "delete":  # a document is saved to a place, a key is deleted by its name; a row needs neither
            return not call.args
        case _:
            return True


def reads_the_clock(source: Source) -> list[str]:
    """Where a file reads the clock, or hands the clock to a field as its default."""
    seen = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS:
            owner = ast.unparse(node.value).rpartition(".")[2]
            if owner in ("datetime", "date", "timezone"):
                seen.append(f"{source.path}:{node.lineno} {owner}.{node.attr}")
        elif isinstance(node, ast.Call) and not node.args and not node.keywords:
            name = ast.unparse(node.func).rpartition(".")[2]
            if name in ("localtime", "localdate", "time_ns"):
                seen.append(f"{source.path}:{node.lineno} {name}()")
    return seen


def pages_known(source: Source) -> list[str]:
    """What a file imports from the side of the browser."""
    allowed: tuple[str, ...] = ("django.template.",) if source.path.startswith(TYPESETTERS) else ()
    if source.part == "queries":  # a reading may hand over the plain data of a picture, which knows no page either
        allowed += ("kyodo.ui.parts.",)
    pages = tuple(f"{page}." for page in PAGES)
    names = (f"{name}." for name in imported(source))
    return [f"{source.path}: {name[:-1]}" for name in names if name.startswith(pages) and not name.startswith(allowed)]


def test_there_is_something_to_measure():
    assert len(sources("kyodo")) > 10
    assert sources("tests")


def test_no_file_outgrows_its_reader():
    tall = [f"{s.path}: {n}" for s in sources("kyodo") if (n := s.text.count("\n")) > LINES_OF_A_FILE]
    tall += [f"{s.path}: {n}" for s in sources("tests") if (n := s.text.count("\n")) > LINES_OF_A_TEST_FILE]
    tall += [f"{s.path}: {n}" for s in sources("script") if (n := s.text.count("\n")) > LINES_OF_A_FILE]
    assert not tall


def test_no_function_outgrows_a_screen():
    tall = [
        f"{s.path} {f.name}: {length(f)}"
        for s in sources("kyodo")
        for f in functions(s)
        if length(f) > LINES_OF_A_FUNCTION
    ]
    assert not tall


def test_views_only_load_bind_act_and_answer():
    tall = [
        f"{s.path} {f.name}: {length(f)}"
        for s in sources("kyodo")
        for f in functions(s)
        if is_view(s, f) and length(f) > LINES_OF_A_VIEW
    ]
    assert not tall


def test_no_template_outgrows_its_reader():
    tall = [
        f"{path.relative_to(ROOT)}: {n}"
        for path in templates()
        if (n := path.read_text(encoding="utf-8").count("\n")) > LINES_OF_A_TEMPLATE
    ]
    assert not tall


def test_only_actions_write():
    assert not [write for s in sources("kyodo") if not may_write(s) for write in orm_writes(s)]


def test_the_domain_knows_no_pages():
    assert not [known for s in sources("kyodo") if s.is_domain for known in pages_known(s)]


def test_the_domain_never_reads_the_clock():
    assert not [look for s in sources("kyodo") if s.is_domain for look in reads_the_clock(s)]


def test_a_room_has_no_drawer_for_everything():
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "services", "signals", "managers"}
    assert not [s.path for s in sources("kyodo") if s.path.rpartition("/")[2].removesuffix(".py") in drawers]


@pytest.mark.parametrize(
    ("code", "writes"),
    [
        ("seed.save()", True),
        ("Seed.objects.create(title='x')", True),
        ("Seed.objects.filter(pk=1).update(title='x')", True),
        ("Seed.objects.bulk_create(seeds)", True),
        ("seed.delete()", True),
        ("counts.update(more)", False),
        ("digest.update(b'x')", False),
        ("self.initial.update(name='x')", False),
        ("workbook.save(file)", False),
        ("cache.delete('key')", False),
    ],
)
def test_a_write_is_told_from_a_dictionary(code, writes):
    assert bool(orm_writes(Source("kyodo/cycle/seeds/views.py", code, ast.parse(code)))) is writes


@pytest.mark.parametrize(
    ("code", "reads"),
    [
        ("timezone.now()", True),
        ("datetime.datetime.now(tz)", True),
        ("date.today()", True),
        ("DateTimeField(default=timezone.now)", True),
        ("timezone.localdate()", True),
        ("timezone.localtime(at)", False),
        ("round.now()", False),
    ],
)
def test_a_look_at_the_clock_is_seen(code, reads):
    assert bool(reads_the_clock(Source("kyodo/cycle/seeds/actions.py", code, ast.parse(code)))) is reads


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("from django.shortcuts import redirect", True),
        ("from django.http.response import HttpResponse", True),
        ("import django.template", True),
        ("from kyodo.ui import flow", True),
        ("from django.db import models", False),
    ],
)
def test_an_import_of_a_page_is_seen(code, known):
    assert bool(pages_known(Source("kyodo/cycle/seeds/actions.py", code, ast.parse(code)))) is known


@pytest.mark.parametrize(("lines", "view"), [(20, True), (21, False)])
def test_a_view_is_measured(lines, view):
    code = "def show(request):\n" + "    x = 1\n" * (lines - 1)
    source = Source("kyodo/cycle/seeds/views.py", code, ast.parse(code))
    assert [is_view(source, f) and length(f) <= LINES_OF_A_VIEW for f in functions(source)] == [view]
