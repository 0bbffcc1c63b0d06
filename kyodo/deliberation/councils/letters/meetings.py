"""Who is told what about meetings and minutes. No letter quotes what was said."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kyodo.deliberation.councils.models.chain import Hop
from kyodo.deliberation.councils.models.meeting import Meeting
from kyodo.deliberation.councils.models.minutes import Correction, Minutes
from kyodo.kernel.workflow import Letter


def members(meeting: Meeting) -> Iterable[str]:
    """Everybody who sits in the body now."""
    return [meeting.body.subject]


def readers(minutes: Minutes) -> Iterable[str]:
    """Everybody who sits in the body now."""
    return [minutes.body.subject]


def corrector(correction: Correction) -> Iterable[str]:
    """Whoever proposed the correction."""
    return [correction.person.subject]


def taker(hop: Hop) -> Iterable[str]:
    """Whoever is to take the hop; the section where only a name is known."""
    return [hop.taker_ref or hop.chain.section.subject]


noticed = Letter[Meeting]("councils.noticed", _("会議の開催のお知らせ"), "councils/letters/noticed.txt", members)
moved = Letter[Meeting](
    "councils.moved", _("会議の日程が変わりました"), "councils/letters/moved.txt", members, duty=True
)
postponed = Letter[Meeting](
    "councils.postponed", _("会議が延期になりました"), "councils/letters/off.txt", members, duty=True
)
cancelled = Letter[Meeting](
    "councils.cancelled", _("会議が中止になりました"), "councils/letters/off.txt", members, duty=True
)
to_read = Letter[Minutes](
    "councils.to_read", _("会議録をご確認ください"), "councils/letters/to_read.txt", readers, duty=True
)
published = Letter[Minutes]("councils.published", _("会議録を公表しました"), "councils/letters/published.txt", readers)
answered = Letter[Correction](
    "councils.answered", _("会議録の修正の申し出への答え"), "councils/letters/answered.txt", corrector
)
handed = Letter[Hop](
    "councils.handed", _("諮問・提言などが届きました"), "councils/letters/handed.txt", taker, duty=True
)
