"""What a volunteer agrees to. A changed text is a new version; old consents keep the text they saw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Topic:
    """One thing to agree to; without a required one nobody can take part."""

    key: str
    version: str
    title: str | _StrPromise
    text: str | _StrPromise
    required: bool


DATA = Topic(
    "data",
    "1",
    _("Tietojen käyttö"),
    _(
        "Tietojani saa käyttää paneelilaisten arvontaan ja yhteydenpitoon. Tiedot poistetaan, kun paneeli on "
        "päättynyt. Voin perua luvan milloin tahansa."
    ),
    required=True,
)
FUTURE = Topic(
    "future",
    "1",
    _("Seuraavat paneelit"),
    _("Minut saa kutsua myös seuraaviin paneeleihin. Tietojani ei poisteta, kun tämä paneeli päättyy."),
    required=False,
)
GUARDIAN = Topic(
    "guardian",
    "1",
    _("Huoltajan lupa"),
    _("Olen alle 18-vuotias, ja huoltajani tietää osallistumisestani ja hyväksyy sen."),
    required=False,
)
TOPICS = {topic.key: topic for topic in (DATA, FUTURE, GUARDIAN)}
