"""わたしのデータ: everything kept about oneself, as a file for people and programs."""

from __future__ import annotations

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from kyodo.kernel.access import Request, open_to

from . import queries


@open_to("signed in")
@require_safe
def my_data(request: Request) -> JsonResponse:
    """The reader's own data and nobody else's. 個人情報の保護に関する法律 76条."""
    answer = JsonResponse(
        queries.about(request.actor, request.at), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer
