from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TextsConfig(AppConfig):
    """指針・条例: versions, provisions and the cause of every change."""

    name = "kyodo.deliberation.texts"
    label = "texts"
    verbose_name = _("指針・条例")
    #: Acts that are not moves, in the journal's words.
    acts = {
        "register": _("文書を登録した"),
        "describe": _("文書の説明を直した"),
        "add_provision": _("条項を加えた"),
        "reword": _("条項の言葉を直した"),
        "shift": _("条項を移した"),
        "split": _("条項を分けた"),
        "merge": _("条項を合わせた"),
        "remove": _("条項を削った"),
        "mend": _("取り込む行を直した"),
        "name_cause": _("変更の理由を記した"),
        "take_back_cause": _("変更の理由を取り消した"),
        "anchor": _("コメントの場所を決めた"),
        "note_trigger": _("見直しのきっかけを記録した"),
        "cite_trigger": _("見直しのきっかけを取り上げた"),
        "review": _("見直した"),
        "add_effort": _("取組を登録した"),
        "plan_check": _("点検を頼んだ"),
        "check": _("点検した"),
        "council_view": _("会議体の見方を記録した"),
        "give_dates": _("版の説明と施行日を直した"),
    }
