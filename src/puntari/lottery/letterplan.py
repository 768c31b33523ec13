"""The plan of letters as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from puntari.lottery import solving
from puntari.lottery.phrases import percent

if TYPE_CHECKING:
    from puntari.panels.models import Panel


def letter_plan(panel: Panel, found: Mapping[str, Any]) -> dict[str, Any]:
    """Figures, what is scarce, and the letters of each stratum in the names of the panel."""
    labels = solving.labels_of(panel)
    features = [labels[key][0] if key in labels else key for key in found["features"]]
    return {
        "total": found["total"],
        "confident": found["confident"],
        "facts": _facts(found),
        "scarce": _scarce(labels, found),
        "price": _price(found),
        "basis": _basis(found),
        "features": features,
        "rows": [_row(labels, found["features"], row) for row in found["rows"]],
    }


def _facts(found: Mapping[str, Any]) -> list[tuple[str, object]]:
    return [
        (_("Kirjeitä yhteensä"), _whole(found["total"])),
        (_("Vastauksia odotetaan"), _whole(round(found["expected_answers"]))),
        (_("Paneelin voi koota"), _sure(found)),
        (_("Tavoiteltu varmuus"), percent(found["wanted"])),
        (_("Ehdokkaita paikkaa kohti"), number_format(found["rho"], 1)),
    ]


def _sure(found: Mapping[str, Any]) -> str:
    words = _("%(share)s kokeista (95 %% varmuudella ainakin %(least)s)")
    return words % {"share": percent(found["confidence"]), "least": percent(found["lower_bound"])}


def _scarce(labels: solving.Labels, found: Mapping[str, Any]) -> str:
    feature, value = found["binding"]
    named = solving.in_words(labels, {"feature": feature, "value": value})
    if found["binding_in_register"]:
        return (
            _(
                "Niukin ryhmä on %(feature)s: %(value)s. Kirjeet on jaettu sen mukaan, miten usein kukin "
                "ryhmä vastaa."
            )
            % named
        )
    return (
        _(
            "Niukin ryhmä on %(feature)s: %(value)s. Väestörekisteri ei tunne sitä, joten kirjeitä ei voi "
            "kohdentaa siihen. Vain suurempi määrä auttaa."
        )
        % named
    )


def _price(found: Mapping[str, Any]) -> str:
    letters = found["letters_per_point"]
    if letters is None:
        return _("Lisäkirjeet eivät enää lisää varmuutta.")
    return _("Yksi prosenttiyksikkö lisää varmuutta maksaa noin %(letters)s kirjettä.") % {
        "letters": _whole(round(letters))
    }


def _basis(found: Mapping[str, Any]) -> str:
    past = found["past"]
    if not past["letters"]:
        return _("Aiempia paneeleja ei ole. Oletus on, että %(rate)s kirjeen saaneista ilmoittautuu.") % {
            "rate": percent(found["rate"])
        }
    words = _(
        "Opittu %(panels)s aiemmasta paneelista: %(letters)s kirjettä, %(answers)s ilmoittautumista, eli "
        "%(rate)s. Pienten ryhmien luvut on vedetty kohti keskiarvoa."
    )
    return words % {
        "panels": past["panels"],
        "letters": _whole(past["letters"]),
        "answers": _whole(past["answers"]),
        "rate": percent(found["rate"]),
    }


def _row(labels: solving.Labels, features: list[str], row: Mapping[str, Any]) -> dict[str, object]:
    names = [solving.in_words(labels, {"feature": f, "value": row["values"][f]})["value"] for f in features]
    return {
        "name": ", ".join(str(name) for name in names),
        "residents": row["residents"],
        "rate": percent(row["rate"]),
        "letters": row["letters"],
    }


def _whole(number: int) -> str:
    return number_format(number, 0, force_grouping=True)
