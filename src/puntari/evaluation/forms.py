"""The form of a survey, made from its questions; and the forms of its keepers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from puntari.core.translated import tr
from puntari.evaluation import queries
from puntari.evaluation.models import Survey
from puntari.evaluation.scales import SCALES

DONT_KNOW = ("", _("en osaa sanoa tai en halua vastata"))
SCALE_NAMES = {
    "agree": _("samaa tai eri mieltä"),
    "zero_to_ten": _("0–10"),
    "yes_no": _("kyllä tai ei"),
    "text": _("vapaa vastaus"),
}


class AnswerForm(forms.Form):
    """One field a question, none of them required."""

    def __init__(self, survey: Survey, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in queries.questions_of(survey):
            self.fields[question.key] = _field(question)


def _field(question: queries.Asked) -> forms.Field:
    label = tr(question, "text")
    if not question.scale.words:
        return forms.CharField(
            label=label,
            required=False,
            max_length=2000,
            help_text=_("Älä kirjoita kenenkään nimeä."),
            widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2000}),
        )
    choices = [(str(number), word) for number, word in question.scale.words]
    widget = forms.Select if question.scale.key == "zero_to_ten" else forms.RadioSelect
    return forms.ChoiceField(label=label, required=False, choices=[DONT_KNOW, *choices], widget=widget)


class QuestionForm(forms.Form):
    """A question of one's own."""

    text = forms.CharField(label=_("Kysymys"), max_length=300)
    scale = forms.ChoiceField(
        label=_("Miten siihen vastataan"),
        choices=[(key, SCALE_NAMES[key]) for key in SCALES if key in SCALE_NAMES],
    )


class DatesForm(forms.ModelForm):  # type: ignore[type-arg]
    """When a survey is open."""

    class Meta:
        model = Survey
        fields = ("opens", "closes")
        widgets = {
            name: forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
            for name in ("opens", "closes")
        }
