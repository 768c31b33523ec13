"""Tables in the shape organisations publish them, in made-up words."""

HEADING = "Suositus;Alasuositus;Toimenpide;Aikataulu;Status;Vastuu;Lisätieto"

# A spanning recommendation with four numbered parts, empty schedules and units, an empty action.
SCHOOLS = "\r\n".join(
    [
        HEADING,
        "1. Aikuisia koulujen arkeen;1.1. Kouluihin ohjaajat, jotka kannustavat liikkumaan;;;Käsitelty;;"
        "Seurat järjestävät jo kerhoja (Mallikylä), myös iltaisin",
        ";1.2. Ammattilaiset jalkautuvat;Kuraattorit ja psykologit ovat paikalla kouluissa.;;Käsitelty;;"
        "Osa arkea jo nyt.",
        ";1.3. Sairaanhoitajat lasten lähellä;Koulun sairaanhoitajat toimivat luokissa;;Käsitelty;;",
        ";1.4. Kuraattorien aika nuorille;Hyvinvointiryhmä sopii vuosikellosta.;;Käsitelty;;Työ jatkuu",
        "",
    ]
)

# A part without a number in the recommendation's own row, en-dash months, two ways to join the status words.
DIGITAL = "\r\n".join(
    [
        HEADING,
        "1. Oman asian seuranta – missä mennään;Arvio ja viestit puhelimeen.;Alustan hankinta;"
        "10/2024 – 3/2026;Käsitelty Kilpailutus tehty.;Tietohallinto;Tästä kerrotaan lisää",
        "2. Selkeät ja saavutettavat palvelut;2.1. Omat polut;Alustan hankinta;10/2024 – 3/2026;"
        "Käsitelty Kilpailutus tehty.;Tietohallinto;",
        ";2.2. Hyvät ohjeet;Ohjeet tehdään aina mukana;Jatkuvaa;Käsitelty. Kokeiltu ajanvarauksessa;"
        "Tietohallinto ja palveluja tuottavat yksiköt;Saavutettavuus huomioidaan.",
        "",
    ]
)


def as_csv(text: str) -> bytes:
    """The bytes as Excel writes them."""
    return text.encode("utf-8-sig")


def without_keys(content: bytes) -> str:
    """An exported CSV without what follows the seven columns, which stands in no table of somebody else's."""
    lines = content.decode("utf-8-sig").split("\r\n")
    return "\r\n".join(line.rsplit(";", 12)[0] for line in lines)
