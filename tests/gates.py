"""Everything a change has to pass, in order, each with its seconds: `./run test` and `./run check`.

A failed gate does not stop the next one; the failed ones are named at the end.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tests import chromium, postgres

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "puntari"
BIN = Path(sys.executable).parent
DOCS = "tests/docs"
NO_TESTS_COLLECTED = 5
# Lines of a failed gate; whoever mends it runs its tool alone and sees them all.
SHOWN = 60
# Pure code, the floor, and what rooms offer each other: there a wrong type travels furthest.
STRICT = ("methods", "core", "*/actions*.py", "*/queries*.py", "*/actions", "*/queries")


def typed_paths() -> list[str]:
    found = {path for pattern in STRICT for path in PACKAGE.glob(pattern)}
    kept = {path for path in found if path.suffix == ".py" or any(path.rglob("*.py"))}
    return sorted(str(path.relative_to(ROOT)) for path in kept)


def python(*words: str) -> list[str]:
    return [sys.executable, *words]


def gates() -> dict[str, list[str]]:
    return {
        "ruff check": [str(BIN / "ruff"), "check", "--quiet", "--output-format=concise"],
        "ruff format": [str(BIN / "ruff"), "format", "--check"],
        # Silent about what it follows: models and forms are typed by Django's plugin as far as they go.
        "mypy --strict": python("-m", "mypy", "--strict", "--follow-imports=silent", *typed_paths()),
        "imports": [str(BIN / "lint-imports"), "--no-logo"],
        "migrations": python("-m", "puntari.site.manage", "makemigrations", "--check", "--dry-run"),
        "messages": python("-m", "puntari.core.catalogues", "check"),
    }


@dataclass
class Run:
    """What happened so far."""

    failed: list[str] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=Counter)

    def report(self, name: str, seconds: float, good: bool, output: str = "") -> None:
        print(f"{'ok  ' if good else 'FAIL'} {name:<16} {seconds:6.1f} s", flush=True)
        if not good:
            self.failed.append(name)
            print(shortened(output), flush=True)


def shortened(output: str) -> str:
    lines = output.strip().splitlines()
    more = [f"... and {len(lines) - SHOWN} lines more"] if len(lines) > SHOWN else []
    return "\n".join([*lines[:SHOWN], *more])


def environment() -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "puntari.site.settings_test"}


def timed(command: list[str]) -> tuple[float, subprocess.CompletedProcess[str]]:
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    return time.monotonic() - started, done


def run_gates(run: Run) -> None:
    """Two at a time, for most wait on one core; reported in order."""
    named = gates()
    with ThreadPoolExecutor(max_workers=2) as pool:
        for name, (seconds, done) in zip(named, pool.map(timed, named.values()), strict=True):
            run.report(name, seconds, done.returncode == 0, done.stdout + done.stderr)


def pytest(run: Run, name: str, words: list[str], *, extra: dict[str, str] | None = None) -> None:
    """One run of pytest, its output straight to the reader."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = python("-m", "pytest", f"--junitxml={report}", *words)
        done = subprocess.run(command, cwd=ROOT, env=environment() | (extra or {}), check=False)
        run.tally += counted(report)
    good = done.returncode in {0, NO_TESTS_COLLECTED}
    run.report(name, time.monotonic() - started, good)


def counted(report: Path) -> Counter[str]:
    if not report.exists():
        return Counter(failed=1)
    total: Counter[str] = Counter()
    for suite in ElementTree.parse(report).iter("testsuite"):
        bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        total.update(failed=bad, skipped=skipped, passed=int(suite.get("tests", 0)) - bad - skipped)
    return total


def run_tests(run: Run, words: list[str]) -> None:
    workers = ["-n", "2", "--dist", "worksteal"]
    aside = "not browser" if postgres.VARIABLE in os.environ else "not browser and not postgres"
    pytest(run, "documentation", [DOCS])
    pytest(run, "tests", [*workers, f"--ignore={DOCS}", "-m", aside, *words])
    with postgres_address() as address:
        if address:
            pytest(run, "PostgreSQL", ["-m", "postgres", *words], extra={postgres.VARIABLE: address})
    if has_chromium(run):
        pytest(run, "browser", ["-m", "browser", *words])


@contextmanager
def postgres_address() -> Iterator[str | None]:
    """A server of this run; none when the whole run has been given one, or when none is installed."""
    programs = postgres.binaries()
    if postgres.VARIABLE in os.environ:
        yield None
    elif programs is None:
        print("PostgreSQL's server is not installed: the tests that need it are left out", flush=True)
        yield None
    else:
        with postgres.cluster(programs) as address:
            yield address


def has_chromium(run: Run) -> bool:
    if chromium.find():
        return True
    if chromium.can_install():
        print(f"Installing Debian's {' and '.join(chromium.PACKAGES)} for the browser tests", flush=True)
        if chromium.install():
            return True
    print("Chromium is not installed (or name it in CHROMIUM): the browser tests are left out", flush=True)
    if os.environ.get("CI"):
        run.failed.append("browser (CI may not leave it out)")
    return False


def main(words: list[str]) -> int:
    run = Run()
    run_gates(run)
    if "--gates-only" not in words:
        run_tests(run, words)
        if not run.tally.total():
            run.failed.append("no test was run")
    if run.failed:
        print(f"Failed: {', '.join(run.failed)}")
    skipped = f", {run.tally['skipped']} skipped" if run.tally["skipped"] else ""
    if "--gates-only" not in words:
        print(f"{run.tally['passed']} passed, {run.tally['failed']} failed{skipped}")
    return int(bool(run.failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
