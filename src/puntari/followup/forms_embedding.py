"""The form of the page that gives the codes to copy."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from puntari.followup.forms import words


class SitesForm(forms.Form):
    origins = words(
        4,
        label=_("Sivustot, joille taulukon saa upottaa"),
        help_text=_(
            "Yksi osoite riville, esimerkiksi https://www.esimerkki.fi. Tähti * sallii kaikki sivustot. "
            "Tyhjä ei salli yhtään."
        ),
    )
