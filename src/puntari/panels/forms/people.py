"""Giving a role."""

from django import forms
from django.utils.translation import gettext_lazy as _

from puntari.core.roles import Role


class RoleForm(forms.Form):
    """Who, and in which role."""

    email = forms.EmailField(label=_("Sähköposti"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(
        label=_("Nimi"),
        max_length=200,
        required=False,
        help_text=_("Tarvitaan, jos ihmisellä ei ole vielä tunnusta."),
    )
    title = forms.CharField(label=_("Tehtävänimike"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Rooli"), choices=Role)
