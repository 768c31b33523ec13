"""The script that starts everything, as far as it decides something itself."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests import gates

RUN = Path(__file__).resolve().parent.parent / "run"


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(RUN), *words], capture_output=True, text=True, check=False)


def test_a_taken_port_is_said_before_anything_is_prepared() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("demo", f"--port={port}")
    assert done.returncode == 1
    assert done.stderr.startswith(f"run: port {port} is taken")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_port_that_is_none_is_refused_in_one_line(port: str) -> None:
    assert run("demo", "--port", port).stderr == f"run: --port wants a number from 1 to 65535, not {port!r}\n"


def test_without_words_it_says_what_it_can_do() -> None:
    assert "./run demo" in run().stdout


def test_an_unknown_benchmark_is_refused_with_the_known_ones() -> None:
    assert run("bench", "nothing-like-it").stderr.startswith("run: name a benchmark: ")


def test_a_report_is_counted(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite tests="9" failures="2" errors="1" skipped="1"/></testsuites>', "utf-8"
    )
    assert gates.counted(report) == {"passed": 5, "failed": 3, "skipped": 1}


def test_a_run_without_a_report_has_failed(tmp_path: Path) -> None:
    assert gates.counted(tmp_path / "report.xml") == {"failed": 1}


def test_types_are_checked_where_rooms_meet() -> None:
    paths = gates.typed_paths()
    assert "src/puntari/core" in paths
    assert "src/puntari/methods" in paths
    assert all("/tests" not in path for path in paths)


def test_a_long_output_is_cut() -> None:
    lines = gates.shortened("x\n" * 100).splitlines()
    assert len(lines) == gates.SHOWN + 1
    assert lines[-1] == "... and 40 lines more"
