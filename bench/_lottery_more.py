"""Letters, stopping, and files made to break the reader."""

import random
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from _hostile import FILES
from _instances import FEATURES, Instance
from _measure import measured
from _tables import LONGEST, lottery, row, table

from puntari.methods.sortition import Feature, Quota, Stratum, plan_letters, wilson_lower

MOMENTS = (0.02, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9)


def letters() -> None:
    """40 seats of a county in which the young answer least; education is in no register."""
    names = ("gender", "age", "municipality")
    quotas = [_quotas(name, 40) for name in (*names, "education")]
    strata = []
    for gender, share in enumerate(FEATURES["gender"][0]):
        for age, of_age in enumerate(FEATURES["age"][0]):
            for town, of_town in enumerate(FEATURES["municipality"][0]):
                values = dict(zip(names, (f"v{gender}", f"v{age}", f"v{town}"), strict=True))
                rate = 0.06 * FEATURES["age"][1][age] / of_age
                strata.append(Stratum(values, int(200_000 * share * of_age * of_town), rate))
    known = {"education": {f"v{i}": part for i, part in enumerate(FEATURES["education"][1])}}
    table("asked", "letters", "confidence, 1,000 fresh runs", "at least", "binding", "in register",
          "letters a point", "seconds")  # fmt: skip
    for confidence in (0.9, 0.95):
        start = time.perf_counter()
        plan = plan_letters(strata, quotas, 40, shares=known, confidence=confidence, seed=1)
        bound = wilson_lower(plan.confidence, 1000)
        price = "-" if plan.letters_per_point is None else f"{plan.letters_per_point:.0f}"
        register = "yes" if plan.binding_in_register else "no"
        figures = (f"{plan.confidence:.3f}", f"{bound:.3f}", " ".join(plan.binding), register, price)
        row(confidence, plan.total, *figures, f"{time.perf_counter() - start:.1f}")


def _quotas(name: str, size: int) -> Feature:
    middles = [round(size * share) for share in FEATURES[name][0]]
    return Feature(name, tuple(Quota(f"v{i}", max(0, m - 1), m + 1) for i, m in enumerate(middles)))


def stopping(instance: Instance, scratch: Path) -> None:
    """Ctrl-C at several moments of a run; nothing may be written."""
    out = scratch / "stopped"
    command = lottery("solve", *instance.files, "--size", str(instance.size), "--out", str(out))
    whole = measured(command, LONGEST).seconds
    for path in out.iterdir():
        path.unlink()
    # A benchmark in the background ignores Ctrl-C, and so would what it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    table("instance", "Ctrl-C after, s", "ended after, s", "bar", "status", "files left")
    for moment in MOMENTS:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moment * whole)
        start = time.perf_counter()
        process.send_signal(signal.SIGINT)
        status = process.wait()
        seconds = time.perf_counter() - start
        files = len(list(out.iterdir())) if out.exists() else 0
        row(instance.name, f"{moment * whole:.2f}", f"{seconds:.2f}", 1.0, status, files)


def hostile() -> None:
    """What the command says to each file, and after how long."""
    table("file", "seconds", "CPU", "MB", "bar", "status", "what it says")
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as name:
        for title, make in FILES:
            words = make(Path(name), rng)
            cost = measured(lottery("check", *words), LONGEST)
            said = cost.output if cost.fault in (None, "failed") else str(cost.fault)
            said = said.strip().removeprefix("puntari lottery: ")[:90]
            figures = (f"{cost.seconds:.2f}", f"{cost.cpu:.2f}", f"{cost.megabytes:.0f}", 2.0)
            row(title, *figures, cost.status, said.replace("|", "/"))
