"""What a spreadsheet would run leaves as text and comes back as it was."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.methods.sortition import Feature, Person, Pool, Quota, read_people, solve
from puntari.methods.sortition.cells import escape, join_ids, read_rows, restore, split_ids, write_csv
from puntari.methods.sortition.store import load_solution, save_solution, write_people

SIGNS = ("=", "+", "-", "@", "\t=", "\r=")


@given(st.text())
def test_escaping_is_undone_exactly(cell: str) -> None:
    escaped = str(escape(cell))
    assert not escaped.startswith(SIGNS)
    assert restore(escaped) == cell


@given(st.lists(st.text(st.characters(exclude_characters="\r\n\0"), min_size=1), min_size=1))
def test_ids_of_any_spelling_come_back_from_one_cell(ids: list[str]) -> None:
    assert split_ids(join_ids(ids)) == tuple(ids)


def test_numbers_and_harmless_text_stay_as_they_are() -> None:
    assert [escape(cell) for cell in (-0.5, 3, "p0", "Mäntsälä", "'quoted'")] == [
        -0.5,
        3,
        "p0",
        "Mäntsälä",
        "'quoted'",
    ]
    assert restore("'quoted'") == "'quoted'"


@pytest.mark.parametrize("sign", SIGNS)
def test_files_carry_no_formula_and_read_back_alike(sign: str, tmp_path: Path) -> None:
    name = f"{sign}cmd|' /C calc'!A0"
    write_csv(tmp_path / "a.csv", ["id", name], [[name, "x"]])
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as handle:
        cells = [cell for row in csv.reader(handle) for cell in row]
    assert not any(cell.startswith(SIGNS) for cell in cells)
    assert list(read_rows(tmp_path / "a.csv")) == [{"id": name, name: "x"}]


def test_a_solved_folder_keeps_awkward_ids(tmp_path: Path) -> None:
    ids = ["-1", "@b", "c d", 'e"f', "+358 1", "g,h"]
    pool = Pool(tuple(Person(i, {"a": "x"}, row={"id": i, "phone": "+358 1"}) for i in ids))
    quotas = [Feature("a", (Quota("x", 2, 2),))]
    solution = solve(pool, quotas, 2)
    save_solution(tmp_path, pool, quotas, solution, {})
    loaded = load_solution(tmp_path)
    assert loaded[0].ids == tuple(ids)
    assert loaded[2].panels == solution.panels
    panels = [split_ids(row["ids"]) for row in read_rows(tmp_path / "panels.csv")]
    assert panels == [members for _, members in solution.panels]
    write_people(tmp_path / "selected.csv", pool, ids)
    assert "\n-1" not in (tmp_path / "selected.csv").read_text()
    again = read_people(tmp_path / "selected.csv", quotas[:0], columns_to_keep=["id", "phone"])
    assert [dict(person.row) for person in again.people] == [dict(person.row) for person in pool.people]
