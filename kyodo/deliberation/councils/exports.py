"""The statistics of bodies as a file."""

from __future__ import annotations

import csv

from django.http import HttpResponse

from kyodo.deliberation.councils.queries import counting
from kyodo.kernel.access import Request, open_to
from kyodo.kernel.text import csv_safe
from kyodo.offices.city.queries import local_day

HEADINGS = (
    "会議体", "種類", "担当課", "事務局", "定数", "委員数", "女性委員数", "性別の分かる委員数", "公募委員数", "平均在任年数", "例外の数", "任期満了日", "最終開催日",
)  # fmt: skip


@open_to("everyone")
def statistics(request: Request) -> HttpResponse:
    """会議体の統計, one body a line."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="councils.csv"'
    writer = csv.writer(answer)
    writer.writerow(HEADINGS)
    for line in counting.statistics(local_day(request.at)):
        years = "" if line.years is None else f"{line.years:.1f}"
        row = (
            line.body.name, line.body.get_kind_display(), line.body.section.name, line.server, line.seats, line.sitting, line.women, line.told, line.public, years,
            line.exceptions, line.ends_on or "", line.last_met or "",
        )  # fmt: skip
        writer.writerow([csv_safe(str(value)) for value in row])
    return answer
