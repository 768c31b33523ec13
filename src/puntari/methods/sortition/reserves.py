"""The commands for when somebody does not come: alternates beforehand, a replacement on the day."""

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from puntari.methods.sortition.alternates import (
    Replacement,
    choose_alternates,
    choose_replacement,
    expected_loss,
)
from puntari.methods.sortition.cells import write_csv
from puntari.methods.sortition.commands import Result
from puntari.methods.sortition.control import Progress
from puntari.methods.sortition.dropout import EXPECTED, fit_dropout
from puntari.methods.sortition.errors import InputError, TableError
from puntari.methods.sortition.formats import read_people
from puntari.methods.sortition.inputs import names, read_pool
from puntari.methods.sortition.model import Person, Pool, name_key
from puntari.methods.sortition.tables import read_table

_STAYED = {"yes": True, "1": True, "true": True, "no": False, "0": False, "false": False}


def alternates(args: argparse.Namespace, progress: Progress | None) -> Result:
    pool, quotas, settings, _ = read_pool(args)
    members = read_people(args.panel, quotas, id_column=args.id_column or settings.id_column)
    panel, dropout = members.ids, _dropout(args, members)
    seed = args.seed if args.seed is not None else settings.random_number_seed
    chosen = choose_alternates(
        pool,
        quotas,
        panel,
        args.count,
        dropout=dropout,
        seed=seed,
        samples=args.samples,
        progress=progress,
    )
    loss, off = expected_loss(pool, quotas, panel, chosen, dropout=dropout, seed=seed + 1)
    if args.out:
        rows = ((n, identifier) for n, identifier in enumerate(chosen, 1))
        write_csv(Path(args.out), ["call", "id"], rows)
    data = {"alternates": chosen, "expected_loss": loss, "expected_persons_off": off}
    lines = [*(f"{n:3d}  {identifier}" for n, identifier in enumerate(chosen, 1))]
    return data, [*lines, f"expected persons off a quota after dropouts: {off:.2f}"], 0


def _dropout(args: argparse.Namespace, members: Pool) -> float | dict[str, float]:
    if args.dropout is not None or not args.history:
        return EXPECTED if args.dropout is None else float(args.dropout)
    table = read_table(args.history)
    stayed = table.column("stayed")
    if stayed is None:
        raise TableError("missing_column", column="stayed")
    features = dict.fromkeys(name for person in members.people for name in person.values)
    columns = [(i, name) for name in features if (i := table.column(name)) is not None]
    history = []
    for row in table.rows:
        answer = _STAYED.get(name_key(row.cells[stayed]))
        if answer is None:
            raise TableError("not_yes_or_no", line=row.line, column="stayed", value=row.cells[stayed])
        history.append(({name: row.cells[i] for i, name in columns}, answer))
    return fit_dropout(history).rates(members.people)


def replace(args: argparse.Namespace, progress: Progress | None) -> Result:
    """Who steps in for each who leaves, with the quota table before and after."""
    pool, quotas, settings, _ = read_pool(args)
    people = pool.by_id()
    panel = list(read_people(args.panel, quotas, id_column=args.id_column or settings.id_column).people)
    ready = [_known(people, name) for name in names(args.ready)]
    leaving = list(names(args.leaving))
    if not leaving:
        raise InputError("nobody_leaves")
    made: list[tuple[str, Replacement]] = []
    while leaving and (ready or not made):
        step = choose_replacement(panel, leaving, ready, quotas)
        made.append((leaving.pop(0), step))
        panel = [*(person for person in panel if person.id != made[-1][0]), people[step.id]]
        ready = [person for person in ready if person.id != step.id]
    data = {
        "changes": [{"leaves": gone, "steps_in": step.id} for gone, step in made],
        "left_open": leaving,
        "before": [asdict(row) for row in made[0][1].before],
        "after": [asdict(row) for row in made[-1][1].after],
        "persons_off": made[-1][1].persons_off,
    }
    return data, _replacement_lines(made, leaving), 0


def _known(people: dict[str, Person], name: str) -> Person:
    if name not in people:
        raise InputError("unknown_id", id=name)
    return people[name]


def _replacement_lines(made: Sequence[tuple[str, Replacement]], left_open: Sequence[str]) -> list[str]:
    last = made[-1][1]
    lines = [f"{step.id} steps in for {gone}" for gone, step in made]
    lines += [f"nobody is left to step in for {gone}" for gone in left_open]
    lines.append(f"{'':32}{'quota':>9}{'before':>8}{'after':>8}")
    for old, new in zip(made[0][1].before, last.after, strict=True):
        name = f"{old.feature} {old.value}"[:31]
        mark = "  outside the quota" if new.off else ""
        lines.append(f"{name:<32}{f'{old.min}-{old.max}':>9}{old.held:>8}{new.held:>8}{mark}")
    return [*lines, f"persons off a quota afterwards: {last.persons_off}"]
