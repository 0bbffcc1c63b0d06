"""Pages of the register."""

from django.http import HttpRequest, HttpResponse

from kyodo.kernel.access import open_to


@open_to("everyone")
def group(request: HttpRequest, ref: str, part: str = "") -> HttpResponse:
    return HttpResponse(ref)
