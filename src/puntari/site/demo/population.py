"""People who do not exist, in the shares of a population that does.

The shares are Statistics Finland's (table 11re, 31.12.2019, ages 15-80, CC BY 4.0). Surnames say themselves
that they are invented, the street exists nowhere, the postcode 00000 is nobody's.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("population.csv")
FIRST = {
    "woman": (
        "Aino Anni Eeva Elli Emma Eila Hanna Helmi Iida Inka Irja Jenni Kaisa Katri Kirsi Laura "
        "Leena Liisa Lotta Maija Mari Minna Niina Noora Oili Outi Paula Pirjo Raija Riikka Saara "
        "Sanni Satu Senja Sirpa Sofia Taina Tarja Tiina Tuuli Ulla Vilma"
    ).split(),
    "man": (
        "Aapo Aaro Antti Arto Eero Eino Elias Esa Hannu Heikki Ilkka Jaakko Jani Jari Juho Jukka "
        "Kalle Kari Lauri Leo Markku Matti Mika Niko Oiva Olli Onni Otto Paavo Pekka Petri Risto "
        "Sakari Sami Seppo Teemu Timo Toivo Tuomas Veikko Ville Väinö"
    ).split(),
}
SECOND = (
    "Ahde Aitta Halava Harju Hauki Heinä Hovi Ilves Itä Joki Jänne Kaarna Kaiku Kataja Kivi "
    "Koivu Kuusi Lampi Lehto Lumi Luoto Marja Metso Niitty Nummi Oja Paju Peura Pihla Puro "
    "Rauta Ruska Saari Salo Sammal Sarka Suo Tammi Tuuli Vaahtera Varpu Vuori"
).split()
STREETS = ["Kuvitteellinen tie", "Keksittykuja", "Olematonpolku", "Satukatu", "Haaveraitti", "Tuulentuvantie"]
LANGUAGES = (("fi", 92), ("sv", 1), ("en", 2), ("ru", 2), ("et", 2), ("ar", 1))


@dataclass(frozen=True)
class Person:
    """One made-up resident."""

    first_names: str
    last_name: str
    gender: str
    birth_year: int
    municipality: str
    street: str
    language: str

    def as_row(self) -> dict[str, str]:
        """A row of a sample file as a register might hand it out."""
        return {
            "Sukunimi": self.last_name,
            "Etunimet": self.first_names,
            "Katuosoite": self.street,
            "Postinumero": "00000",
            "Postitoimipaikka": self.municipality.upper(),
            "Kunta": self.municipality,
            "Syntymävuosi": str(self.birth_year),
            "Sukupuoli": {"woman": "2", "man": "1"}[self.gender],
            "Äidinkieli": self.language,
        }


COLUMNS = {
    "last_name": "Sukunimi",
    "first_names": "Etunimet",
    "street": "Katuosoite",
    "postcode": "Postinumero",
    "post_office": "Postitoimipaikka",
    "municipality": "Kunta",
    "birth": "Syntymävuosi",
    "gender": "Sukupuoli",
    "language": "Äidinkieli",
}


def _cells() -> tuple[list[tuple[str, int, int, str]], list[int]]:
    with TABLE.open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    cells, weights = [], []
    for row in rows:
        low, high = (int(age) for age in row["band"].split("-"))
        for gender, column in (("man", "M"), ("woman", "N")):
            cells.append((row["Alue"], low, high, gender))
            weights.append(int(row[column]))
    return cells, weights


def sample(size: int, *, year: int, rng: random.Random) -> list[Person]:
    """Draw people to the shares of the table; the same generator state gives the same people."""
    cells, weights = _cells()
    drawn = rng.choices(cells, weights, k=size)
    return [_person(cell, year, rng) for cell in drawn]


def _person(cell: tuple[str, int, int, str], year: int, rng: random.Random) -> Person:
    municipality, low, high, gender = cell
    last = f"Keksitty-{rng.choice(SECOND)}{rng.choice(SECOND).lower()}"
    languages, shares = zip(*LANGUAGES, strict=True)
    return Person(
        first_names=rng.choice(FIRST[gender]),
        last_name=last,
        gender=gender,
        birth_year=year - rng.randint(low, high),
        municipality=municipality,
        street=f"{rng.choice(STREETS)} {rng.randint(1, 99)} {rng.choice('ABC')} {rng.randint(1, 60)}",
        language=rng.choices(languages, shares)[0],
    )


def volunteers_among(people: list[Person], count: int, *, year: int, rng: random.Random) -> list[int]:
    """Who of them volunteers, as indices: women and the middle-aged and older more readily, as in real pools."""
    keys = [(rng.random() ** (1 / _readiness(one, year)), number) for number, one in enumerate(people)]
    return sorted(number for _key, number in sorted(keys, reverse=True)[:count])


def _readiness(person: Person, year: int) -> float:
    age = year - person.birth_year
    by_age = 0.5 if age < 30 else 0.9 if age < 45 else 1.2 if age < 65 else 1.6
    return by_age * (1.25 if person.gender == "woman" else 0.85)


def education_of(rng: random.Random) -> str:
    """Volunteers are better educated than the population."""
    return rng.choices(["basic", "secondary", "higher"], [14, 38, 48])[0]
