import pytest

from puntari.followup.search import asked, key_of, searchable
from puntari.followup.wordbook import Wordbook

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
"""
PAIRS = [(line.split()[0], form) for line in INFLECTED.strip().splitlines() for form in line.split()[1:]]


def found(query: str, text: str) -> bool:
    return Wordbook(lambda keys: [(key, searchable(text)) for key in keys]).find([7], query) == [7]


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
    assert key_of("a") == "a"


def test_the_wordbook_reads_each_row_once_and_forgets_when_full() -> None:
    read: list[int] = []

    def texts(keys: list[int]) -> list[tuple[int, str]]:
        read.extend(keys)
        return [(key, searchable(f"Rivi {key} {'bussi' if key % 2 else 'kävely'}")) for key in keys]

    book = Wordbook(texts, most=6, at_once=2)
    assert book.find([4, 3, 1], "bussilla") == [3, 1]
    assert book.find([1, 2, 3], "bussi") == [1, 3]
    assert sorted(read) == [1, 2, 3, 4]
    assert book.find([5, 6, 7, 8], "rivi kävely") == [6, 8]
    assert book.find([3], "bussi") == [3]
    assert read.count(3) == 2
