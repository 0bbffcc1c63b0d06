"""What a city calls its types, forms and zones is what its pages say; the program's codes stay."""

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.cycle.collaborations.states import Form, StartType, Zone
from kyodo.kernel.calling import calling
from kyodo.offices.city import actions, queries
from kyodo.offices.city.actions.rules import Row
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db


def renamed(**names: str) -> None:
    """A new version of the city's principles in which some are called otherwise."""
    kept = given.a_city().principle_set
    assert kept
    fields = ("kind", "code", "name", "text", "plain")
    rows = [Row(*values) for values in kept.principles.order_by("order").values_list(*fields)]
    said = [row._replace(name=names.get(f"{row.kind}_{row.code}", row.name)) for row in rows]
    actions.revise_principles(kept, said, by=cast.sato(), at=AT)


def test_the_pages_say_what_the_city_says_and_ours_where_it_says_nothing():
    given.a_city()
    before = Client().get(reverse("casebook:index")).content.decode()
    renamed(zone_C="まん中の領域", form_1="共同主催", type_A="はじめからいっしょ型")
    page = Client().get(reverse("casebook:index")).content.decode()
    for new, old in (
        ("C まん中の領域", "C 対等な協働"),
        ("共同主催", "共催"),
        ("A はじめからいっしょ型", "A スタート時協力型"),
    ):
        assert f">{old}<" in before
        assert f">{new}<" in page
        assert f">{old}<" not in page
    assert f">{Zone.B.label}<" in page


def test_outside_a_request_the_program_speaks_its_own_words():
    renamed(zone_C="まん中の領域")
    assert str(Zone.C.label) == "C 対等な協働"
    names = queries.own_names(queries.the_city())
    assert names == {("zone", "C"): "C まん中の領域"}
    with calling(names):
        assert (str(Zone.C.label), str(Form.SUBSIDY.label)) == ("C まん中の領域", "補助")
    assert str(StartType.D.label) == "D 市民主導行政協力型"


def test_the_set_a_city_began_with_costs_no_question(django_assert_num_queries):
    given.a_city()
    city = queries.the_city()
    assert city
    with django_assert_num_queries(0):
        assert queries.own_names(city) == {}
