"""The field's files: targets, people, settings, already selected."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from puntari.methods.sortition.errors import PeopleError, SettingsError, TargetsError
from puntari.methods.sortition.model import Feature, Person, Pool, Quota, Quotas, check_quotas, name_key
from puntari.methods.sortition.tables import Row, Source, Table, read_table

ID_COLUMNS = ("nationbuilder_id", "unique_id", "id")
MAX_SEATS = 1_000_000


def read_targets(source: Source) -> list[Feature]:
    """Read ``feature,value,min,max[,min_flex,max_flex]`` (or ``category,name,min,max``); other columns are
    ignored.

    Raises ``TableError`` and ``TargetsError`` (``missing_column``, ``blank_cell``, ``not_a_number``,
    ``too_large_number`` with line and column, and those of ``check_quotas``).
    """
    table = read_table(source)
    columns = _target_columns(table)
    features: dict[str, tuple[str, list[Quota]]] = {}
    for row in table.rows:
        name = _required(row, columns["feature"], "feature")
        quotas = features.setdefault(name_key(name), (name, []))[1]
        quotas.append(_quota(row, columns))
    result = [Feature(name, tuple(quotas)) for name, quotas in features.values()]
    check_quotas(result)
    return result


def _target_columns(table: Table) -> dict[str, int | None]:
    # "name" means the value only beside "category": the older header of the field.
    columns = {
        "feature": table.column("feature", "category"),
        "value": table.column("value", "name"),
        **{name: table.column(name) for name in ("min", "max", "min_flex", "max_flex")},
    }
    for name in ("feature", "value", "min", "max"):
        if columns[name] is None:
            raise TargetsError("missing_column", column=name)
    return columns


def _required(row: Row, column: int | None, name: str) -> str:
    cell = "" if column is None else row.cells[column]
    if not cell:
        raise TargetsError("blank_cell", line=row.line, column=name)
    return cell


def _quota(row: Row, columns: dict[str, int | None]) -> Quota:
    low = _whole(row, "min", _required(row, columns["min"], "min"))
    high = _whole(row, "max", _required(row, columns["max"], "max"))
    return Quota(
        _required(row, columns["value"], "value"),
        low,
        high,
        _optional(row, columns, "min_flex") or 0,
        _optional(row, columns, "max_flex"),
    )


def _optional(row: Row, columns: dict[str, int | None], name: str) -> int | None:
    column = columns[name]
    cell = "" if column is None else row.cells[column]
    return _whole(row, name, cell) if cell else None


def _whole(row: Row, name: str, cell: str) -> int:
    digits = cell.removesuffix(".0")
    if not (digits.isascii() and digits.removeprefix("-").isdigit()):
        raise TargetsError("not_a_number", line=row.line, column=name, value=cell)
    if len(digits) > 9 or int(digits) > MAX_SEATS:
        raise TargetsError("too_large_number", line=row.line, column=name, limit=MAX_SEATS)
    return int(digits)


def read_people(
    source: Source,
    quotas: Quotas,
    *,
    id_column: str | None = None,
    address_columns: Sequence[str] = (),
    columns_to_keep: Sequence[str] | None = None,
) -> Pool:
    """Read one person a row, values spelled as the targets spell them.

    ``columns_to_keep`` None keeps every column in ``Person.row``. Raises ``TableError`` and ``PeopleError``
    (``missing_column``, ``blank_id``, ``duplicate_id``, ``missing_value``, ``unknown_value``; line and
    column).
    """
    table = read_table(source)
    reader = _PeopleReader(table, quotas, id_column, address_columns, columns_to_keep)
    return Pool(tuple(reader.person(row) for row in table.rows))


def write_columns(pool: Pool) -> list[str]:
    """The columns of the file the people came from, in order."""
    return list(pool.people[0].row) if pool.people else []


class _PeopleReader:
    def __init__(
        self,
        table: Table,
        quotas: Quotas,
        id_column: str | None,
        address_columns: Sequence[str],
        columns_to_keep: Sequence[str] | None,
    ) -> None:
        self.header = table.header
        self.id_column = _find(table, *((id_column,) if id_column else ID_COLUMNS))
        self.features = [(f.name, _find(table, f.name), {name_key(v): v for v in f.values}) for f in quotas]
        self.address = [_find(table, name) for name in address_columns]
        keep = self.header if columns_to_keep is None else columns_to_keep
        self.keep = [(name, _find(table, name)) for name in keep if name]
        self.lines: dict[str, int] = {}

    def person(self, row: Row) -> Person:
        return Person(
            self._id(row),
            {name: self._value(row, name, column, known) for name, column, known in self.features},
            tuple(row.cells[column] for column in self.address),
            {name: row.cells[column] for name, column in self.keep},
        )

    def _id(self, row: Row) -> str:
        identifier = row.cells[self.id_column]
        if not identifier:
            raise PeopleError("blank_id", line=row.line, column=self.header[self.id_column])
        if identifier in self.lines:
            first = self.lines[identifier]
            raise PeopleError("duplicate_id", id=identifier, line=row.line, first_line=first)
        self.lines[identifier] = row.line
        return identifier

    def _value(self, row: Row, feature: str, column: int, known: dict[str, str]) -> str:
        cell = row.cells[column]
        value = known.get(cell) or known.get(name_key(cell))
        if value is None:
            code = "unknown_value" if cell else "missing_value"
            raise PeopleError(code, line=row.line, feature=feature, value=cell)
        return value


def _find(table: Table, *names: str) -> int:
    column = table.column(*names)
    if column is None:
        raise PeopleError("missing_column", column=names[0])
    return column


@dataclass(frozen=True)
class Settings:
    """The field's settings file. Keys of other tools are ignored."""

    id_column: str | None = None
    columns_to_keep: tuple[str, ...] | None = None
    check_same_address: bool = False
    check_same_address_columns: tuple[str, ...] = ()
    selection_algorithm: str = "leximin"
    random_number_seed: int = 0


_KINDS = {
    "id_column": str,
    "columns_to_keep": list,
    "check_same_address": bool,
    "check_same_address_columns": list,
    "selection_algorithm": str,
    "random_number_seed": int,
}


def read_settings(source: str | Path | bytes) -> Settings:
    """Read settings TOML. Raises ``SettingsError``: ``unreadable``, ``bad_toml``, ``wrong_kind``."""
    try:
        data = source if isinstance(source, bytes) else Path(source).read_bytes()
        values = tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise SettingsError("unreadable", path=str(source), reason=error.strerror or "") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError("bad_toml", reason=str(error)) from error
    known = {name: _setting(name, values[name]) for name in _KINDS if name in values}
    return Settings(**known)  # type: ignore[arg-type]  # every value was checked against its kind


def _setting(name: str, value: object) -> object:
    kind = _KINDS[name]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise SettingsError("wrong_kind", key=name, kind=kind.__name__)
    if not isinstance(value, list):
        return value
    if not all(isinstance(item, str) for item in value):
        raise SettingsError("wrong_kind", key=name, kind="list of names")
    return tuple(value)
