"""Forms for people who do not sign in: updating by a link, evidence, following."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from puntari.core.errors import BadInput
from puntari.core.words import say
from puntari.followup import channels
from puntari.followup.actions.evidence import MEGABYTES, TYPES, check_file
from puntari.followup.forms import ProgressForm
from puntari.followup.models import Follower

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

ACCEPT = ",".join(f".{ending}" for ending in TYPES)


class EvidenceForm(forms.Form):
    """A link or a file, and what it is called."""

    evidence_url = forms.URLField(
        label=_("Linkki, joka näyttää mitä on tehty"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    evidence_file = forms.FileField(
        label=_("Tai tiedosto"), required=False, widget=forms.ClearableFileInput(attrs={"accept": ACCEPT})
    )
    evidence_label = forms.CharField(
        label=_("Mikä se on"),
        max_length=200,
        required=False,
        help_text=_("Esimerkiksi ”Hallituksen pöytäkirja”. Linkki ja tiedosto näkyvät julkisesti."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence_file"].help_text = _(
            "PDF, kuva tai toimisto-ohjelman tiedosto, enintään %(limit)s megatavua."
        ) % {"limit": MEGABYTES}

    def clean_evidence_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data.get("evidence_file")
        if file is None:
            return None
        try:
            check_file(content=file.read(MEGABYTES * 2**20 + 1), name=file.name or "")
        except BadInput as error:
            raise forms.ValidationError(say(error)) from error
        file.seek(0)
        return file

    def given(self) -> bool:
        """Whether there is any evidence in the form."""
        return bool(self.cleaned_data.get("evidence_url") or self.cleaned_data.get("evidence_file"))


class LinkForm(ProgressForm, EvidenceForm):
    """Everything an official tells of an action from an e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["status", "status_words", "percent", "next_update_due", "effect", "more_info"])

    def progress(self) -> dict[str, Any]:
        """The fields of the action."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("evidence")}


class NewLinkForm(forms.Form):
    email = forms.EmailField(
        label=_("Työsähköpostisi"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class FollowSettingsForm(forms.Form):
    pace = forms.ChoiceField(
        label=_("Milloin haluat viestin?"),
        choices=Follower.Pace.choices,
        widget=forms.RadioSelect,
        initial=Follower.Pace.WEEKLY,
    )
    language = forms.ChoiceField(label=_("Viestien kieli"), choices=settings.LANGUAGES)


class FollowForm(FollowSettingsForm):
    """Where and when somebody wants to hear."""

    address = forms.CharField(
        label=_("Sähköposti"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = channels.offered()
        if len(offered) > 1:
            self.fields["channel"] = forms.ChoiceField(
                label=_("Miten haluat viestin?"),
                choices=offered,
                widget=forms.RadioSelect,
                initial=Follower.Channel.EMAIL,
            )
            self.fields["address"] = forms.CharField(label=_("Sähköposti tai puhelinnumero"), max_length=254)
        self.order_fields(["channel", "address", "pace", "language"])
