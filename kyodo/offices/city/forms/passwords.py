"""The words of the place that make no password."""

from __future__ import annotations

import re

import jaconv
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.text import search_key
from kyodo.offices.city.models import City
from kyodo.offices.city.queries import the_city


class LocalWordsValidator:
    """A password is not the city's name, 協働 and a year: take those away, and something must be left to guess."""

    WORDS = ("kyodo", "kyoudou", "shiyakusho", "shiminkyodo", "市民協働", "協働", "きょうどう", "キョウドウ", "市役所")
    LEFT = 4

    def validate(self, password: str, user: object = None) -> None:
        self.check(password, the_city())

    def check(self, password: str, city: City | None) -> None:
        """The rule itself, for a city that may be about to exist."""
        bare = plain = search_key(password)
        for word in sorted(self._words(city), key=len, reverse=True):
            bare = bare.replace(word, "")
        if bare != plain and len(re.sub(r"[\d\W_]", "", bare)) < self.LEFT:
            raise ValidationError(
                _("市の名前や「協働」に数字を足しただけの、推測されやすいパスワードです。"), code="local_words"
            )

    def get_help_text(self) -> str:
        return say("市の名前や「協働」など、推測されやすい言葉だけでは作れません。")

    def _words(self, city: City | None) -> set[str]:
        names = [city.name, city.name.rstrip("市町村区"), city.kana, city.prefecture] if city else []
        kana = city.kana if city else ""
        short = re.sub(r"(シ|チョウ|マチ|ムラ|ソン|ク)$", "", kana)
        names += [jaconv.kata2hira(kana), short, *(jaconv.kana2alphabet(jaconv.kata2hira(k)) for k in (kana, short))]
        return {search_key(word) for word in (*self.WORDS, *names) if len(word) > 1}
