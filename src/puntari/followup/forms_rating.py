"""The forms of the panel's own ratings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from puntari.followup.forms import words
from puntari.followup.models import Rating, Recommendation
from puntari.followup.models.ratings import MOST_WORDS
from puntari.followup.ratings import TOP, closes_on, rated_answer


@dataclass(frozen=True)
class Asked:
    """One recommendation in the form; `earlier` is the panelist's rating of an answer since changed."""

    recommendation: Recommendation
    label: str
    closes: date | None
    earlier: Rating | None
    score: BoundField
    words: BoundField

    @property
    def earlier_answer(self) -> str:
        return rated_answer(self.earlier.decision, self.earlier.decided_on) if self.earlier else ""


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
        # Ratings of answers that have been changed since.
        self.earlier: dict[int, Rating] = {}
        given = {(one.recommendation_id, one.round): one for one in own}
        choices = [("", _("En arvioi")), *((score, str(score)) for score in range(TOP + 1))]
        for one, turn in asked:
            mine = given.get((one.pk, turn))
            if mine is not None and not mine.rates(one.answer):
                self.earlier[one.number], mine = mine, None
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

    def rows(self) -> list[Asked]:
        """Each recommendation with its round and its two fields."""
        return [self._row(one, turn) for one, turn in self.asked]

    def _row(self, one: Recommendation, turn: int) -> Asked:
        score, said = self[f"score_{one.number}"], self[f"words_{one.number}"]
        closes = closes_on(one, turn)
        return Asked(one, str(Rating.Round(turn).label), closes, self.earlier.get(one.number), score, said)

    def rounds(self) -> list[tuple[str, date | None]]:
        """The rounds that are open, each with its last day."""
        return list(dict.fromkeys((row.label, row.closes) for row in self.rows()))

    def seen(self) -> dict[int, str]:
        """The answers the panelist read, by their identity."""
        numbers = (one.number for one, _turn in self.asked)
        return {number: said for number in numbers if (said := self.data.get(f"answer_{number}"))}

    def given(self) -> dict[int, tuple[int | None, str]]:
        """What `actions.rate_answers` takes."""
        said = self.cleaned_data
        return {
            one.number: (said[f"score_{one.number}"], said[f"words_{one.number}"])
            for one, _turn in self.asked
        }


class HideForm(forms.Form):
    reason = words(2, label=_("Miksi sanat piilotetaan?"), required=True)
