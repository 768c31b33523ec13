"""Twenty thousand action rows over 400 panels in words of Finnish shape, the same ones from the same seed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

FIRST = (  # noqa: SIM905 - a list of words is read best as a text
    "palvelu nuori koulu liikunta hoito terveys digi asukas kunta mieli perhe ikä kulje tieto apu lapsi "
    "työ neuvo liikenne tila ruoka kirjasto metsä vesi turva talous harrastus kulttuuri ohjaus tuki "
    "seura yhteisö piha katu asuminen vamma omais päihde kuntou vapaa vuoro etä lähi arki ilta kesä "
    "talvi alue väestö "
).split()
SECOND = (  # noqa: SIM905 - a list of words is read best as a text
    "palvelu ryhmä kerho keskus verkosto ohjaaja piste tori bussi sivu selvitys kokeilu hanke "
    "suunnitelma tapaaminen käynti linja kartta kysely lomake tiimi kahvila päivä reitti halli puisto "
    "valo penkki kurssi vertaisuus tarina varaus aika jono laite sovellus viesti kirje kokous arvio "
    "mittari seuranta tavoite raha tuki lupa tehtävä "
).split()
ENDINGS = ("", *"n a ssa sta lla lle lta t jen ja issa ista ille iin ksi na nsa kin mme".split())  # noqa: SIM905
UNITS = 160
STATUSES = ("Käsitelty", "Käynnissä", "Valmis", "Ei aloitettu", "Myöhässä", "Keskeytetty", "")
THEMES = ("Arki", "Digitaalisuus", "Nuoret", "Ikääntyneet", "Liikkuminen", "Mieli", "Turva", "Viestintä")
TODAY = date(2026, 11, 22)


class Maker:
    """Sentences with a long tail: few words often, many words seldom, as in real texts."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        compounds = [first + second for first in FIRST for second in SECOND]
        self.rng.shuffle(compounds)
        self.stems = [*FIRST, *SECOND, *compounds]
        self.weights = [1 / (rank + 5) for rank in range(len(self.stems))]
        self.units = [f"{self._compound().capitalize()}yksikkö {n}" for n in range(UNITS)]

    def _compound(self) -> str:
        return self.rng.choice(FIRST) + self.rng.choice(SECOND)

    def words(self, least: int, most: int) -> str:
        count = self.rng.randint(least, most)
        stems = self.rng.choices(self.stems, self.weights, k=count)
        said = " ".join(stem + self.rng.choice(ENDINGS) for stem in stems)
        return said[:1].upper() + said[1:]

    def schedule(self) -> str:
        if self.rng.random() < 0.2:
            return "Jatkuvaa"
        begins = date(2023, 1, 1) + timedelta(days=self.rng.randrange(1400))
        ends = begins + timedelta(days=self.rng.randrange(60, 900))
        return f"{begins.month}/{begins.year} – {ends.month}/{ends.year}"


def fill(items: int, panels: int, seed: int = 1) -> None:
    """Make the organisation, the panels and `items` actions, ten recommendations a panel."""
    from puntari.core import log
    from puntari.followup import indexing

    maker = Maker(seed)
    made = _panels(panels)
    recommendations = _recommendations(maker, made)
    subs = _subs(maker, recommendations)
    _actions(maker, recommendations, subs, items)
    _answers(maker, recommendations)
    indexing.rebuild()
    log.record("followup.table_imported", data={"name": "bench"})


def _panels(count: int) -> list[Any]:
    from puntari.core.models import Organisation
    from puntari.followup import actions
    from puntari.panels.models import Panel

    organisation = Organisation.objects.create(name="Mittaus", slug="mittaus")
    actions.ensure_terms(organisation=organisation)
    return Panel.objects.bulk_create(
        Panel(
            organisation=organisation,
            slug=f"paneeli-{number}",
            title=f"Asukaspaneeli {number}",
            question="Mitä tehdään?",
            visibility=Panel.Visibility.PUBLIC,
        )
        for number in range(1, count + 1)
    )


def _recommendations(maker: Maker, panels: list[Any]) -> list[Any]:
    from puntari.followup.models import Recommendation

    made = []
    for panel in panels:
        for number in range(1, 11):
            one = Recommendation(panel=panel, number=number, lead=f"{number}. ", title=maker.words(3, 9))
            one.text, one.theme = maker.words(20, 60), maker.rng.choice(THEMES)
            one.answer_due = TODAY + timedelta(days=maker.rng.randrange(-600, 90))
            made.append(one)
    return Recommendation.objects.bulk_create(made, batch_size=2000)


def _subs(maker: Maker, recommendations: list[Any]) -> list[Any]:
    from puntari.followup.models import SubRecommendation

    made = []
    for one in recommendations:
        for order in range(1, maker.rng.choice((1, 2, 3, 5))):
            sub = SubRecommendation(recommendation=one, order=order, number=f"{one.number}.{order}")
            sub.lead, sub.text = f"{one.number}.{order} ", maker.words(4, 14)
            made.append(sub)
    return SubRecommendation.objects.bulk_create(made, batch_size=2000)


def _actions(maker: Maker, recommendations: list[Any], subs: list[Any], items: int) -> None:
    from puntari.followup.models import Action, StatusTerm

    terms = {term.label: term for term in StatusTerm.objects.all()}
    parts: dict[int, list[Any]] = {}
    for sub in subs:
        parts.setdefault(sub.recommendation_id, []).append(sub)
    made = []
    for place in range(items):
        one = recommendations[place % len(recommendations)]
        action = Action(recommendation=one, sub=maker.rng.choice([None, *parts.get(one.pk, [])]), order=place)
        label = maker.rng.choice(STATUSES)
        action.status, action.status_prefix = terms.get(label), f"{label}. " if label else ""
        action.text, action.status_words = maker.words(6, 22), maker.words(4, 18)
        action.schedule, action.unit = maker.schedule(), maker.rng.choice(maker.units)
        action.more_info = maker.words(0, 30)
        action.updated_on = TODAY - timedelta(days=maker.rng.randrange(700))
        action.derive()
        made.append(action)
    Action.objects.bulk_create(made, batch_size=2000)


def _answers(maker: Maker, recommendations: list[Any]) -> None:
    from puntari.followup.models import Response

    Response.objects.bulk_create(
        Response(
            recommendation=one,
            decision=maker.rng.choice(Response.Decision.values),
            reason=maker.words(10, 40),
            body="Aluehallitus",
            decided_on=TODAY - timedelta(days=30),
        )
        for one in recommendations
        if maker.rng.random() < 0.8
    )
