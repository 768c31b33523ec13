"""The draw: of one panel in a moment, of the other in public, step by step and for anybody to check."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from puntari.lottery import actions as lottery
from puntari.lottery.models import PublicDraw
from puntari.lottery.queries import members_of
from puntari.methods import sortition
from puntari.panels.models import Panel
from puntari.site.demo.scene import HELSINKI, Scene, on_day

RESERVES = 10
BEFORE_FIRST = {"draw": 33, "calls": 28}
# A first meeting on a Thursday makes the third of these a Saturday, the evening of the lottery.
IN_PUBLIC = {"closed": 34, "committed": 30, "sources": 26, "drawn": 24, "calls": 22}
LOTTERY, READING = (
    "Esittelyn keksitty lotto: seitsemän numeroa pienimmästä suurimpaan",
    "Esittelyn keksitty drand-luku",
)


def draw(scene: Scene, panel: Panel, first_meeting: date) -> None:
    """Targets from the population, the real draw, the calls; a few decline and are replaced."""
    boss = scene["koordinaattori"]
    with on_day(first_meeting - timedelta(days=BEFORE_FIRST["draw"]), 13):
        lottery.targets_from_population(panel=panel, slack=1, actor=boss)
        drawn = lottery.run_draw(panel=panel, is_test=False, reserves=RESERVES, actor=boss)
        lottery.send_results(draw=drawn, actor=boss)
    with on_day(first_meeting - timedelta(days=BEFORE_FIRST["calls"]), 12):
        _call(scene, panel)


def draw_in_public(scene: Scene, panel: Panel, first_meeting: date) -> None:
    """Pool closed with receipts, panels listed and audited, commitment, sources read twice, the draw."""
    day = {name: first_meeting - timedelta(days=days) for name, days in IN_PUBLIC.items()}
    boss = scene["koordinaattori"]
    public_draw = _close(scene, panel, day["closed"])
    with on_day(day["committed"]):
        _commit(scene, public_draw, day["sources"], day["drawn"])
    with on_day(day["drawn"], 16, 30):
        values = _values(scene, day["sources"])
        for reader in (boss, scene["valvoja"]):
            lottery.enter_values(public_draw=public_draw, values=values, actor=reader)
    with on_day(day["drawn"], 17):
        drawn = lottery.draw_public(public_draw=public_draw, actor=boss)
        assert drawn.draw is not None
        lottery.send_results(draw=drawn.draw, actor=boss)
    with on_day(day["calls"], 12):
        _call(scene, panel)


def _close(scene: Scene, panel: Panel, day: date) -> PublicDraw:
    boss, noise = scene["koordinaattori"], scene.rng.randbytes
    with on_day(day, 12):
        lottery.targets_from_population(panel=panel, slack=1, actor=boss)
        closed = lottery.close_public_pool(panel=panel, reserves=RESERVES, actor=boss, random_bytes=noise)
        lottery.send_receipts(closed.pk)
    with on_day(day, 12, 30):
        listed = lottery.make_panel_list(closed.pk, random_bytes=noise)
    with on_day(day + timedelta(days=1), 14):
        return lottery.audit_public_draw(listed.pk, actor=scene["valvoja"])


def _commit(scene: Scene, public_draw: PublicDraw, saturday: date, deadline: date) -> None:
    evening = datetime.combine(saturday, time(21, 45), HELSINKI)
    lotto, drand = _names(saturday)
    named = [
        sortition.Source(lotto, LOTTERY, evening, f"{lotto}-seuraava"),
        sortition.Source(drand, READING, evening + timedelta(hours=1)),
    ]
    lottery.publish_commitment(
        public_draw=public_draw,
        named=named,
        deadline=datetime.combine(deadline, time(20, 0), HELSINKI),
        actor=scene["koordinaattori"],
    )


def _names(saturday: date) -> tuple[str, str]:
    return f"esimerkkilotto-{saturday}", f"esimerkkidrand-{saturday}"


def _values(scene: Scene, saturday: date) -> dict[str, str]:
    """What the sources would have shown; no real lottery is used."""
    numbers = sorted(scene.rng.sample(range(1, 41), 7))
    extra = next(n for n in iter(lambda: scene.rng.randint(1, 40), 0) if n not in numbers)
    shown = f"{' '.join(map(str, numbers))} + {extra}"
    return dict(zip(_names(saturday), (shown, scene.rng.randbytes(32).hex()), strict=True))


def _call(scene: Scene, panel: Panel) -> None:
    desk = scene["puhelin"]
    members = list(members_of(panel))
    for member in members:
        lottery.change_status(member=member, status="confirmed", comment="Soitettu, tulee.", actor=desk)
    for member in scene.rng.sample([one for one in members if one.kind == "panelist"], 2):
        lottery.change_status(
            member=member, status="declined", comment="Työvuoro osui samaan viikonloppuun.", actor=desk
        )
        lottery.replace_member(member=member, actor=desk, comment="Varahenkilö otti paikan vastaan.")
