"""Reading population tables as offices hand them out."""

import io

import openpyxl
import pytest

from puntari.core.errors import BadInput
from puntari.panels import population

TABLE = "Alue,band,M,N,Yht\nKoivula,15-29,10,12,22\nKoivula,30-80,20,18,38\nLepikkö,15-29,5,5,10\n"


def test_a_table_is_added_up_by_area_band_and_gender():
    found = population.read(TABLE.encode(), "people.csv")
    assert found.areas == {"Koivula": 60, "Lepikkö": 10}
    assert found.bands == {(15, 29): 32, (30, 80): 38}
    assert found.genders == {"man": 35, "woman": 35}
    assert found.total == 70


@pytest.mark.parametrize("separator", [";", "\t", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_separators_and_encodings_of_finnish_offices(separator, encoding):
    content = TABLE.replace(",", separator).encode(encoding)
    assert population.read(content, "people.csv").areas["Lepikkö"] == 10


def test_an_excel_file_is_read_the_same_way():
    book = openpyxl.Workbook()
    for line in TABLE.splitlines():
        book.active.append([int(cell) if cell.isdecimal() else cell for cell in line.split(",")])
    file = io.BytesIO()
    book.save(file)
    assert population.read(file.getvalue(), "people.xlsx").total == 70


def test_rows_that_are_sums_are_passed_over():
    with_sums = TABLE + "Koivula,Yhteensä,30,30,60\nYhteensä,15-29,15,17,32\n"
    assert population.read(with_sums.encode(), "people.csv").total == 70


def test_thousands_may_be_written_with_spaces():
    content = "kunta;ikäryhmä;yhteensä\nKoivula;15–29;12 509\n".encode()
    assert population.read(content, "people.csv").total == 12_509


@pytest.mark.parametrize(
    ("content", "code", "params"),
    [
        (b"", "panels.population_columns", {}),
        (b"name,colour\nA,red\n", "panels.population_columns", {}),
        (b"area,band,total\n", "panels.population_empty", {}),
        (b"area,band,total\nA,15-29,many\n", "panels.population_number", {"row": 2, "value": "many"}),
        (b"area,band,total\nA,15-29,-4\n", "panels.population_number", {"row": 2, "value": "-4"}),
        (b"area,band,total\nA,young,4\n", "panels.population_band", {"row": 2, "value": "young"}),
        (b"area,band,M,N,total\nA,15-29,4,5,10\n", "panels.population_sum", {"row": 2}),
        (b"\x00\x01\x02", "panels.population_unreadable", {}),
        (b"area,total\n" + b"A,1\n" * 6000, "panels.population_too_big", {}),
    ],
)
def test_a_wrong_table_is_refused_with_its_row(content, code, params):
    with pytest.raises(BadInput) as refused:
        population.read(content, "people.csv")
    assert refused.value.code == code
    assert params.items() <= refused.value.params.items()


def test_something_that_only_calls_itself_excel_is_refused():
    with pytest.raises(BadInput) as refused:
        population.read(b"not a workbook", "people.xlsx")
    assert refused.value.code == "panels.population_unreadable"
