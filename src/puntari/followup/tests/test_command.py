import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from puntari.core.models import Organisation
from puntari.followup.models import Action
from puntari.followup.tests.tables import DIGITAL, as_csv, without_keys
from puntari.panels.models import Panel


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "taulukko.csv"
    path.write_bytes(as_csv(DIGITAL))
    return path


def run(*words: str) -> tuple[int, str, str]:
    """Exit status, output and errors of the command."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("actions", *words, stdout=out, stderr=err)
    except SystemExit as left:
        return int(left.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.mark.django_db
def test_a_table_makes_its_panel_even_in_an_empty_installation(file: Path) -> None:
    status, said, _ = run(
        "import", str(file), "--panel", "digi-2024", "--create-panel", "--updated", "11/2024", "--json"
    )
    told = json.loads(said)
    assert (status, told["new"], told["problems"]) == (0, 3, [])
    panel = Panel.objects.get(slug="digi-2024")
    assert panel.visibility == Panel.Visibility.PUBLIC
    assert Organisation.objects.count() == 1
    assert str(Action.objects.first().updated_on) == "2024-11-01"
    status, said, _ = run("import", str(file), "--panel", "digi-2024")
    assert (status, Action.objects.count()) == (0, 3)
    assert "3 ennallaan" in said


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_export_to_a_file(panel: Panel, file: Path, tmp_path: Path, kind: str) -> None:
    run("import", str(file), "--panel", "testi")
    target = tmp_path / f"out.{kind}"
    assert run("export", "--panel", "testi", "--format", kind, "--out", str(target))[0] == 0
    if kind == "csv":
        assert without_keys(target.read_bytes()) == DIGITAL
    assert target.stat().st_size > 100


def test_an_empty_table_answers_no(panel: Panel, tmp_path: Path) -> None:
    assert run("export", "--panel", "testi", "--out", str(tmp_path / "x.csv"))[0] == 1


def test_a_dry_run_writes_nothing(panel: Panel, file: Path) -> None:
    assert run("import", str(file), "--panel", "testi", "--dry-run")[0] == 0
    assert not Action.objects.exists()


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("import", "FILE", "--panel", "ei-ole"), "--create-panel"),
        (("import", "/ei/ole.csv", "--panel", "testi"), "/ei/ole.csv"),
        (("import", "FILE", "--panel", "testi", "--updated", "joskus"), "11/2024"),
        (("import", "FILE", "--panel", "ei käy", "--create-panel"), "ei käy"),
        (("export", "--panel", "ei-ole"), "ei-ole"),
    ],
)
def test_bad_input_is_one_line_and_status_2(
    panel: Panel, file: Path, words: tuple[str, ...], hint: str
) -> None:
    status, _, error = run(*(str(file) if word == "FILE" else word for word in words))
    assert status == 2
    assert hint in error
    assert len(error.strip().splitlines()) == 1
