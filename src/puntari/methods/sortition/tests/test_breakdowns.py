"""A stopped, crashed or failed run says so in its exit status, and loses no result there was."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import puntari.methods.sortition as package
from puntari.methods.sortition import SolverError, solve
from puntari.methods.sortition.messages import error_sentence
from puntari.methods.sortition.tests.builders import random_case

FIXTURES = Path(__file__).parent / "fixtures"
FILES = [str(FIXTURES / "county_40_people.csv"), str(FIXTURES / "county_40_targets.csv")]
CRASH = (
    "import os, signal, sys\n"
    "import highspy\n"
    "runs = iter(range(10**6))\n"
    "whole = highspy.Highs.run\n"
    "def run(self):\n"
    "    if next(runs) == 20:\n"
    "        {breakdown}\n"
    "    return whole(self)\n"
    "highspy.Highs.run = run\n"
    "from puntari.cli import main\n"
    "sys.exit(main(sys.argv[1:]))\n"
)


@pytest.fixture(autouse=True)
def _ctrl_c_is_heard() -> Iterator[None]:
    """A shell's background job ignores Ctrl-C, and its children inherit that; theirs must be heard here."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*")}


def words(out: Path) -> list[str]:
    return ["lottery", "solve", *FILES, "--size", "40", "--out", str(out)]


@pytest.fixture
def solved(tmp_path: Path) -> Path:
    folder = tmp_path / "result"
    subprocess.run([sys.executable, "-m", "puntari.cli", *words(folder)], check=True, capture_output=True)
    return folder


@pytest.mark.parametrize(
    ("breakdown", "status", "said"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", -signal.SIGSEGV, "Segmentation fault"),
        ("raise RuntimeError('no basis')", 2, "the optimiser stopped (no basis); nothing was decided"),
        ("raise MemoryError", 2, "the memory is not enough"),
        ("os.kill(os.getpid(), signal.SIGINT)", 130, "puntari lottery: stopped"),
    ],
)
def test_a_breakdown_of_the_optimiser_is_reported_and_loses_nothing(
    solved: Path, breakdown: str, status: int, said: str
) -> None:
    before = contents(solved)
    code = CRASH.format(breakdown=breakdown)
    done = subprocess.run(
        [sys.executable, "-c", code, *words(solved)], capture_output=True, text=True, check=False
    )
    assert done.returncode == status, done.stderr
    assert said in done.stderr
    assert status < 0 or len(done.stderr.splitlines()) == 1
    assert contents(solved) == before


def test_what_cannot_be_written_is_one_line(solved: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "puntari.cli", *words(solved / "chances.csv")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert re.fullmatch(r"puntari lottery: cannot write .*chances.csv \(.*\)\n", done.stderr)


def test_ctrl_c_while_writing_keeps_the_earlier_result(solved: Path) -> None:
    before = contents(solved)
    code = (
        "import os, signal, sys\n"
        "from puntari.methods.sortition import store\n"
        "whole = store.write_people\n"
        "def write(*args):\n"
        "    whole(*args)\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "store.write_people = write\n"
        "from puntari.cli import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *words(solved)], capture_output=True, check=False)
    assert done.returncode == 130
    assert contents(solved) == before


def test_ctrl_c_ends_a_long_search() -> None:
    code = (
        "import sys\n"
        "from puntari.methods.sortition import solve\n"
        "from puntari.methods.sortition.tests.builders import random_case\n"
        "pool, quotas = random_case(21, 120, 24, (4, 5, 6, 4, 5, 3, 4), width=0)\n"
        "print('begun', flush=True)\n"
        "solve(pool, quotas, 24)\n"
        "print('ended', flush=True)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    said, error = process.communicate(timeout=60)
    assert (said, process.returncode) == ("", -signal.SIGINT)
    assert "KeyboardInterrupt" in error


def test_a_failed_optimiser_is_an_error_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    import highspy

    def broken(self: object) -> None:
        raise RuntimeError("out of bounds")

    monkeypatch.setattr(highspy.Highs, "run", broken)
    pool, quotas = random_case(5, 30, 5, (2, 3))
    with pytest.raises(SolverError, match="out of bounds"):
        solve(pool, quotas, 5)


def test_every_error_has_a_sentence() -> None:
    root = Path(package.__file__).parent
    codes = set()
    for path in sorted(root.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        codes |= set(re.findall(r'Error\(\s*"([a-z_]+)"', text))
    from puntari.methods.sortition.messages import _ERRORS

    assert codes - set(_ERRORS) == set()
    assert len(codes) > 50
    assert error_sentence(SolverError("out_of_memory")).startswith("the memory")
    assert os.linesep not in "".join(_ERRORS.values())
