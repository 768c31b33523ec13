"""The report of a seating in the reader's words: names of rules become names of people and features."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from puntari.core.translated import tr
from puntari.panels.queries import features_of

if TYPE_CHECKING:
    from puntari.lottery.models import Member
    from puntari.panels.models import Panel


@dataclass(frozen=True)
class Wording:
    """Looks names up: of features and values by key, of people by number."""

    features: Mapping[str, str]
    values: Mapping[tuple[str, str], str]
    people: Mapping[str, str]

    def breach(self, one: Mapping[str, Any]) -> str:
        """One broken rule as a sentence."""
        kind, _colon, rest = str(one["rule"]).partition(":")
        where = {"round": one["round"], "table": one["table"]}
        if kind in {"mix", "limit"}:
            return self._mixed(rest, one, where)
        names = {**where, "names": self._names(rest)}
        if kind == "together":
            return _("Kierros %(round)s: %(names)s eivät istu samassa pöydässä.") % names
        if kind == "apart":
            return _("Kierros %(round)s: %(names)s istuvat samassa pöydässä %(table)s.") % names
        return _("Kierros %(round)s: %(names)s ei istu omassa pöydässään.") % names

    def _mixed(self, rest: str, one: Mapping[str, Any], where: Mapping[str, Any]) -> str:
        feature, _sign, value = rest.partition("=")
        return _(
            "Kierros %(round)s, pöytä %(table)s: %(feature)s ”%(value)s” %(found)s henkilöä, tavoite "
            "%(low)s–%(high)s."
        ) % {
            **where,
            "feature": self.features.get(feature, feature),
            "value": self.values.get((feature, value), value),
            "found": one["found"],
            "low": one["low"],
            "high": one["high"],
        }

    def _names(self, rest: str) -> str:
        names = [self.people.get(number, number) for number in rest.split("+")]
        if len(names) == 1:
            return names[0]
        return _("%(first)s ja %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def wording(panel: Panel, members: Iterable[Member]) -> Wording:
    """The wording for a panel's seatings."""
    features = list(features_of(panel))
    return Wording(
        {one.key: tr(one, "label") for one in features},
        {(one.key, value.key): tr(value, "label") for one in features for value in one.values.all()},
        {str(one.number): f"{one.number} {one.volunteer.first_name}" for one in members},
    )
