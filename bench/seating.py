"""Seating against the bound: per cent of the proven most pairs, rules broken and seconds of one core.

Shapes of panels with three features (2, 4 and 6 values); "strict" keeps floor..ceil of the even share at
every table, "+-1" one person around it. A good answer has no rule broken, 100 % where a finite plane fits the
shape and at least 95 % at five rounds elsewhere, in the seconds of its budget. Run: ./run bench seating
"""

from __future__ import annotations

import os
import platform
import random
import time

from puntari.methods.seating import Guest, SeatingRules, plan, replan

SHARES = {
    "gender": [52, 48],
    "age": [20, 25, 30, 25],
    "municipality": [25, 24, 22, 15, 10, 4],
}
# people, tables, rounds, slack of the mix, facilitators, seconds of budget
CASES = [
    *((48, 8, rounds, 1, 0, 2) for rounds in (3, 4, 5, 8)),
    *((48, 8, rounds, 0, 0, 8) for rounds in (3, 4, 5, 8)),
    (48, 8, 5, 1, 8, 2),
    (24, 4, 4, 1, 0, 2),
    (30, 5, 5, 1, 0, 2),
    (36, 6, 5, 1, 0, 2),
    (40, 5, 5, 1, 0, 2),
    (40, 6, 5, 1, 0, 2),
    (42, 7, 5, 1, 0, 2),
    (48, 6, 5, 1, 0, 2),
    (56, 7, 5, 1, 0, 2),
    (60, 10, 5, 1, 0, 2),
    (60, 10, 5, 1, 10, 4),
    (100, 10, 5, 1, 0, 4),
    (100, 12, 5, 1, 0, 4),
]


def people(count: int, seed: int) -> list[Guest]:
    rng = random.Random(seed)
    return [
        Guest(f"p{i}", {name: str(rng.choices(range(len(s)), s)[0]) for name, s in SHARES.items()})
        for i in range(count)
    ]


PLAN_ROW = "{:>8} {:>6} {:>6} {:>10} {:>8} {:>5} {:>4} {:>6} {:>9} {:>5}"
REPLAN_ROW = "{:>8} {:>6} {:>8} {:>10} {:>6} {:>6} {:>5}"


def show_plans() -> None:
    heads = ("shape", "rounds", "mix", "% of bound", "hosts %", "worst", "most", "broken", "method", "s")
    print(PLAN_ROW.format(*heads))
    for count, tables, rounds, slack, hosts, seconds in CASES:
        started = time.process_time()
        _, report = plan(
            people(count, seed=1),
            tables=tables,
            rounds=rounds,
            rules=SeatingRules(default_mix=slack),
            facilitators=[f"host{i}" for i in range(hosts)],
            seed=1,
            seconds=seconds,
        )
        row = (
            f"{count}/{tables}",
            rounds,
            f"+-{slack}" if slack else "strict",
            f"{report.percent:.2f}",
            f"{100 * report.facilitator_pairs / report.facilitator_bound:.1f}" if hosts else "-",
            report.worst_off[1] if report.worst_off else 0,
            report.most_meetings,
            len(report.violations),
            report.method,
            f"{time.process_time() - started:.1f}",
        )
        print(PLAN_ROW.format(*row), flush=True)


def show_replans() -> None:
    print("\n" + REPLAN_ROW.format("absent", "after", "mode", "% of bound", "moves", "broken", "s"))
    guests = people(48, seed=1)
    planned, _ = plan(guests, tables=8, rounds=5, seed=1)
    for missing, done in ((2, 1), (4, 2), (6, 3)):
        absent = {f"p{i * 11 % 48}" for i in range(missing)}
        for mode in ("keep", "fewest", "replan"):
            started = time.process_time()
            _, report = replan(planned, guests, done=done, absent=absent, mode=mode, seed=1)
            spent = f"{time.process_time() - started:.1f}"
            row = (missing, done, mode, f"{report.percent:.2f}", report.moves, len(report.violations), spent)
            print(REPLAN_ROW.format(*row), flush=True)


if __name__ == "__main__":
    print(f"{platform.machine()}, {os.cpu_count()} cores (one used), Python {platform.python_version()}\n")
    show_plans()
    show_replans()
