"""Forms of the fees room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from puntari.core import words
from puntari.fees.actions import payee_faults
from puntari.fees.models import FeeSettings
from puntari.methods.payments import IncomeType, InsuranceException, euros_finnish


class EurosField(forms.DecimalField):
    """Euros as people write them (90 or 90,50), cents inside."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(max_digits=9, decimal_places=2, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = str(value).replace("€", "").replace(" ", "").replace("\u00a0", "").replace(",", ".")
        return super().to_python(text) if value not in self.empty_values else None

    def clean(self, value: Any) -> Any:
        euros = super().clean(value)
        return None if euros is None else int(euros * 100)

    def prepare_value(self, value: Any) -> Any:
        return euros_finnish(value) if isinstance(value, int) else value


INCOME_TYPES = (
    (IncomeType.MEETING_FEE.value, _("210 kokouspalkkio")),
    (IncomeType.WAGES_TOTAL.value, _("101 palkka yhteissummana")),
    (IncomeType.OTHER_SUPPLEMENT.value, _("216 muu maksettava lisä")),
)


ALL_INSURED = 0
INSURANCES = (
    (ALL_INSURED, _("kaikki vakuutukset koskevat palkkiota")),
    (InsuranceException.NOTHING_INSURED.value, _("mikään vakuutus ei koske palkkiota")),
    (InsuranceException.NO_PENSION.value, _("työeläkevakuutus ei koske")),
    (InsuranceException.NO_ACCIDENT.value, _("tapaturmavakuutus ei koske")),
    (InsuranceException.NO_UNEMPLOYMENT.value, _("työttömyysvakuutus ei koske")),
    (InsuranceException.NO_SICKNESS.value, _("sairausvakuutus ei koske")),
)


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """The fee rule."""

    per_meeting_cents = EurosField(label=_("Palkkio kokoukselta, euroa"), min_value=0)
    minimum_share_percent = forms.IntegerField(
        label=_("Kuinka suuri osa kokouksesta on oltava paikalla, prosenttia"),
        min_value=0,
        max_value=100,
        help_text=_("Näin kauan paikalla ollut saa koko palkkion."),
    )
    income_type = forms.TypedChoiceField(
        label=_("Tulolaji tulorekisterissä"),
        choices=INCOME_TYPES,
        coerce=int,
        help_text=_("Varmista palkanlaskennasta."),
    )

    insurance = forms.MultipleChoiceField(
        label=_("Palkkion sosiaalivakuutukset"),
        choices=INSURANCES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Palkanlaskenta päättää. Tarvitaan vain, kun tulorekisteriin ilmoitetaan Puntarin tiedostolla. "
            "Sama maksu ilmoitetaan vain kerran."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: FeeSettings = self.instance
        self.initial["insurance"] = [
            *known.insurance_exceptions,
            *([ALL_INSURED] if known.all_insured else []),
        ]

    def clean(self) -> dict[str, Any]:
        """Payroll's ticks as codes, or that every insurance covers the fee; both at once make no sense."""
        cleaned = super().clean() or self.cleaned_data
        ticked = [int(code) for code in cleaned.pop("insurance", [])]
        cleaned["all_insured"] = ALL_INSURED in ticked
        cleaned["insurance_exceptions"] = [code for code in ticked if code != ALL_INSURED]
        return cleaned

    class Meta:
        model = FeeSettings
        fields = (
            "per_meeting_cents",
            "minimum_share_percent",
            "proportional_below_minimum",
            "income_type",
            "reported_by",
            "version",
            "decision",
        )
        widgets = {"decision": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "version": _("Vain, jos Puntari tekee pankin aineiston. Kysy pankilta, kumman se ottaa vastaan."),
            "decision": _("Kuka päätti, milloin ja millä diaarinumerolla."),
        }


class PayeeForm(forms.Form):
    """A panelist's own bank and tax facts."""

    account_holder = forms.CharField(
        label=_("Tilin omistajan nimi"),
        max_length=70,
        required=False,
        help_text=_("Kirjoita nimi niin kuin se on pankissa. Pankki vertaa sitä."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    account = forms.CharField(
        label=_("Tilinumero (IBAN)"),
        max_length=42,
        required=False,
        help_text=_("Alkaa yleensä kirjaimilla FI."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-no-draft": ""}),
    )
    identity_code = forms.CharField(
        label=_("Henkilötunnus"),
        max_length=11,
        required=False,
        help_text=_("Tarvitsemme sen, koska palkkio ilmoitetaan verottajalle."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-no-draft": ""}),
    )
    card_percent = forms.DecimalField(
        label=_("Verokortin prosentti"),
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=1,
        help_text=_("Jos et kerro prosenttia, verottaja vaatii pidättämään 60 %."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    card_limit_cents = EurosField(
        label=_("Verokortin tuloraja, euroa"),
        required=False,
        min_value=0,
        help_text=_("Jos verokortissasi on tuloraja, kirjoita se ja lisäprosentti."),
    )
    card_additional_percent = forms.DecimalField(
        label=_("Verokortin lisäprosentti"),
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=1,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    declines_fee = forms.BooleanField(
        label=_("En halua palkkiota"),
        required=False,
        help_text=_("Silloin muita tietoja ei tarvita, ja aiemmin annetut poistetaan."),
    )

    def clean(self) -> dict[str, Any]:
        """Name everything that is missing or wrong at once, each at its own field."""
        given = {**self.cleaned_data}
        if given.pop("declines_fee", False):
            return self.cleaned_data
        for name, fault in payee_faults(**given).items():
            field = self._empty_half() if fault.code == "card_needs_both" else name
            if field not in self.errors:
                self.add_error(field, words.say(fault))
        return self.cleaned_data

    def _empty_half(self) -> str:
        halves = ("card_limit_cents", "card_additional_percent")
        return next(name for name in halves if self.cleaned_data.get(name) is None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        data = kwargs.get("data") or (args[0] if args else None)
        if data is not None:
            data = data.copy()
            for name in ("card_percent", "card_additional_percent"):
                data[name] = str(data.get(name, "")).replace(",", ".").replace("%", "").strip()
            args, kwargs = (data, *args[1:]), {k: v for k, v in kwargs.items() if k != "data"}
        super().__init__(*args, **kwargs)


class CorrectionForm(forms.Form):
    """Travel and corrections by hand."""

    travel_cents = EurosField(label=_("Matkat, euroa"), min_value=0, initial=0)
    correction_cents = EurosField(
        label=_("Korjaus, euroa"), initial=0, help_text=_("Miinus vähentää, esimerkiksi -20.")
    )
    reason = forms.CharField(label=_("Miksi"), max_length=300, required=False)


class RunForm(forms.Form):
    """When the money should reach the accounts."""

    pay_date = forms.DateField(
        label=_("Maksupäivä"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class CancelForm(forms.Form):
    """Why a run is taken apart."""

    reason = forms.CharField(label=_("Miksi maksuerä perutaan"), max_length=300)
