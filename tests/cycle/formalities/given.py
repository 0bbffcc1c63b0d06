"""Lists as a city may have them."""

from datetime import datetime, timedelta
from typing import Any

from kyodo.cycle.formalities import actions
from kyodo.cycle.formalities.models import Item
from tests import cast, given
from tests.cast import AT

BEFORE = AT - timedelta(days=1)


def the(key: str) -> Item:
    """A line as it stands."""
    return Item.objects.newest().get(key=key)


def said(item: Item, **changed: Any) -> actions.Wording:
    """What a line says, with something changed."""
    stands: dict[str, Any] = {name: getattr(item, name) for name in actions.Wording._fields}
    return actions.Wording(**stands | changed)


def a_required(key: str, *, at: datetime = BEFORE) -> Item:
    """A line of the city's list that has to be there before the work begins."""
    given.a_city()
    needed = said(the(key), required=True, source="市の協働事業実施要綱")
    return actions.revise_item(the(key), needed, reason="要綱の改正", by=cast.sato(), at=at)
