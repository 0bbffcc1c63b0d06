from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CityConfig(AppConfig):
    """市: sections, wards, calendar, principle sets and the city's own numbers."""

    name = "kyodo.offices.city"
    label = "city"
    verbose_name = _("市")
    #: Words for entries of the journal.
    acts = {
        "found_city": _("市を登録した"),
        "change_city": _("市と窓口の名前を直した"),
        "open_section": _("課を置いた"),
        "change_section": _("課を直した"),
        "end_section": _("課を終えた"),
        "open_ward": _("地区を加えた"),
        "change_ward": _("地区を直した"),
        "assign_duty": _("任命した"),
        "keep_training": _("研修を記録した"),
        "end_duty": _("職務を終えた"),
        "hand_over": _("職務を引き継いだ"),
        "set_number": _("市の数値を決めた"),
        "set_holiday": _("休業日を決めた"),
        "drop_holiday": _("休業日を外した"),
        "store_principles": _("原則集を登録した"),
        "revise_principles": _("原則集を直した"),
        "adopt_principles": _("協働の原則を決めた"),
    }
