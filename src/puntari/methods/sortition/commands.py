"""What the ``lottery`` commands on files do. Each returns its data and its exit status."""

import argparse
import random
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from puntari.methods.sortition import store
from puntari.methods.sortition.cells import write_csv, write_panels
from puntari.methods.sortition.control import Progress
from puntari.methods.sortition.errors import InputError, TableError
from puntari.methods.sortition.formats import Settings, read_people, read_settings, read_targets
from puntari.methods.sortition.messages import reason_sentence, relaxation_sentence
from puntari.methods.sortition.model import Feature, Pool, households_of, name_key, reduce_quotas

_STAYED = {"yes": True, "1": True, "true": True, "no": False, "0": False, "false": False}
Result = tuple[dict[str, Any], list[str], int]


def _split(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _input(args: argparse.Namespace) -> tuple[Pool, list[Feature], dict[str, str], Settings]:
    settings = read_settings(args.settings) if args.settings else Settings()
    quotas = read_targets(args.targets)
    address = _split(args.same_address)
    if not address and settings.check_same_address:
        address = settings.check_same_address_columns
    id_column = args.id_column or settings.id_column
    pool = read_people(args.people, quotas, id_column=id_column, address_columns=address)
    return pool, quotas, households_of(pool) if address else {}, settings


def _already(args: argparse.Namespace, quotas: list[Feature], id_column: str | None) -> Pool:
    if not args.already_selected:
        return Pool(())
    return read_people(args.already_selected, quotas, id_column=id_column)


def solve(args: argparse.Namespace, progress: Progress | None) -> Result:
    from puntari.methods.sortition.solver import solve as solve_lottery

    pool, quotas, homes, settings = _input(args)
    taken = _already(args, quotas, args.id_column or settings.id_column)
    seed = settings.random_number_seed if args.seed is None else args.seed
    open_pool = pool.without(taken.ids)
    left = reduce_quotas(quotas, taken.people)
    solution = solve_lottery(
        open_pool,
        left,
        args.size - len(taken),
        args.algorithm or settings.selection_algorithm,
        households=homes,
        include=_split(args.include),
        exclude=_split(args.exclude),
        seed=seed,
        progress=progress,
        deadline=args.deadline,
    )
    folder = Path(args.out)
    store.save_solution(folder, open_pool, left, solution, homes)
    chosen = solution.draw(random.Random(seed))
    drawn = set(chosen)
    store.write_people(folder / "selected.csv", pool, chosen)
    store.write_people(folder / "remaining.csv", pool, [i for i in open_pool.ids if i not in drawn])
    certificate = solution.certificate
    proof = "proven" if certificate.exact else f"NOT proven, gap {certificate.gap:.2e}"
    lines = [
        f"{certificate.algorithm}: lowest chance {certificate.lowest_chance:.6f}, {proof}",
        f"{certificate.panels} panels from {certificate.types} types in {certificate.seconds} s, in {folder}",
    ]
    return certificate.as_dict(), lines, 0


def check(args: argparse.Namespace, progress: Progress | None) -> Result:
    from puntari.methods.sortition.feasibility import check_feasible
    from puntari.methods.sortition.relaxations import propose_relaxations

    pool, quotas, homes, _ = _input(args)
    answer = check_feasible(pool, quotas, args.size, households=homes, progress=progress)
    if answer.feasible:
        return {"feasible": True}, ["feasible: at least one panel keeps every quota"], 0
    possible = args.size <= len(pool)
    offers = propose_relaxations(pool, quotas, args.size, households=homes) if possible else []
    lines = ["not feasible:", *("  " + reason_sentence(reason) for reason in answer.reasons)]
    lines += (
        ["smallest changes that would help:"] if offers else ["no change within the flex bounds would help"]
    )
    lines += ["  " + relaxation_sentence(offer) for offer in offers]
    data = {
        "feasible": False,
        "reasons": [asdict(reason) for reason in answer.reasons],
        "relaxations": [{**asdict(offer), "cost": offer.cost} for offer in offers],
    }
    return data, lines, 1


def uniform(args: argparse.Namespace, progress: Progress | None) -> Result:
    from puntari.methods.sortition.uniform import uniform_lottery

    solution = store.load_solution(Path(args.folder))[2]
    seed = solution.seed if args.seed is None else args.seed
    lottery = uniform_lottery(solution, args.panels, seed, progress=progress)
    folder = Path(args.out)
    folder.mkdir(parents=True, exist_ok=True)
    panels = ((str(number), ids) for number, ids in enumerate(lottery.panels))
    write_panels(folder / "uniform.csv", ["number", "ids"], panels)
    write_csv(folder / "uniform_chances.csv", ["id", "chance"], lottery.chances.items())
    data: dict[str, Any] = {
        "panels": len(lottery.panels),
        "largest_change": lottery.largest_change,
        "lowest_chance": lottery.lowest_chance,
        "lowered": lottery.lowered,
        "proposed_panels": lottery.proposed_panels,
        "warnings": lottery.warnings,
    }
    store.write_json(folder / "uniform.json", data)
    lines = [f"{args.panels} panels; largest change of a chance {lottery.largest_change * 100:.3f} points"]
    if "change_of_a_panel" in lottery.warnings:
        lines.append("WARNING: whole panels could not keep every chance within one panel of the exact one")
    if lottery.proposed_panels:
        lines.append(
            f"the lowest chance rests on fewer than 10 panels: use --panels {lottery.proposed_panels}"
        )
    return data, lines, 0


def alternates(args: argparse.Namespace, progress: Progress | None) -> Result:
    from puntari.methods.sortition.alternates import choose_alternates, expected_loss

    pool, quotas, _, settings = _input(args)
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
    from puntari.methods.sortition.dropout import EXPECTED, fit_dropout
    from puntari.methods.sortition.tables import read_table

    if args.dropout is not None or not args.history:
        return EXPECTED if args.dropout is None else float(args.dropout)
    table = read_table(args.history)
    stayed = table.column("stayed")
    if stayed is None:
        raise TableError("missing_column", column="stayed")
    names = {name_key(name): name for person in members.people for name in person.values}
    columns = [(i, names[name_key(name)]) for i, name in enumerate(table.header) if name_key(name) in names]
    history = []
    for row in table.rows:
        answer = _STAYED.get(name_key(row.cells[stayed]))
        if answer is None:
            raise TableError("not_yes_or_no", line=row.line, column="stayed", value=row.cells[stayed])
        history.append(({name: row.cells[i] for i, name in columns}, answer))
    return fit_dropout(history).rates(members.people)


def letters(args: argparse.Namespace, progress: Progress | None) -> Result:
    from puntari.methods.sortition.letters import plan_letters

    quotas = read_targets(args.targets)
    strata, header = _strata(args.strata)
    plan = plan_letters(
        strata,
        quotas,
        args.size,
        shares=_shares(args.share or []),
        rho=args.rho,
        confidence=args.confidence,
        runs=args.runs,
        seed=args.seed or 0,
        progress=progress,
    )
    if args.out:
        rows = ([*s.values.values(), s.residents, n] for s, n in zip(strata, plan.letters, strict=True))
        write_csv(Path(args.out), [*header, "residents", "letters"], rows)
    return asdict(plan), _letter_lines(plan), 0 if plan.confident else 1


def _letter_lines(plan: Any) -> list[str]:
    feature, value = plan.binding
    lines = [
        f"{plan.total} letters; a panel can be drawn with confidence {plan.confidence:.3f} "
        f"(at least {plan.lower_bound:.3f})",
        f"scarcest: {feature} {value}",
    ]
    if not plan.binding_in_register:
        lines.append(
            "the register does not know this value: aiming letters cannot mend it, only more letters can"
        )
    if plan.letters_per_point is not None:
        lines.append(f"one more percentage point costs about {plan.letters_per_point:.0f} letters")
    return lines


def _strata(path: str) -> tuple[list[Any], list[str]]:
    from puntari.methods.sortition.letters import Stratum
    from puntari.methods.sortition.tables import read_table

    table = read_table(path)
    places = {name: table.column(name) for name in ("residents", "rate")}
    for name, place in places.items():
        if place is None:
            raise TableError("missing_column", column=name)
    features = [(i, name) for i, name in enumerate(table.header) if i not in places.values()]
    strata = []
    for row in table.rows:
        numbers = {name: _number(row.cells[place or 0], row.line, name) for name, place in places.items()}
        values = {name: row.cells[i] for i, name in features}
        strata.append(Stratum(values, int(numbers["residents"]), numbers["rate"]))
    return strata, [name for _, name in features]


def _number(cell: str, line: int, column: str) -> float:
    try:
        return float(cell.replace(",", "."))
    except ValueError as error:
        raise TableError("not_a_number", line=line, column=column, value=cell) from error


def _shares(items: list[str]) -> Mapping[str, Mapping[str, float]]:
    shares: dict[str, dict[str, float]] = {}
    for item in items:
        name, _, number = item.rpartition("=")
        feature, _, value = name.partition(":")
        try:
            shares.setdefault(feature, {})[value] = float(number)
        except ValueError as error:
            raise InputError("bad_setting", option="--share", value=item, form="FEATURE:VALUE=0.2") from error
    return shares
