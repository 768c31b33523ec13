"""What the commands around the lottery do. Each returns its data, its lines and its exit status."""

import argparse
import random
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from puntari.methods.sortition import store
from puntari.methods.sortition.cells import write_csv, write_panels
from puntari.methods.sortition.control import Progress
from puntari.methods.sortition.errors import InputError
from puntari.methods.sortition.inputs import Input, read_input
from puntari.methods.sortition.messages import reason_sentence, relaxation_sentence
from puntari.methods.sortition.model import Feature, Pool, Quota
from puntari.methods.sortition.relaxations import Change, Relaxation
from puntari.methods.sortition.seats import set_aside
from puntari.methods.sortition.solution import Solution

SHORTEST_REASON = 10

Result = tuple[dict[str, Any], list[str], int]


def solve(args: argparse.Namespace, progress: Progress | None) -> Result:
    from puntari.methods.sortition.solver import solve as solve_lottery

    folder = Path(args.out)
    store.check_writable(folder)
    given = read_input(args)
    seed = given.settings.random_number_seed if args.seed is None else args.seed
    solution = solve_lottery(
        given.open_pool,
        given.quotas,
        given.size,
        args.algorithm or given.settings.selection_algorithm,
        households=given.homes,
        include=given.include,
        exclude=given.exclude,
        seed=seed,
        progress=progress,
        deadline=args.deadline,
    )
    _write(folder, given, solution, seed)
    certificate = solution.certificate
    proof = "proven" if certificate.exact else f"NOT proven, gap {certificate.gap:.2e}"
    lines = [
        f"{certificate.algorithm}: lowest chance {certificate.lowest_chance:.6f}, {proof}",
        f"{certificate.panels} panels from {certificate.types} types in {certificate.seconds} s, in {folder}",
    ]
    return certificate.as_dict(), lines, 0


def _write(folder: Path, given: Input, solution: Solution, seed: int) -> None:
    with store.written_whole(folder) as part:
        store.save_solution(part, given.open_pool, given.quotas, solution, given.homes)
        chosen = solution.draw(random.Random(seed))
        gone = {*chosen, *given.taken.ids}
        store.write_people(part / "selected.csv", given.pool, chosen)
        store.write_people(part / "remaining.csv", given.pool, [i for i in given.pool.ids if i not in gone])


def check(args: argparse.Namespace, progress: Progress | None) -> Result:
    from puntari.methods.sortition.feasibility import check_feasible

    given = read_input(args)
    pool, quotas, certain = _left(given)
    size = given.size - len(certain)
    if not size:
        return {"feasible": True}, ["feasible: every seat is taken by somebody certain"], 0
    answer = check_feasible(pool, quotas, size, households=given.homes, progress=progress)
    if answer.feasible:
        return {"feasible": True}, ["feasible: at least one panel keeps every quota"], 0
    offers = _offers(given, progress)
    lines = ["not feasible:", *("  " + reason_sentence(reason) for reason in answer.reasons)]
    lines += ["smallest changes that would help:"] if offers else ["no change within the flex bounds helps"]
    lines += [f"  {number}. {relaxation_sentence(offer)}" for number, offer in enumerate(offers, 1)]
    if size < args.size:
        lines.append(f"(reasons count the {size} seats that are left)")
    data = {
        "feasible": False,
        "reasons": [asdict(reason) for reason in answer.reasons],
        "relaxations": [{**asdict(offer), "cost": offer.cost} for offer in offers],
    }
    return data, lines, 1


def _left(given: Input) -> tuple[Pool, list[Feature], tuple[str, ...]]:
    return set_aside(given.open_pool, given.quotas, given.size, given.homes, given.include, given.exclude)


def _offers(given: Input, progress: Progress | None) -> list[Relaxation]:
    """The smallest relaxations, in the numbers of the targets file: seats taken already count there."""
    from puntari.methods.sortition.relaxations import propose_relaxations

    pool, quotas, certain = _left(given)
    size = given.size - len(certain)
    if size > len(pool):
        return []
    offers = propose_relaxations(pool, quotas, size, households=given.homes, progress=progress)
    bounds = {(f.name, q.value): q for f in given.targets for q in f.quotas}
    return [Relaxation(tuple(_of_targets(c, bounds[c.feature, c.value]) for c in o.changes)) for o in offers]


def _of_targets(change: Change, quota: Quota) -> Change:
    old = quota.min if change.bound == "min" else quota.max
    return replace(change, old=old, new=old + change.new - change.old)


def relax(args: argparse.Namespace, progress: Progress | None) -> Result:
    """Apply the relaxation that somebody chose, and keep why."""
    from puntari.methods.sortition.relaxations import apply_relaxation

    given = read_input(args)
    offers = _offers(given, progress)
    if not any(offer.changes for offer in offers):
        raise InputError("nothing_to_relax")
    if not 1 <= args.choose <= len(offers):
        raise InputError("no_such_offer", number=args.choose, offers=len(offers))
    reason = args.reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise InputError("reason_too_short", characters=SHORTEST_REASON)
    chosen, folder = offers[args.choose - 1], Path(args.out)
    entry = {
        "chosen": asdict(chosen),
        "cost": chosen.cost,
        "offered": [relaxation_sentence(offer) for offer in offers],
        "reason": reason,
    }
    log = [*store.read_log(folder / "relaxations.json"), entry]
    with store.written_whole(folder) as part:
        store.write_targets(part / "relaxed.csv", apply_relaxation(given.targets, chosen))
        store.write_json(part / "relaxations.json", log)
    lines = [relaxation_sentence(chosen), f"{folder / 'relaxed.csv'} holds the changed targets"]
    return entry, lines, 0


def uniform(args: argparse.Namespace, progress: Progress | None) -> Result:
    from puntari.methods.sortition.uniform import uniform_lottery

    store.check_writable(Path(args.out))
    solution = store.load_solution(Path(args.folder))[2]
    seed = solution.seed if args.seed is None else args.seed
    lottery = uniform_lottery(solution, args.panels, seed, progress=progress)
    data: dict[str, Any] = {
        "panels": len(lottery.panels),
        "largest_change": lottery.largest_change,
        "least_change": lottery.least_change,
        "gap": lottery.gap,
        "lowest_chance": lottery.lowest_chance,
        "lowered": lottery.lowered,
        "proposed_panels": lottery.proposed_panels,
        "warnings": lottery.warnings,
    }
    panels = ((str(number), ids) for number, ids in enumerate(lottery.panels))
    with store.written_whole(Path(args.out)) as part:
        write_panels(part / "uniform.csv", ["number", "ids"], panels)
        write_csv(part / "uniform_chances.csv", ["id", "chance"], lottery.chances.items())
        store.write_json(part / "uniform.json", data)
    lines = [
        f"{args.panels} panels; largest change of a chance {lottery.largest_change * 100:.3f} points, "
        f"no list of so many panels has less than {lottery.least_change * 100:.3f}"
    ]
    if "change_of_a_panel" in lottery.warnings:
        lines.append("WARNING: whole panels could not keep every chance within one panel of the exact one")
    if lottery.proposed_panels:
        lines.append(
            f"the lowest chance rests on fewer than 10 panels: use --panels {lottery.proposed_panels}"
        )
    return data, lines, 0
