from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    """意見公募: one ledger for every channel, and one answer for every opinion."""

    name = "kyodo.deliberation.consultations"
    label = "consultations"
    verbose_name = _("意見公募")
    #: Acts that are not moves, in the journal's words.
    acts = {
        "describe": _("案件の内容を直した"),
        "extend": _("募集の期間を延ばした"),
        "submit": _("意見を受け付けた"),
        "judge": _("提出の要件を確かめた"),
        "correct": _("入力の誤りを直した"),
        "mask": _("個人情報を伏せた"),
        "unmask": _("伏せた部分を戻した"),
        "split": _("意見に分けた"),
        "reword": _("意見の要旨を直した"),
        "drop_unit": _("分けた意見を取り消した"),
        "restore_unit": _("取り消した意見を戻した"),
        "merge_units": _("意見を一つにまとめた"),
        "part_units": _("まとめた意見を元に戻した"),
        "finish_reading": _("読み終えた"),
        "reopen_reading": _("もう一度読むことにした"),
        "join_bundles": _("同じ趣旨の提出をまとめた"),
        "part_bundles": _("まとめた提出を元に戻した"),
        "take_out": _("提出を束から出した"),
        "put_back": _("提出を束に戻した"),
        "assign": _("担当の課に割り当てた"),
        "attach": _("市の考え方に意見を結びつけた"),
        "detach": _("市の考え方から意見をはずした"),
        "write": _("市の考え方を直した"),
        "review": _("回答案を審査した"),
        "name_reviewers": _("審査する人を決めた"),
        "set_category": _("対応の区分を決めた"),
        "end_category": _("対応の区分を終えた"),
        "take_rows": _("ファイルの行を台帳に載せた"),
        "take_rows_out": _("ファイルの行を台帳から取り消した"),
        "confirm_pairs": _("似た提出を同じ趣旨と確かめた"),
        "reject_pairs": _("似た提出を別のものと確かめた"),
        "reopen_pairs": _("似た提出の判断を取り消した"),
        "respond": _("回答への感想を受け取った"),
        "code": _("二人目として意見を分類した"),
        "settle_coding": _("二人の分類の食い違いを決着させた"),
    }
