"""The two smaller panels: one of the staff that is being set up, one known only by its action table."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from puntari.followup import actions as followup
from puntari.lottery import actions as lottery
from puntari.panels import actions as panels
from puntari.panels.features import ValueSpec, defaults
from puntari.panels.models import Panel
from puntari.panels.queries import meetings_of
from puntari.site.demo.preparing import give_roles, invite_and_register, note_letters_printed, set_up
from puntari.site.demo.scene import Scene, next_weekday, on_day
from puntari.site.demo.telling import close_checklist
from puntari.site.demo.texts import NEARBY, STAFF

TABLE = Path(__file__).with_name("action-table.csv")
ARCHIVE_SLUG = "digipalvelut"
UNITS = (("koti", "Kotihoito", 900), ("asuminen", "Asumispalvelut", 700), ("vastaanotto", "Vastaanotot", 650))
PROFESSIONS = (("hoitaja", "Hoitajat", 1600), ("ohjaaja", "Ohjaajat", 420), ("muu", "Muut", 230))


def build_open_panel(scene: Scene) -> Panel:
    """A panel whose registration is open today: the one to try the letter code on."""
    scene.say("Paneeli, johon voi ilmoittautua")
    first = next_weekday(scene.today + timedelta(days=43), 3)
    panel = set_up(scene, NEARBY, first, [(120, "Kutsukirjeitä lähetetään kyliin enemmän kuin taajamiin.")])
    invite_and_register(scene, panel, first, sample=600, volunteers=24)
    with on_day(scene.today - timedelta(days=4)):
        lottery.targets_from_population(panel=panel, slack=1, actor=scene["koordinaattori"])
    note_letters_printed(panel, next(iter(meetings_of(panel))).starts_at)
    close_checklist(scene, panel, until=scene.today - timedelta(days=3))
    return panel


def build_staff_panel(scene: Scene) -> Panel:
    """A staff panel in preparation: nothing sent yet, work on the checklist."""
    scene.say("Henkilöstöpaneeli valmistelussa")
    boss = scene["koordinaattori"]
    first = next_weekday(scene.today + timedelta(days=120), 3)
    with on_day(scene.today - timedelta(days=20)):
        panel = panels.create_panel(
            organisation=scene.organisation,
            slug=STAFF.slug,
            title=STAFF.title,
            question=STAFF.question,
            kind=Panel.Kind.STAFF,
            actor=boss,
            first_meeting=first,
        )
        panels.update_panel(
            panel=panel,
            actor=boss,
            title_sv=STAFF.title_sv,
            title_en=STAFF.title_en,
            question_sv=STAFF.question_sv,
            question_en=STAFF.question_en,
            background=STAFF.background,
            in_scope=STAFF.in_scope,
            out_of_scope=STAFF.out_of_scope,
            size=24,
        )
        give_roles(scene, panel)
        _set_strata(scene, panel)
    for step in panel.steps.order_by("due", "pk")[:3]:
        panels.tick_step(step=step, actor=boss)
    return panel


def _set_strata(scene: Scene, panel: Panel) -> None:
    values = {"unit": UNITS, "profession": PROFESSIONS}
    specs = [
        replace(spec, values=tuple(ValueSpec(*value) for value in values[spec.key]))
        if spec.key in values
        else spec
        for spec in defaults(panel)
    ]
    panels.set_features(panel=panel, features=specs, actor=scene["koordinaattori"])


def build_archive(scene: Scene) -> Panel:
    """An earlier panel of which only the action table was kept, brought in as a file."""
    scene.say("Vanha toimenpidetaulukko tiedostosta")
    boss = scene["koordinaattori"]
    panel = followup.create_archive_panel(
        slug=ARCHIVE_SLUG, title="Digipalvelut kaikille (vanhempi paneeli)", actor=boss
    )
    panels.record_handover(panel=panel, handed_over_on=scene.today - timedelta(days=760), actor=boss)
    followup.import_table(panel=panel, content=TABLE.read_bytes(), name=TABLE.name, actor=boss)
    return panel
