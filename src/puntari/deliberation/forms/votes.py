"""Setting up a vote, and the ballot itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from puntari.deliberation import phrases, queries
from puntari.deliberation.models import Proposal, Vote
from puntari.panels.queries import meetings_of

if TYPE_CHECKING:
    from puntari.deliberation.models import VoteItem
    from puntari.panels.models import Panel


class VoteForm(forms.ModelForm[Vote]):
    """What is voted on and how it is decided."""

    proposals = forms.MultipleChoiceField(
        label=_("Äänestettävät ehdotukset"),
        help_text=_("Vain lukitut sanamuodot voivat olla lipulla."),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Vote
        fields = (
            "title",
            "meeting",
            "scale",
            "threshold",
            "base",
            "quorum",
            "minority_share",
            "minority_minutes",
            "remote",
        )
        widgets = {name: forms.RadioSelect for name in ("scale", "threshold", "base", "quorum")}

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.votable = {str(one.pk): one for one in queries.open_proposals(panel) if one.is_frozen}
        chosen = self.fields["proposals"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = [(pk, f"{one}. {one.words.title}") for pk, one in self.votable.items()]
        meeting = self.fields["meeting"]
        assert isinstance(meeting, forms.ModelChoiceField)
        meeting.queryset = meetings_of(panel)
        if self.instance.pk:
            self.initial["proposals"] = [str(item.proposal_id) for item in self.instance.items.all()]
        else:
            self.initial.setdefault("proposals", list(self.votable))

    def chosen(self) -> dict[str, Any]:
        """The arguments of `prepare_vote` and `change_vote`."""
        rule = {name: self.cleaned_data[name] for name in self.Meta.fields}
        proposals: list[Proposal] = [self.votable[pk] for pk in self.cleaned_data["proposals"]]
        return {"proposals": proposals, **rule}

    def _post_clean(self) -> None:
        """Leave the instance as it is: the actions change it, and refuse in words."""


class BallotForm(forms.Form):
    """One question for each proposal on the ballot."""

    def __init__(self, *args: Any, vote: Vote, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vote_items: list[VoteItem] = list(vote.items.select_related("version", "proposal"))
        for item in self.vote_items:
            self.fields[f"item_{item.order}"] = forms.ChoiceField(
                label=str(item), choices=phrases.options_of(vote), widget=forms.RadioSelect
            )

    @property
    def choices(self) -> dict[Proposal, str]:
        """Proposal -> option, as the actions take them."""
        return {item.proposal: self.cleaned_data[f"item_{item.order}"] for item in self.vote_items}

    @property
    def rows(self) -> list[tuple[VoteItem, forms.BoundField]]:
        """Each proposal with its question."""
        return [(item, self[f"item_{item.order}"]) for item in self.vote_items]


CODE_HELP = _("Kymmenen merkkiä, esimerkiksi ABCDE-FGH23. Isot ja pienet kirjaimet käyvät.")


def code_field() -> forms.CharField:
    """Where a ballot's code is typed."""
    attrs = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
    return forms.CharField(
        label=_("Äänestyslipun koodi"),
        help_text=CODE_HELP,
        max_length=40,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": _("Koodi puuttuu. Kirjoita lipussa oleva koodi.")},
    )


class CodeForm(forms.Form):
    """The way to one's ballot."""

    code = code_field()


class PaperForm(BallotForm):
    """One paper ballot as one person reads it."""

    code = code_field()

    field_order = ("code",)


class SheetsForm(forms.Form):
    """How many sheets to print."""

    count = forms.IntegerField(label=_("Tulostettavia lippuja"), min_value=1, max_value=500, initial=10)


class VoidForm(forms.Form):
    """A spoiled sheet."""

    code = code_field()
    reason = forms.CharField(label=_("Miksi lippu mitätöidään"), max_length=300)


class MinorityForm(forms.Form):
    """Why I did not support it."""

    text = forms.CharField(
        label=_("Miksi et kannattanut tätä?"),
        help_text=_("Enintään 80 sanaa. Teksti voi tulla loppulausumaan. Älä kerro muiden asioita."),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    name = forms.CharField(
        label=_("Nimi, jos haluat sen näkyviin"),
        help_text=_("Jätä tyhjäksi, niin perustelu on nimetön. Nimi paljastaa, että et kannattanut tätä."),
        max_length=120,
        required=False,
    )
