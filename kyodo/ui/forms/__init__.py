"""Forms of the house: `from kyodo.ui import forms`, then `class SeedForm(forms.Form): name = forms.NameField(...)`."""

from django.forms import (
    CheckboxInput,
    CheckboxSelectMultiple,
    ChoiceField,
    HiddenInput,
    ModelChoiceField,
    ModelMultipleChoiceField,
    MultipleChoiceField,
    RadioSelect,
    Select,
    Textarea,
    ValidationError,
)

from .bound import Bound
from .dates import DateField, MomentField, TimeField, YearField
from .editing import EditForm
from .fields import (
    BooleanField,
    EmailField,
    FileField,
    KanaField,
    LongTextField,
    NameField,
    PhoneField,
    PostcodeField,
    ScanField,
    SeenField,
    TextField,
    URLField,
    YenField,
)
from .naming import SubjectField
from .numbers import IntegerField, NumberField
from .renderer import Renderer
from .rows import RowForm, RowsFormSet, rows
from .sheet import Form, GetForm, OpenForm

__all__ = [
    "BooleanField",
    "Bound",
    "CheckboxInput",
    "CheckboxSelectMultiple",
    "ChoiceField",
    "DateField",
    "EditForm",
    "EmailField",
    "FileField",
    "Form",
    "GetForm",
    "HiddenInput",
    "IntegerField",
    "KanaField",
    "LongTextField",
    "ModelChoiceField",
    "ModelMultipleChoiceField",
    "MomentField",
    "MultipleChoiceField",
    "NameField",
    "NumberField",
    "OpenForm",
    "PhoneField",
    "PostcodeField",
    "RadioSelect",
    "Renderer",
    "RowForm",
    "RowsFormSet",
    "ScanField",
    "SeenField",
    "Select",
    "SubjectField",
    "TextField",
    "Textarea",
    "TimeField",
    "URLField",
    "ValidationError",
    "YearField",
    "YenField",
    "rows",
]
