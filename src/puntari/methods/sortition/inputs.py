"""What the commands read: people and quotas, who has a seat already, who is set aside."""

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass

from puntari.methods.sortition.errors import InputError, PeopleError, SettingsError
from puntari.methods.sortition.formats import (
    Settings,
    people_columns,
    read_people,
    read_settings,
    read_targets,
)
from puntari.methods.sortition.model import Feature, Pool, households_of, name_key, reduce_quotas


@dataclass(frozen=True)
class Input:
    """``open_pool`` is everybody without the already selected (``taken``); ``quotas`` and ``size`` are what
    their seats leave of ``targets``. ``exclude`` holds those who live with one of them as well.
    """

    pool: Pool
    open_pool: Pool
    quotas: list[Feature]
    size: int
    homes: dict[str, str]
    taken: Pool
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    settings: Settings
    targets: list[Feature]


def names(texts: Sequence[str] | str | None) -> tuple[str, ...]:
    """Names separated by commas, in one text or several; one with a comma inside stands in quotes."""
    given = [texts] if isinstance(texts, str) else list(texts or ())
    return tuple(
        part.strip() for row in csv.reader(given, skipinitialspace=True) for part in row if part.strip()
    )


def read_pool(args: argparse.Namespace) -> tuple[Pool, list[Feature], Settings, tuple[str, ...]]:
    """People, quotas, settings and the columns of the address."""
    settings = read_settings(args.settings) if args.settings else Settings()
    quotas = read_targets(args.targets)
    address = names(args.same_address)
    if not address and settings.check_same_address:
        address = settings.check_same_address_columns
        if not address:
            raise SettingsError("no_address_columns")
    id_column = args.id_column or settings.id_column
    keep = people_columns(settings, quotas, id_column)
    pool = read_people(
        args.people, quotas, id_column=id_column, address_columns=address, columns_to_keep=keep
    )
    return pool, quotas, settings, address


def read_input(args: argparse.Namespace) -> Input:
    """Everything a selection starts from.

    Raises ``InputError`` (``no_seats_left``, ``unknown_id`` and those of the files).
    """
    pool, quotas, settings, address = read_pool(args)
    taken = _already(args, pool, quotas, settings, address)
    if taken and len(taken) >= args.size:
        raise InputError("no_seats_left", taken=len(taken), size=args.size)
    homes = households_of(pool) if address else {}
    open_pool = pool.without(taken.ids)
    closed = set(households_of(taken).values()) if address else set()
    housemates = [name for name in open_pool.ids if homes.get(name) in closed]
    return Input(
        pool=pool,
        open_pool=open_pool,
        quotas=reduce_quotas(quotas, taken.people),
        size=args.size - len(taken),
        homes=homes,
        taken=taken,
        include=names(args.include),
        exclude=tuple(dict.fromkeys([*names(args.exclude), *housemates])),
        settings=settings,
        targets=quotas,
    )


def _already(
    args: argparse.Namespace,
    pool: Pool,
    quotas: Sequence[Feature],
    settings: Settings,
    address: Sequence[str],
) -> Pool:
    """The already selected: a file in the people's shape, or only ids of people in the pool."""
    if not args.already_selected:
        return Pool(())
    id_column = args.id_column or settings.id_column
    try:
        return read_people(
            args.already_selected, quotas, id_column=id_column, address_columns=address, columns_to_keep=()
        )
    except PeopleError as error:
        named = {name_key(name) for name in (*(f.name for f in quotas), *address)}
        if error.code != "missing_column" or name_key(str(error.params["column"])) not in named:
            raise
    ids = read_people(args.already_selected, (), id_column=id_column, columns_to_keep=()).ids
    known = set(pool.ids)
    if unknown := [name for name in ids if name not in known]:
        raise InputError("already_selected_unknown", id=unknown[0])
    return pool.select(ids)
