"""Hands on a screen: what a person of a story does with a page, in the words that stand on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import FilePayload, Locator, Page

PHONE = {"width": 360, "height": 740}
OFFICE = {"width": 1280, "height": 900}
#: So many presses of Tab lead through any page of ours.
MOST_STOPS = 150


def label(words: str) -> re.Pattern[str]:
    """The name of a field, which says behind it whether it must be filled in."""
    return re.compile(rf"^\s*{re.escape(words)}\s*(※必須|※任意|※提出までに)?\s*$")


class Hand:
    """One person at one screen. Whatever page they come to must be accessible and no wider than the screen."""

    def __init__(self, page: Page, accessible: Callable[[Page], None]) -> None:
        self.page, self.accessible = page, accessible

    def reads(self) -> Hand:
        """The page as it lies before the person."""
        try:
            self.accessible(self.page)
        except AssertionError as barrier:
            raise AssertionError(f"{self.page.url}: {barrier}") from None
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"too wide: {self.page.url}"
        return self

    def goes_to(self, path: str) -> Hand:
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status < 400, f"{answer.status} {path}"
        return self.reads()

    def finds_nothing_at(self, path: str) -> Hand:
        """An address that this person is told nothing about."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == 404, f"{answer.status} {path}"
        return self.reads()

    def follows(self, words: str) -> Hand:
        return self._arrives_by(self.page.get_by_role("link", name=words, exact=True).first)

    def presses(self, words: str) -> Hand:
        """A button that does what it says."""
        return self._arrives_by(self.page.get_by_role("button", name=words, exact=True).first)

    def is_refused(self, words: str, *sentences: str) -> Hand:
        """A button that is answered with what is to be mended; nothing that was typed is lost."""
        self._arrives_by(self.page.get_by_role("button", name=words, exact=True).first, status=422)
        return self.sees(*sentences)

    def _arrives_by(self, locator: Locator, *, status: int = 200) -> Hand:
        with self.page.expect_navigation() as arrival:
            locator.click()
        assert arrival.value.status == status, f"{arrival.value.status} {self.page.url}:\n{self._shown()}"
        return self.reads()

    def _shown(self) -> str:
        return self.page.locator("main").inner_text()

    def writes(self, words: str, text: str, *, row: int = 0) -> Hand:
        self.page.get_by_label(label(words)).nth(row).fill(text)
        return self

    def chooses(self, words: str, option: str, *, row: int = 0) -> Hand:
        self.page.get_by_label(label(words)).nth(row).select_option(label=option)
        return self

    def picks(self, group: str, option: str) -> Hand:
        self.group(group).get_by_label(option, exact=True).check()
        return self

    def ticks(self, words: str) -> Hand:
        self.page.get_by_role("checkbox", name=words).check()
        return self

    def dates(self, group: str, day: date, *, row: int = 0) -> Hand:
        """年, 月, 日 into their boxes, and the time into the fourth where a moment is asked."""
        boxes = self.group(group, row=row).get_by_role("textbox")
        said = [str(day.year), str(day.month), str(day.day)]
        if isinstance(day, datetime):
            said.append(timezone.localtime(day).strftime("%H:%M"))
        for box, text in zip(boxes.all(), said, strict=True):
            box.fill(text)
        return self

    def opens(self, words: str) -> Hand:
        """A fold with these words on it."""
        self.page.get_by_text(words, exact=True).first.click()
        return self

    def attaches(self, words: str, file: Path | FilePayload) -> Hand:
        self.page.get_by_label(label(words)).set_input_files(file)
        return self

    def group(self, words: str, *, row: int = 0) -> Locator:
        return self.page.get_by_role("group", name=label(words)).nth(row)

    def sees(self, *words: str) -> Hand:
        shown = self._shown()
        for said in words:
            assert said in shown, f"「{said}」 is not on {self.page.url}:\n{shown}"
        return self

    def misses(self, *words: str) -> Hand:
        whole = self.page.content()
        for said in words:
            assert said not in whole, f"「{said}」 is on {self.page.url}"
        return self

    def fits(self, words: str) -> bool:
        """Whether a button or link with these words is offered."""
        found = self.page.get_by_role("link", name=words, exact=True)
        return found.or_(self.page.get_by_role("button", name=words, exact=True)).count() > 0


class Keys(Hand):
    """A hand that never leaves the keyboard. Wherever it stops, one can see where it is."""

    def reaches(self, words: str, *, role: str = "") -> Keys:
        """Tab by tab to the field, the button or the link with these words."""
        wanted = self.page.get_by_role(role, name=words, exact=True) if role else self.page.get_by_label(label(words))  # type: ignore[arg-type]
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            ring = self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert ring != "none", self.page.evaluate("document.activeElement.outerHTML")
            if wanted.first.evaluate("it => it === document.activeElement"):
                return self
        raise AssertionError(f"no key leads to 「{words}」 on {self.page.url}")

    def types(self, words: str, text: str) -> Keys:
        self.reaches(words).page.keyboard.type(text)
        return self

    def chooses_by_key(self, option: str) -> Keys:
        """Down the list in which one stands."""
        options = self.page.locator(":focus option").all_inner_texts()
        for _step in range(options.index(option)):
            self.page.keyboard.press("ArrowDown")
        return self

    def enters(self, words: str, *, role: str = "button") -> Keys:
        """Enter on a button or a link, and the page it leads to."""
        self.reaches(words, role=role)
        with self.page.expect_navigation() as arrival:
            self.page.keyboard.press("Enter")
        assert arrival.value.status == 200, f"{arrival.value.status} {self.page.url}:\n{self._shown()}"
        self.reads()
        return self
