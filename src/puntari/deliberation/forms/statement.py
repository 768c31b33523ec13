"""The statement's titles, texts, checks and handing over."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from puntari.core.forms import DateInput
from puntari.deliberation.models import Statement


class TitlesForm(forms.ModelForm[Statement]):
    """Title and summary in three languages."""

    class Meta:
        model = Statement
        fields = ("title", "summary", "title_sv", "summary_sv", "title_en", "summary_en")
        widgets = {f"summary{language}": forms.Textarea(attrs={"rows": 6}) for language in ("", "_sv", "_en")}


class TextForm(forms.Form):
    """One text part; the version tells whether somebody else has written meanwhile."""

    text = forms.CharField(
        label=_("Teksti"),
        help_text=_("Tyhjä rivi aloittaa uuden kappaleen."),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput)


class CheckForm(forms.Form):
    """A member's word on the draft."""

    agrees = forms.ChoiceField(
        label=_("Onko tämä paneelin sanoma?"),
        choices=[("yes", _("Kyllä, tämä on sitä mitä tarkoitimme")), ("no", _("Jokin pitää korjata"))],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("Mitä pitäisi korjata?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": 2000}),
    )


class HandOverForm(forms.Form):
    """The day the decision makers got the statement."""

    on = forms.DateField(label=_("Luovutuspäivä"), widget=DateInput)
