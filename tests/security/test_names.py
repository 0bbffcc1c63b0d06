"""The name and the address of anything: lists of them ask for everything at once."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kyodo.kernel.access import find_all, subject_of
from kyodo.kernel.thing import Thing

from . import world

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_thing_that_was_found_says_its_name_and_address_without_asking_again():
    world.build()
    asked = dict[str, list[str]]()
    for model in apps.get_models():
        if not issubclass(model, Thing):
            continue
        subjects = [subject_of(thing) for thing in model._default_manager.all()[:3]]
        for thing in find_all(subjects).values():
            with CaptureQueriesContext(connection) as queries:
                str(thing)
                getattr(thing, "get_absolute_url", str)()
            if queries.captured_queries:
                asked[model._meta.label] = [q["sql"].partition(" FROM ")[2][:60] for q in queries.captured_queries]
    asked.pop("councils.Item")  # stands on many meetings: its place is looked up when it is asked for
    assert not asked
