"""Who may read a file, who may take it back, who decides for whom it is."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, find
from kyodo.kernel.policy import policy
from kyodo.offices.city.policies import is_desk, serves_the_city

from .models import File
from .states import Disclosure


@policy(_("この文書は、公開の範囲に含まれる人だけが開けます。"))
def may_read(actor: Actor, file: File, at: datetime) -> bool:
    return reads(actor, file, at, about=find(file.subject_ref) if file.disclosure != Disclosure.OFFICE else None)


def reads(actor: Actor, file: File, at: datetime, *, about: object) -> bool:
    """The rule for one file, with the thing it is about already at hand.

    A thing that is not public yet says so by `papers_are_out`: until then its open papers are for its parties.
    """
    is_out = file.disclosure == Disclosure.PUBLIC and getattr(about, "papers_are_out", True)
    if is_out or is_uploader(actor, file):
        return True
    if file.disclosure != Disclosure.OFFICE and (asked := _who_knows(about, file)) is not None:
        return bool(getattr(asked, "may_read_papers")(actor, at))
    return serves_the_city(actor, at)


def is_uploader(actor: Actor, file: File) -> bool:
    return file.uploaded_by is not None and file.uploaded_by.subject == actor.subject


def _who_knows(about: object, file: File) -> object | None:
    """The thing itself if it knows its parties, else the case it is part of; None where neither does."""
    if hasattr(about, "may_read_papers"):
        return about
    whole = find(file.whole) if file.whole != file.subject_ref else None
    return whole if hasattr(whole, "may_read_papers") else None


def keeps(actor: Actor, file: File, at: datetime) -> bool:
    """Whoever speaks now for the thing the file is about, where the thing says so: a successor keeps what was handed in.

    What is for the office alone stays with the office.
    """
    keep = getattr(find(file.subject_ref), "may_keep_papers", None) if file.disclosure != Disclosure.OFFICE else None
    return keep is not None and bool(keep(actor, at))


def _is_the_office(actor: Actor, file: File, at: datetime) -> bool:
    """The desk, which looks again at what is withheld; another officer only for what that officer may open."""
    if is_desk.check(actor, file, at=at):
        return True
    return serves_the_city(actor, at) and bool(may_read.check(actor, file, at=at))


@policy(_("取り下げられるのは、登録した本人か市の職員です。"))
def may_withdraw(actor: Actor, file: File, at: datetime) -> bool:
    return is_uploader(actor, file) or _is_the_office(actor, file, at) or keeps(actor, file, at)


@policy(_("公開の範囲を変えられるのは、市の職員です。"))
def may_disclose(actor: Actor, file: File, at: datetime) -> bool:
    return _is_the_office(actor, file, at) or keeps(actor, file, at)
