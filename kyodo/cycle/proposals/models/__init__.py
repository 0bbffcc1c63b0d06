"""提案の帳簿: talks before, proposals with their money and versions, and what was said about them."""

from .money import Budget, MoneyLine, reckoned
from .partner import Partner
from .proposal import Contact, Proposal, Version, seal
from .said import BenefitCheck, Question, SectionOpinion
from .talk import PriorTalk, TalkContact

__all__ = [
    "BenefitCheck",
    "Budget",
    "Contact",
    "MoneyLine",
    "Partner",
    "PriorTalk",
    "Proposal",
    "Question",
    "SectionOpinion",
    "TalkContact",
    "Version",
    "reckoned",
    "seal",
]
