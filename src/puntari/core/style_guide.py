"""The living style page: every component once, on data that shows its hard cases."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from puntari.core.ui.icons import ICONS

HELSINKI = ZoneInfo("Europe/Helsinki")


class ExampleForm(forms.Form):
    """One field of each shape; the page shows it bound, so that errors are seen as well."""

    name = forms.CharField(
        label=_("Nimi"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Sähköposti"),
        help_text=_("Lähetämme tähän vahvistuksen."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Puhelinnumero"),
        required=False,
        help_text=_("Esimerkiksi 040 123 4567"),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    municipality = forms.ChoiceField(
        label=_("Kunta"),
        choices=[("hyvinkaa", "Hyvinkää"), ("jarvenpaa", "Järvenpää"), ("nurmijarvi", "Nurmijärvi")],
    )
    day = forms.DateField(label=_("Päivä"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    language = forms.ChoiceField(
        label=_("Millä kielellä haluat kirjeet?"),
        choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label=_("Mitä tarvitset?"),
        required=False,
        help_text=_("Voit valita monta."),
        choices=[
            ("ramp", _("Esteetön kulku")),
            ("loop", _("Kuulosilmukka")),
            ("care", _("Lastenhoito")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("Perustelu"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300, "data-count": 300}),
    )
    consent = forms.BooleanField(label=_("Tietoni saa tallentaa paneelin ajaksi"))


def style_guide(request: HttpRequest) -> HttpResponse:
    """Show all components."""
    return render(request, "ui/style_guide.html", _context())


def _context() -> dict[str, Any]:
    pages = Paginator(range(1, 251), 25)
    return {
        "icons": sorted(ICONS),
        "example_form": ExampleForm({"name": "Aino", "email": "aino@", "municipality": "hyvinkaa"}),
        "page_obj": pages.page(4),
        "bar_rows": _bar_rows(),
        "steps": _steps(),
        "fact_pairs": [
            (_("Paneeli"), "Asukaspaneeli 2026"),
            (_("Kutsuttuja"), "5 000"),
            (_("Koordinaattori"), "Maija Mäkinen"),
        ],
        "running_job": _job(1, "running", done=1250),
        "failed_job": _job(2, "failed", done=400, message=_("Tulostin ei vastannut.")),
        "day": date(2026, 11, 22),
        "moment": datetime(2026, 11, 22, 18, 0, tzinfo=HELSINKI),
        "panel": {"name": "Asukaspaneeli 2026"},
        "stages": _stages(),
    }


def _bar_rows() -> list[dict[str, Any]]:
    series = (_("Paneeli"), _("Tavoite"), _("Ilmoittautuneet"))
    numbers = [
        ("15–24", (4, 5, 3), (4, 6)),
        ("25–44", (12, 11, 9), (10, 12)),
        ("45–64", (13, 13, 21), (12, 14)),
        ("65–80", (11, 11, 17), (10, 12)),
    ]
    return [
        {"label": label, "values": list(zip(series, values, strict=True)), "min": low, "max": high}
        for label, values, (low, high) in numbers
    ]


def _steps() -> list[dict[str, Any]]:
    return [
        {"label": _("Suositus annettu"), "date": "14.3.2026", "state": "done"},
        {
            "label": _("Hallitus vastasi"),
            "date": "12.5.2026",
            "state": "done",
            "text": _("Hyväksytty osittain."),
        },
        {"label": _("Toimenpide on työn alla"), "date": "10/2026–3/2027", "state": "current"},
        {"label": _("Seuranta"), "state": "todo"},
    ]


def _stages() -> list[dict[str, Any]]:
    labels = (
        _("Valmistelu"), _("Otos ja kirjeet"), _("Ilmoittautuminen"), _("Arvonta"), _("Kokoukset"),
        _("Loppulausuma"), _("Vastaukset"), _("Palkkiot"), _("Arviointi"),
    )  # fmt: skip
    states = ["done"] * 3 + ["current"] + ["todo"] * 5
    return [
        {"label": label, "state": state, "url": "#main", "active": number == 3}
        for number, (label, state) in enumerate(zip(labels, states, strict=True))
    ]


def _job(key: int, state: str, *, done: int, message: str | Promise = "") -> SimpleNamespace:
    return SimpleNamespace(
        pk=key, label=_("Kirjeiden teko"), state=state, done=done, total=5000, message=message,
        result_url="", cancel_url="#job-1", status_url="",
    )  # fmt: skip
