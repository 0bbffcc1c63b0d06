"""Roles of officers and the side each sits on."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Side


class Role(TextChoices):
    """役割: what an officer is named for."""

    PROMOTER = "promoter", _("協働推進員")
    HEAD = "head", _("課長")
    DESK = "desk", _("協働担当")
    COORDINATOR = "coordinator", _("コーディネーター")
    MAYOR = "mayor", _("市長室")
    AUDITOR = "auditor", _("監査")
    STAFF = "staff", _("職員")


#: A coordinator belongs to neither side, an auditor only reads; everybody else sits on the city's side.
SIDES = {role: Side.NEUTRAL if role in (Role.COORDINATOR, Role.AUDITOR) else Side.CITY for role in Role}
