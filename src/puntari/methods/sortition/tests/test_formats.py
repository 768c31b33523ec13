"""What organisers' files may look like, and what is refused, with the line it stands on."""

import io

import pytest
from openpyxl import Workbook

from puntari.methods.sortition import (
    Feature,
    PeopleError,
    Quota,
    SettingsError,
    TableError,
    TargetsError,
    households_of,
    read_people,
    read_settings,
    read_targets,
    reduce_quotas,
)

TARGETS = b"feature,value,min,max\ngender,woman,1,2\ngender,man,1,2\ntown,Hyvink\xc3\xa4\xc3\xa4,0,3\n"
QUOTAS = read_targets(TARGETS)


def people(*rows: str, header: str = "id,gender,town") -> bytes:
    return "\n".join((header, *rows)).encode()


def test_targets_are_read_with_their_flex() -> None:
    features = read_targets(b"feature,value,min,max,min_flex,max_flex,Notes\ngender,woman,4,5,2,9,hello\n")
    assert features == [Feature("gender", (Quota("woman", 4, 5, 2, 9),))]


def test_the_older_header_is_read() -> None:
    assert read_targets(b"category,name,min,max\ngender,woman,4,5\n")[0].quotas == (Quota("woman", 4, 5),)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
def test_usual_encodings_and_separators_read_alike(separator: str, encoding: str) -> None:
    assert read_targets(TARGETS.decode().replace(",", separator).encode(encoding)) == QUOTAS


def test_names_are_compared_without_case_and_outer_space() -> None:
    pool = read_people(people("1, WOMAN , hyvinkää", header=" ID ,Gender,TOWN"), QUOTAS)
    assert pool.people[0].values == {"gender": "woman", "town": "Hyvinkää"}


def test_excel_reads_like_csv() -> None:
    book = Workbook()
    for row in (["feature", "value", "min", "max"], ["gender", "woman", 1, 2.0], ["gender", "man", 1, 2]):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    assert read_targets(data.getvalue()) == [Feature("gender", (Quota("woman", 1, 2), Quota("man", 1, 2)))]


def test_rows_in_memory_read_like_a_file() -> None:
    assert read_targets([{"feature": "gender", "value": "woman", "min": 1, "max": 2}])[0].name == "gender"


def test_other_columns_are_carried_through_and_addresses_make_households() -> None:
    header = "id,gender,town,phone,street,zip"
    rows = ("1,man,Hyvinkää,+358 1,Tie 1,00100", "2,man,Hyvinkää,-,tie 1,00100", "3,man,Hyvinkää,,,")
    pool = read_people(people(*rows, header=header), QUOTAS, address_columns=("street", "zip"))
    assert pool.people[0].row["phone"] == "+358 1"
    homes = households_of(pool)
    assert homes["1"] == homes["2"]
    assert "3" not in homes


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (people("1,woman,"), "missing_value", 2),
        (people("1,woman,Hyvinkää", "2,other,Hyvinkää"), "unknown_value", 3),
        (people(",woman,Hyvinkää"), "blank_id", 2),
        (people("1,woman,Hyvinkää", "1,man,Hyvinkää"), "duplicate_id", 3),
        (people("1,woman", header="id,gender"), "missing_column", None),
        (people("1,woman", header="name,gender"), "missing_column", None),
        (people("=1+1,woman,Hyvinkää"), "formula_cell", 2),
        (people("1,woman,Hyvinkää,x"), "ragged_row", 2),
        (people("1,a,b,c", header="id,gender,Gender,town"), "duplicate_column", None),
        (b"", "empty", None),
        (b"PK\x03\x04 this is no workbook", "bad_xlsx", None),
        (b"id,gender,town\n1,wo\x00man,x\n", "unknown_value", 2),
    ],
)
def test_faulty_people_are_refused_with_their_line(data: bytes, code: str, line: int | None) -> None:
    with pytest.raises((PeopleError, TableError)) as caught:
        read_people(data, QUOTAS)
    assert (caught.value.code, caught.value.params.get("line")) == (code, line)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("gender,woman,3,2", "min_above_max"),
        ("gender,woman,-1,2", "negative"),
        ("gender,woman,,2", "blank_cell"),
        ("gender,,1,2", "blank_cell"),
        ("gender,woman,one,2", "not_a_number"),
        ("gender,woman,1,9999999999", "too_large_number"),
        ("gender,woman,1,2\ngender,WOMAN,1,2", "duplicate_value"),
        ("gender,=1+1,1,2", "formula_cell"),
    ],
)
def test_faulty_targets_are_refused(row: str, code: str) -> None:
    with pytest.raises((TargetsError, TableError)) as caught:
        read_targets(f"feature,value,min,max\n{row}\n".encode())
    assert caught.value.code == code


def test_flex_must_lie_outside_the_quota() -> None:
    with pytest.raises(TargetsError, match="flex_inside"):
        read_targets(b"feature,value,min,max,min_flex,max_flex\ngender,woman,4,5,5,9\n")


def test_a_file_saved_by_windows_keeps_its_letters() -> None:
    # In its Latin-1 the letters of 80 to 9f are signs that nobody writes; Windows puts its own there.
    pool = read_people("id,gender,town,name\n1,man,Hyvinkää,Šemeikka\n".encode("cp1252"), QUOTAS)
    assert pool.people[0].row["name"] == "Šemeikka"
    strange = b"id,gender,town,name\n1,man,Hyvink\xe4\xe4,\x81\n"
    assert read_people(strange, QUOTAS).people[0].values["town"] == "Hyvinkää"


def test_a_missing_file_is_an_input_error() -> None:
    with pytest.raises(TableError, match="unreadable"):
        read_targets("no/such/file.csv")


def test_settings_are_checked() -> None:
    settings = read_settings(b'id_column = "nr"\ncheck_same_address = true\nsolver_backend = "x"\n')
    assert (settings.id_column, settings.check_same_address) == ("nr", True)
    with pytest.raises(SettingsError, match="wrong_kind"):
        read_settings(b'random_number_seed = "one"')
    with pytest.raises(SettingsError, match="bad_toml"):
        read_settings(b"id_column = ")


def test_seats_already_taken_come_off_the_quotas() -> None:
    taken = read_people(people("1,woman,Hyvinkää"), QUOTAS).people
    left = reduce_quotas(QUOTAS, taken)
    assert left[0].quotas[0] == Quota("woman", 0, 1)
    assert left[1].quotas[0].max == 2
    with pytest.raises(TargetsError, match="taken_above_max"):
        reduce_quotas(QUOTAS, taken * 3)
