"""Run a command and say what it cost: seconds, seconds of processor, and the most memory it held."""

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """``output`` is standard output, ``fault`` the last line of standard error when the command failed."""

    seconds: float
    cpu: float
    megabytes: float
    output: str
    fault: str | None = None
    status: int = 0


class _Memory(threading.Thread):
    """Looks every hundredth of a second at the most memory the process has held, in megabytes.

    What the system counts at its end includes the memory of whoever started it.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.status, self.most = f"/proc/{pid}/status", 0.0

    def run(self) -> None:
        try:
            while line := self._line():
                self.most = float(line.split()[1]) / 1024
                time.sleep(0.01)
        except OSError:
            return

    def _line(self) -> str | None:
        with open(self.status) as handle:
            return next((line for line in handle if line.startswith("VmHWM:")), None)


def measured(command: Sequence[str], bound: float) -> Cost:
    """One run of ``command``, ended after ``bound`` seconds."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err)
        ender = threading.Timer(bound, process.kill)
        ender.start()
        memory = _Memory(process.pid)
        memory.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        expired = not ender.is_alive()
        ender.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), err.seek(0)
        lines = err.read().decode(errors="replace").strip().splitlines()
        fault = None
        if process.returncode:
            fault = f"not done in {bound:.0f} s" if expired else (lines or ["failed"])[-1]
        cpu = usage.ru_utime + usage.ru_stime
        return Cost(
            seconds,
            cpu,
            memory.most or usage.ru_maxrss / 1024,
            out.read().decode(),
            fault,
            process.returncode,
        )


def least(command: Sequence[str], runs: int, bound: float) -> Cost:
    """The quickest of some runs; other work on the machine only ever adds to one."""
    return min((measured(command, bound) for _ in range(runs)), key=lambda cost: cost.seconds)
