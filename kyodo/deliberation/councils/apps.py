from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouncilsConfig(AppConfig):
    """会議体: bodies, terms, seats, meetings, minutes, 諮問・答申."""

    name = "kyodo.deliberation.councils"
    label = "councils"
    verbose_name = _("会議体")
    #: Acts that are not moves, in the journal's words.
    acts = {
        "open_body": _("会議体を設けた"),
        "describe_body": _("会議体の内容を直した"),
        "name_secretariat": _("事務局を決めた"),
        "close_body": _("会議体を廃止した"),
        "relate": _("会議体どうしの関係を決めた"),
        "part": _("会議体どうしの関係を終えた"),
        "begin_term": _("期を始めた"),
        "end_term": _("期を終えた"),
        "name_keeper": _("期の間の受け持ちを決めた"),
        "finish_output": _("成果をまとめた"),
        "drop_output": _("成果をやめた"),
        "appoint": _("委員を任命した"),
        "leave_seat": _("委員が退いた"),
        "give_post": _("役職を決めた"),
        "choose_shown": _("名簿に載せるものを決めた"),
        "prepare_draw": _("無作為抽出を準備した"),
        "draw_lots": _("無作為に抽出した"),
        "answer_invitation": _("招待に返事をした"),
        "step_back": _("辞退を記録した"),
        "revise_opening": _("公募の内容を直した"),
        "plan_series": _("会議をまとめて予定した"),
        "describe": _("案内・内容を直した"),
        "attend": _("出欠を記録した"),
        "set_openness": _("議題の公開・非公開を決めた"),
        "state_position": _("側の考えを書いた"),
        "decide": _("決定した"),
        "mend_decision": _("決定の書き間違いを直した"),
        "set_homework": _("宿題を出した"),
        "mend_homework": _("宿題を直した"),
        "finish_homework": _("宿題を済ませた"),
        "take_in": _("記録を取り込んだ"),
        "undo_take_in": _("記録の取り込みを取り消した"),
        "name_speakers": _("発言者を割り当てた"),
        "write_line": _("会議録の箇所を直した"),
        "summarise": _("要点を書いた"),
        "begin_chain": _("やりとりを始めた"),
        "sign": _("連名団体を加えた"),
    }
