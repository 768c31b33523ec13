"""Proposals: writing, merging, splitting, commenting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from puntari.deliberation import queries
from puntari.deliberation.actions import Part
from puntari.deliberation.models import Card, Comment, Proposal

if TYPE_CHECKING:
    from puntari.panels.models import Panel

LONG = {"rows": 4}
SHORT = {"rows": 2}


class WordingForm(forms.Form):
    """What, to whom, why, and how we know that it worked."""

    title = forms.CharField(label=_("Otsikko"), max_length=200, help_text=_("Yksi lause riittää."))
    text = forms.CharField(
        label=_("Mitä ehdotetaan"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6})
    )
    to_whom = forms.CharField(
        label=_("Kenelle tai keitä se koskee"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs=SHORT),
    )
    why = forms.CharField(
        label=_("Miksi"), max_length=3000, required=False, widget=forms.Textarea(attrs=LONG)
    )
    measure = forms.CharField(
        label=_("Mistä tiedämme, että se toimi"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs=SHORT),
    )
    parts = forms.CharField(
        label=_("Alasuositukset"),
        help_text=_("Yksi riville. Jätä tyhjäksi, jos ehdotus on yksi kokonaisuus."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs=LONG),
    )
    theme = forms.CharField(label=_("Teema"), max_length=120, required=False)

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.panel = panel
        known = ", ".join(queries.themes_of(panel)[:8])
        if known:
            self.fields["theme"].help_text = gettext("Käytössä: %(themes)s") % {"themes": known}

    def clean_parts(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["parts"].splitlines() if line.strip()]


class ProposalForm(WordingForm):
    """A proposal with the cards it carries, by their numbers."""

    cards = forms.CharField(
        label=_("Kortit"),
        help_text=_("Korttien numerot pilkulla erotettuina, esimerkiksi 3, 5, 9."),
        required=False,
        max_length=2000,
    )
    base_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_cards(self) -> list[Card]:
        return _by_number(
            queries.cards_of(self.panel), self.cleaned_data["cards"], _("Korttia %(number)s ei ole.")
        )


def _by_number(rows: Any, typed: str, complaint: Any) -> list[Any]:
    numbers = list(dict.fromkeys(int(text) for text in re.findall(r"\d{1,9}", typed)))
    found = {row.number: row for row in rows.filter(number__in=numbers)}
    missing = [number for number in numbers if number not in found]
    if missing:
        raise ValidationError(complaint % {"number": missing[0]})
    return [found[number] for number in numbers]


class MergeForm(WordingForm):
    """One proposal of many."""

    parents = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("Miksi yhdistetään"), max_length=300, required=False)

    def clean_parents(self) -> list[Proposal]:
        return _by_number(
            queries.open_proposals(self.panel),
            self.cleaned_data["parents"],
            _("Ehdotusta %(number)s ei ole."),
        )


class SplitForm(forms.Form):
    """Two to four proposals of one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, 5):
            needed = place <= 2
            self.fields[f"title_{place}"] = forms.CharField(
                label=gettext("%(number)s. osan otsikko") % {"number": place}, max_length=200, required=needed
            )
            self.fields[f"text_{place}"] = forms.CharField(
                label=gettext("%(number)s. osan teksti") % {"number": place},
                max_length=5000,
                required=needed,
                widget=forms.Textarea(attrs=LONG),
            )

    @property
    def parts(self) -> list[Part]:
        """The parts that have been filled in."""
        rows = [
            (self.cleaned_data[f"title_{place}"], self.cleaned_data[f"text_{place}"]) for place in range(1, 5)
        ]
        return [Part(title, text) for title, text in rows if title or text]


class CommentForm(forms.Form):
    """An official's or an expert's word."""

    kind = forms.ChoiceField(label=_("Mitä kommentti koskee"), choices=Comment.Kind.choices)
    text = forms.CharField(
        label=_("Kommentti"),
        help_text=_("Kerro paneelille selkeästi. Kommentti ei muuta ehdotusta."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": 2000}),
    )
