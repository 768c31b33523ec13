"""The mid-way panel: one meeting held, ideas on the tables, the next meeting at the door."""

from __future__ import annotations

from datetime import timedelta

from puntari.core import clock
from puntari.deliberation import actions as deliberation
from puntari.evaluation import actions as evaluation
from puntari.panels.models import Meeting, Panel
from puntari.site.demo import meeting as meetings
from puntari.site.demo import telling
from puntari.site.demo.scene import Scene
from puntari.site.demo.texts import BUDGET_CARDS

DECISIONS = [
    (140, "Kysymykseksi valitaan: mistä palveluista pidetään kiinni ja mitä tehdään toisin."),
    (120, "Kokouspalkkio on 90 euroa kokoukselta. Matkat maksetaan halvimman tavan mukaan."),
    (90, "Kutsukirjeitä lähetetään 5 000. Nuorille lähetetään muistutus erikseen."),
]


def go_half_way(scene: Scene, panel: Panel, first: Meeting) -> None:
    """Hold the first meeting and gather its cards."""
    boss = scene["koordinaattori"]
    with clock.at(first.starts_at - timedelta(days=16)):
        evaluation.plan_surveys(panel=panel, actor=boss)
    telling.close_checklist(scene, panel, until=scene.today - timedelta(days=4))
    meetings.hold(scene, first, absent=3)
    with clock.at(first.ends_at - timedelta(minutes=20)):
        for number, text in enumerate(BUDGET_CARDS):
            deliberation.add_card(
                meeting=first, table=number % meetings.TABLES + 1, text=text, actor=scene["fasilitaattori"]
            )
