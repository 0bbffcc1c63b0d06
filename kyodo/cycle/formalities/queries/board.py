"""案件の手続き: the lines of every form a case has, with what stands for each of them. One list for both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.collaborations.states import ALIVE, Form
from kyodo.cycle.formalities import policies
from kyodo.cycle.formalities.models import Formality, Item
from kyodo.cycle.formalities.states import TONES, Answer, Kind
from kyodo.cycle.formalities.terms import GUIDES, Guide
from kyodo.kernel.access import Actor, Visitor, find_all
from kyodo.kernel.policy import Block
from kyodo.offices.papers.models import File
from kyodo.offices.papers.policies import reads
from kyodo.offices.papers.queries import files_about


@dataclass(frozen=True)
class Row:
    """One line of the list of a case: what is asked, what stands, which papers lie there."""

    item: Item  #: as the city asks it today, or asked it where it asks no more
    formality: Formality | None
    who: str
    files: Sequence[File]
    withheld: int
    made: str | None  #: the address of the paper this program made; "" where it is not for this reader
    may_answer: bool

    @property
    def asked(self) -> Item:
        """The wording it was answered with, else today's."""
        return self.formality.item if self.formality else self.item

    @property
    def is_reworded(self) -> bool:
        """Whether the city has changed the line since it was answered."""
        return self.asked.pk != self.item.pk

    @property
    def state(self) -> Answer:
        """How far it has come: a paper that lies there speaks for itself."""
        answer = Answer(self.formality.answer) if self.formality else Answer.NOT_YET
        return Answer.DONE if answer == Answer.NOT_YET and self.made is not None else answer

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def is_open(self) -> bool:
        return self.state == Answer.NOT_YET

    @property
    def is_paper(self) -> bool:
        return self.item.kind == Kind.PAPER


@dataclass(frozen=True)
class FormList:
    """一つの形態の一覧."""

    guide: Guide
    rows: list[Row] = field(default_factory=list)

    @property
    def checks(self) -> list[Row]:
        return [row for row in self.rows if not row.is_paper]

    @property
    def papers(self) -> list[Row]:
        return [row for row in self.rows if row.is_paper]

    @property
    def done(self) -> int:
        return sum(not row.is_open for row in self.rows)


@dataclass(frozen=True)
class Board:
    """Everything the page of the lists shows to one reader."""

    case: Collaboration
    lists: list[FormList]
    former: list[Row]  #: answered for a form the case no longer has, or a line the city no longer asks

    @property
    def rows(self) -> list[Row]:
        """Every line that is asked."""
        return [row for each in self.lists for row in each.rows]

    @property
    def done(self) -> int:
        return sum(not row.is_open for row in self.rows)


def board(case: Collaboration, actor: Actor, at: datetime) -> Board:
    """The lists of a case in a constant number of queries."""
    codes = [form.code for form in case.forms.all()]
    items = list(Item.objects.standing(at=at).filter(form__in=codes))
    known = {each.key: each for each in case.formalities.select_related("item")}
    reader = _Reader(case, actor, at, known, papers_made(case, actor, at) if items else {})
    lists = {code: FormList(GUIDES[Form(code)]) for code in codes}
    for item in items:
        lists[item.form].rows.append(reader.row(item))
    asked = {item.key for item in items}
    former = [reader.row(each.item, is_asked=False) for key, each in known.items() if key not in asked]
    return Board(case, list(lists.values()), former)


class _Reader:
    """The rows of one case as one reader may see them: papers and names are asked once for all of them."""

    def __init__(
        self, case: Collaboration, actor: Actor, at: datetime, known: Mapping[str, Formality], made: Mapping[str, str]
    ) -> None:
        self.case, self.actor, self.at, self.known, self.made = case, actor, at, known, made
        self.is_alive = case.stage in ALIVE
        self.people = find_all({each.answered_by for each in known.values()})
        self.files: dict[str, list[File]] = {}
        for file in files_about(*(each.subject for each in known.values())) if known else ():
            self.files.setdefault(file.subject_ref, []).append(file)

    def row(self, item: Item, *, is_asked: bool = True) -> Row:
        formality = self.known.get(item.key)
        files = self.files.get(formality.subject, []) if formality else []
        shown = [file for file in files if reads(self.actor, file, self.at, about=formality)]
        may = self.is_alive and is_asked and self._may_answer(item)
        made = self.made.get(item.made) if is_asked and item.made else None
        return Row(item, formality, self._who(formality), shown, len(files) - len(shown), made, may)

    def _may_answer(self, item: Item) -> bool:
        asked = Formality(case=self.case, key=item.key, item=item)
        return bool(policies.may_answer.check(self.actor, asked, at=self.at))

    def _who(self, formality: Formality | None) -> str:
        person = self.people.get(formality.answered_by) if formality else None
        return str(getattr(person, "display", person or ""))


def papers_made(case: Collaboration, actor: Actor, at: datetime) -> dict[str, str]:
    """Which papers the rooms of the cycle have made for a case, by code, and where this reader opens them.

    The rooms lie above; the composition names them in settings.PAPERMAKERS.
    """
    found: dict[str, str] = {}
    for path in settings.PAPERMAKERS:
        made: Mapping[str, str] = import_string(path)(case, actor, at)
        found |= {code: url or found.get(code, "") for code, url in made.items()}
    return found


def missing(case: Collaboration, *, on: datetime, at: datetime) -> list[Block]:
    """着手までに要る項目 that is not there yet, by the city's list of a day: what the rule of the start asks."""
    required = list(Item.objects.standing(at=on).filter(required=True, form__in=case.forms.values("code")))
    if not required:
        return []
    done = set(case.formalities.filter(answer=Answer.DONE).values_list("key", flat=True))
    made = papers_made(case, Visitor(), at)
    page = reverse("formalities:board", args=[case.ref])
    return [
        Block(
            _("着手までに要るもの"),
            _("「%(form)s」に要る「%(what)s」がまだです。") % {"form": item.get_form_display(), "what": item.said},
            f"{page}#{item.key}",
        )
        for item in required
        if item.key not in done and (not item.made or item.made not in made)
    ]


def may_read(case: Collaboration, actor: Actor, at: datetime) -> bool:
    """Whether the lists of a case are for this reader."""
    return bool(policies.may_read.check(actor, case, at=at))


def panel(case: Collaboration, actor: Actor, at: datetime) -> Board | None:
    """The lists on the page of the case, for whoever works on them."""
    if not case.forms.all() or not may_read(case, actor, at):
        return None
    return board(case, actor, at)
