"""The words, lengths and scripts of the standard programmes, written for five hours."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

PLENARY, TABLES, TALK, QUESTIONS, BREAK, VOTE = "plenary", "tables", "talk", "questions", "break", "vote"


@dataclass(frozen=True)
class Standard:
    """One item of a standard programme."""

    title: str
    minutes: int
    kind: str = PLENARY
    script: str = ""
    round: int | None = None
    least: int = 5
    spare: int = 0


LEARN = (
    Standard(
        _("Ovet auki, kahvi ja ilmoittautuminen"),
        20,
        BREAK,
        _("Toivota jokainen tervetulleeksi nimeltä. Ohjaa omaan pöytään. Kysy, tarvitseeko joku apua."),
        least=10,
    ),
    Standard(
        _("Tervetuloa: mitä paneelilta pyydetään ja mitä tuloksella tehdään"),
        10,
        script=_("Päättäjä kertoo lupauksen ääneen: kuka vastaa suosituksiin ja mihin päivään mennessä."),
    ),
    Standard(
        _("Yhteiset pelisäännöt"),
        10,
        script=_(
            "Sovitaan: jokainen saa puhua, kuunnellaan loppuun, eri mieltä saa olla, kännykkä pois. "
            "Kysykää, puuttuuko jotain."
        ),
    ),
    Standard(
        _("Tutustuminen pöydissä: kuka olen ja miksi tulin"),
        25,
        TABLES,
        _(
            "Kierros: etunimi ja syy tulla, minuutti kullekin. Aloita itse lyhyesti. "
            "Älä kommentoi vastauksia."
        ),
        1,
        15,
    ),
    Standard(_("Alkukysely"), 10, script=_("Auta lomakkeessa, mutta älä katso vastauksia."), spare=2),
    Standard(
        _("Asiantuntija 1: mistä asiassa on kyse"),
        15,
        TALK,
        _("Pyydä kirjaamaan epäselvät sanat ja kysymykset lapuille puheen aikana."),
        least=10,
    ),
    Standard(_("Asiantuntija 2: mitä tutkimus ja kokemus kertovat"), 15, TALK, least=10),
    Standard(
        _("Pöydissä: mikä selvisi, mikä jäi epäselväksi"),
        25,
        TABLES,
        _(
            "Ensin kaksi minuuttia hiljaa omia muistiinpanoja, sitten kierros. "
            "Valitkaa kolme tärkeintä kysymystä ja kirjaa ne järjestelmään."
        ),
        1,
        15,
    ),
    Standard(
        _("Kysymykset asiantuntijoille"),
        25,
        QUESTIONS,
        _(
            "Yksi kysymys pöydältä kerrallaan. Jos vastaus ei mahdu aikaan, "
            "kirjaa kysymys odottamaan vastausta."
        ),
        least=15,
    ),
    Standard(_("Ruokatauko"), 35, BREAK, least=25, spare=3),
    Standard(_("Puheenvuoro omasta kokemuksesta"), 15, TALK, least=10),
    Standard(_("Asiantuntija 3: mitä keinoja on ja mitä ne vaativat"), 15, TALK, least=10, spare=5),
    Standard(
        _("Pöydissä: mikä meille on tärkeää"),
        30,
        TABLES,
        _(
            "Kysy: mitä haluat, että ratkaisussa otetaan huomioon? Kirjaa arvot ihmisten omin sanoin. "
            "Pyydä hiljaisilta, hillitse puheliaita ystävällisesti."
        ),
        2,
        20,
    ),
    Standard(
        _("Pöytien terveiset"), 12, script=_("Kaksi minuuttia pöydältä. Kerro vain uusi asia."), spare=4
    ),
    Standard(
        _("Mitä haluamme vielä tietää"),
        15,
        TABLES,
        _("Kirjaa kysymykset järjestelmään. Vastaukset tulevat ennen seuraavaa kokousta."),
        2,
        10,
    ),
    Standard(
        _("Lyhyt kysely päivästä"), 8, script=_("Kaksi minuuttia riittää. Vastaaminen on vapaaehtoista.")
    ),
    Standard(
        _("Seuraava kerta, palkkio ja kotimatka"),
        5,
        script=_("Kerro seuraavan kokouksen päivä ja paikka. Kiitä."),
    ),
    Standard(_("Joustovara"), 10, script=_("Käytetään, jos jokin kohta venyy."), least=1, spare=1),
)

DELIBERATE = (
    Standard(
        _("Ovet auki, kahvi ja ilmoittautuminen"),
        15,
        BREAK,
        _("Toivota jokainen tervetulleeksi nimeltä. Ohjaa omaan pöytään. Kysy, tarvitseeko joku apua."),
        least=10,
    ),
    Standard(
        _("Vastaukset edellisen kerran kysymyksiin"),
        25,
        QUESTIONS,
        _("Vastaukset ovat myös verkossa. Kysy, mikä jäi vielä auki."),
        least=15,
    ),
    Standard(
        _("Mikä meille oli tärkeää: luettelo vahvistetaan"),
        15,
        script=_(
            "Luetaan arvot ääneen. Puuttuuko jotain? Mitään ei poisteta ilman, "
            "että sen kirjoittanut pöytä suostuu."
        ),
        least=10,
    ),
    Standard(
        _("Asiantuntijat kiertävät pöydissä"),
        36,
        TABLES,
        _("Asiantuntija on pöydässä kolmasosan ajasta. Vain kysymyksiä ja vastauksia, ei puheita."),
        1,
        24,
        4,
    ),
    Standard(
        _("Pöydissä: ideoita ratkaisuiksi"),
        30,
        TABLES,
        _(
            "Ensin hiljaa, idea kortille. Sitten kierros: jokainen lukee yhden idean kerrallaan. "
            "Ei arvostella vielä."
        ),
        1,
        20,
    ),
    Standard(_("Ruokatauko"), 35, BREAK, least=25, spare=3),
    Standard(
        _("Ideat ryhmiin ja tärkeimmät esiin"),
        20,
        script=_(
            "Samat ideat vierekkäin. Jokainen merkitsee tärkeimmät. Kirjaa myös se, mikä jakoi mielipiteitä."
        ),
        least=15,
    ),
    Standard(
        _("Teemapöydissä: kirjoitetaan ehdotukset"),
        50,
        TABLES,
        _(
            "Ehdotuksessa on: mitä tehdään, kenen pitää tehdä ja miksi. "
            "Kirjaa ihmisten sanoin. Lue teksti ääneen."
        ),
        2,
        35,
    ),
    Standard(
        _("Toinen pöytä testaa ehdotukset"),
        25,
        TABLES,
        _(
            "Vieraat kysyvät: mitä tämä maksaa, ketä se ei auta, mitä voisi mennä vikaan? Isännät kirjaavat, "
            "eivät puolustaudu."
        ),
        2,
        15,
    ),
    Standard(
        _("Korjataan ehdotukset"),
        25,
        TABLES,
        _("Mikä vastaväite muuttaa tekstiä? Jos kaikki eivät ole samaa mieltä, kirjaa eriävä näkemys."),
        2,
        15,
    ),
    Standard(_("Pöydät esittelevät ehdotuksensa"), 12, script=_("Kaksi minuuttia pöydältä."), least=10),
    Standard(
        _("Toimitusryhmän valinta ja lyhyt kysely"),
        12,
        script=_("Yksi vapaaehtoinen pöydästä. Ryhmä vain yhdistää tekstejä, sisältöä se ei muuta."),
        least=8,
    ),
)

DECIDE = (
    Standard(
        _("Ovet auki, kahvi ja ilmoittautuminen"),
        15,
        BREAK,
        _("Toivota jokainen tervetulleeksi nimeltä. Ohjaa omaan pöytään. Kysy, tarvitseeko joku apua."),
        least=10,
    ),
    Standard(
        _("Yhdistetyt suositukset ja saadut kommentit"),
        20,
        script=_(
            "Näytetään, mistä korteista kukin suositus on tehty. Kommentit ovat neuvoja, paneeli päättää."
        ),
        least=15,
    ),
    Standard(
        _("Pöydissä: muutoksia teksteihin, 1. kierros"),
        45,
        TABLES,
        _("Käykää läpi oman pöydän suositukset. Kirjaa muutosehdotus tarkkana sanamuotona."),
        1,
        30,
    ),
    Standard(
        _("Muutokset yhdessä"),
        30,
        script=_(
            "Kolme minuuttia muutokselle. Jos vastustusta ei ole, muutos hyväksytään. "
            "Muut menevät toiselle kierrokselle."
        ),
        least=20,
    ),
    Standard(_("Tauko"), 15, BREAK, least=10, spare=3),
    Standard(
        _("Pöydissä: vain kiistanalaiset kohdat, 2. kierros"),
        30,
        TABLES,
        _("Etsikää sanamuoto, jonka kaikki voivat hyväksyä. Jos sitä ei löydy, kirjaa molemmat näkemykset."),
        2,
        20,
    ),
    Standard(_("Ruokatauko"), 35, BREAK, least=25, spare=4),
    Standard(
        _("Lopullinen teksti luetaan ääneen"), 15, script=_("Tekstiin ei tehdä enää muutoksia."), least=10
    ),
    Standard(
        _("Äänestys"),
        20,
        VOTE,
        _("Äänestys on salainen. Auta laitteen kanssa, mutta älä katso näyttöä. Paperilla saa äänestää."),
        least=15,
    ),
    Standard(
        _("Eriävien mielipiteiden kirjaaminen"),
        15,
        script=_("Jokaisella on oikeus kirjata lyhyt perustelu. Anna rauha kirjoittaa."),
        least=10,
    ),
    Standard(_("Tulokset ja tärkeysjärjestys"), 15, least=10),
    Standard(
        _("Kuka esittelee lausuman, toiveet tiedotteeseen"),
        10,
        script=_("Kysy, kuka haluaa mukaan luovutukseen. Kenenkään ei ole pakko."),
    ),
    Standard(_("Loppukysely"), 15, script=_("Auta lomakkeessa, mutta älä katso vastauksia."), least=10),
    Standard(
        _("Kiitos, palkkiot ja mitä nyt tapahtuu"),
        15,
        script=_("Kerro päivät: luovutus, päättäjien vastaus, seuranta. Tarkista maksutiedot sovitusti."),
        least=10,
    ),
    Standard(_("Joustovara"), 5, script=_("Käytetään, jos jokin kohta venyy."), least=1, spare=1),
)
