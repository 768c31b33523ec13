"""What has to be done in a panel, by whom, and how many days from its first or last meeting."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

FIRST, LAST = "first", "last"
RESIDENTS, STAFF = "residents", "staff"
HANDOVER_DAYS = 28

LANES: dict[str, str | Lazy] = {
    "decision_maker": _("Päättäjät"),
    "steering": _("Ohjausryhmä"),
    "organiser": _("Järjestäjä"),
    "register": _("Kutsut ja puhelin"),
    "facilitator": _("Fasilitaattorit"),
    "expert": _("Asiantuntijat"),
    "panelist": _("Panelistit"),
    "payroll": _("Palkanmaksu"),
    "communications": _("Viestintä"),
    "evaluator": _("Arvioija"),
}

# A role's lane where it is not named after the role.
LANE_OF = {"phone_desk": "register"}

# Steps that are done on a page of this room.
PAGES = {
    "promise": "desk-promise",
    "steering": "desk-steering",
    "question": "desk-basics",
    "budget": "desk-basics",
    "privacy": "desk-basics",
    "venue": "desk-meetings",
    "targets": "desk-features",
}


@dataclass(frozen=True)
class PlannedStep:
    """One step of the plan; `kind` is empty when both kinds of panel have it."""

    key: str
    title: str
    lane: str
    days: int
    anchor: str = FIRST
    kind: str = ""


STEPS = (
    PlannedStep(
        "promise", gettext_noop("Päättäjät lupaavat julkisesti vastata paneelille"), "decision_maker", -154
    ),
    PlannedStep("steering", gettext_noop("Ohjausryhmä ja vastuut sovitaan"), "steering", -140),
    PlannedStep(
        "unions", gettext_noop("Luottamusmiehille kerrotaan paneelista"), "organiser", -133, kind=STAFF
    ),
    PlannedStep(
        "owners", gettext_noop("Tulevat toteuttajat kutsutaan mukaan aihe kerrallaan"), "organiser", -126
    ),
    PlannedStep("question", gettext_noop("Kysymys ja sen rajat hyväksytään"), "steering", -119),
    PlannedStep(
        "budget",
        gettext_noop("Budjetti ja palkkio sovitaan palkanmaksun kanssa"),
        "payroll",
        -112,
        kind=RESIDENTS,
    ),
    PlannedStep(
        "budget",
        gettext_noop("Budjetti sovitaan ja kokoukset todetaan työajaksi"),
        "payroll",
        -112,
        kind=STAFF,
    ),
    PlannedStep("privacy", gettext_noop("Tietosuojaseloste ja riskien arvio valmistuvat"), "organiser", -98),
    PlannedStep(
        "evaluation", gettext_noop("Arvioinnin suunnitelma ja alkukysely ovat valmiit"), "evaluator", -98
    ),
    PlannedStep("venue", gettext_noop("Esteettömät tilat ja ruoka varataan"), "organiser", -91),
    PlannedStep(
        "facilitators", gettext_noop("Fasilitaattorit ja heidän varansa sovitaan"), "facilitator", -84
    ),
    PlannedStep("sample", gettext_noop("Otoslupa haetaan ja otos tilataan"), "register", -84, kind=RESIDENTS),
    PlannedStep(
        "personnel", gettext_noop("Henkilöstörekisteristä tilataan poiminta"), "register", -84, kind=STAFF
    ),
    PlannedStep(
        "targets", gettext_noop("Piirteet ja väestön luvut päätetään"), "organiser", -77, kind=RESIDENTS
    ),
    PlannedStep(
        "targets", gettext_noop("Piirteet ja henkilöstön luvut päätetään"), "organiser", -77, kind=STAFF
    ),
    PlannedStep("address", gettext_noop("Lyhyt osoite ja puhelinnumero koekäytetään"), "register", -77),
    PlannedStep(
        "experts", gettext_noop("Asiantuntijat valitaan niin, että eri näkemykset kuuluvat"), "steering", -70
    ),
    PlannedStep(
        "letter", gettext_noop("Kutsukirje kirjoitetaan selkeästi ja luetetaan muilla"), "communications", -70
    ),
    PlannedStep("form", gettext_noop("Ilmoittautumislomake kokeillaan eri laitteilla"), "register", -63),
    PlannedStep("shifts", gettext_noop("Työvuorot ja sijaiset järjestetään"), "organiser", -56, kind=STAFF),
    PlannedStep("posting", gettext_noop("Kutsut lähtevät ja ilmoittautuminen alkaa"), "register", -56),
    PlannedStep("release", gettext_noop("Ensimmäinen tiedote lähtee"), "communications", -56),
    PlannedStep(
        "pool", gettext_noop("Ilmoittautuneita verrataan tavoitteisiin ja muistutetaan"), "register", -42
    ),
    PlannedStep("close", gettext_noop("Ilmoittautuminen päättyy ja tiedot tarkistetaan"), "register", -35),
    PlannedStep("draw", gettext_noop("Paneeli ja varahenkilöt arvotaan"), "organiser", -32),
    PlannedStep("calls", gettext_noop("Arvotuille soitetaan ja paikat vahvistetaan"), "register", -24),
    PlannedStep("thanks", gettext_noop("Valitsematta jääneitä kiitetään kirjeellä"), "register", -21),
    PlannedStep(
        "needs", gettext_noop("Panelistien tarpeet ja maksutiedot kysytään"), "register", -18, kind=RESIDENTS
    ),
    PlannedStep("needs", gettext_noop("Panelistien tarpeet kysytään"), "register", -18, kind=STAFF),
    PlannedStep("replacements", gettext_noop("Peruneiden tilalle kutsutaan varahenkilöt"), "register", -14),
    PlannedStep(
        "training", gettext_noop("Fasilitaattorit harjoittelevat ohjelman yhdessä"), "facilitator", -10
    ),
    PlannedStep("slides", gettext_noop("Esitykset saadaan ja niiden kieli tarkistetaan"), "expert", -10),
    PlannedStep("welcome", gettext_noop("Panelistit saavat ohjeet ja muistutuksen"), "communications", -7),
    PlannedStep("seating", gettext_noop("Pöydät järjestetään"), "facilitator", -5),
    PlannedStep(
        "first_meeting", gettext_noop("Ensimmäinen kokous: tutustutaan ja kysytään"), "facilitator", 0
    ),
    PlannedStep("answers_to_questions", gettext_noop("Panelistien kysymyksiin vastataan"), "expert", 7),
    PlannedStep(
        "merging", gettext_noop("Ehdotukset ryhmitellään ja niitä kommentoidaan"), "facilitator", -7, LAST
    ),
    PlannedStep(
        "last_meeting", gettext_noop("Viimeinen kokous: sanamuodot ja äänestys"), "facilitator", 0, LAST
    ),
    PlannedStep(
        "statement",
        gettext_noop("Loppulausuma tarkistetaan panelisteilla ja julkaistaan"),
        "panelist",
        10,
        LAST,
    ),
    PlannedStep("surveys", gettext_noop("Loppukyselyt kootaan"), "evaluator", 14, LAST),
    PlannedStep("fees", gettext_noop("Palkkiot ja kulut maksetaan"), "payroll", 21, LAST, kind=RESIDENTS),
    PlannedStep(
        "fees", gettext_noop("Työaika ja kulut kirjataan palkanmaksuun"), "payroll", 21, LAST, kind=STAFF
    ),
    PlannedStep(
        "handover",
        gettext_noop("Loppulausuma luovutetaan päättäjille"),
        "decision_maker",
        HANDOVER_DAYS,
        LAST,
    ),
    PlannedStep(
        "second_release", gettext_noop("Suosituksista tiedotetaan"), "communications", HANDOVER_DAYS, LAST
    ),
    PlannedStep(
        "board", gettext_noop("Suositukset käsitellään päättävässä toimielimessä"), "decision_maker", 49, LAST
    ),
    PlannedStep(
        "workshop", gettext_noop("Toteuttajat ja panelistit sopivat toimenpiteistä"), "organiser", 70, LAST
    ),
    PlannedStep(
        "answers",
        gettext_noop("Jokaiseen suositukseen on vastattu"),
        "decision_maker",
        HANDOVER_DAYS + 90,
        LAST,
    ),
    PlannedStep("half_year", gettext_noop("Puolen vuoden tilanne julkaistaan"), "organiser", 182, LAST),
    PlannedStep(
        "year", gettext_noop("Vuoden tilanne julkaistaan ja panelisteilta kysytään"), "evaluator", 365, LAST
    ),
    PlannedStep(
        "end",
        gettext_noop("Arviointi, tietojen poisto ja päätös seuraavasta paneelista"),
        "steering",
        400,
        LAST,
    ),
)


def steps_for(kind: str) -> list[PlannedStep]:
    """The steps of a residents' or a staff panel."""
    return [step for step in STEPS if step.kind in ("", kind)]
