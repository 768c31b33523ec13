"""Answering a recommendation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from puntari.core.ui.formats import format_date
from puntari.followup.forms import day, words
from puntari.followup.models import Response

# What of an answer belongs to one decision only, and what is said when it is carried into another.
OF_ONE_DECISION = {
    "reason": _("Perustelu oli aiemman päätöksen. Kirjoita, miksi päätös on nyt tämä."),
    "case_number": _("Asianumero oli aiemman päätöksen. Kirjoita tämän päätöksen numero tai jätä tyhjäksi."),
}


class ResponseForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Päätös"), choices=Response.Decision.choices, widget=forms.RadioSelect
    )
    reason = words(
        4, label=_("Perustelu"), required=True, help_text=_("Kirjoita niin, että paneelilainen ymmärtää.")
    )
    differs = words(
        3, label=_("Mikä poikkeaa suosituksesta"), help_text=_("Täytä, jos hyväksytään osittain.")
    )
    evidence = words(
        3,
        label=_("Näyttö siitä, että näin jo tehdään"),
        help_text=_(
            "Muutama sana siitä, mitä jo tehdään, ja linkki (https://). Linkin sijaan käy asiakirja, joka on "
            "liitetty suosituksen toimenpiteeseen."
        ),
    )
    study_until = day(label=_("Selvitetään viimeistään"), help_text=_("Täytä, jos asia selvitetään."))
    passed_to = forms.CharField(
        label=_("Kenelle lähetetty"),
        max_length=200,
        required=False,
        help_text=_("Täytä, jos asia ei kuulu meille."),
    )
    body = forms.CharField(label=_("Päättävä toimielin"), max_length=200)
    decided_on = day(label=_("Päätöksen päivä"), required=True)
    case_number = forms.CharField(label=_("Asianumero"), max_length=60, required=False)
    action_text = words(2, label=_("Toimenpide"))
    action_schedule = forms.CharField(
        label=_("Aikataulu"), max_length=300, required=False, help_text=_("Esimerkiksi 1/2027 – 6/2027.")
    )
    action_unit = forms.CharField(label=_("Vastuu"), required=False)

    def __init__(
        self, *args: Any, needs_action: bool, earlier: Response | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = earlier
        if not needs_action:
            for name in ("action_text", "action_schedule", "action_unit"):
                del self.fields[name]
        if earlier is not None:
            self._ask_anew(earlier)

    def _ask_anew(self, earlier: Response) -> None:
        """A changed answer has a day of its own; another decision has its own reason and case too."""
        self.initial["decided_on"] = None
        self.fields["decided_on"].help_text = _(
            "Päivä, jona tämä muutos päätettiin. Voimassa oleva vastaus on päätetty %(day)s."
        ) % {"day": format_date(earlier.decided_on)}
        for name in OF_ONE_DECISION:
            self.fields[name].widget.attrs["data-before"] = getattr(earlier, name)

    @property
    def fresh(self) -> str:
        """The decision for which the reason and the case number have been emptied once already."""
        return str(self.data.get("fresh", "")) if self.is_bound else ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        decision = cleaned.get("decision")
        if self.earlier is None or not decision or decision in (self.earlier.decision, self.fresh):
            return cleaned
        carried = [name for name in OF_ONE_DECISION if self._is_carried(cleaned, name)]
        if carried:
            self.data = self.data.copy()
            self.data["fresh"] = decision
        for name in carried:
            # What is of the earlier decision goes; what was typed in this form stays, whatever else is wrong.
            self.data[name] = ""
            self.add_error(name, OF_ONE_DECISION[name])
        return cleaned

    def _is_carried(self, cleaned: dict[str, Any], name: str) -> bool:
        return bool(cleaned.get(name)) and cleaned[name] == getattr(self.earlier, name)
