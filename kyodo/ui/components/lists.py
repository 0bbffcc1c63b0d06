"""Many things: entries, tasks, tables, pages of a list, filters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.forms import BaseForm
from django.template import Library
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from kyodo.ui.parts import Applied, Column, Task, TaskStatus

from .shelf import draw

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

register = Library()

TASK_TONES = {TaskStatus.STARTED: "active", TaskStatus.DONE: "good", TaskStatus.CHECK: "bad"}


@register.simple_block_tag
def entries(content: str) -> SafeString:
    """A list of things to open, one `entry` each."""
    return format_html('<ul class="ky-rows">{}</ul>', content)


@register.simple_block_tag
def entry(content: str, *, title: StrOrPromise, href: str = "", level: int = 0) -> SafeString:
    """One line of a list: its title as a link; what stands inside is the small print below."""
    return draw("entry", content=content, title=title, href=href, level=level)


@register.simple_tag
def task_list(*, tasks: Iterable[Task]) -> SafeString:
    """What is to be filled in, in any order, each with one of five words."""
    rows = [(task, TaskStatus(task.status), TASK_TONES.get(TaskStatus(task.status), "plain")) for task in tasks]
    return draw("task_list", rows=rows)


@register.simple_block_tag
def table(content: str, *, caption: StrOrPromise, dense: bool = False, stack: bool = False) -> SafeString:
    """A table written by hand: thead and tbody inside; scrolls inside itself on a narrow screen."""
    return draw("table", content=labelled(content) if stack else content, caption=caption, dense=dense, stack=stack)


def labelled(content: str) -> SafeString:
    """Each cell with the name of its column, for a telephone, where every row becomes a block without the heads."""
    head, end, body = content.partition("</thead>")
    names = [
        strip_tags(name).strip().replace('"', "&quot;")
        for name in re.findall(r"<th\b[^>]*>(.*?)</th>", head, re.DOTALL)
    ]

    def row(found: re.Match[str]) -> str:
        columns = iter(names)
        return re.sub(r"<(t[hd])\b([^>]*)>", lambda cell: _cell(cell, next(columns, "")), found[0])

    return mark_safe(head + end + re.sub(r"<tr\b.*?</tr>", row, body, flags=re.DOTALL))


def _cell(found: re.Match[str], name: str) -> str:
    if found[1] == "th" or not name or "data-label" in found[2] or "colspan" in found[2]:
        return found[0]
    return f'<td{found[2]} data-label="{name}">'


@register.simple_tag
def data_table(
    *,
    columns: Sequence[Column | StrOrPromise],
    rows: Iterable[Sequence[object]],
    caption: StrOrPromise,
    dense: bool = False,
) -> SafeString:
    """A table of data; the first cell names its row, and on a phone each row becomes a block."""
    heads = [column if isinstance(column, Column) else Column(column) for column in columns]
    lines = [list(zip(heads, cells, strict=True)) for cells in rows]
    return draw("data_table", heads=heads, lines=lines, caption=caption, dense=dense)


@register.simple_tag
def pager(*, newer: str = "", older: str = "", label: StrOrPromise = _("一覧のページ")) -> SafeString:
    """Newer and older pages of a list; nothing where there is one page."""
    return draw("pager", newer=newer, older=older, label=label) if newer or older else SafeString("")


@register.simple_tag
def filter_panel(
    *,
    form: BaseForm,
    applied: Sequence[Applied] = (),
    count: int | None = None,
    more: bool = False,
    opened: bool = False,
    title: StrOrPromise = _("絞り込む"),
    submit: StrOrPromise = _("この条件で絞り込む"),
) -> SafeString:
    """Narrow a list: a GET form that folds away, the filters in force as links, and how many are left (or `more`).

    What was found comes right below what was asked: the form opens by itself only where something in it is wrong.
    """
    is_open, left = opened or bool(form.is_bound and form.errors), {"count": count, "more": more}
    return draw("filter_panel", form=form, applied=applied, opened=is_open, title=title, submit=submit, **left)
