from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    """協働事業: carrying out what was agreed."""

    name = "kyodo.cycle.projects"
    label = "projects"
    verbose_name = _("協働事業")
    #: Acts that are not moves, in the journal's words.
    acts = {
        "tell": _("進み具合を書いた"),
        "measure": _("目標の値を測った"),
        "set_milestones": _("節目を決めた"),
        "keep_books": _("収支を書いた"),
        "add_photo": _("写真を載せた"),
        "take_pulse": _("マナー脈診に答えた"),
        "remind": _("終了が近いことを知らせた"),
        "past_end": _("終了日が過ぎたことを知らせた"),
    }
