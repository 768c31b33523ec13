"""Forms of the sample and the letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from puntari.core.forms import DateInput
from puntari.recruitment.actions.letters import LETTERS_IN_A_FILE, TEXT_FIELDS
from puntari.recruitment.features import extra_targets, targets_for
from puntari.recruitment.models import Addressee, LetterRun, LetterText
from puntari.recruitment.sample.mapping import (
    MUNICIPALITY_CODES,
    REQUIRED,
    REQUIRED_OF_STAFF,
    guess,
    names_from_text,
    names_to_text,
)

if TYPE_CHECKING:
    from puntari.panels.models import Panel
    from puntari.recruitment.models import MappingProfile

COLUMN = "column_"


class UploadForm(forms.Form):
    """Choosing the file."""

    file = forms.FileField(
        label=_("Otostiedosto"),
        help_text=_(
            "CSV, TSV tai XLSX, enintään 20 megatavua. Ensimmäisellä rivillä ovat sarakkeiden nimet."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )


class ColumnsForm(forms.Form):
    """Which column means what, under which permit."""

    permit_number = forms.CharField(label=_("Tietoluvan numero"), max_length=80)
    purpose = forms.CharField(
        label=_("Käyttötarkoitus"),
        max_length=200,
        help_text=_("Esimerkiksi: asukaspaneelin kutsukirjeet 2026."),
    )
    expires_on = forms.DateField(
        label=_("Tietolupa päättyy"),
        widget=DateInput(),
        help_text=_("Kutsuttujen nimet ja osoitteet poistetaan, kun lupa päättyy."),
    )
    code_names = forms.CharField(
        label=_("Kuntien numerot"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Yksi rivillä: numero = kunnan nimi."),
    )

    def __init__(
        self, *args: Any, panel: Panel, header: list[str], profile: MappingProfile | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        extra = extra_targets(panel)
        remembered = (profile.mapping if profile else {}) or {}
        chosen = remembered.get("columns") or guess(header, extra)
        choices = [("", _("– ei tiedostossa –")), *[(str(at), name or "–") for at, name in enumerate(header)]]
        self.targets = targets_for(panel)
        required = REQUIRED_OF_STAFF if panel.is_staff_panel else REQUIRED
        columns = {
            f"{COLUMN}{target}": forms.ChoiceField(
                label=label,
                choices=choices,
                required=target in required,
                initial=str(chosen[target]) if target in chosen else "",
            )
            for target, label in self.targets.items()
        }
        self.fields = {**columns, **self.fields}
        names = remembered.get("code_names") or MUNICIPALITY_CODES
        self.fields["code_names"].initial = names_to_text(names)
        if panel.is_staff_panel:
            self._speak_of_staff()

    def _speak_of_staff(self) -> None:
        """A list of staff comes by the employer's decision and tells municipalities only to those who ask."""
        words = {
            "permit_number": (_("Päätös tai lupa, jolla luettelo saatiin"), ""),
            "purpose": (_("Käyttötarkoitus"), _("Esimerkiksi: henkilöstöpaneelin kutsut 2026.")),
            "expires_on": (
                _("Luettelo poistetaan viimeistään"),
                _("Kutsuttujen nimet ja yhteystiedot poistetaan silloin."),
            ),
        }
        for name, (label, help_text) in words.items():
            self.fields[name].label, self.fields[name].help_text = label, help_text
        if "municipality" not in self.targets:
            del self.fields["code_names"]

    @property
    def column_fields(self) -> list[forms.BoundField]:
        return [self[f"{COLUMN}{target}"] for target in self.targets]

    @property
    def permit_fields(self) -> list[forms.BoundField]:
        names = ("permit_number", "purpose", "expires_on", "code_names")
        return [self[name] for name in names if name in self.fields]

    def values(self) -> dict[str, Any]:
        """What `actions.map_sample` takes."""
        chosen = {target: self.cleaned_data[f"{COLUMN}{target}"] for target in self.targets}
        return {
            "columns": {target: int(at) for target, at in chosen.items() if at != ""},
            "permit_number": self.cleaned_data["permit_number"],
            "purpose": self.cleaned_data["purpose"],
            "expires_on": self.cleaned_data["expires_on"],
            "code_names": names_from_text(self.cleaned_data.get("code_names", "")),
        }


class MarkForm(forms.Form):
    """What the desk notes of a letter."""

    status = forms.ChoiceField(label=_("Merkintä"), choices=Addressee.Status)
    reason = forms.CharField(label=_("Lisätieto"), required=False, max_length=300)


class LetterTextForm(forms.ModelForm):  # type: ignore[type-arg]
    """The coordinator's words of the letter."""

    class Meta:
        model = LetterText
        fields = TEXT_FIELDS
        help_texts = {
            "body": _(
                "Kappaleiden väliin tyhjä rivi. Ajat, paikat, palkkio ja koodi tulevat kirjeeseen itsestään."
            ),
            "signature": _(
                "Nimi ja tehtävä. Kirje on vakuuttavin, kun sen allekirjoittaa se, joka lupasi vastata."
            ),
            "window_left_mm": _("Tavallinen C5-kuori: 20 mm vasemmalta ja 50 mm ylhäältä."),
        }
        widgets = {
            "body": forms.Textarea(attrs={"rows": 9}),
            "result_text": forms.Textarea(attrs={"rows": 3}),
            "support_text": forms.Textarea(attrs={"rows": 2}),
            "privacy_text": forms.Textarea(attrs={"rows": 3}),
            "reminder_text": forms.Textarea(attrs={"rows": 2}),
            "short_sv": forms.Textarea(attrs={"rows": 3, "lang": "sv"}),
            "short_en": forms.Textarea(attrs={"rows": 3, "lang": "en"}),
            "sender": forms.Textarea(attrs={"rows": 3}),
        }


class MailForm(forms.Form):
    """Which messages to send by e-mail."""

    kind = forms.ChoiceField(
        label=_("Mitkä viestit"), choices=LetterRun.Kind, widget=forms.RadioSelect(), initial="invitation"
    )


class PrintForm(forms.Form):
    """What to print, in files of what size."""

    kind = forms.ChoiceField(
        label=_("Mitkä kirjeet"), choices=LetterRun.Kind, widget=forms.RadioSelect(), initial="invitation"
    )
    per_file = forms.TypedChoiceField(
        label=_("Tiedostot"),
        choices=[
            (0, _("kaikki yhteen tiedostoon painoa varten")),
            (LETTERS_IN_A_FILE, _("1 000 kirjettä tiedostossa (luettavissa myös ruudunlukijalla)")),
        ],
        coerce=int,
        initial=0,
    )
