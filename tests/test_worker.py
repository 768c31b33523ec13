"""Long work outlives its worker: killed in the middle nothing is half-done, started again it is done once."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PANEL = "SELECT count(*) FROM panels_panel WHERE slug = 'talous-tasapainoon'"
JOB = "SELECT state, attempt FROM core_job WHERE kind = 'demo.midway'"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An installation whose second demo panel waits in the queue."""
    run(tmp_path, "-c", SET_UP)
    return tmp_path


SET_UP = """
import django
django.setup()
from puntari.site.demo.build import build
from puntari.site.demo.schema import make_tables
make_tables()
build(lambda line: None)
"""


def environment(folder: Path) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PUNTARI_")}
    return {
        **ours,
        "PUNTARI_MODE": "demo",
        "PUNTARI_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "puntari.site.settings",
    }


def run(folder: Path, *words: str) -> None:
    subprocess.run([sys.executable, *words], env=environment(folder), check=True, timeout=300)


def ask(folder: Path, question: str) -> tuple[object, ...]:
    with sqlite3.connect(folder / "puntari.sqlite3", timeout=20) as database:
        return tuple(database.execute(question).fetchone())


@pytest.fixture
def worker(folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen([sys.executable, "-m", "puntari.cli", "worker"], env=environment(folder))
    yield process
    process.kill()
    process.wait()


def test_a_killed_worker_leaves_nothing_half_done_and_the_next_one_does_it_once(
    folder: Path, worker: "subprocess.Popen[bytes]"
) -> None:
    deadline = time.monotonic() + 60
    while ask(folder, JOB)[0] != "running":
        assert time.monotonic() < deadline
        time.sleep(0.02)
    time.sleep(0.3)
    worker.kill()
    worker.wait()
    assert ask(folder, PANEL) == (0,)
    assert ask(folder, JOB) == ("running", 0)
    with sqlite3.connect(folder / "puntari.sqlite3", timeout=20) as database:
        database.execute("UPDATE core_job SET heartbeat = '2020-01-01 00:00:00'")
    run(folder, "-m", "puntari.cli", "worker", "--once")
    assert ask(folder, JOB) == ("done", 1)
    assert ask(folder, PANEL) == (1,)
