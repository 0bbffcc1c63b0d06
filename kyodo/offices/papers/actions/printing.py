"""Printing: any template as a tagged PDF on A4, with the city's name, number, date and pages at its edges."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from PIL import ImageFile

from kyodo.kernel.policy import Refused
from kyodo.offices.city import queries as city

if TYPE_CHECKING:
    from types import ModuleType


class CannotPrint(Refused):
    """This machine lacks what printing needs; everything else works."""

    status = 503


def pdf(template: str, context: dict[str, Any] | None = None, *, at: datetime, number: str = "") -> bytes:
    """The template as PDF/UA. It extends "papers/print/page.html" and fills its blocks `title` and `content`."""
    page = {**(context or {}), "city": city.the_city(), "number": number, "at": at}
    return _typeset(render_to_string(template, page))


def _typeset(html: str) -> bytes:
    weasyprint = _press()
    # Everything a page needs is in it: a document can make this machine fetch nothing.
    closed = weasyprint.urls.URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    document = weasyprint.HTML(string=html, url_fetcher=closed, base_url="about:blank")
    made = document.write_pdf(stylesheets=[_look()], pdf_variant="pdf/ua-1", cache={})
    return cast(bytes, made)


def _press() -> ModuleType:
    """WeasyPrint, loaded when the first page is printed: it is large, and needs libraries of the system."""
    try:
        import weasyprint  # noqa: PLC0415  see above
    except (ImportError, OSError):
        raise CannotPrint(
            _("いまはPDFを作れません。画面の印刷をお使いください。管理者の方へ：Pangoのライブラリが見つかりません。")
        ) from None
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # it allows them for the whole program; broken uploads stay refused
    return cast("ModuleType", weasyprint)


@cache
def _look() -> Any:
    path = finders.find("papers/print.css")
    return _press().CSS(filename=path)
