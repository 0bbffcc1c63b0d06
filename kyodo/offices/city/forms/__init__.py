"""The forms of the city's office, by what they are about."""

from .duties import DutyForm, EndDutyForm, HandOverForm, InviteForm, ReasonForm, SearchForm, TrainingForm
from .founding import CityForm, FirstRunForm, read_sections
from .passwords import LocalWordsValidator
from .rules import HolidayForm, NumberForm, PrinciplesForm
from .sections import EndSectionForm, NewSectionForm, SectionForm, WardForm

__all__ = [
    "CityForm", "DutyForm", "EndDutyForm", "EndSectionForm", "FirstRunForm", "HandOverForm", "HolidayForm", "InviteForm",
    "LocalWordsValidator", "NewSectionForm", "NumberForm", "PrinciplesForm", "ReasonForm", "SearchForm", "SectionForm",
    "TrainingForm", "WardForm", "read_sections",
]  # fmt: skip
