"""A throw-away PostgreSQL server for the tests marked `postgres`.

`PUNTARI_TEST_POSTGRES_URL` moves a whole test run to that server, so the marked tests get a run of their own.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

VARIABLE = "PUNTARI_TEST_POSTGRES_URL"
NEEDED = ("initdb", "pg_ctl", "postgres")
# Nothing of this server outlives the run, so it need not wait for the disk.
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "64MB"}


def binaries() -> Path | None:
    """The folder with PostgreSQL's server programs: the newest below /usr/lib/postgresql, or one of PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    on_path = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    return next((folder for folder in [*debian, *on_path] if _is_complete(folder)), None)


def _version(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdecimal() else 0


def _is_complete(folder: Path) -> bool:
    return all(os.access(folder / program, os.X_OK) for program in NEEDED)


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """Start a server in a temporary folder and yield its address; everything is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="puntari-postgres-"))
    owner = _owner()
    if owner:
        shutil.chown(folder, owner)
    port = _free_port()
    control = [programs / "pg_ctl", "--pgdata", folder / "data", "--wait"]
    options = f"-p {port} -k {folder} -h 127.0.0.1 " + " ".join(f"-c {k}={v}" for k, v in SETTINGS.items())
    try:
        make = [programs / "initdb", "--pgdata", folder / "data", "--username", "puntari", "--no-sync"]
        _run([*make, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8"], owner)
        _run([*control, "start", "--log", folder / "log", "--options", options], owner)
        try:
            yield f"postgresql://puntari@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "stop", "--mode", "immediate"], owner)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> str | None:
    """PostgreSQL refuses to run as root; Debian's package brings a user for it."""
    if os.geteuid():
        return None
    return "postgres" if any(user.pw_name == "postgres" for user in pwd.getpwall()) else "nobody"


def _run(command: list[Any], owner: str | None) -> None:
    become: dict[str, Any] = (
        {"user": owner, "group": pwd.getpwnam(owner).pw_gid, "extra_groups": []} if owner else {}
    )
    words = [str(word) for word in command]
    # Written to a file: the server keeps an inherited pipe open, and reading it would never end.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(words, cwd="/", stdout=said, stderr=said, check=False, **become)
        if done.returncode:
            said.seek(0)
            raise RuntimeError(f"{words[0]} failed: {said.read().decode(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
