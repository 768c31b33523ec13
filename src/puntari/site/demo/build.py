"""Build the whole demo: four panels at four points of their way."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.utils import translation

from puntari.core import clock, jobs
from puntari.core.models import Organisation, OutgoingMail, User
from puntari.lottery import actions as lottery
from puntari.panels.models import Panel
from puntari.panels.queries import meetings_of
from puntari.recruitment import actions as recruitment
from puntari.site.demo import REST, drawing, finished, meeting, midway, preparing, smaller
from puntari.site.demo.scene import Scene, make_crew, make_organisation, next_weekday
from puntari.site.demo.texts import BUDGET, YOUTH

SEED = 20231104
THURSDAY = 3


def build(say: Callable[[str], None]) -> bool:
    """Build what the first page needs, unless it is there, and queue the rest; whether it was built now."""
    if Organisation.objects.exists():
        return False
    with transaction.atomic(), translation.override("fi"):
        crew = make_crew()
        make_organisation(crew["koordinaattori"])
        scene = set_scene(say, SEED)
        build_finished(scene)
        nearby = smaller.build_open_panel(scene)
        smaller.build_archive(scene)
        smaller.build_staff_panel(scene)
        mute_mail()
        jobs.start(REST, label="Esittelyn toinen paneeli", actor=scene["koordinaattori"])
        lottery.start_letter_plan(panel=nearby, percent=95, rho=2, actor=scene["koordinaattori"])
    return True


@transaction.atomic
def build_rest(progress: jobs.Progress) -> dict[str, str]:
    """The mid-way panel, while the site already answers. Runs again safely: it is there whole or not at all."""
    if not Panel.objects.filter(slug=BUDGET.slug).exists():
        build_midway(set_scene(lambda _line: None, SEED + 1))
        mute_mail()
    return {"url": f"/desk/panels/{BUDGET.slug}/"}


def print_letters(progress: jobs.Progress) -> dict[str, str]:
    """Queue the mid-way panel's letters, as the coordinator would on the page of letters."""
    panel = Panel.objects.get(slug=BUDGET.slug)
    run = recruitment.start_letters(panel=panel, kind="invitation", actor=progress.job.actor)
    return {"run": str(run.pk)}


def set_scene(say: Callable[[str], None], seed: int) -> Scene:
    """The stage with its crew on it."""
    crew = {
        user.email.partition("@")[0]: user for user in User.objects.filter(email__endswith="@demo.invalid")
    }
    return Scene(Organisation.objects.get(), clock.today(), random.Random(seed), say, crew)


def build_finished(scene: Scene) -> None:
    """The panel that has gone all the way, a good year ago."""
    first = next_weekday(scene.today - timedelta(days=400), THURSDAY)
    scene.say("Paneeli, joka on kulkenut koko matkan")
    panel = preparing.set_up(scene, YOUTH, first, finished.DECISIONS)
    preparing.invite_and_register(scene, panel, first)
    drawing.draw(scene, panel, first)
    meeting.plan_meetings(scene, panel)
    finished.go_through(scene, panel)


def build_midway(scene: Scene) -> None:
    """The panel that is mid-way: its first meeting is held, the second comes on Saturday."""
    first = first_of_midway(scene.today)
    panel = preparing.set_up(scene, BUDGET, first, midway.DECISIONS)
    preparing.invite_and_register(scene, panel, first)
    drawing.draw_in_public(scene, panel, first)
    meeting.plan_meetings(scene, panel)
    midway.go_half_way(scene, panel, next(iter(meetings_of(panel))))


def first_of_midway(today: date) -> date:
    """A Thursday, nine days before the Saturday that comes next."""
    return next_weekday(today, 5) - timedelta(days=9)


def mute_mail() -> None:
    """Nothing of the demo's past is sent anywhere: its addresses do not exist."""
    OutgoingMail.objects.filter(sent=None).update(sent=clock.now(), trouble="demo")
