"""The published cases as a file, under the item names of the 事例データモデル of the national framework (GIF, DS-451-3)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpResponse

from kyodo.commons.groups.terms import FIELDS
from kyodo.cycle.collaborations.queries import bodies_of
from kyodo.kernel.access import Request, open_to
from kyodo.kernel.text import csv_safe
from kyodo.offices.city.models import City
from kyodo.offices.city.queries import local_day, the_city

from .models import Practice

#: 表2 事例のデータ項目, in its order; left out are pictures and films, which a case here does not have. Several values with ";".
ITEMS: Mapping[str, Callable[[Practice, City | None], object]] = {
    "タイトル": lambda it, city: it.title,
    "事例実施年": lambda it, city: it.case.carried_year,
    "事例の場所": lambda it, city: city.prefecture if city else "",
    "対象組織": lambda it, city: ";".join(bodies_of(it.case)),
    "行政サービス分類": lambda it, city: ";".join(str(form) for form in it.case.forms.all()),
    "テーマ": lambda it, city: ";".join(str(FIELDS[field.code]) for field in it.case.fields.all()),
    "取り組みの概要": lambda it, city: it.summary,
    "取り組み理由": lambda it, city: it.background,
    "目的": lambda it, city: it.purpose,
    "挑戦したこと": lambda it, city: it.tried,
    "取り組み内容": lambda it, city: it.what,
    "学んだこと": lambda it, city: "\n".join(filter(None, (it.hard, it.advice))),
    "成果": lambda it, city: it.result,
    "制約条件": lambda it, city: it.limits,
    "持続させる仕組み": lambda it, city: it.lasting,
    "利用した制度": lambda it, city: it.scheme,
    "協力者": lambda it, city: it.who,
    "関連URL": lambda it, city: settings.BASE_URL + it.case.get_absolute_url(),
    "連絡先情報": lambda it, city: f"{it.contact} {it.contact_way}".strip(),
    "ID": lambda it, city: it.ref,
    "公開日": lambda it, city: it.published_at and local_day(it.published_at),
    "最終更新日": lambda it, city: it.mended_at and local_day(it.mended_at),
}


@open_to("everyone")
def practices(request: Request) -> HttpResponse:
    """practices.csv: every published case, newest first, UTF-8 with BOM."""
    published = Practice.objects.filter(published_at__isnull=False).select_related("evaluation__case")
    rows = published.prefetch_related(*(f"evaluation__case__{name}" for name in ("parties", "forms", "fields")))
    city = the_city()
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="practices.csv"'
    writer = csv.writer(answer)
    writer.writerow(ITEMS)
    writer.writerows(
        [csv_safe("" if (cell := says(it, city)) is None else cell) for says in ITEMS.values()] for it in rows
    )
    return answer
