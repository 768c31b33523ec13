"""What is said in the demo. All of it is invented or written anew; nothing is a real person's words.

The file is long because it is content and no code: one place to read the whole story that the demo tells.
"""

from __future__ import annotations

from dataclasses import dataclass

PROMISE = (
    "Aluehallitus vastaa jokaiseen paneelin suositukseen perustellen kolmen kuukauden kuluessa siitä, kun "
    "loppulausuma on luovutettu. Vastaukset ja toimenpiteet julkaistaan kaikkien nähtäville."
)
PROMISE_SV = (
    "Välfärdsområdesstyrelsen svarar med motivering på var och en av panelens rekommendationer inom tre månader "
    "från att slututlåtandet har överlämnats. Svaren och åtgärderna publiceras så att alla kan se dem."
)
PROMISE_EN = (
    "The county board answers every recommendation of the panel, with reasons, within three months of the "
    "hand-over of the final statement. The answers and the actions are published for everybody to see."
)

PRIVACY = (
    "Nimet ja osoitteet saatiin väestötietojärjestelmästä arpomalla (keksitty lupa). Osallistuminen on "
    "vapaaehtoista, eikä poisjäämisestä seuraa mitään. Tietoja käytetään vain paneelin järjestämiseen. Niiden tiedot, "
    "jotka eivät ilmoittaudu, poistetaan kuukauden kuluttua ilmoittautumisen päättymisestä. Oikeusperuste on "
    "yleistä etua koskeva tehtävä (laki hyvinvointialueesta 611/2021, 29 §). Kysy lisää: paneelit@demo.invalid."
)


@dataclass(frozen=True)
class PanelText:
    """The words of one panel's set-up."""

    slug: str
    title: str
    title_sv: str
    title_en: str
    question: str
    question_sv: str
    question_en: str
    background: str
    in_scope: str
    out_of_scope: str


YOUTH = PanelText(
    slug="nuorten-hyvinvointi",
    title="Lasten ja nuorten mielen hyvinvointi",
    title_sv="Barns och ungas psykiska välbefinnande",
    title_en="Children's and young people's mental wellbeing",
    question="Miten vahvistamme lasten ja nuorten mielen hyvinvointia?",
    question_sv="Hur stärker vi barns och ungas psykiska välbefinnande?",
    question_en="How do we strengthen the mental wellbeing of children and young people?",
    background=(
        "Yhä useampi nuori kertoo olevansa ahdistunut. Apua on, mutta se ei aina löydy ajoissa. "
        "Aluevaltuusto haluaa kuulla, mitä asukkaat pitävät tärkeimpänä."
    ),
    in_scope="Hyvinvointialueen omat palvelut ja yhteistyö kuntien, koulujen ja järjestöjen kanssa.",
    out_of_scope="Lakien muuttaminen ja yksittäisten ihmisten hoito.",
)

BUDGET = PanelText(
    slug="talous-tasapainoon",
    title="Talous tasapainoon yhdessä",
    title_sv="Ekonomin i balans tillsammans",
    title_en="Balancing the books together",
    question="Mistä palveluista pidämme kiinni ja mitä teemme toisin, kun rahaa on vähemmän?",
    question_sv="Vilka tjänster håller vi fast vid och vad gör vi annorlunda när det finns mindre pengar?",
    question_en="Which services do we hold on to and what do we do differently when there is less money?",
    background=(
        "Hyvinvointialueen menot ovat suuremmat kuin tulot. Valtuusto päättää säästöistä ensi vuonna ja "
        "haluaa sitä ennen kuulla, mikä asukkaille on tärkeintä."
    ),
    in_scope="Palvelujen järjestys, tavat ja paikat. Mistä voidaan luopua ja mistä ei.",
    out_of_scope="Verotus ja valtion rahoituksen määrä.",
)

NEARBY = PanelText(
    slug="lahipalvelut",
    title="Lähipalvelut kylillä",
    title_sv="Närservice i byarna",
    title_en="Local services in the villages",
    question="Mitkä palvelut pitää saada läheltä ja mitkä voi saada kauempaa tai verkosta?",
    question_sv="Vilka tjänster måste finnas nära och vilka kan finnas längre bort eller på nätet?",
    question_en="Which services must be near and which may be further away or online?",
    background="Kylien terveysasemilla käy vuosi vuodelta vähemmän ihmisiä. Valtuusto päättää niistä keväällä.",
    in_scope="Terveysasemat, neuvolat, liikkuvat palvelut ja etävastaanotot.",
    out_of_scope="Kuntien omat palvelut, kuten koulut ja kirjastot.",
)

STAFF = PanelText(
    slug="tyovuorot",
    title="Työvuorot, joissa jaksaa",
    title_sv="Arbetsskift som man orkar med",
    title_en="Shifts one can cope with",
    question="Miten suunnittelemme työvuorot niin, että työssä jaksaa ja elämä sujuu?",
    question_sv="Hur planerar vi arbetsskiften så att man orkar arbeta och vardagen löper?",
    question_en="How do we plan shifts so that people cope at work and in life?",
    background="Työvuoroista on tullut paljon palautetta. Johtoryhmä haluaa kuulla koko henkilöstöä.",
    in_scope="Vuorojen pituus, toiveet, vaihdot ja sijaiset.",
    out_of_scope="Palkat ja työehtosopimukset.",
)

STEERING = (
    ("Päivi Päättäjä", "Aluehallituksen puheenjohtaja", True),
    ("Vuokko Valtuutettu", "Aluevaltuuston varapuheenjohtaja", False),
    ("Juha Johtaja", "Hyvinvointialuejohtaja", False),
    ("Katri Koordinoija", "Osallisuuskoordinaattori", False),
)

TALKS = {
    "nuorten-hyvinvointi": (
        (1, "Asta Asiantuntija", "Erityisasiantuntija", "Miltä nuorten arki näyttää luvuissa",
         "Kolme neljästä nuoresta voi hyvin. Ahdistusta kokee joka kolmas tyttö ja joka kymmenes poika."),
        (1, "Tuomas Tutkija", "Professori", "Mikä auttaa ajoissa",
         "Aikuinen, joka kysyy ja kuuntelee, on tärkein suoja. Jonot ovat pahin este."),
        (2, "Kaisa Kuraattori", "Koulukuraattori", "Päivä koulun käytävällä",
         "Kuraattorin ajasta puolet menee kirjaamiseen. Nuoret tulevat, jos ovi on auki."),
    ),
    "talous-tasapainoon": (
        (1, "Tiina Talous", "Talousjohtaja", "Mihin raha menee nyt",
         "Menoista kolmasosa on sairaalahoitoa. Ikääntyneiden palvelut kasvavat nopeimmin."),
        (1, "Asta Asiantuntija", "Erityisasiantuntija", "Mistä muut ovat säästäneet",
         "Kolmen muun alueen kokemukset: mikä toimi, mikä tuli kalliiksi myöhemmin."),
    ),
}  # fmt: skip

QUESTIONS = {
    "nuorten-hyvinvointi": (
        (
            1,
            2,
            "Kuinka kauan nuori odottaa ensimmäistä aikaa?",
            "Keskimäärin 24 päivää. Tavoite on 14 päivää.",
        ),
        (
            1,
            5,
            "Onko kaikissa kouluissa kuraattori joka päivä?",
            "Isoissa kouluissa on, pienissä kahtena päivänä.",
        ),
        (
            2,
            3,
            "Mitä Mäntsälän ja Nurmijärven kanssa on sovittu?",
            "Neuvottelu on kesken. Vastaus tulee syksyllä.",
        ),
    ),
    "talous-tasapainoon": (
        (
            1,
            1,
            "Paljonko yksi terveysasema maksaa vuodessa?",
            "Noin 2,1 miljoonaa euroa, josta tilat ovat 18 %.",
        ),
        (1, 4, "Mitä tapahtuu, jos mitään ei säästetä?", ""),
        (1, 6, "Voiko digivastaanotto korvata lähipalvelun?", ""),
    ),
}


@dataclass(frozen=True)
class Sub:
    """A sub-recommendation and the action it led to."""

    title: str
    action: str = ""
    schedule: str = ""
    status: str = ""
    unit: str = ""
    more: str = ""


@dataclass(frozen=True)
class Idea:
    """A recommendation: where it came from, how it was voted, how it was answered."""

    title: str
    text: str
    theme: str
    cards: tuple[str, ...]
    votes: tuple[int, int, int]
    subs: tuple[Sub, ...] = ()
    minority: str = ""
    decision: str = ""
    reason: str = ""
    action: Sub | None = None


IDEAS = (
    Idea(
        "Kouluihin riittävästi aikuisia",
        "Kouluissa ja oppilaitoksissa on joka päivä aikuisia, joilla on aikaa nuorille. He liikkuvat siellä, missä "
        "nuoretkin ovat.",
        "Koulu",
        (
            "Aikuinen, joka ehtii pysähtyä",
            "Kuraattori pois työhuoneesta käytäville",
            "Liikuntaa niille, jotka eivät liiku",
        ),
        (38, 3, 1),
        (
            Sub(
                "Koululle liikunnasta innostava ohjaaja niille nuorille, jotka liikkuvat vähän",
                "Ohjattua liikuntaa jatketaan kouluilla kuntien kanssa.",
                "",
                "Käsitelty",
                "",
                "Koulut tarjoavat jo ohjattua liikuntaa. Lisäksi kaksi kuntaa on palkannut koululle oman liikuttajan.",
            ),
            Sub(
                "Koulussa on tarpeeksi ammattilaisia, jotka tulevat nuorten luo",
                "Opiskeluhuollon kuraattorit, psykologit ja terveydenhoitajat työskentelevät kouluilla.",
                "",
                "Käsitelty",
                "",
                "Toiminta on jo tavallista arkea. Kouluilla on myös nuorisotyöntekijöitä.",
            ),
            Sub(
                "Psykiatrinen sairaanhoitaja mukaan koulun arkeen",
                "Sairaanhoitaja on mukana kuntouttavissa luokissa neljässä kunnassa.",
                "",
                "Käsitelty",
                "",
                "Kaksi kuntaa ei ole siirtänyt tehtävään rahaa, joten niiden kouluissa hoitajaa ei ole.",
            ),
            Sub(
                "Kuraattorit käyttävät aikansa nuorten parissa",
                "Hyvinvointiryhmät suunnittelevat kouluille vuoden ohjelman.",
                "",
                "Käsitelty",
                "",
                "Valmentajat ja koulun nuorisotyöntekijät liikkuvat käytävillä ja pihoilla.",
            ),
        ),
        decision="accept",
        reason="Suositus vastaa alueen omaa suunnitelmaa. Osa työstä on jo käynnissä, osa alkaa kuntien kanssa.",
    ),
    Idea(
        "Apua samalla viikolla",
        "Nuori pääsee juttelemaan ammattilaiselle viikon sisällä siitä, kun hän pyytää apua. Lähetettä ei tarvita.",
        "Avun saaminen",
        (
            "Viikko on pitkä aika 15-vuotiaalle",
            "Ei lähetettä, kiitos",
            "Jono pois",
            "Ilta-aikoja koululaisille",
        ),
        (35, 5, 2),
        decision="in_part",
        reason=(
            "Ensimmäinen keskustelu onnistuu seitsemässä arkipäivässä vuoden loppuun mennessä. Hoidon alkua emme "
            "pysty lupaamaan viikossa nykyisellä henkilöstöllä."
        ),
        action=Sub(
            "",
            "Nuorten neuvola ilman ajanvarausta neljään kuntaan",
            "10/{y} – 3/{y1}",
            "Kesken. Kaksi avattu.",
            "Perhepalvelut",
            "Avattu Hyvinkäällä ja Järvenpäässä, Tuusula ja Nurmijärvi tulossa.",
        ),
    ),
    Idea(
        "Yksi paikka, josta löytyy kaikki apu",
        "Nuorelle ja vanhemmalle on yksi verkkosivu ja yksi numero. Sieltä näkee, mitä apua on ja missä jonossa on.",
        "Avun löytäminen",
        ("En tiedä, kenelle soittaa", "Yksi numero", "Oman jonon pitää näkyä puhelimessa"),
        (40, 1, 1),
        decision="accept",
        reason="Digiasioinnin alusta on kilpailutettu, ja nuorten sivu tehdään sen ensimmäisten joukossa.",
        action=Sub(
            "",
            "Digiasioinnin alustan hankinta ja käyttöönotto",
            "10/{y} – 3/{y1}",
            "Käsitelty Alusta on kilpailutettu. Käyttöönotto alkaa.",
            "Tietohallinto",
            "Alustalle tulee näkymä, josta asukas näkee kaikki omat asiansa.",
        ),
    ),
    Idea(
        "Ohjeet, jotka ymmärtää",
        "Kaikki nuorille tarkoitetut ohjeet kirjoitetaan selkeästi ja testataan nuorilla.",
        "Viestintä",
        ("Kirjeet ovat liian vaikeita", "Kysykää nuorilta ennen kuin julkaisette"),
        (41, 0, 1),
        decision="already_done",
        reason="Selkeän kielen ohje on käytössä ja nuorisovaltuusto lukee uudet tekstit ennen julkaisua.",
        action=Sub(
            "",
            "Ohjeet luetaan nuorten ryhmällä ennen julkaisua",
            "Jatkuvaa",
            "Käsitelty. Ryhmä on kokoontunut viidesti.",
            "Viestintä ja palveluja tuottavat yksiköt",
            "",
        ),
    ),
    Idea(
        "Kännykät pois koulupäivästä",
        "Koulut sopivat yhdessä, että puhelimet ovat tunneilla ja välitunneilla pois.",
        "Koulu",
        ("Puhelimet parkkiin", "Välitunnilla pitää puhua ihmisille"),
        (34, 7, 1),
        minority="Puhelin on monelle ainoa tapa pitää yhteyttä kotiin. Kiellon sijaan pitäisi opettaa käyttämään sitä järkevästi.",
        decision="not_ours",
        reason="Kouluista päättävät kunnat. Suositus on lähetetty kuuden kunnan sivistysjohtajille.",
    ),
    Idea(
        "Vanhemmille tukea ennen kriisiä",
        "Jokaisessa kunnassa on avoin ilta, johon vanhempi voi tulla kysymään, ennen kuin asiat menevät pahaksi.",
        "Perheet",
        ("Vanhempikin on ymmällään", "Kahvihetki, ei vastaanotto"),
        (36, 4, 2),
        decision="study",
        reason="Selvitämme kustannukset ja tilat yhdessä järjestöjen kanssa.",
    ),
)
NOT_ADOPTED = Idea(
    "Oma sairaala nuorille",
    "Alueelle rakennetaan nuorten oma psykiatrinen sairaala.",
    "Avun saaminen",
    ("Oma sairaala", "Ei aikuisten osastolle"),
    (17, 22, 3),
)

BUDGET_CARDS = (
    "Lähin terveysasema säilyy niille, jotka eivät aja autoa",
    "Digivastaanotto ensin, lähiaika jos tarvitsee",
    "Tyhjät tilat pois",
    "Tyhjistä tiloista luovutaan heti",
    "Yksi puhelinnumero kaikkeen",
    "Omaishoitajille vapaapäivä, se on halvempaa kuin laitos",
    "Vähemmän raportteja hoitajille",
    "Kotihoitoon samat kasvot",
    "Hoitajien aika hoitamiseen eikä kirjaamiseen",
    "Liikkuva vastaanotto kyliin",
)
