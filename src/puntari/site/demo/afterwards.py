"""Months after the answers: the official tells what has changed, and the panel says what it thinks of them."""

from __future__ import annotations

from datetime import date, timedelta

from puntari.followup import actions as followup
from puntari.followup.queries import actions_of
from puntari.lottery.queries import active_panelists
from puntari.panels.models import Panel
from puntari.site.demo.scene import Scene, on_day

TOLD_AFTER, RATED_AFTER = 190, 195
RATERS = 24
# Of which action: what it led to, how far it is, and where one can see it.
EFFECTS = (
    (
        "Nuorten neuvola ilman ajanvarausta neljään kuntaan",
        "Kahdessa kunnassa nuori pääsee juttelemaan samana päivänä. Puolet kävijöistä tuli kaverin vinkistä.",
        50,
        "https://example.org/nuorten-neuvola",
        "Nuorten neuvolan aukioloajat",
    ),
    (
        "Ohjeet luetaan nuorten ryhmällä ennen julkaisua",
        "Ajanvarauksen kirje lyheni kahdesta sivusta yhteen, ja kysymyksiä siitä tulee puolet entisestä.",
        None,
        "https://example.org/selkea-kirje",
        "Kirje ennen ja nyt",
    ),
)
WORDS = (
    "Hienoa, että neuvola aukesi. Muihin kuntiin se pitäisi saada ennen talvea.",
    "Vastaus on selkeä, mutta aikataulu on liian pitkä.",
    "Tätä me pyysimme.",
)


def go_on(scene: Scene, panel: Panel, handed_over: date) -> None:
    """What is seen of the panel half a year after its statement was handed over."""
    with on_day(handed_over + timedelta(days=TOLD_AFTER), 9):
        _tell_effects(scene, panel)
    with on_day(handed_over + timedelta(days=RATED_AFTER), 18):
        _rate(panel)


def _tell_effects(scene: Scene, panel: Panel) -> None:
    actor = scene["viranhaltija"]
    for text, effect, percent, url, label in EFFECTS:
        action = actions_of(panel).get(text=text)
        followup.change_action(action=action, effect=effect, percent=percent, actor=actor)
        followup.add_link(action=action, url=url, label=label, actor=actor)


def _rate(panel: Panel) -> None:
    numbers = list(panel.recommendations.order_by("number").values_list("number", flat=True))
    for place, member in enumerate(active_panelists(panel)[:RATERS]):
        said = WORDS[place] if place < len(WORDS) else ""
        scores = {number: 4 + (place * 3 + number * 5) % 6 for number in numbers}
        given = {number: (score, said if number == 2 else "") for number, score in scores.items()}
        followup.rate_answers(member=member, given=given)
