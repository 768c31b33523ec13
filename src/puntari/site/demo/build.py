"""Build the whole demo: four panels at four points of their way."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.utils import translation

from puntari.core import clock
from puntari.core.models import Organisation, OutgoingMail
from puntari.panels.queries import meetings_of
from puntari.site.demo import finished, meeting, midway, preparing, smaller
from puntari.site.demo.scene import Scene, make_crew, make_organisation, next_weekday
from puntari.site.demo.texts import BUDGET, YOUTH

SEED = 20231104
THURSDAY = 3


def build(say: Callable[[str], None]) -> bool:
    """Build the demo in one transaction unless it is there; whether it was built now."""
    if Organisation.objects.exists():
        return False
    with transaction.atomic(), translation.override("fi"):
        crew = make_crew()
        scene = Scene(
            make_organisation(crew["koordinaattori"]), clock.today(), random.Random(SEED), say, crew
        )
        build_finished(scene)
        build_midway(scene)
        smaller.build_staff_panel(scene)
        smaller.build_archive(scene)
        mute_mail()
    return True


def build_finished(scene: Scene) -> None:
    """The panel that has gone all the way, a good year ago."""
    first = next_weekday(scene.today - timedelta(days=400), THURSDAY)
    scene.say("Paneeli, joka on kulkenut koko matkan")
    panel = preparing.set_up(scene, YOUTH, first, finished.DECISIONS)
    preparing.invite_and_register(scene, panel, first)
    preparing.draw(scene, panel, first)
    meeting.plan_meetings(scene, panel)
    finished.go_through(scene, panel)


def build_midway(scene: Scene) -> None:
    """The panel that is mid-way: its first meeting is held, the second comes on Saturday."""
    first = first_of_midway(scene.today)
    scene.say("Paneeli, joka on puolivälissä")
    panel = preparing.set_up(scene, BUDGET, first, midway.DECISIONS)
    preparing.invite_and_register(scene, panel, first)
    preparing.draw(scene, panel, first)
    meeting.plan_meetings(scene, panel)
    midway.go_half_way(scene, panel, next(iter(meetings_of(panel))))


def first_of_midway(today: date) -> date:
    """A Thursday, nine days before the Saturday that comes next."""
    return next_weekday(today, 5) - timedelta(days=9)


def mute_mail() -> None:
    """Nothing of the demo's past is sent anywhere: its addresses do not exist."""
    OutgoingMail.objects.filter(sent=None).update(sent=clock.now(), trouble="demo")
