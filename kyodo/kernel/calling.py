"""呼び名: what this city calls a type, a form or a zone. The program's own words stand where the city has none of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.utils.functional import lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Names = Mapping[tuple[str, str], str]  #: by kind and code
_own: ContextVar[Names | None] = ContextVar("own_names", default=None)


@contextmanager
def calling(names: Names) -> Iterator[None]:
    """Within a request or a job, things are called as the city calls them."""
    before = _own.set(names)
    try:
        yield
    finally:
        _own.reset(before)


def _called(kind: str, code: str, otherwise: StrOrPromise) -> str:
    return (_own.get() or {}).get((kind, code)) or str(otherwise)


#: A word that is looked up when it is read: the city's own name of that kind and code, or ours.
called = lazy(_called, str)
