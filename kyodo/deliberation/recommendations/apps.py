from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecommendationsConfig(AppConfig):
    """提言と推進プラン: three lives of each recommendation, and the plans that take them up."""

    name = "kyodo.deliberation.recommendations"
    label = "recommendations"
    verbose_name = _("提言と推進プラン")
    #: Acts that are not moves, in the journal's words.
    acts = {
        "receive": _("提言書を受け取った"),
        "enter": _("提言を登録した"),
        "assign": _("担当の課を決めた"),
        "report": _("実施のようすを報告した"),
        "state": _("実感を述べた"),
        "pause": _("催促を休止した"),
        "resume": _("催促の休止を終えた"),
        "remind": _("催促した"),
        "publish_silence": _("「回答なし」として公表した"),
        "describe": _("計画の内容を直した"),
        "add_pillar": _("柱を加えた"),
        "add_measure": _("取組を加えた"),
        "change_measure": _("取組を直した"),
        "add_milestone": _("マイルストーンを加えた"),
        "set_targets": _("目標値を決めた"),
        "record_actual": _("実績値を記録した"),
        "link": _("提言と取組の対応を記録した"),
        "unlink": _("提言と取組の対応を取り消した"),
        "file_sheet": _("進捗シートを出した"),
        "comment": _("本部コメントを書いた"),
        "judge": _("市民委員の評価を書いた"),
        "extend": _("回答の期限を延ばした"),
    }
