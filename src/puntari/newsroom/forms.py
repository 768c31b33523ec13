"""Forms of the newsroom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from puntari.newsroom.actions import ContactFacts
from puntari.newsroom.models import Contact, Release

LONG = {"rows": 14}


class ReleaseForm(forms.ModelForm):  # type: ignore[type-arg]
    """The words of a release in three languages."""

    class Meta:
        model = Release
        fields = (
            "title", "lead", "body", "keywords", "about",
            "title_sv", "lead_sv", "body_sv",
            "title_en", "lead_en", "body_en",
        )  # fmt: skip
        widgets = {
            "body": forms.Textarea(attrs=LONG),
            "body_sv": forms.Textarea(attrs=LONG),
            "body_en": forms.Textarea(attrs=LONG),
            **{f"lead{end}": forms.Textarea(attrs={"rows": 3}) for end in ("", "_sv", "_en")},
            "about": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "title": _("Kerro uutinen yhdellä lauseella: mitä tapahtui ja ketä se koskee."),
            "lead": _("Kaksi tai kolme lausetta, jotka riittävät yksinään."),
            "body": _("Tyhjä rivi aloittaa uuden kappaleen. Väliotsikko alkaa merkeillä ##."),
            "keywords": _("Erota pilkulla."),
        }


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]
    """One contact person."""

    class Meta:
        model = Contact
        fields = ("name", "title", "phone", "email")


ContactForms = forms.formset_factory(ContactForm, extra=2, max_num=6, validate_max=True, can_delete=False)


def contact_facts(formset: Any) -> list[ContactFacts]:
    """The filled contacts of a valid formset."""
    return [form.cleaned_data for form in formset if form.cleaned_data.get("name")]


class ImageForm(forms.Form):
    """A picture with words for those who cannot see it."""

    image = forms.FileField(label=_("Kuva (PNG tai JPEG, enintään 8 Mt)"))
    alt = forms.CharField(label=_("Mitä kuvassa on"), max_length=300)
    caption = forms.CharField(label=_("Kuvateksti ja kuvaaja"), max_length=300, required=False)


class PublishForm(forms.Form):
    """When the release may be read."""

    embargo_until = forms.DateTimeField(
        label=_("Julkaisuvapaa"),
        required=False,
        help_text=_("Jätä tyhjäksi, jos tiedote julkaistaan heti."),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )


class WithdrawForm(forms.Form):
    """Why a release is taken back."""

    reason = forms.CharField(label=_("Miksi tiedote perutaan"), widget=forms.Textarea(attrs={"rows": 3}))


class JoinForm(forms.Form):
    """An address for the press list."""

    email = forms.EmailField(
        label=_("Sähköpostiosoite"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Osoite puuttuu. Kirjoita sähköpostiosoite, johon tiedotteet lähtevät.")
        },
    )
