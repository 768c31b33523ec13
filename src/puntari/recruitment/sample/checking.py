"""From mapped rows to people: a row is good, or is left with all its problems, or is only counted."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypedDict

from puntari.recruitment.sample.mapping import plain

DATE_SHAPES = (
    (re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}"), "%d.%m.%Y"),
    (re.compile(r"\d{1,2}/\d{1,2}/\d{4}"), "%d/%m/%Y"),
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "%Y-%m-%d"),
)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
POSTCODE = re.compile(r"(AX-)?[0-9]{5}")
NOT_FLAGGED = frozenset({"", "-", "0", "00", "e", "ei", "n", "no", "nej", "false", "epätosi"})
GENDERS = {
    "man": frozenset({"1", "m", "mies", "man", "male", "miehet"}),
    "woman": frozenset({"2", "n", "f", "k", "nainen", "naiset", "kvinna", "woman", "female"}),
}
LIMITS = {"last_name": 120, "first_names": 120, "street": 200, "post_office": 80}


class Problem(TypedDict):
    """One thing wrong on one line of the file; `code` is worded in wiring as `recruitment.row_CODE`."""

    line: int
    code: str
    value: str


@dataclass(frozen=True)
class Value:
    """A value of a panel's feature that a sample's codes and names are matched with."""

    key: str
    label: str
    min_age: int | None = None
    max_age: int | None = None

    def holds_age(self, age: int) -> bool:
        low = self.min_age if self.min_age is not None else 0
        high = self.max_age if self.max_age is not None else 200
        return low <= age <= high


@dataclass(frozen=True)
class Rules:
    """What the rows are checked against.

    `by_email` tells that an e-mail address will do in place of a postal one.
    `register` maps a target ("municipality", "gender", "language" or "feature:KEY") to the feature's key and
    values; `age_features` maps the key of an age feature to its values; `known` holds the identities that
    the panel has already invited.
    """

    today: date
    min_age: int
    max_age: int
    columns: Mapping[str, int]
    code_names: Mapping[str, str] = field(default_factory=dict)
    register: Mapping[str, tuple[str, Sequence[Value]]] = field(default_factory=dict)
    age_features: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    by_email: bool = False


@dataclass(frozen=True)
class Person:
    """A good row."""

    line: int
    last_name: str
    first_names: str
    street: str
    postcode: str
    post_office: str
    municipality: str
    language: str
    gender: str
    birth_year: int | None
    features: dict[str, str]
    email: str = ""


@dataclass
class Checked:
    """The whole file, checked. `hidden` counts the rows under a non-disclosure order."""

    people: list[Person] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    hidden: int = 0
    rows: int = 0

    @property
    def bad_rows(self) -> int:
        return len({problem["line"] for problem in self.problems})


class _Row:
    def __init__(self, line: int, cells: Sequence[str], columns: Mapping[str, int]) -> None:
        self.line, self.cells, self.columns = line, cells, columns
        self.problems: list[Problem] = []

    def text(self, target: str) -> str:
        column = self.columns.get(target)
        return self.cells[column].strip() if column is not None and column < len(self.cells) else ""

    def wrong(self, code: str, value: str = "") -> None:
        self.problems.append({"line": self.line, "code": code, "value": value[:80]})


def check_rows(rows: Sequence[tuple[int, list[str]]], width: int, rules: Rules) -> Iterator[Checked]:
    """Check row after row, yielding the same growing result every 250 rows and at the end (for progress)."""
    checked, seen = Checked(), dict.fromkeys(rules.known, 0)
    for count, (line, cells) in enumerate(rows, start=1):
        checked.rows = count
        row = _Row(line, cells, rules.columns)
        if row.text("non_disclosure").casefold() not in NOT_FLAGGED:
            checked.hidden += 1
        else:
            _check_row(row, width, rules, seen, checked)
        if count % 250 == 0:
            yield checked
    yield checked


def _check_row(row: _Row, width: int, rules: Rules, seen: dict[str, int], checked: Checked) -> None:
    if len(row.cells) > width:
        row.wrong("cells", str(len(row.cells)))
    person = _person(row, rules)
    identity = identity_of(
        person.last_name, person.first_names, person.street, person.postcode, person.birth_year, person.email
    )
    if identity in seen and not row.problems:
        first = seen[identity]
        row.wrong("duplicate" if first else "invited_before", str(first or ""))
    seen.setdefault(identity, row.line)
    if row.problems:
        checked.problems.extend(row.problems)
    else:
        checked.people.append(person)


def identity_of(last: str, first: str, street: str, postcode: str, born: int | None, email: str = "") -> str:
    """The same for one person's two lines: name, address and year of birth, however they are written.

    Where there is an e-mail address it stands for the postal one, which a list of staff may lack.
    """
    if email:
        return "/".join((plain(last), plain(first), email.casefold()))
    return "/".join((plain(last), plain(first), plain(street), plain(postcode), str(born or "")))


def _person(row: _Row, rules: Rules) -> Person:
    born, ages = _birth(row, rules)
    features = {
        key: _value_key(row, target, key, values, rules) for target, (key, values) in rules.register.items()
    }
    features |= {key: _age_key(ages, values) for key, values in rules.age_features.items()}
    municipality = row.text("municipality")
    street, postcode, email = _reached(row, rules)
    gender = row.text("gender")
    return Person(
        line=row.line,
        last_name=_required(row, "last_name"),
        first_names=_required(row, "first_names"),
        street=street,
        postcode=postcode,
        post_office=row.text("post_office")[:80].upper(),
        municipality=_named(municipality, rules)[:60],
        language=(plain(row.text("language")) or "fi")[:5],
        gender=next((key for key, known in GENDERS.items() if plain(gender) in known), gender)[:10],
        birth_year=born,
        features={key: value for key, value in features.items() if value},
        email=email,
    )


def _reached(row: _Row, rules: Rules) -> tuple[str, str, str]:
    """Street, postcode and e-mail address: the first two from everybody, or either way where that will do."""
    email = row.text("email").lower()
    if email and (len(email) > 254 or not EMAIL.fullmatch(email)):
        row.wrong("bad_email", email)
    if not rules.by_email or row.text("street"):
        return _required(row, "street"), _postcode(row), email
    if not email:
        row.wrong("no_way")
    return "", "", email


def _required(row: _Row, target: str) -> str:
    text = row.text(target)
    if not text:
        row.wrong(f"no_{target}")
    if len(text) > LIMITS[target]:
        row.wrong("too_long", text)
    return text


def _postcode(row: _Row) -> str:
    code = row.text("postcode").replace(" ", "").upper()
    # A spreadsheet takes 05800 for a number and drops its zero.
    if len(code) == 4 and code.isascii() and code.isdigit() and code[0] != "0":
        code = f"0{code}"
    if not code:
        row.wrong("no_postcode")
    elif not POSTCODE.fullmatch(code):
        row.wrong("bad_postcode", code)
    return code


def _named(text: str, rules: Rules) -> str:
    return rules.code_names.get(text.zfill(3), rules.code_names.get(text, text)) if text else text


def _value_key(row: _Row, target: str, key: str, values: Sequence[Value], rules: Rules) -> str:
    """The feature value a cell names by key, label, code or synonym; "" where the file does not say."""
    if target not in rules.columns:
        return ""
    text = row.text(target)
    wanted = {plain(text), plain(_named(text, rules))}
    wanted |= next(
        (known for known in GENDERS.values() if target == "gender" and plain(text) in known), frozenset()
    )
    match = next((value.key for value in values if wanted & {plain(value.key), plain(value.label)}), "")
    if not match:
        row.wrong("unknown_municipality" if target == "municipality" else "unknown_value", text)
    return match


def _birth(row: _Row, rules: Rules) -> tuple[int | None, range]:
    """Year of birth and the ages the person may be today (a mere year leaves two)."""
    text = row.text("birth") or row.text("age")
    if not text:
        if {"birth", "age"} & rules.columns.keys():
            row.wrong("no_age")
        return None, range(0)
    born = _parsed_birth(row, rules)
    if born is None:
        row.wrong("bad_birth", text)
        return None, range(0)
    year, ages = born
    if ages.stop <= rules.min_age or ages.start > rules.max_age:
        row.wrong("age_out", str(ages.stop - 1))
    return year, ages


def _parsed_birth(row: _Row, rules: Rules) -> tuple[int, range] | None:
    text = row.text("birth").replace(" ", "")
    today = rules.today
    if not text:
        age = _number(row.text("age"), 0, 130)
        return None if age is None else (today.year - age, range(age, age + 1))
    if (year := _number(text, today.year - 130, today.year)) is not None and len(text) == 4:
        return year, range(today.year - year - 1, today.year - year + 1)
    day = parse_date(text)
    if day is None or not today.year - 130 <= day.year or day > today:
        return None
    age = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    return day.year, range(age, age + 1)


def _number(text: str, low: int, high: int) -> int | None:
    fits = text.isascii() and text.isdigit() and len(text) <= 4 and low <= int(text) <= high
    return int(text) if fits else None


def parse_date(text: str) -> date | None:
    """dd.mm.yyyy, dd/mm/yyyy, yyyy-mm-dd, ddmmyyyy or yyyymmdd; None for anything else."""
    shapes = [shape for pattern, shape in DATE_SHAPES if pattern.fullmatch(text)]
    if re.fullmatch(r"\d{7,8}", text):
        text = text.zfill(8)
        shapes = ["%Y%m%d", "%d%m%Y"] if text.startswith(("19", "20")) else ["%d%m%Y"]
    found = (_strptime(text, shape) for shape in shapes)
    return next((day for day in found if day and day.year >= 1890), None)


def _strptime(text: str, shape: str) -> date | None:
    try:
        return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day, not a moment
    except ValueError:
        return None


def _age_key(ages: range, values: Sequence[Value]) -> str:
    """The age band, if all ages the person may have fall into one."""
    keys = {next((value.key for value in values if value.holds_age(age)), "") for age in ages}
    return keys.pop() if len(keys) == 1 else ""
