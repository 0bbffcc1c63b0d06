from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProposalsConfig(AppConfig):
    """提案: from the prior talk to the checked proposal."""

    name = "kyodo.cycle.proposals"
    label = "proposals"
    verbose_name = _("提案")
    #: Acts that are not moves, in the journal's words.
    acts = {
        "save_step": _("提案の下書きを保存した"),
        "change_round": _("提案の募集回を替えた"),
        "ask_partner": _("いっしょに提案する団体にたずねた"),
        "join_proposal": _("いっしょに提案する団体として加わった"),
        "decline_proposal": _("いっしょに提案する団体に加わらないと返事した"),
        "give_opinion": _("課の意見を書いた"),
        "check_benefit": _("公益性と領域を確かめた"),
        "object_to_check": _("もう一度見てほしいと申し出た"),
        "ask": _("質問した"),
        "answer": _("質問に答えた"),
    }
