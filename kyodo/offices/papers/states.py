"""For whom a paper is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Disclosure(TextChoices):
    """公開区分: open by default; anything else carries a reason and a date to look again."""

    PUBLIC = "public", _("公開")
    PARTIES = "parties", _("当事者のみ")
    OFFICE = "office", _("市の担当のみ")
