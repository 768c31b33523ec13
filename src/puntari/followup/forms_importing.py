"""Bringing an action table in, and saying which column is which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from puntari.followup.forms import day
from puntari.followup.importing.mapping import FIELDS

if TYPE_CHECKING:
    from puntari.followup.importing.reading import Line

FIELD_LABELS = {
    "recommendation": _("Suositus"),
    "sub": _("Alasuositus"),
    "action": _("Toimenpide"),
    "schedule": _("Aikataulu"),
    "status": _("Status"),
    "unit": _("Vastuu"),
    "more_info": _("Lisätieto"),
    "theme": _("Teema"),
    "municipalities": _("Kunnat"),
    "owner_post": _("Vastuuhenkilön tehtävä"),
    "next_update_due": _("Seuraava päivitys"),
    "percent": _("Valmiusaste, %"),
    "effect": _("Mihin johti"),
    "decision": _("Päätös"),
    "reason": _("Perustelu"),
    "body": _("Toimielin"),
    "decided_on": _("Päätöksen päivä"),
    "case_number": _("Asianumero"),
    "number": _("Suosituksen numero"),
    "panel": _("Paneeli"),
    "panel_address": _("Paneelin osoite"),
    "key": _("Tunnus"),
}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Tiedosto"), required=False, help_text=_("CSV, XLSX, ODS tai tallennettu verkkosivu.")
    )
    pasted = forms.CharField(
        label=_("Tai liitä taulukko tähän"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Kopioi taulukko taulukkolaskennasta tai verkkosivun lähdekoodista."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("file") and not (cleaned.get("pasted") or "").strip():
            raise forms.ValidationError(_("Valitse tiedosto tai liitä taulukko."))
        return cleaned


class MappingForm(forms.Form):
    """One choice a column of the table that came in."""

    updated_on = day(label=_("Taulukko päivitetty"), required=True)

    def __init__(self, *args: Any, heading: Line, mapping: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Jätetään pois")), *((name, FIELD_LABELS[name]) for name in FIELDS)]
        for at, name in enumerate(mapping):
            label = heading.cells[at] or _("Sarake %(number)s") % {"number": at + 1}
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=label, choices=choices, initial=name, required=False
            )
        self.columns = len(mapping)

    def mapping(self) -> list[str]:
        return [self.cleaned_data[f"column_{at}"] for at in range(self.columns)]
