import io
import zipfile

import pytest

from puntari.core.errors import BadInput
from puntari.followup import actions
from puntari.followup.importing.reading import MAX_LINES, read_table
from puntari.followup.models import Recommendation
from puntari.panels.models import Panel

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
HEADING = "".join(
    f"<table:table-cell><text:p>{name}</text:p></table:table-cell>"
    for name in ("Suositus", "Alasuositus", "Toimenpide", "Aikataulu", "Status")
)
ROWS = f"""<table:table-header-rows><table:table-row>{HEADING}</table:table-row></table:table-header-rows>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="1024"/>
</table:table-row>
<table:table-row>
<table:table-cell><text:p>1. Apua<text:s text:c="2"/>arkeen</text:p></table:table-cell>
<table:table-cell><text:p>1.1. <text:span>Neuvo</text:span>nta</text:p></table:table-cell>
<table:table-cell><office:annotation><text:p>Muistutus</text:p></office:annotation>
<text:p>Eka</text:p>
<text:p>Toka</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2026-03-01">
<text:p>3/2026</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="2"><text:p>Kesken</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="1000"/></table:table-row>
<table:table-row><table:covered-table-cell><text:p>peitossa</text:p></table:covered-table-cell><table:table-cell>
<text:p>1.2. Bussi<text:line-break/>kyydit</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>"""


def ods(rows: str, start: str = "") -> bytes:
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?>{start}<office:document-content {NAMES}>'
        "<office:body>"
        f'<office:spreadsheet><table:table table:name="E"/><table:table table:name="T">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", xml)
    return out.getvalue()


def test_cells_are_read_as_they_are_seen() -> None:
    lines = read_table(ods(ROWS)).lines
    assert [(line.number, line.cells) for line in lines[1:]] == [
        (4, ["1. Apua  arkeen", "1.1. Neuvonta", "Eka\nToka", "3/2026", "Kesken", "Kesken"]),
        (5, ["", "1.2. Bussi\nkyydit"]),
    ]


def test_a_table_comes_in_and_a_second_time_changes_nothing(panel: Panel) -> None:
    actions.import_table(panel=panel, content=ods(ROWS), name="t.ods", actor=None)
    one = Recommendation.objects.get()
    assert (one.number, one.subs.count(), one.actions.get().schedule) == (1, 2, "3/2026")
    again = actions.import_table(panel=panel, content=ods(ROWS), name="t.ods", actor=None)
    assert (again.counts["new"], again.counts["changed"]) == (0, 0)


def row(cells: str, **attributes: object) -> str:
    said = "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<table:table-row{said}>{cells}</table:table-row>"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ods("<broken"), "followup.file_unreadable"),
        (ods("", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'), "followup.file_empty"),
        (ods(row(HEADING, number_rows_repeated=MAX_LINES + 50)), "followup.file_too_long"),
        (ods(""), "followup.file_empty"),
    ],
)
def test_what_cannot_be_a_table_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_table(content, "t.ods")
    assert refused.value.code == code


def test_an_archive_without_content_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(BadInput):
        read_table(out.getvalue(), "t.ods")
