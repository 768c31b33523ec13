"""The forms of the panel's own ratings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from puntari.followup.forms import words
from puntari.followup.models import Rating, Recommendation
from puntari.followup.models.ratings import MOST_WORDS
from puntari.followup.ratings import TOP


class RatingForm(forms.Form):
    """A score and words for each answered recommendation."""

    def __init__(
        self,
        data: Any = None,
        *,
        asked: list[tuple[Recommendation, int]],
        own: list[Rating],
    ) -> None:
        super().__init__(data)
        self.asked = asked
        given = {(one.recommendation_id, one.round): one for one in own}
        choices = [("", _("En arvioi")), *((score, str(score)) for score in range(TOP + 1))]
        for one, turn in asked:
            mine = given.get((one.pk, turn))
            self.fields[f"score_{one.number}"] = forms.TypedChoiceField(
                label=_("Arvosana 0–10"),
                help_text=_("0 = vastaus ei vie suositusta eteenpäin, 10 = vastaus toteuttaa suosituksen."),
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=mine.score if mine else None,
            )
            self.fields[f"words_{one.number}"] = words(
                2,
                label=_("Omin sanoin"),
                help_text=_("Julkaistaan ilman nimeä. Älä kirjoita nimiä tai muita henkilötietoja."),
                max_length=MOST_WORDS,
                initial=mine.words if mine else "",
            )

    def rows(self) -> list[tuple[Recommendation, BoundField, BoundField]]:
        """Each recommendation with its two fields."""
        return [(one, self[f"score_{one.number}"], self[f"words_{one.number}"]) for one, _turn in self.asked]

    def given(self) -> dict[int, tuple[int | None, str]]:
        """What `actions.rate_answers` takes."""
        said = self.cleaned_data
        return {
            one.number: (said[f"score_{one.number}"], said[f"words_{one.number}"])
            for one, _turn in self.asked
        }


class HideForm(forms.Form):
    reason = words(2, label=_("Miksi sanat piilotetaan?"), required=True)
