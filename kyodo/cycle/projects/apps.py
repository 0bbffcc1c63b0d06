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
        "add_receipt": _("領収書を付けた"),
        "take_back_receipt": _("領収書を取り消した"),
        "keep_report": _("実績報告を書きかけた"),
        "fix": _("額を確定した"),
        "add_photo": _("写真を載せた"),
        "reach_out": _("両方の側に声をかけた"),
        "take_pulse": _("マナー脈診に答えた"),
        "remind": _("終了が近いことを知らせた"),
        "past_end": _("終了日が過ぎたことを知らせた"),
    }
