"""The form of the council's report."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from puntari.core import clock
from puntari.followup.forms import day


class ReportForm(forms.Form):
    day = day(label=gettext_lazy("Minkä päivän tilanne"), required=True)

    def clean_day(self) -> date:
        chosen: date = self.cleaned_data["day"]
        if chosen > clock.today():
            raise forms.ValidationError(_("Päivä on tulevaisuudessa. Valitse tämä päivä tai jokin aiempi."))
        return chosen
