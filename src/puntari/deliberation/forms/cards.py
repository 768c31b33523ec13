"""Writing a card, and saying why one goes."""

from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from puntari.deliberation.models.cards import TEXT_LIMIT


class CardForm(forms.Form):
    """One idea; the key is made with the form, so that a second press sends the same card."""

    text = forms.CharField(
        label=_("Ajatus pöydän omin sanoin"),
        help_text=_("Kirjoita niin kuin sanottiin. Enter tallentaa, Vaihto + Enter vaihtaa riviä."),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": TEXT_LIMIT, "autocomplete": "off"}),
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ReasonForm(forms.Form):
    """Why something is left out, deleted or called off."""

    reason = forms.CharField(label=_("Perustelu"), max_length=300, widget=forms.TextInput)
