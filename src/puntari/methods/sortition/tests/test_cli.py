"""The commands on files, from the solver to the published record."""

import argparse
import csv
import json
import shutil
from pathlib import Path

import pytest

from puntari.methods.sortition import check_solution, read_people, read_targets
from puntari.methods.sortition.cli import add_parser

FIXTURES = Path(__file__).parent / "fixtures"
PEOPLE, TARGETS = str(FIXTURES / "county_40_people.csv"), str(FIXTURES / "county_40_targets.csv")
SOURCE = "lotto@2026-09-05T21:45+03:00=Lotto 5.9.|lotto-next"
TIMES = ["--committed", "2026-09-01T12:00+03:00", "--deadline", "2026-09-12T12:00+03:00"]


def lottery(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers(required=True))
    args = parser.parse_args(["lottery", *words])
    return args.run(args)


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("solved")
    assert lottery("solve", PEOPLE, TARGETS, "--size", "40", "--seed", "3", "--out", str(folder)) == 0
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_the_result_files_hold_together(solved: Path) -> None:
    quotas = read_targets(TARGETS)
    pool = read_people(PEOPLE, quotas)
    panels = [(float(row["weight"]), row["ids"].split()) for row in rows(solved / "panels.csv")]
    chances = {row["id"]: float(row["chance"]) for row in rows(solved / "chances.csv")}
    report = check_solution(pool, quotas, 40, panels, chances)
    assert report.ok, report.problems
    certificate = json.loads((solved / "certificate.json").read_text())
    assert certificate["exact"]
    assert certificate["lowest_chance"] == pytest.approx(min(chances.values()))
    assert certificate["panels"] == len(panels)
    selected, remaining = rows(solved / "selected.csv"), rows(solved / "remaining.csv")
    assert (len(selected), len(selected) + len(remaining)) == (40, len(pool))
    assert set(selected[0]) == set(pool.people[0].row)


def test_an_audit_finds_what_was_tampered_with(
    solved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lottery("audit", str(solved), "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["rounds"] >= 10
    assert answer["proven_within"] < 1e-9
    proof = json.loads((solved / "proof.json").read_text())
    proof["rounds"] = proof["rounds"][1:]
    tampered = {
        "chances.csv": (solved / "chances.csv").read_text().replace(",0.0880", ",0.0881", 1),
        "panels.csv": (solved / "panels.csv").read_text().replace(",0.00", ",0.01", 1),
        "proof.json": json.dumps(proof),
        "pool.csv": (solved / "pool.csv").read_text().replace(",woman,", ",man,", 3),
    }
    for name, text in tampered.items():
        folder = tmp_path / name
        shutil.copytree(solved, folder)
        (folder / name).write_text(text)
        assert lottery("audit", str(folder)) == 1, name
        assert "this lottery does not hold" in capsys.readouterr().out
    assert lottery("audit", str(tmp_path)) == 2


def test_a_solved_folder_becomes_a_uniform_lottery(solved: Path, tmp_path: Path) -> None:
    assert lottery("uniform", str(solved), "--panels", "200", "--out", str(tmp_path)) == 0
    panels = [row["ids"].split() for row in rows(tmp_path / "uniform.csv")]
    quotas = read_targets(TARGETS)
    assert len(panels) == 200
    assert check_solution(read_people(PEOPLE, quotas), quotas, 40, [(1 / 200, p) for p in panels]).ok


def test_a_draw_from_commitment_to_verified_record(
    solved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, public = str(tmp_path / "draw"), tmp_path / "public"
    commit = ["commit", str(solved), "--panels", "100", "--source", SOURCE, *TIMES, "--out", folder, "--json"]
    assert lottery(*commit) == 0
    number = json.loads(capsys.readouterr().out)["commitment"]
    value = ["--value", "lotto=3 11 17 21 28 33 40 + 5"]
    assert lottery("draw", folder, *value, "--json") == 0
    drawn = json.loads(capsys.readouterr().out)
    assert lottery("record", folder, *value, "--out", str(public)) == 0
    assert json.loads((public / "record.json").read_text())["index"] == drawn["index"]
    assert len(drawn["ids"]) == 40
    record = str(public / "record.json")
    assert lottery("verify", record, "--commitment", number) == 0
    assert lottery("verify", record, "--commitment", "0" * 64) == 1
    (public / "record.json").write_bytes((public / "record.json").read_bytes() + b" ")
    assert lottery("verify", record) == 1
    published = (public / "record.json").read_text()
    assert not any(identifier in published for identifier in drawn["ids"])


def test_check_says_yes_or_why_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lottery("check", PEOPLE, TARGETS, "--size", "40") == 0
    clashing = tmp_path / "targets.csv"
    clashing.write_text(Path(TARGETS).read_text().replace("language,other,2,4", "language,other,6,8"))
    capsys.readouterr()
    assert lottery("check", PEOPLE, str(clashing), "--size", "40") == 1
    assert "language other: at least 6 are wanted, but the pool has 5" in capsys.readouterr().out
    assert lottery("solve", PEOPLE, str(clashing), "--size", "40", "--out", str(tmp_path / "x")) == 1


def test_bad_input_is_one_line_that_says_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "people.csv"
    broken.write_text(Path(PEOPLE).read_text().replace(",woman,", ",wooman,", 1))
    out = ["--size", "40", "--out", str(tmp_path / "x")]
    assert lottery("solve", str(broken), TARGETS, *out) == 2
    assert capsys.readouterr().err == (
        "puntari lottery: line 2: gender is 'wooman', unknown to the targets; mend either file\n"
    )
    assert lottery("solve", PEOPLE, TARGETS, *out, "--json", "--id-column", "nope") == 2
    assert json.loads(capsys.readouterr().out) == {"error": "missing_column", "column": "nope"}
    assert lottery("uniform", str(tmp_path), "--out", str(tmp_path)) == 2


def test_alternates_and_letters(solved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    selected = str(solved / "selected.csv")
    words = [
        "alternates",
        PEOPLE,
        TARGETS,
        selected,
        "--count",
        "3",
        "--seed",
        "1",
        "--samples",
        "50",
        "--json",
    ]
    assert lottery(*words) == 0
    assert len(json.loads(capsys.readouterr().out)["alternates"]) == 3
    past = tmp_path / "past.csv"
    past.write_text("gender,age_band,stayed\n" + "woman,18-29,no\nman,75+,yes\n" * 20)
    assert lottery(*words, "--history", str(past)) == 0
    assert len(json.loads(capsys.readouterr().out)["alternates"]) == 3
    past.write_text("gender,stayed\nwoman,perhaps\n")
    assert lottery(*words, "--history", str(past)) == 2
    assert "write yes or no" in capsys.readouterr().err
    strata, targets, plan = tmp_path / "strata.csv", tmp_path / "targets.csv", tmp_path / "plan.csv"
    strata.write_text("gender,residents,rate\nwoman,2000,0.06\nman,2000,0.04\n")
    targets.write_text("feature,value,min,max\ngender,woman,9,11\ngender,man,9,11\n")
    words = [str(strata), str(targets), "--size", "20", "--runs", "500", "--out", str(plan), "--json"]
    assert lottery("letters", *words) == 0
    assert sum(int(row["letters"]) for row in rows(plan)) == json.loads(capsys.readouterr().out)["total"]


def test_every_command_has_help_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    for name in [
        "solve",
        "audit",
        "check",
        "uniform",
        "commit",
        "draw",
        "record",
        "verify",
        "alternates",
        "letters",
    ]:
        with pytest.raises(SystemExit) as caught:
            lottery(name, "--help")
        assert caught.value.code == 0
        assert f"puntari lottery {name} " in capsys.readouterr().out.split("example:")[1]


def test_already_selected_people_keep_their_seats(solved: Path, tmp_path: Path) -> None:
    first = (solved / "selected.csv").read_text().splitlines()[:2]
    already = tmp_path / "already.csv"
    already.write_text("\n".join(first) + "\n")
    out = tmp_path / "rest"
    words = ["--size", "40", "--already-selected", str(already), "--out", str(out)]
    assert lottery("solve", PEOPLE, TARGETS, *words) == 0
    ids = rows(out / "panels.csv")[0]["ids"].split()
    assert len(ids) == 39
    assert first[1].split(",")[0] not in ids
