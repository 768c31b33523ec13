"""Forms of the public draw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from puntari.core import clock
from puntari.lottery.forms import MAX_FILE, RealDrawForm
from puntari.lottery.sources import HALL, Source
from puntari.methods import sortition

SOURCES = (1, 2)


class ClosePoolForm(RealDrawForm):
    """Closing the pool for a public draw."""

    field_order = [
        "reserves",
        "panels",
        "objection_days",
        "one_per_household",
        "override_reason",
        "understood",
    ]
    panels = forms.IntegerField(
        label=_("Paneeleja, joista yksi arvotaan"),
        min_value=10,
        max_value=10_000,
        initial=1000,
        help_text=_("Tuhat riittää yleensä. Jos pienin mahdollisuus jää alle sadasosan, tarvitaan enemmän."),
    )
    objection_days = forms.IntegerField(
        label=_("Päiviä huomautuksille"),
        min_value=0,
        max_value=60,
        help_text=_("Sinä aikana jokainen voi tarkistaa kuittinsa ennen sitoumusta. Suositus: kolme päivää."),
    )
    understood = forms.BooleanField(
        label=_("Ymmärrän, että joukkoon ei voi enää lisätä ketään eikä tavoitteita muuttaa.")
    )


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day and a time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def _moment(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(label=label, required=required, help_text=help_text, widget=MomentInput())


class CommitmentForm(forms.Form):
    """The sources that the draw will be bound to, and until when they are read."""

    def __init__(self, *args: Any, early: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in SOURCES:
            self._add_source(number)
        self.fields["hall"] = _moment(
            _("Salissa arvottava luku: milloin"),
            required=False,
            help_text=_("Jätä tyhjäksi, jos salissa ei arvota lukua. Oltava ennen viimeistä lähdettä."),
        )
        self.fields["deadline"] = _moment(
            _("Lähteiden lukemisen takaraja"),
            help_text=_("Jos lähteestä ei ole siihen mennessä tulosta, luetaan varalähde."),
        )
        if early:
            self.fields["early_reason"] = forms.CharField(
                label=_("Miksi sitoumus julkaistaan ennen huomautusajan loppua?"),
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("Perustelu julkaistaan."),
            )
        self.fields["understood"] = forms.BooleanField(
            label=_("Ymmärrän, että sitoumusta ei voi muuttaa sen jälkeen, kun se on julkaistu.")
        )

    def _add_source(self, number: int) -> None:
        first = number == SOURCES[0]
        words = {"number": number}
        self.fields[f"id_{number}"] = forms.CharField(
            label=_("Lähde %(number)s: tunnus") % words,
            required=first,
            max_length=59,
            help_text=_("Esimerkiksi lotto-2026-12-05 tai drand-5210000."),
        )
        self.fields[f"description_{number}"] = forms.CharField(
            label=_("Lähde %(number)s: mistä tulos luetaan ja miten se kirjoitetaan") % words,
            required=first,
            max_length=300,
        )
        self.fields[f"at_{number}"] = _moment(
            _("Lähde %(number)s: milloin tulos syntyy") % words, required=first
        )
        self.fields[f"fallback_{number}"] = forms.CharField(
            label=_("Lähde %(number)s: varalähteen tunnus") % words, required=False, max_length=59
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for number in SOURCES:
            if data.get(f"id_{number}") and not data.get(f"at_{number}"):
                self.add_error(f"at_{number}", _("Kerro, milloin tulos syntyy."))
        return data

    @property
    def options(self) -> dict[str, Any]:
        """The action's arguments."""
        data = self.cleaned_data
        named = [
            sortition.Source(
                data[f"id_{number}"].strip(),
                data[f"description_{number}"].strip(),
                data[f"at_{number}"],
                data[f"fallback_{number}"].strip() or None,
            )
            for number in SOURCES
            if data[f"id_{number}"].strip()
        ]
        early = {"early_reason": data["early_reason"]} if "early_reason" in data else {}
        return {"named": named, "hall": data["hall"], "deadline": data["deadline"], **early}


class ValuesForm(forms.Form):
    """What one person reads from the sources that can be read now, or a file of the same."""

    def __init__(self, sources: Sequence[Source], deadline: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names: dict[str, str] = {}
        for number, source in enumerate(sources):
            if source.is_confirmed or not source.has_appeared:
                continue
            late = bool(source.fallback) and clock.now() >= deadline
            name = f"value_{number}"
            self.names[name] = source.fallback if late else source.id
            label = _("Salissa arvottu luku") if source.id == HALL else self.names[name]
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=200, help_text=source.description
            )
        self.fields["file"] = forms.FileField(
            label=_("Tai lue tulokset tiedostosta"),
            required=False,
            help_text=_("Tekstitiedosto, jossa joka rivillä on lähteen tunnus, yhtäsuuruusmerkki ja tulos."),
        )

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > MAX_FILE:
            raise forms.ValidationError(_("Tiedosto on liian suuri."))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("Tiedostoa ei voi lukea.")) from error

    @property
    def typed(self) -> dict[str, str]:
        data = self.cleaned_data
        return {name: data[field] for field, name in self.names.items() if data[field].strip()}


class CancelForm(forms.Form):
    """Why a public draw is called off."""

    reason = forms.CharField(
        label=_("Miksi arvonta perutaan?"),
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Syy julkaistaan ja jää näkyviin."),
    )
