"""Forms of the consultations."""

from .answering import AnswerForm, ConsentForm, ReviewForm, UnitsForm
from .coding import CodeForm, CoderForm, SeedForm, WhyForm
from .deciding import AdoptForm, ConfirmForm, EnactForm, ReasonForm, ReleaseForm, RespondForm
from .intake import IntakeForm, PairsForm
from .opinion import OpinionForm, PaperForm
from .preparing import CategoryForm, ConsultationForm, DocumentForm, ExtendForm, FilterForm, ReviewersForm
from .sorting import CorrectForm, JoinForm, JudgeForm, MaskForm, MergeForm, NoOpinionForm, RewordForm, SplitForm

__all__ = [
    "AdoptForm",
    "AnswerForm",
    "CategoryForm",
    "CodeForm",
    "CoderForm",
    "ConfirmForm",
    "ConsentForm",
    "ConsultationForm",
    "CorrectForm",
    "DocumentForm",
    "EnactForm",
    "ExtendForm",
    "FilterForm",
    "IntakeForm",
    "JoinForm",
    "JudgeForm",
    "MaskForm",
    "MergeForm",
    "NoOpinionForm",
    "OpinionForm",
    "PairsForm",
    "PaperForm",
    "ReasonForm",
    "ReleaseForm",
    "RespondForm",
    "ReviewForm",
    "ReviewersForm",
    "RewordForm",
    "SeedForm",
    "SplitForm",
    "UnitsForm",
    "WhyForm",
]
