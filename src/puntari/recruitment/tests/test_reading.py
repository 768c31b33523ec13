"""Files as people really bring them, and files nobody should bring."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from puntari.core.errors import BadInput
from puntari.recruitment.sample import reading
from puntari.recruitment.sample.mapping import guess, header_hash
from puntari.recruitment.sample.reading import read_table
from puntari.recruitment.tests.conftest import HEADER, row, sample_bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_encoding_and_delimiter_gives_the_same_rows(encoding: str, delimiter: str) -> None:
    table = read_table(sample_bytes([row(1), row(2)], delimiter=delimiter, encoding=encoding))
    assert table.header == HEADER
    assert table.rows[0] == (2, row(1))
    assert table.delimiter == delimiter


def test_a_quoted_cell_may_hold_the_delimiter_and_a_line_break() -> None:
    table = read_table(b'Sukunimi;Osoite\n"Esimerkki; vanhempi";"Tie 1\nC/O Toinen"\nMuu;Tie 2\n')
    assert table.rows == [(2, ["Esimerkki; vanhempi", "Tie 1 C/O Toinen"]), (4, ["Muu", "Tie 2"])]


def test_empty_lines_and_trailing_delimiters_do_no_harm() -> None:
    table = read_table(b"\n\nSukunimi;Osoite;;\n\nMuu;Tie 2;;\n;;;\n")
    assert table.header == ["Sukunimi", "Osoite"]
    assert [cells for _line, cells in table.rows] == [["Muu", "Tie 2"]]


def test_a_workbook_reads_like_a_text_file() -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Sukunimi", "Postinumero", "Syntymävuosi"])
    sheet.append(["Esimerkki", 5800, 1980.0])
    out = io.BytesIO()
    book.save(out)
    table = read_table(out.getvalue())
    assert table.rows == [(2, ["Esimerkki", "5800", "1980"])]
    assert table.encoding == "xlsx"


def zip_of(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"  \n ", "file_empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "file_not_table"),
        (b"yksi sarake\nrivi\n", "file_no_header"),
        (b"123;456\n789;12\n", "file_no_header"),
        (b"Sukunimi;Osoite\n", "file_no_rows"),
        (b"PK\x03\x04 ei mikaan zip", "file_broken_workbook"),
        (zip_of(muu=b"ei taulukko"), "file_broken_workbook"),
        (b'Sukunimi;Osoite\n"' + b"x" * 200_000 + b'";Tie\n', "file_broken_line"),
    ],
)
def test_a_file_that_is_no_sample_is_refused_in_words(content: bytes, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_table(content)
    assert caught.value.code == f"recruitment.{code}"
    assert str(caught.value) != caught.value.code


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zip_of(**{"xl/workbook.xml": b"0" * (reading.MAX_UNPACKED + 1)})
    assert len(bomb) < reading.MAX_BYTES
    with pytest.raises(BadInput) as caught:
        read_table(bomb)
    assert caught.value.code == "recruitment.file_too_big"


def test_columns_are_guessed_in_three_languages() -> None:
    assert guess(HEADER) == {
        "last_name": 0, "first_names": 1, "street": 2, "postcode": 3, "post_office": 4, "municipality": 5,
        "language": 6, "gender": 7, "birth": 8, "non_disclosure": 9,
    }  # fmt: skip
    assert guess(["First name", "Surname", "Zip", "Efternamn"]) == {
        "first_names": 0,
        "last_name": 1,
        "postcode": 2,
    }
    assert guess(["Yksikkö"], {"feature:unit": "Yksikkö"}) == {"feature:unit": 0}


def test_a_header_is_known_again_whatever_its_case() -> None:
    assert header_hash(["Sukunimi", "Posti numero"]) == header_hash(["SUKUNIMI", "postinumero"])
