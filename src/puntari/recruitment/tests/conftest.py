"""Samples and answers that this room's tests share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from puntari.core import stages
from puntari.core.models import User
from puntari.recruitment import actions
from puntari.recruitment.actions import Answers
from puntari.recruitment.models import Addressee, SampleImport
from puntari.recruitment.sample.mapping import guess

if TYPE_CHECKING:
    from puntari.panels.models import Panel

HEADER = [
    "Sukunimi", "Etunimet", "Lähiosoite", "Postinumero", "Postitoimipaikka", "Kuntanumero",
    "Äidinkieli", "Sukupuoli", "Syntymäaika", "Turvakielto",
]  # fmt: skip
PERMIT: dict[str, Any] = {
    "permit_number": "DVV/1/2026",
    "purpose": "Kutsukirjeet",
    "expires_on": date(2200, 1, 1),
}


@pytest.fixture(autouse=True)
def own_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The room is tested with its own navigation only, whatever the later rooms hang in."""
    mine = {key: stages._stages[key] for key in ("sample", "registration", "phone")}
    monkeypatch.setattr(stages, "_stages", mine)


def row(number: int, **changes: str) -> list[str]:
    values = {
        "last_name": f"Esimerkki{number}",
        "first_names": "Aino Maria",
        "street": f"Kuvitteellinen tie {number} A 2",
        "postcode": "05800",
        "post_office": "Hyvinkää",
        "municipality": ("106", "611")[number % 2],
        "language": "fi",
        "gender": ("1", "2")[number % 2],
        "birth": f"0{1 + number % 9}.05.{1950 + number % 50}",
        "non_disclosure": "",
    } | changes
    return list(values.values())


def sample_bytes(rows: list[list[str]], *, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    lines = [delimiter.join(cells) for cells in [HEADER, *rows]]
    return "\r\n".join(lines).encode(encoding)


@pytest.fixture
def imported(panel: Panel, coordinator: User) -> Callable[..., SampleImport]:
    """Import rows into the panel in one call."""

    def bring(rows: list[list[str]], **options: Any) -> SampleImport:
        return actions.import_sample(
            panel=panel,
            columns=guess(HEADER),
            content=sample_bytes(rows),
            actor=coordinator,
            **PERMIT,
            **options,
        )

    return bring


@pytest.fixture
def addressee(imported: Callable[..., SampleImport]) -> Addressee:
    imported([row(1), row(2)])
    return Addressee.objects.select_related("panel").get(number=1)


def answers(**changes: Any) -> Answers:
    values: dict[str, Any] = {
        "first_name": "Aino",
        "last_name": "Esimerkki",
        "birth_year": 1980,
        "email": "Aino@Example.invalid",
        "features": {"gender": "woman", "municipality": "Pornainen"},
    } | changes
    return Answers(**values)
