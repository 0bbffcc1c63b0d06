from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationsConfig(AppConfig):
    """評価: what both sides make of what they did together."""

    name = "kyodo.cycle.evaluations"
    label = "evaluations"
    verbose_name = _("評価")
    #: Acts that are not moves, in the journal's words.
    acts = {
        "save_sheet": _("評価票を保存した"),
        "note_gap": _("違いの話し合いを記録した"),
        "agree_to_note": _("話し合いの記録を確かめた"),
        "finish_improvement": _("改善を終えた"),
        "hear": _("受益者の声を受け取った"),
        "copy_voices": _("紙で届いた受益者の声を写した"),
        "excuse": _("理由を書いた"),
        "set_bank": _("評価の共通項目を決めた"),
        "add_committee_view": _("第三者評価を加えた"),
        "draft_practice": _("実践事例を下書きした"),
        "publish_practice": _("実践事例を公開した"),
    }
