from __future__ import annotations

import argparse
import csv
import json

import pytest

from puntari.methods.seating import cli

from .people import people


@pytest.fixture
def file(tmp_path):
    def write(name: str, text: str) -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return write


@pytest.fixture
def people_file(file):
    rows = [f"{g.id},Name {g.id},{g.features['gender']},{g.features['age']}" for g in people(24)]
    return file("people.csv", "\n".join(["id,name,gender,age", *rows]) + "\n")


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    cli.add_parser(parser.add_subparsers(required=True))
    args = parser.parse_args(["seating", "plan", *words])
    return args.run(args)


def rows(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_it_writes_seats_and_a_report(people_file, tmp_path, capsys):
    assert run(people_file, "--tables", "5", "--rounds", "3", "--out", str(tmp_path / "out")) == 0
    seats = rows(tmp_path / "out" / "seating.csv")
    assert len(seats) == 72
    assert {row["round"] for row in seats} == {"1", "2", "3"}
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["percent"] == 100
    assert "100.0 %" in capsys.readouterr().out


def test_one_meetings_seats_are_the_next_ones_history(people_file, tmp_path, capsys):
    first, second = tmp_path / "a", tmp_path / "b"
    run(people_file, "--tables", "6", "--rounds", "1", "--out", str(first), "--json", "--seconds", "0.2")
    history = str(first / "seating.csv")
    capsys.readouterr()
    words = ("--tables", "6", "--rounds", "1", "--history", history, "--out", str(second), "--json")
    assert run(people_file, *words) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["distinct_pairs"], report["repeats"]) == (72, 0)


def test_bounds_that_clash_answer_no_and_name_the_rule(people_file, file, tmp_path, capsys):
    bounds = file("bounds.csv", "feature,value,min,max\nGender,Woman,6,6\n")
    words = (
        "--tables",
        "4",
        "--rounds",
        "1",
        "--bounds",
        bounds,
        "--out",
        str(tmp_path / "o"),
        "--seconds",
        "0.1",
    )
    assert run(people_file, *words) == 1
    assert "limit:Gender=woman" in capsys.readouterr().out


def test_rules_and_facilitators_come_from_files_and_words(people_file, file, tmp_path, capsys):
    rules = file("rules.csv", "rule;who;tables\ntogether;p00 p01;\napart;p02 p03;\nplace;p04;2 3\n")
    out = tmp_path / "o"
    words = (
        "--tables",
        "4",
        "--rounds",
        "2",
        "--rules",
        rules,
        "--facilitators",
        "x,y",
        "--features",
        "gender",
    )
    assert run(people_file, *words, "--out", str(out), "--seconds", "0.3") == 0
    at = {(row["round"], row["id"]): row["table"] for row in rows(out / "seating.csv")}
    for number in "12":
        assert at[number, "p00"] == at[number, "p01"]
        assert at[number, "p02"] != at[number, "p03"]
        assert at[number, "p04"] in "23"
    assert [row["id"] for row in rows(out / "facilitators.csv")].count("x") == 2


@pytest.mark.parametrize(
    ("name", "text", "words", "part"),
    [
        ("p.csv", "name,age\nA,1\n", (), "no column nationbuilder_id/unique_id/id"),
        ("p.csv", "id\n", (), "no rows under its header"),
        ("p.csv", "id,age\na,1\n,2\n", (), "line 3: column id is empty"),
        ("p.csv", "id\na\na\n", (), "id a stands twice"),
        ("p.csv", "id\na\n", (), "--tables 2: 1 people need between 1 and 1 tables"),
        ("p.csv", "id\na\nb\n", ("--features", "age"), "has no column age"),
        ("p.csv", "id\na\nb\n", ("--bounds", "nowhere.csv"), "nowhere.csv: cannot be read"),
    ],
)
def test_bad_input_says_in_one_line_where_and_how_to_mend_it(file, tmp_path, capsys, name, text, words, part):
    path = file(name, text)
    assert run(path, "--tables", "2", "--rounds", "1", "--out", str(tmp_path / "o"), *words) == 2
    said = capsys.readouterr().err
    assert part in said
    assert said.count("\n") == 1


def test_bad_numbers_and_rules_are_pointed_at(people_file, file, tmp_path, capsys):
    common = (people_file, "--tables", "4", "--rounds", "1", "--out", str(tmp_path / "o"))
    assert run(*common, "--bounds", file("b.csv", "feature,value,min,max\ngender,man,x,2\n")) == 2
    assert "line 2: min is 'x'" in capsys.readouterr().err
    assert run(*common, "--rules", file("r.csv", "rule,who\nnear,p00\n")) == 2
    assert "rule 'near' is unknown" in capsys.readouterr().err
    assert run(*common, "--rules", file("r.csv", "rule,who\nplace,p00\n")) == 2
    assert "no column tables" in capsys.readouterr().err


def test_help_shows_an_example(capsys):
    with pytest.raises(SystemExit):
        run("--help")
    assert "puntari seating plan people.csv" in capsys.readouterr().out
