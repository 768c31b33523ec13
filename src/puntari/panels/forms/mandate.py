"""The promise, the steering group and its decisions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import model_to_dict
from django.utils.translation import gettext_lazy as _

from puntari.core import clock
from puntari.core.forms import DateInput
from puntari.panels.models import Decision, Panel, Promise, SteeringMember


class PromiseForm(forms.ModelForm[Promise]):
    """Who answers the panel, by when."""

    class Meta:
        model = Promise
        fields = [
            *("text", "given_by", "body", "days_to_answer", "given_on", "case_number", "text_sv", "text_en"),
        ]
        widgets = {
            "given_on": DateInput,
            **{name: forms.Textarea(attrs={"rows": 4}) for name in ("text", "text_sv", "text_en")},
        }
        help_texts = {
            "text": _(
                "Esimerkiksi: Vastaamme jokaiseen suositukseen ja kerromme syyn, jos emme toteuta sitä."
            ),
            "given_by": _("Esimerkiksi aluehallituksen puheenjohtaja nimeltä."),
            "body": _("Esimerkiksi aluehallitus."),
        }

    def __init__(self, data: Any = None, *, panel: Panel) -> None:
        super().__init__(data, initial=_promise_of(panel))


def _promise_of(panel: Panel) -> dict[str, Any]:
    """The panel's own promise; else the wording of the organisation's latest one, to be given anew."""
    own = Promise.objects.filter(panel=panel).first()
    if own is not None:
        return model_to_dict(own)
    earlier = Promise.objects.filter(panel__organisation=panel.organisation).order_by("-given_on").first()
    again = (
        model_to_dict(earlier, ["text", "text_sv", "text_en", "body", "days_to_answer"]) if earlier else {}
    )
    return {"given_on": clock.today(), **again}


class SteeringMemberForm(forms.ModelForm[SteeringMember]):
    class Meta:
        model = SteeringMember
        fields = ["name", "title", "chair"]


class DecisionForm(forms.ModelForm[Decision]):
    class Meta:
        model = Decision
        fields = ["decided_on", "text", "reason"]
        widgets = {
            "decided_on": DateInput,
            "text": forms.Textarea(attrs={"rows": 3}),
            "reason": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, data: Any = None, *, decision: Decision | None = None) -> None:
        initial = model_to_dict(decision) if decision else {"decided_on": clock.today()}
        super().__init__(data, initial=initial)
