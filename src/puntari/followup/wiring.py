"""What this room registers at start: error words, its stage and section, and who hears the statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from puntari.core import events, jobs, sections, stages, ticks, words
from puntari.core.roles import Role
from puntari.deliberation.events import StatementHandedOver
from puntari.followup import actions, queries
from puntari.followup.views.ratings import section_for

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

words.register(
    {
        "followup.text_missing": _("Teksti puuttuu. Kirjoita se ja tallenna uudelleen."),
        "followup.number_taken": _("Numero %(number)s on jo toisella suosituksella. Käytä vapaata numeroa."),
        "followup.kind_unknown": _("Merkitystä %(kind)s ei ole. Valitse merkitys luettelosta."),
        "followup.term_taken": _("Sana ”%(label)s” on jo luettelossa."),
        "followup.adopted_stays": _(
            "Suositus %(number)s on luovutetussa loppulausumassa. Sen otsikko ja teksti pysyvät sellaisina, "
            "kuin paneeli ne hyväksyi."
        ),
        "followup.due_only_later": _(
            "Luvattua määräaikaa ei voi poistaa eikä aikaistaa. Sitä voi siirtää myöhemmäksi perustellen."
        ),
        "followup.due_reason_missing": _("Kirjoita, miksi määräaikaa siirretään. Syy näkyy julkisesti."),
        "followup.due_answered": _("Suositukseen on vastattu, joten vastauksen määräaika ei enää siirry."),
        "followup.decision_unknown": _("Päätöstä %(decision)s ei ole. Valitse päätös luettelosta."),
        "followup.reason_missing": _("Perustelu puuttuu. Jokaiselle päätökselle kirjoitetaan syy."),
        "followup.body_missing": _("Päättävä toimielin puuttuu. Kirjoita, kuka päätti."),
        "followup.decided_in_future": _("Päätöksen päivä on tulevaisuudessa. Tarkista päivä."),
        "followup.decided_before_handover": _(
            "Suositukset luovutettiin %(day)s, joten päätös ei voi olla sitä vanhempi. Tarkista päätöksen "
            "päivä."
        ),
        "followup.decided_before_earlier": _(
            "Voimassa oleva vastaus on päätetty %(day)s, joten sen muutos ei voi olla sitä vanhempi. "
            "Tarkista päätöksen päivä."
        ),
        "followup.day_of_earlier": _(
            "Päätöksen päivä %(day)s on aiemman vastauksen päivä. Anna päivä, jona päätös muuttui."
        ),
        "followup.reason_of_earlier": _(
            "Perustelu on aiemman päätöksen. Kirjoita, miksi päätös on nyt tämä."
        ),
        "followup.no_scheduled_action": _(
            "Suositusta ei voi hyväksyä ilman toimenpidettä, jolla on aikataulu. Kirjaa toimenpide ja sen "
            "aikataulu niin, että siitä näkee ajan, esimerkiksi 3/2027 tai Jatkuvaa."
        ),
        "followup.schedule_needed": _(
            "Suositus on hyväksytty, ja tämä on sen ainoa toimenpide, jolla on aikataulu. Tekstiä ja "
            "aikataulua ei voi jättää tyhjäksi."
        ),
        "followup.differs_missing": _("Kirjoita, mikä päätöksessä poikkeaa suosituksesta."),
        "followup.evidence_missing": _(
            "Kirjoita näyttöön muutamalla sanalla, mitä jo tehdään, ja lisää linkki, joka alkaa https://"
        ),
        "followup.evidence_unseen": _(
            "Näytössä ei ole mitään avattavaa. Lisää linkki, joka alkaa https://, tai liitä ensin asiakirja "
            "suosituksen toimenpiteeseen."
        ),
        "followup.schedule_over": _(
            "Hyväksytyn suosituksen toimenpiteen aikataulu on jo päättynyt päätöksen päivänä. Anna "
            "aikataulu, joka on vielä edessä, tai kirjoita Jatkuvaa."
        ),
        "followup.study_day_missing": _("Anna tuleva päivä, johon mennessä asia selvitetään."),
        "followup.passed_to_missing": _("Kirjoita, kenelle suositus lähetettiin."),
        "followup.not_an_official": _(
            "%(name)s ei ole paneelin vastuuviranhaltija. Anna ensin rooli paneelin henkilöissä."
        ),
        "followup.next_update_in_past": _("Seuraavan päivityksen päivä on jo mennyt. Anna tuleva päivä."),
        "followup.link_expired": _("Linkki on vanhentunut. Saat uuden sähköpostiisi."),
        "followup.link_broken": _("Linkki on rikki. Avaa se sähköpostista uudelleen kokonaisena."),
        "followup.link_not_yours": _("Linkki ei enää toimi, koska toimenpiteellä on toinen vastuuhenkilö."),
        "followup.link_of_another": _(
            "Linkki on annettu toiselle henkilölle, ja sinä olet kirjautunut nimellä %(name)s. Pyydä oma "
            "linkki tai kirjaudu ulos."
        ),
        "followup.changed_meanwhile": _(
            "Joku muu tallensi tähän muutoksia samaan aikaan. Lataa sivu uudelleen."
        ),
        "followup.not_unchanged": _(
            "Joku muu päivitti tilanteen samaan aikaan. Katso, mitä siinä nyt lukee. Jos mikään ei ole sen "
            "jälkeen muuttunut, tallenna uudelleen."
        ),
        "followup.evidence_gone": _("Liite on jo poistettu. Joku muu ehti ensin."),
        "followup.nobody_to_ask": _(
            "Toimenpiteellä ei ole vastuuhenkilöä, jolle kirjoittaa. Anna ensin vastuu jollekulle."
        ),
        "followup.not_public": _("Paneeli ei ole julkinen, joten sitä ei voi seurata."),
        "followup.channel_unknown": _("Valitse, miten haluat viestit."),
        "followup.choice_unknown": _("Valitse jokin luettelon vaihtoehdoista."),
        "followup.address_unfit": _("”%(address)s” ei ole sähköpostiosoite. Tarkista se."),
        "followup.number_unfit": _("”%(number)s” ei ole puhelinnumero. Kirjoita se näin: 040 123 4567."),
        "followup.texts_full": _(
            "Tekstiviestejä ei voi juuri nyt tilata enempää. Seuraa sähköpostilla tai yritä huomenna."
        ),
        "followup.evidence_url_unfit": _(
            "”%(url)s” ei ole verkko-osoite. Kopioi osoite selaimesta: se alkaa https://"
        ),
        "followup.evidence_file_unfit": _(
            "Tiedostoa %(name)s ei voi liittää. Nämä käyvät: %(types)s. Tarkista myös, että tiedosto on ehjä."
        ),
        "followup.picture_untold": _(
            "Kerro kohdassa ”Mikä se on”, mitä kuvassa näkyy. Kuva näytetään julkisesti, ja teksti kertoo "
            "sen niille, jotka eivät näe kuvaa."
        ),
        "followup.evidence_full": _("Toimenpiteellä on jo %(limit)s liitettä. Poista ensin jokin niistä."),
        "followup.file_too_big": _("Tiedosto on liian suuri. Suurin koko on %(limit)s megatavua."),
        "followup.file_too_long": _("Taulukossa on liikaa rivejä. Enimmäismäärä on %(limit)s."),
        "followup.file_empty": _("Taulukko on tyhjä: siinä ei ole yhtään riviä."),
        "followup.file_unreadable": _(
            "Tiedostoa %(name)s ei voi lukea taulukkona. Käy: CSV, XLSX, ODS tai verkkosivun taulukko."
        ),
        "followup.no_recommendation_column": _(
            "Saraketta ”Suositus” ei löydy. Tarkista otsikkorivi tai valitse sarake itse."
        ),
        "followup.no_rows": _("Taulukossa ei ole otsikon alla yhtään suositusta."),
        "followup.column_twice": _("Sama tieto on valittu kahdelle sarakkeelle. Valitse se vain yhdelle."),
        "followup.updated_in_future": _("Päivityksen päivä on tulevaisuudessa. Tarkista päivä."),
        "followup.updated_unread": _(
            "Päivää ”%(text)s” ei voi lukea. Kirjoita se näin: 11/2024 tai 5.11.2024."
        ),
        "followup.schedule_too_long": _(
            "Rivi %(line)s: aikataulu on liian pitkä. Enintään %(limit)s merkkiä."
        ),
        "followup.no_such_panel": _(
            "Paneelia %(slug)s ei ole. Tarkista osoitteen loppu tai luo paneeli valinnalla --create-panel."
        ),
        "followup.rating_not_yours": _("Vastauksia arvioivat vain paneelissa mukana olevat."),
        "followup.rating_not_open": _("Suosituksen %(number)s vastausta ei voi nyt arvioida."),
        "followup.rated_answer_changed": _(
            "Suosituksen %(number)s vastaus muuttui, kun täytit lomaketta. Lue uusi vastaus ja arvioi se."
        ),
        "followup.rating_off_scale": _("Suositus %(number)s: arvosana on 0–%(top)s."),
        "followup.rating_too_long": _("Suositus %(number)s: tekstissä saa olla enintään %(limit)s merkkiä."),
        "followup.rating_without_score": _("Suositus %(number)s: anna myös arvosana 0–10."),
        "followup.origin_unfit": _(
            "”%(origin)s” ei ole sivuston osoite. Kirjoita se näin: https://www.esimerkki.fi."
        ),
        "followup.origins_too_many": _("Sivustoja on liikaa. Enimmäismäärä on %(limit)s."),
        "followup.folder_not_empty": _(
            "Kansiossa %(folder)s on muuta kuin aiempi vienti. Anna tyhjä tai uusi kansio."
        ),
        "followup.slug_unfit": _(
            "”%(slug)s” ei käy osoitteen lopuksi. Käytä pieniä kirjaimia, numeroita ja väliviivoja."
        ),
        "followup.row_without_recommendation": _(
            "Rivi %(line)s: suositus puuttuu, eikä yläpuolella ole suositusta. Rivi jää pois."
        ),
        "followup.number_twice": _(
            "Rivi %(line)s: numero %(number)s on jo rivin %(first)s suosituksella. Tämä suositus saa "
            "osoitteeseensa seuraavan vapaan numeron."
        ),
        "followup.number_kept": _(
            "Rivi %(line)s: sama suositus on täällä numerolla %(kept)s, taulukossa %(number)s. Osoite pysyy."
        ),
        "followup.status_unknown": _(
            "Rivi %(line)s: statusta ”%(text)s” ei ole sanastossa. Se tuodaan omina sanoina."
        ),
        "followup.schedule_unread": _(
            "Rivi %(line)s: aikataulusta ”%(text)s” ei löydy kuukautta. Teksti säilyy, mutta "
            "myöhästymistä ei voi laskea."
        ),
        "followup.row_too_wide": _("Rivi %(line)s: rivillä on enemmän soluja kuin otsikoita (%(columns)s)."),
        "followup.column_left_out": _(
            "Rivi %(line)s: sarake ”%(column)s” jää pois, koska sille ei ole paikkaa."
        ),
    }
)


@events.on(StatementHandedOver)
def on_statement(event: StatementHandedOver) -> None:
    """Every recommendation of the statement now waits for its answer."""
    actions.receive_statement(event)


@ticks.daily("followup.deadlines")
def promise(today: date) -> None:
    """What owes an answer has a day by which it comes."""
    for panel in queries.panels_with_recommendations():
        actions.promise_answers(panel=panel)


@ticks.daily("followup.reminders")
def remind(today: date) -> None:
    """Those who owe an answer or an update hear of it."""
    actions.send_reminders(today)


@ticks.daily("followup.followers")
def tell(today: date) -> None:
    """Weekly summaries, what a crash left untold, and addresses nobody confirmed."""
    actions.forget_unconfirmed(today)
    actions.tell_daily(today)


@ticks.daily("followup.ratings")
def ask_for_ratings(today: date) -> None:
    """A round of rating has opened: the panel's members hear of it."""
    actions.ask_for_ratings(today)


@jobs.handler("followup.tell")
def tell_followers(progress: jobs.Progress) -> dict[str, int]:
    """Whoever follows what has changed hears of it."""
    return actions.told_now(progress)


def my_following(volunteer: Any, request: HttpRequest) -> dict[str, Any] | None:
    """On a panelist's own page: where they choose how they hear what became of the recommendations."""
    follower = queries.following_of(volunteer)
    return {"follower": follower} if follower else None


def stage_state(panel: Any) -> str:
    """Todo before the first recommendation, done when every one is answered and nothing is late."""
    summary = queries.response_summary(panel)
    if not summary.total:
        return "todo"
    return "current" if summary.unanswered or summary.late else "done"


def panel_section(panel: Any, request: HttpRequest) -> dict[str, Any] | None:
    """How the panel's recommendations were answered, on its public page."""
    summary = queries.response_summary(panel)
    return {"summary": summary} if summary.total else None


stages.register(
    stages.Stage(
        "followup",
        70,
        _("Vastaukset ja seuranta"),
        "desk-followup",
        {Role.COORDINATOR, Role.DECISION_MAKER, Role.OFFICIAL, Role.COMMUNICATIONS},
        stage_state,
    )
)
sections.register(sections.Section("ratings", 30, "me", "followup/section_ratings.html", section_for))
sections.register(sections.Section("followup", 70, "me", "followup/section_following.html", my_following))
sections.register(sections.Section("followup", 70, "panel", "followup/section_panel.html", panel_section))
