"""What an organiser can ask of a selection on the command line, and in which shape the answer comes."""

import argparse
import csv
import json
from pathlib import Path

import pytest

from puntari.methods.sortition.cli import add_parser

TARGETS = "feature,value,min,max,min_flex,max_flex\ngender,woman,2,2,1,3\ngender,man,2,2,1,3\n"
PEOPLE = (
    "unique_id,first,email,street,zip,gender\n"
    "a1,Aino,a@x,Tie 1,00100,woman\n"
    "a2,Arvo,b@x,TIE 1 ,00100,man\n"
    "b1,Bea,c@x,Tie 2,00100,woman\n"
    "b2,Boris,d@x,Tie 3,00100,man\n"
    "c1,Cia,e@x,,,woman\n"
    "c2,Carl,f@x,,,man\n"
    "d1,Disa,g@x,Tie 4,00100,woman\n"
)


def lottery(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers(required=True))
    args = parser.parse_args(["lottery", *words])
    return args.run(args)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text(PEOPLE)
    Path("targets.csv").write_text(TARGETS)
    return tmp_path


def solve(*words: str) -> int:
    return lottery("solve", "people.csv", "targets.csv", "--size", "4", "--out", "out", *words)


def rows(name: str) -> list[dict[str, str]]:
    with Path(name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def chances() -> dict[str, float]:
    return {row["id"]: float(row["chance"]) for row in rows("out/chances.csv")}


def panels() -> list[set[str]]:
    return [set(row["ids"].split()) for row in rows("out/panels.csv")]


def test_one_person_an_address_and_a_blank_address_is_none() -> None:
    assert solve("--same-address", "street,zip") == 0
    assert not any({"a1", "a2"} <= panel for panel in panels())
    assert any({"c1", "c2"} <= panel for panel in panels())


def test_included_and_excluded_people() -> None:
    assert solve("--include", "a1", "--include", "b2", "--exclude", "c1,c2") == 0
    assert all({"a1", "b2"} <= panel and not {"c1", "c2"} & panel for panel in panels())
    assert (chances()["a1"], chances()["c1"]) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--include", "zz"), "nobody has the id zz"),
        (("--include", "a1", "--exclude", "a1"), "a1 is both included and excluded"),
        (("--include", "a1,a2,b1,b2,c1"), "5 people are included, but there are only 4 seats"),
        (("--include", "a1,a2", "--same-address", "street,zip"), "a1 and a2 are of one household"),
        (("--include", "a1,b1,c1"), "gender woman: 3 seats are taken already, but max is 2"),
        (("--algorithm", "maximin", "--same-address", "town"), "there is no column town"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert solve(*words) == 2
    assert said in capsys.readouterr().err
    assert not Path("out").exists()


def test_an_id_with_a_comma_stands_in_quotes() -> None:
    Path("people.csv").write_text(PEOPLE.replace("a1,", '"a, 1",', 1))
    assert solve("--include", '"a, 1",b1') == 0
    assert chances()["a, 1"] == 1.0


def test_who_lives_with_somebody_already_selected_has_no_seat(capsys: pytest.CaptureFixture[str]) -> None:
    Path("already.csv").write_text(PEOPLE.splitlines()[0] + "\nx9,Xenia,,Tie 4,00100,woman\n")
    words = ("--same-address", "street,zip", "--already-selected", "already.csv")
    assert solve(*words) == 0
    assert all(len(panel) == 3 for panel in panels())
    assert chances()["d1"] == 0.0
    # Her own seat is one of the two for women.
    assert sum(chances()[name] for name in ("a1", "b1", "c1")) == pytest.approx(1.0)
    assert "d1" in {row["unique_id"] for row in rows("out/remaining.csv")}
    assert lottery("check", "people.csv", "targets.csv", "--size", "4", *words) == 0


def test_already_selected_may_be_a_list_of_ids() -> None:
    Path("already.csv").write_text("unique_id\na1\n")
    assert solve("--already-selected", "already.csv", "--same-address", "street,zip") == 0
    assert "a1" not in chances()
    assert chances()["a2"] == 0.0
    assert "a1" not in {row["unique_id"] for row in rows("out/remaining.csv")}


def test_nothing_is_left_to_draw(capsys: pytest.CaptureFixture[str]) -> None:
    Path("already.csv").write_text("unique_id\na1\na2\nb1\nb2\n")
    assert solve("--already-selected", "already.csv") == 2
    assert "4 people are selected already, and the size is 4" in capsys.readouterr().err
    Path("already.csv").write_text("unique_id\nx9\n")
    assert solve("--already-selected", "already.csv") == 2
    assert "x9 is selected already" in capsys.readouterr().err


def test_the_settings_of_the_field_say_columns_address_and_seed() -> None:
    Path("settings.toml").write_text(
        'id_column = "unique_id"\ncheck_same_address = true\ncheck_same_address_columns = ["street", "zip"]\n'
        'columns_to_keep = ["email", "First"]\nmax_attempts = 100\nsolver_backend = "highspy"\n'
        'selection_algorithm = "maximin"\nrandom_number_seed = 5\n'
    )
    assert solve("--settings", "settings.toml") == 0
    header = Path("out/selected.csv").read_text().splitlines()[0]
    assert header == "unique_id,email,First,street,zip,gender"
    assert Path("out/remaining.csv").read_text().splitlines()[0] == header
    assert json.loads(Path("out/certificate.json").read_text())["algorithm"] == "maximin"
    assert not any({"a1", "a2"} <= panel for panel in panels())
    unchecked = Path("settings.toml").read_text().replace("same_address = true", "same_address = false")
    Path("settings.toml").write_text(unchecked)
    assert solve("--settings", "settings.toml") == 0
    assert Path("out/selected.csv").read_text().startswith("unique_id,email,First,gender\n")


def test_an_address_check_without_columns_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("settings.toml").write_text("check_same_address = true\n")
    assert solve("--settings", "settings.toml") == 2
    assert "check_same_address_columns is empty" in capsys.readouterr().err


def test_an_id_of_several_columns() -> None:
    lines = PEOPLE.replace("unique_id", "round").splitlines()
    Path("people.csv").write_text("\n".join([lines[0], *("r1" + line[2:] for line in lines[1:])]) + "\n")
    assert solve("--id-column", "round,first") == 0
    assert "r1:Aino" in chances()
    assert solve("--id-column", "round") == 2
    assert solve("--id-column", "round,street") == 2


def test_columns_that_nobody_asks_for_may_share_a_name() -> None:
    Path("people.csv").write_text(PEOPLE.replace("first,email", "Notes,Notes"))
    assert solve() == 0
    assert Path("out/selected.csv").read_text().startswith("unique_id,Notes,Notes (2),street,zip,gender\n")
    assert solve("--same-address", "Notes") == 2


def test_a_row_of_notes_in_the_targets_is_no_quota(capsys: pytest.CaptureFixture[str]) -> None:
    Path("targets.csv").write_text(
        "feature,value,min,max,Notes\ngender,woman,2,2,\n,,,,see above\ngender,man,2,2,\n"
    )
    assert solve() == 0
    Path("targets.csv").write_text("feature,value,min,max\ngender,woman,2,2\n,man,2,2\n")
    assert solve() == 2
    assert "line 3: feature is blank" in capsys.readouterr().err


def test_a_person_chooses_a_relaxation_and_the_reason_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    Path("targets.csv").write_text(TARGETS.replace("woman,2,2", "woman,5,5").replace("3\n", "5\n", 1))
    files = ("people.csv", "targets.csv", "--size", "7")
    assert lottery("check", *files) == 1
    assert "at least 5 are wanted, but the pool has 4" in capsys.readouterr().out
    words = ("relax", *files, "--choose", "1", "--out", "relaxed")
    assert lottery(*words, "--reason", "because") == 2
    assert (
        lottery("relax", *files, "--choose", "9", "--reason", "Too few women volunteered", "--out", "r") == 2
    )
    assert lottery(*words, "--reason", "Too few women volunteered") == 0
    assert lottery("check", "people.csv", "relaxed/relaxed.csv", "--size", "7") == 0
    (entry,) = json.loads(Path("relaxed/relaxations.json").read_text())
    assert entry["reason"] == "Too few women volunteered"
    assert entry["cost"] == sum(abs(c["new"] - c["old"]) for c in entry["chosen"]["changes"])
    assert lottery("relax", "people.csv", "relaxed/relaxed.csv", *files[2:], "--choose", "1", "--reason",
                   "Once more, please", "--out", "relaxed") == 2  # fmt: skip


def test_relaxations_are_told_in_the_numbers_of_the_targets_file(capsys: pytest.CaptureFixture[str]) -> None:
    # One man holds a seat already, so five are wanted of the two left: the offer still speaks of six.
    Path("targets.csv").write_text("feature,value,min,max\ngender,woman,0,9\ngender,man,6,9\n")
    Path("already.csv").write_text("unique_id\na2\n")
    words = ("check", "people.csv", "targets.csv", "--size", "6", "--already-selected", "already.csv")
    assert lottery(*words) == 1
    assert "gender man min 6 -> 3" in capsys.readouterr().out


def test_a_replacement_shows_the_quotas_before_and_after(capsys: pytest.CaptureFixture[str]) -> None:
    lines = PEOPLE.splitlines()
    Path("panel.csv").write_text("\n".join([lines[0], *lines[1:5]]) + "\n")
    words = ("replace", "people.csv", "targets.csv", "panel.csv", "--leaving")
    assert lottery(*words, "a1,b2", "--ready", "c2,d1,c1", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert {change["steps_in"] for change in answer["changes"]} == {"c2", "d1"}
    assert answer["persons_off"] == 0
    assert [row["held"] for row in answer["before"]] == [row["held"] for row in answer["after"]] == [2, 2]
    assert lottery(*words, "a1,b1", "--ready", "d1") == 0
    said = capsys.readouterr().out
    assert "d1 steps in for a1" in said
    assert "nobody is left to step in for b1" in said
    assert "outside the quota" in said
    assert lottery(*words, "nobody", "--ready", "d1") == 2
    assert lottery(*words, "a1", "--ready", "a2") == 2
