from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    """団体登録: the register of groups."""

    name = "kyodo.commons.groups"
    label = "groups"
    verbose_name = _("団体登録")
