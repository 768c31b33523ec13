"""Set-up to draw of a residents' panel: what every residents' panel of the demo goes through."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from puntari.core import clock
from puntari.panels import actions as panels
from puntari.panels.dates import MeetingPlan
from puntari.panels.features import FeatureSpec, ValueSpec, defaults
from puntari.panels.models import Panel
from puntari.panels.queries import meetings_of
from puntari.recruitment import actions as recruitment
from puntari.recruitment.models import Addressee
from puntari.site.demo import population
from puntari.site.demo.scene import CREW, Scene, on_day
from puntari.site.demo.texts import PRIVACY, PROMISE, PROMISE_EN, PROMISE_SV, STEERING, PanelText

EDUCATION_PERSONS = {"basic": 31_000, "secondary": 69_700, "higher": 54_163}
SAMPLE, VOLUNTEERS, PANELISTS = 5000, 250, 42
BEFORE_FIRST = {
    "set_up": 160,
    "promise": 150,
    "sample": 66,
    "opens": 56,
    "closes": 35,
}


def set_up(scene: Scene, text: PanelText, first_meeting: date, decisions: list[tuple[int, str]]) -> Panel:
    """The panel with its question, promise, people, meetings and features, published."""
    boss = scene["koordinaattori"]
    with on_day(first_meeting - timedelta(days=BEFORE_FIRST["set_up"])):
        panel = panels.create_panel(
            organisation=scene.organisation,
            slug=text.slug,
            title=text.title,
            question=text.question,
            actor=boss,
            first_meeting=first_meeting,
        )
        panels.update_panel(panel=panel, actor=boss, **_facts(text, first_meeting))
        for name, title, chair in STEERING:
            panels.add_steering_member(panel=panel, name=name, title=title, chair=chair, actor=boss)
        give_roles(scene, panel)
        set_features(panel, scene)
        _book_hall(scene, panel)
    with on_day(first_meeting - timedelta(days=BEFORE_FIRST["promise"])):
        record_promise(scene, panel)
        panels.publish_panel(panel=panel, actor=boss)
    for days, words in decisions:
        day = first_meeting - timedelta(days=days)
        with on_day(day):
            panels.record_decision(panel=panel, decided_on=day, text=words, actor=boss)
    return panel


def _facts(text: PanelText, first_meeting: date) -> dict[str, object]:
    return {
        "title_sv": text.title_sv,
        "title_en": text.title_en,
        "question_sv": text.question_sv,
        "question_en": text.question_en,
        "background": text.background,
        "in_scope": text.in_scope,
        "out_of_scope": text.out_of_scope,
        "size": PANELISTS,
        "letters": SAMPLE,
        "fee_cents": 9000,
        "phone": "09 000 0001",
        "phone_hours": "ma–pe 9–16",
        "email": "paneelit@demo.invalid",
        "privacy_notice": PRIVACY,
        "registration_opens": first_meeting - timedelta(days=BEFORE_FIRST["opens"]),
        "registration_closes": first_meeting - timedelta(days=BEFORE_FIRST["closes"]),
    }


def _book_hall(scene: Scene, panel: Panel) -> None:
    plans = [
        MeetingPlan(
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            place="Esimerkkitalo, iso sali",
            address="Kuvitteellinen tie 1, Olemattomala",
            notes="Ovi A. Sali on esteetön ja siellä on kuulosilmukka. Ruoka ja kahvi tarjotaan.",
        )
        for one in meetings_of(panel)
    ]
    panels.set_meetings(panel=panel, meetings=plans, actor=scene["koordinaattori"])


def give_roles(scene: Scene, panel: Panel) -> None:
    """Everybody of the crew in their role; the mails that would invite them are not for the demo."""
    for key, _name, _title, role in CREW:
        panels.give_role(panel=panel, email=scene[key].email, role=role, actor=scene["koordinaattori"])


def set_features(panel: Panel, scene: Scene) -> None:
    """Municipality, age and gender from the population table, education beside them."""
    boss = scene["koordinaattori"]
    specs = [_education(spec) if spec.key == "education" else spec for spec in defaults(panel)]
    panels.set_features(panel=panel, features=specs, actor=boss)
    panels.import_population(
        panel=panel, content=population.TABLE.read_bytes(), name="vaesto.csv", actor=boss
    )


def _education(spec: FeatureSpec) -> FeatureSpec:
    values = tuple(
        ValueSpec(one.key, one.label, EDUCATION_PERSONS[one.key], one.label_sv, one.label_en)
        for one in spec.values
    )
    return FeatureSpec(
        spec.key, spec.label, spec.source, values, spec.label_sv, spec.label_en,
        "Paneelissa pitää olla eri tavalla kouluja käyneitä.",
        "I panelen ska det finnas människor med olika utbildning.",
        "The panel needs people with different schooling.",
    )  # fmt: skip


def record_promise(scene: Scene, panel: Panel) -> None:
    """The board's promise to answer."""
    panels.record_promise(
        panel=panel,
        text=PROMISE,
        text_sv=PROMISE_SV,
        text_en=PROMISE_EN,
        given_by="Päivi Päättäjä, aluehallituksen puheenjohtaja",
        body="Aluehallitus",
        given_on=clock.today(),
        actor=scene["koordinaattori"],
        case_number=f"ESIM/{clock.today().year}/101",
    )


def invite_and_register(
    scene: Scene, panel: Panel, first_meeting: date, *, sample: int = SAMPLE, volunteers: int = VOLUNTEERS
) -> None:
    """The sample, and the volunteers among it."""
    sent = first_meeting - timedelta(days=BEFORE_FIRST["sample"])
    people = population.sample(sample, year=sent.year, rng=scene.rng)
    with on_day(sent):
        recruitment.import_sample(
            panel=panel,
            rows=[one.as_row() for one in people],
            columns=population.COLUMNS,
            permit_number=f"DEMO-{first_meeting.year}-{panel.pk}",
            purpose="Asukaspaneelin kutsut (keksitty lupa)",
            expires_on=max(first_meeting, scene.today) + timedelta(days=365),
            actor=scene["koordinaattori"],
            name="otos-keksitty.csv",
        )
    with on_day(first_meeting - timedelta(days=BEFORE_FIRST["closes"] + 12), 18):
        recruitment.register_many(panel=panel, people=_registrations(scene, panel, people, volunteers))


def note_letters_printed(panel: Panel, first_meeting: datetime) -> None:
    """The letters of a panel long past: they were printed, and the print files are gone."""
    panel.addressees.update(letter_made=first_meeting - timedelta(days=BEFORE_FIRST["opens"] + 5))


def _registrations(
    scene: Scene, panel: Panel, people: list[population.Person], count: int
) -> list[tuple[Addressee, recruitment.Answers]]:
    year = timezone.localtime(meetings_of(panel)[0].starts_at).year
    chosen = population.volunteers_among(people, count, year=year, rng=scene.rng)
    addressees = list(Addressee.objects.filter(panel=panel).order_by("number"))
    return [(addressees[number], _answers(people[number], number, scene)) for number in chosen]


def _answers(person: population.Person, number: int, scene: Scene) -> recruitment.Answers:
    return recruitment.Answers(
        first_name=person.first_names,
        last_name=person.last_name,
        birth_year=person.birth_year,
        email=f"asukas{number}@demo.invalid",
        language=person.language if person.language in {"fi", "sv", "en"} else "fi",
        features={
            "municipality": person.municipality,
            "gender": person.gender,
            "education": population.education_of(scene.rng),
        },
        wants_future_panels=scene.rng.random() < 0.6,
        guardian_agrees=True,
    )
