"""Press releases, surveys and the checklist of the finished panel."""

from __future__ import annotations

from datetime import date, timedelta

from puntari.core import clock
from puntari.core.roles import Role
from puntari.evaluation import actions as evaluation
from puntari.evaluation.models import Survey
from puntari.evaluation.queries import questions_of
from puntari.lottery.queries import active_panelists
from puntari.newsroom import actions as newsroom
from puntari.newsroom.drafting import draft
from puntari.newsroom.facts import facts_of
from puntari.panels import actions as panels
from puntari.panels.models import Meeting, Panel
from puntari.site.demo.scene import Scene, on_day

WORDS = {
    "most_meaningful": ("Kaikkia kuunneltiin.", "Eri-ikäisten jutut samassa pöydässä.", "Että päättäjät tulivat paikalle."),
    "change": ("Lisää taukoja.", "Vähemmän kalvoja.", "Viimeinen tunti oli kiireinen."),
    "still_want": ("Paljonko apu maksaa?", "Mitä naapurikunnassa tehdään?"),
    "why_joined": ("Halusin vaikuttaa.", "Omat lapset ovat koulussa.", "Kirje yllätti iloisesti."),
    "tips": ("Varatkaa aikaa sanamuodoille.",),
    "expectations": ("Suosituksia, jotka voi toteuttaa.",),
    "how_affected": ("Talousarvioon tuli määräraha nuorten neuvoloille.",),
}  # fmt: skip
RISE = {"informed": 3, "can_influence": 1, "trust_residents": 1, "trust_council": 1, "will_matter": 1}


def tell(scene: Scene, panel: Panel, days: list[Meeting], handed_over: date) -> None:
    """A release at each moment that deserves one."""
    moments = (
        ("invited", days[0].starts_at - timedelta(days=60)),
        ("drawn", days[0].starts_at - timedelta(days=30)),
    )
    for moment, at in moments:
        with clock.at(at):
            _release(scene, panel, moment)
    with on_day(handed_over, 18):
        _release(scene, panel, "handed_over")
    with on_day(handed_over + timedelta(days=80), 9):
        _release(scene, panel, "results")


def _release(scene: Scene, panel: Panel, moment: str) -> None:
    writer = scene["viestinta"]
    contact: newsroom.ContactFacts = {
        "name": writer.name,
        "title": writer.title,
        "phone": writer.phone,
        "email": writer.email,
    }
    release = newsroom.write_release(
        panel=panel, actor=writer, contacts=[contact], **draft(panel, moment, facts_of(panel))
    )
    newsroom.publish_release(release=release, actor=writer)


def survey(scene: Scene, panel: Panel, days: list[Meeting]) -> None:
    """Answers to all surveys that have been open, and their figures published."""
    people = {
        Survey.Audience.PANELISTS: [f"member/{one.pk}" for one in active_panelists(panel)],
        Survey.Audience.FACILITATORS: [f"user/{one.pk}" for one in scene.of(Role.FACILITATOR)],
        Survey.Audience.DECISION_MAKERS: [f"user/{scene['paattaja'].pk}"],
    }
    for one in Survey.objects.filter(panel=panel):
        with clock.at(one.opens + timedelta(hours=1)):
            for who in people[Survey.Audience(one.audience)]:
                if scene.rng.random() < 0.85:
                    evaluation.answer_survey(survey=one, who=who, answers=_answers(scene, one))
        with clock.at(one.closes + timedelta(days=1)):
            evaluation.publish_results(survey=one, actor=scene["arvioija"])


def _answers(scene: Scene, one: Survey) -> dict[str, int | str | None]:
    after = one.wave == Survey.Wave.AFTER
    answers: dict[str, int | str | None] = {}
    for question in questions_of(one):
        numbers = sorted(question.scale.numbers)
        if not numbers:
            answers[question.key] = scene.rng.choice(["", "", *WORDS.get(question.key, ("",))])
            continue
        low, high = numbers[0], numbers[-1]
        middle = low + 0.6 * (high - low) + (RISE.get(question.key, 0) if after else 0)
        answers[question.key] = max(low, min(high, round(scene.rng.gauss(middle, 0.2 * (high - low)))))
    return answers


def close_checklist(scene: Scene, panel: Panel, *, until: date) -> None:
    """Everything that was due by the day is done."""
    for step in panel.steps.filter(due__lte=until, done_on=None):
        with on_day(step.due or scene.today):
            panels.tick_step(step=step, actor=scene["koordinaattori"])
