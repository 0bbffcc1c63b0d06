"""Naming a thing by the words of its title: looked for, chosen, kept; nobody types a reference."""

import pytest

from kyodo.kernel.naming import Finder
from kyodo.ui import forms
from tests import cast, given
from tests.cast import AT

pytestmark = pytest.mark.django_db


class About(forms.Form):
    name = forms.TextField(label="題")
    subject = forms.SubjectField(label="何について", required=False)


class Needed(forms.Form):
    subject = forms.SubjectField(label="何について")


@pytest.fixture
def finder():
    given.a_city()
    return Finder(cast.sato(), AT)


def about(finder, **sent):
    return About({"name": "題", **sent}, finder=finder)


def test_words_are_looked_for_in_titles_before_anything_is_judged(finder):
    group = given.a_registered_group()
    form = About({"name": "", "subject_words": "川辺 守る", "look-subject": "1"}, finder=finder)
    assert not form.is_valid()
    assert not form.is_wrong
    shown = form["subject"].as_field_group()
    assert f'value="{group.subject}"' in shown
    assert "川辺を守る会" in shown
    assert "<fieldset" in shown


def test_what_was_chosen_is_given_to_the_action_by_its_reference(finder):
    group = given.a_registered_group()
    form = about(finder, subject=group.subject, subject_words="川辺")
    assert form.is_valid()
    assert form.values()["subject"] == group.subject
    assert "checked" in form["subject"].as_field_group()


def test_words_without_a_choice_are_asked_about_and_kept(finder):
    given.a_registered_group()
    form = about(finder, subject_words="川辺")
    assert "見つかったものから選んでください" in str(form.errors["subject"])
    assert 'value="川辺"' in form["subject"].as_field_group()


def test_what_is_nowhere_is_told(finder):
    assert "何も見つかりません" in str(about(finder, subject_words="どこにもない言葉").errors["subject"])
    assert "見つかりませんでした" in about(finder, subject_words="どこにもない言葉")["subject"].as_field_group()


def test_nothing_is_an_answer_where_nothing_is_needed(finder):
    form = about(finder)
    assert form.is_valid()
    assert form.values()["subject"] == ""
    assert "何について" in str(Needed({}, finder=finder).errors["subject"])


@pytest.mark.parametrize("forged", ["people.person/ABCDEFGHJK", "groups.group/ABCDEFGHJK", "x", "'/", "groups.group/"])
def test_a_forged_reference_is_refused(finder, forged):
    assert "見つかりません" in str(about(finder, subject=forged).errors["subject"])


def test_signs_nobody_sees_are_left_out_before_the_database_is_asked(finder):
    group = given.a_registered_group()
    form = about(finder, subject=f"{group.subject}\x00", subject_words="川\x00辺\ud800")
    assert form.is_valid()
    assert form.cleaned_data["subject"] == group.subject
    assert 'value="川辺"' in form["subject"].as_field_group()


def test_the_address_of_a_page_is_enough(finder):
    group = given.a_registered_group()
    assert [one.subject for one in finder.look(f"https://kyodo.example.jp{group.get_absolute_url()}")] == [
        group.subject
    ]


def test_only_what_somebody_may_see_can_be_named_by_them(finder):
    waiting = given.a_submitted_group()
    assert finder.known(waiting.subject)
    visitor = Finder(cast.visitor(), AT)
    assert visitor.known(waiting.subject) is None
    assert visitor.look(waiting.name) == []


def test_what_was_named_is_told_to_those_who_may_know_of_it(finder):
    waiting, open_ = given.a_submitted_group(), given.a_registered_group()
    names = [waiting.subject, open_.subject, "people.person/ABCDEFGHJK", ""]
    assert set(finder.seen(names)) == {waiting.subject, open_.subject}
    assert set(Finder(cast.visitor(), AT).seen(names)) == {open_.subject}


def test_the_enter_key_sends_the_form_and_does_not_look(finder):
    assert About(finder=finder).has_other_buttons
    assert not forms.Form().has_other_buttons


def test_every_shelf_can_be_searched(finder):
    """The declared fields exist on both databases."""
    from django.conf import settings

    for kind in settings.NAMED:
        assert Finder(cast.sato(), AT, (kind,)).look("どこにもない 言葉") == []
        assert Finder(cast.visitor(), AT, (kind,)).look("どこにもない") == []
