import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from lxml import html

from puntari.core.models import Organisation
from puntari.followup import actions
from puntari.followup.static_site import MARK
from puntari.followup.tests.tables import DIGITAL, HEADING, as_csv
from puntari.panels.models import Panel


@pytest.fixture
def table(panel: Panel) -> Panel:
    rows = "".join(f"3. Pitkä;;Työ {number};2026;Kesken;U;\n" for number in range(120))
    actions.import_table(panel=panel, content=as_csv(DIGITAL), name="t", actor=None)
    actions.import_table(panel=panel, content=as_csv(f"{HEADING}\n{rows}"), name="t", actor=None)
    return panel


def build(folder: Path, capsys: Any, *more: str) -> dict[str, Any]:
    call_command("actions", "site", "--out", str(folder), "--json", *more)
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def links(page: Path) -> list[str]:
    root = html.document_fromstring(page.read_text())
    return [*root.xpath("//*/@href"), *root.xpath("//*/@src")]


def test_every_link_leads_to_a_file_or_to_the_site(table: Panel, tmp_path: Path, capsys: Any) -> None:
    said = build(tmp_path, capsys)
    assert said == {"ok": True, "folder": str(tmp_path), "panels": 1, "pages": 9, "files": 6}
    pages = sorted(tmp_path.rglob("*.html"))
    assert len(pages) == 9
    for page in pages:
        for link in links(page):
            if not link.startswith(("http://localhost:8000/", "#", "mailto:")):
                assert (page.parent / link.partition("#")[0]).resolve().is_file(), (page, link)


def test_nothing_in_it_needs_a_running_site(table: Panel, tmp_path: Path, capsys: Any) -> None:
    build(tmp_path, capsys)
    for page in tmp_path.rglob("*.html"):
        text = page.read_text()
        assert "<script" not in text
        assert "<form" not in text
    first = (tmp_path / "panels/testi/actions/index.html").read_text()
    second = (tmp_path / "panels/testi/actions/page-2.html").read_text()
    assert "Alustan hankinta" in first
    assert "Työ 119" in second
    assert 'href="page-2.html"' in first
    assert 'href="table.csv"' in first
    assert (tmp_path / "panels/testi/actions/table.csv").read_bytes().startswith(b"\xef\xbb\xbfSuositus;")
    assert list((tmp_path / "static/puntari/fonts").glob("*.woff2"))


def test_a_later_export_takes_old_pages_away(
    table: Panel, tmp_path: Path, capsys: Any, organisation: Organisation
) -> None:
    build(tmp_path, capsys, "--language", "sv")
    assert '<html lang="sv">' in (tmp_path / "index.html").read_text()
    table.visibility = Panel.Visibility.DRAFT
    table.save()
    with pytest.raises(SystemExit) as ended:
        call_command("actions", "site", "--out", str(tmp_path))
    assert ended.value.code == 1
    assert not (tmp_path / "panels").exists()
    assert "Alustan hankinta" not in (tmp_path / "actions/index.html").read_text()


def test_a_folder_with_something_else_is_left_alone(table: Panel, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(SystemExit) as ended:
        call_command("actions", "site", "--out", str(tmp_path))
    assert ended.value.code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert not (tmp_path / MARK).exists()
