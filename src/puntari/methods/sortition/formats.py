"""The field's files: targets, people, settings, already selected."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from puntari.methods.sortition.errors import PeopleError, SettingsError, TableError, TargetsError
from puntari.methods.sortition.model import Feature, Person, Pool, Quota, Quotas, check_quotas, name_key
from puntari.methods.sortition.tables import Row, Source, Table, read_limited, read_table

ID_COLUMNS = ("nationbuilder_id", "unique_id", "id")
MAX_SEATS = 1_000_000
MAX_QUOTAS = 10_000
MAX_SETTINGS = 1_000_000


def read_targets(source: Source) -> list[Feature]:
    """Read ``feature,value,min,max[,min_flex,max_flex]`` (or ``category,name,min,max``); other columns are
    ignored.

    Raises ``TableError`` and ``TargetsError`` (``missing_column``, ``blank_cell``, ``not_a_number``,
    ``too_large_number`` with line and column, and those of ``check_quotas``).
    """
    table = read_table(source, MAX_QUOTAS)
    columns = _target_columns(table)
    features: dict[str, tuple[str, list[Quota]]] = {}
    for row in table.rows:
        if not any(row.cells[column] for column in columns.values() if column is not None):
            # A row of notes only: the field's files have them.
            continue
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
        "value": table.column("value", "name", "category value", "category_value", "category-value"),
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

    ``id_column`` may name several columns, separated by commas: their values, joined by a colon, are the id.
    ``columns_to_keep`` None keeps every column in ``Person.row``. Raises ``TableError`` and ``PeopleError``
    (``missing_column``, ``blank_id``, ``duplicate_id``, ``missing_value``, ``unknown_value``; line and
    column).
    """
    table = read_table(source)
    reader = _PeopleReader(table, quotas, id_column, address_columns, columns_to_keep)
    return Pool(tuple(reader.person(row) for row in table.rows))


def people_columns(settings: "Settings", quotas: Quotas, id_column: str | None) -> list[str] | None:
    """The columns of result files as the field's settings ask for them: the id, the columns to keep, the
    address, the features; None (all columns, as they come) when they name none.
    """
    if settings.columns_to_keep is None or id_column is None:
        return None
    address = settings.check_same_address_columns if settings.check_same_address else ()
    wanted = [*_parts(id_column), *settings.columns_to_keep, *address]
    named = {name_key(name): name for name in reversed([*wanted, *(f.name for f in quotas)])}
    return list(dict.fromkeys(named[name_key(name)] for name in [*wanted, *(f.name for f in quotas)]))


def _parts(id_column: str) -> list[str]:
    return [part.strip() for part in id_column.split(",") if part.strip()]


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
        self.id_columns = _id_columns(table, id_column)
        self.features = [(f.name, _find(table, f.name), {name_key(v): v for v in f.values}) for f in quotas]
        self.address = [_find(table, name) for name in address_columns]
        if columns_to_keep is None:
            self.keep = [(name, i) for i, name in enumerate(table.titles()) if name]
        else:
            self.keep = [(name, _find(table, name)) for name in columns_to_keep]
        self.lines: dict[str, int] = {}

    def person(self, row: Row) -> Person:
        return Person(
            self._id(row),
            {name: self._value(row, name, column, known) for name, column, known in self.features},
            tuple(row.cells[column] for column in self.address),
            {name: row.cells[column] for name, column in self.keep},
        )

    def _id(self, row: Row) -> str:
        for column in self.id_columns:
            if not row.cells[column]:
                raise PeopleError("blank_id", line=row.line, column=self.header[column])
        identifier = ":".join([row.cells[column] for column in self.id_columns])
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


def _id_columns(table: Table, id_column: str | None) -> list[int]:
    if id_column is None or table.column(id_column) is not None:
        return [_find(table, *((id_column,) if id_column else ID_COLUMNS))]
    return [_find(table, name) for name in _parts(id_column) or [id_column]]


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
    """Read settings TOML. Raises ``SettingsError``: ``unreadable``, ``too_large``, ``bad_toml``,
    ``wrong_kind``.
    """
    try:
        data = source if isinstance(source, bytes) else read_limited(Path(source), MAX_SETTINGS)
        values = tomllib.loads(data.decode("utf-8-sig"))
    except TableError as error:
        raise SettingsError(error.code, **error.params) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
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
