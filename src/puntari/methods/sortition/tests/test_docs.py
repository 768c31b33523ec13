"""Every command in docs/lottery.md runs as it stands there, one after another in one folder."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[5]
DOCUMENT = ROOT / "docs" / "lottery.md"
FIXTURES = Path(__file__).parent / "fixtures"
PAST = "gender,age_band,stayed\n" + "woman,18-29,no\nman,75+,yes\n" * 20
STRATA = "gender,residents,rate\nwoman,100000,0.06\nman,100000,0.05\n"


def commands() -> list[str]:
    blocks = re.findall(r"^```\n(.*?)^```", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def run(line: str, folder: Path, commitment: str) -> subprocess.CompletedProcess[str]:
    words = [commitment if word == "HASH-FROM-THE-NOTICE-BOARD" else word for word in shlex.split(line)]
    program = {"puntari": [sys.executable, "-m", "puntari.cli"], "python3": [sys.executable, "-I"]}[words[0]]
    return subprocess.run([*program, *words[1:]], cwd=folder, capture_output=True, text=True, check=False)


def test_every_command_of_the_document_runs(tmp_path: Path) -> None:
    shutil.copy(FIXTURES / "county_40_people.csv", tmp_path / "people.csv")
    shutil.copy(FIXTURES / "county_40_targets.csv", tmp_path / "targets.csv")
    folder, commitment, ran = tmp_path, "", []
    for line in commands():
        if line.startswith("cd "):
            folder = folder / line.split()[1]
            continue
        done = run(line, folder, commitment)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        if " commit " in line:
            commitment = re.findall(r"[0-9a-f]{64}", done.stdout)[0]
        ran.append(" ".join(line.split()[:3]))
    expected = ("check", "solve", "audit", "uniform", "alternates", "commit", "draw", "record", "verify")
    assert {f"puntari lottery {name}" for name in expected} <= set(ran)
    assert "python3 verify.py record.json" in ran
    certificate = json.loads((tmp_path / "result" / "certificate.json").read_text())
    assert certificate["exact"]
    wrong = run("python3 verify.py record.json HASH-FROM-THE-NOTICE-BOARD", folder, "0" * 64)
    assert wrong.returncode == 1
    assert "FAILED  that hash is the one published beforehand" in wrong.stdout


@pytest.mark.parametrize("reference", re.findall(r"`(--[a-z-]+)", DOCUMENT.read_text(encoding="utf-8")))
def test_every_option_named_in_the_text_exists(reference: str) -> None:
    if reference == "--peer":
        assert "--peer" in (ROOT / "bench" / "lottery.py").read_text(encoding="utf-8")
        return
    source = (Path(__file__).parents[1] / "cli.py").read_text(encoding="utf-8")
    assert f'"{reference}"' in source


def test_files_the_text_describes_are_read(tmp_path: Path) -> None:
    shutil.copy(FIXTURES / "county_40_people.csv", tmp_path / "people.csv")
    shutil.copy(FIXTURES / "county_40_targets.csv", tmp_path / "targets.csv")
    (tmp_path / "past.csv").write_text(PAST)
    (tmp_path / "strata.csv").write_text(STRATA)
    (tmp_path / "gender.csv").write_text("feature,value,min,max\ngender,woman,18,22\ngender,man,18,22\n")
    for line in (
        "puntari lottery solve people.csv targets.csv --size 40 --out result",
        "puntari lottery alternates people.csv targets.csv result/selected.csv --count 2 --history past.csv",
        "puntari lottery letters strata.csv gender.csv --size 40 --runs 200",
    ):
        done = run(line, tmp_path, "")
        assert done.returncode == 0, done.stderr
