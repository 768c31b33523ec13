import numpy as np
import pytest

from puntari.followup.search import asked, searchable
from puntari.followup.wordbook import Texts, Wordbook

INFLECTED = """
palvelu palveluiden palvelujen palveluita palveluja palveluissa palveluihin palvelun palvelumme palvelukin
kunta kunnan kunnissa kuntien kuntiin
koulu koulujen kouluissa kouluihin koulun kouluille
nuori nuoret nuorten nuorille nuoria nuoren
lapsi lapset lasten lapsille lapsia lapsen
hoito hoidon hoitoon hoitoa
hanke hankkeen hankkeita hankkeissa hankkeiden
käyttö käytön käyttöön käytössä
tarve tarpeen tarpeita tarpeiden
ohje ohjeet ohjeiden ohjeita
työ työn työtä töiden töissä
tuki tuen tukea tuella
asukas asukkaan asukkaat asukkaiden asukkaille
ihminen ihmisten ihmisiä ihmiset
terveys terveyden terveyttä
saavutettavuus saavutettavuuden saavutettavuutta
suositus suosituksen suositukset suosituksia suositusten
yksikkö yksikön yksiköt
tieto tiedon tietoa tietoja
ammattilainen ammattilaiset ammattilaisten
kansalainen kansalaiset kansalaisten
alue alueen alueella alueita
osallistuminen osallistumisen osallistumista
kieli kielen kieltä kielien
päätös päätöksen päätökset päätöksiä päätöstä
palaute palautteen palautteet palautetta palautteita
puhelin puhelimen puhelimet puhelimella puhelimia
opas oppaan oppaat oppaita opasta
ruoka ruoan ruuan ruokaa ruoissa ruokien
laki lain lait lakia laissa
mies miehet miehen miesten miehille miestä
liikenne liikenteen liikennettä liikenteessä
esteetön esteettömän esteettömät esteetöntä
apu avun apua apuun apuna
raha rahan rahaa rahoilla rahat
ikä iän ikää iässä ikään
aika ajan aikaa aikoja
vuosi vuoden vuotta vuonna vuosina
vesi veden vettä vesien
yö yön öitä yöllä
perhe perheen perheitä perheille
terve terveen terveitä terveet
lyhyt lyhyen lyhyttä lyhyet
tehdä tehdään tekee teki
Hyvinkää Hyvinkään Hyvinkäällä
Tuusula Tuusulan Tuusulassa
Keusote Keusoten Keusotessa Keusotelta
tsemppari tsempparit tsempparin tsemppareita
"""
PAIRS = [(line.split()[0], form) for line in INFLECTED.strip().splitlines() for form in line.split()[1:]]


def find(book: Wordbook, keys: list[int], query: str) -> list[int]:
    """The keys that are found, in their order."""
    asked_of = np.array(keys, np.int64)
    found: list[int] = asked_of[book.find(asked_of, query)].tolist()
    return found


def found(query: str, text: str) -> bool:
    shared = find(Wordbook(lambda keys: [(7, 8, "")], lambda keys: [(8, searchable(text))]), [7], query)
    own = find(Wordbook(lambda keys: [(7, 8, searchable(text))], lambda keys: []), [7], query)
    assert own == shared
    return own == [7]


@pytest.mark.parametrize(("word", "form"), PAIRS)
def test_a_word_finds_its_forms_and_a_form_finds_the_word(word: str, form: str) -> None:
    assert found(word, f"Alussa {form} lopussa")
    assert found(form, f"Alussa {word} lopussa")


@pytest.mark.parametrize(
    ("part", "compound"),
    [
        ("palvelu", "digipalvelujen"),
        ("koulu", "peruskouluissa"),
        ("hoito", "kotihoidon"),
        ("kunta", "kuntayhtymä"),
        ("ohje", "käyttöohjeet"),
        ("viesti", "tekstiviestein"),
        ("terveys", "mielenterveystyön"),
        ("mielenterveys", "mielenterveyspalveluissa"),
        ("mielenterveyden", "mielenterveyspalveluissa"),
        ("terveyspalvelu", "mielenterveyspalveluissa"),
        ("ikä", "työikäisten"),
        ("tehdä", "tehty"),
        ("maksu", "maksuttomia"),
        ("liikunta", "liikuntamentoreita"),
        ("palv", "kotipalvelussa"),
        ("thing", "ThingLinkin"),
        ("19", "covid19-rokote"),
    ],
)
def test_a_part_finds_the_compound(part: str, compound: str) -> None:
    assert found(part, compound)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("palvelu", "palkka"),
        ("koulu", "koura"),
        ("tuki", "tulos"),
        ("sivu", "sika"),
        ("perhe", "perjantai"),
        ("asukas", "asunto"),
        ("työ", "tyttö"),
        ("ikä", "ilo"),
        ("apu", "saavutettavuus"),
        ("laite", "laitosten"),
        ("ohje", "ohjelmassa"),
        ("koulu", "koulutus"),
        ("2", "1.2. Ohjaajat"),
        ("a", "apua"),
    ],
)
def test_another_word_is_not_found(query: str, text: str) -> None:
    assert not found(query, text)


def test_every_word_of_the_query_must_be_there() -> None:
    assert found("koulujen ohjaaja", "Ohjaajat kouluihin")
    assert not found("koulujen bussi", "Ohjaajat kouluihin")


def test_numbers_and_odd_signs_do_not_break_a_search() -> None:
    assert found("1.2", "1.2. Ohjaajat")
    assert asked("%_ --") == []


def test_the_wordbook_reads_each_row_once_and_forgets_when_full() -> None:
    read: list[int] = []
    read_shared: list[int] = []

    def rows(keys: list[int]) -> list[tuple[int, int, str]]:
        read.extend(keys)
        # The database answers in any order, and not for a row that has just gone.
        there = [key for key in reversed(keys) if key != 99]
        return [(key, key // 10, searchable("bussi" if key % 2 else "kävely")) for key in there]

    def shared(keys: list[int]) -> list[tuple[int, str]]:
        read_shared.extend(keys)
        return [(key, searchable(f"Suositus {key}")) for key in keys]

    book = Wordbook(rows, shared, most=6, at_once=2)
    assert find(book, [14, 13, 21, 99], "bussilla") == [13, 21]
    assert find(book, [21, 14, 13], "suositus 1") == [14, 13]
    assert find(book, [21, 14, 13], "suositus bussi") == [21, 13]
    assert (sorted(read), sorted(read_shared)) == ([13, 14, 21, 99], [1, 2])
    assert find(book, [35, 36, 37, 38], "suositus kävely") == [36, 38]
    assert find(book, [13], "bussi") == [13]
    assert read.count(13) == 2
    assert find(book, [13], "auto") == []


def test_many_small_pieces_are_laid_together() -> None:
    texts = Texts()
    for number in range(83):
        assert texts.add([f"sana{number} yhteinen"]) == range(number, number + 1)
    assert texts.holding(" sana7 ", " sana7 ").nonzero()[0].tolist() == [7]
    assert texts.holding("yhtei", "x").sum() == 83
    assert texts.holding("sana8", "sana8").nonzero()[0].tolist() == [8, 80, 81, 82]
