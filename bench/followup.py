"""The public action table with 20,000 actions over 400 panels: server time, page weight, requests a second.

Every row is a filter or a search: the median and the 95th percentile of its processor time, the database's
included, then of the time by the clock, and each 95th percentile against the bound of 50 ms (1.00 is the
bound, less is better). Where other work keeps the machine busy, the clock tells of that work; the processor
time is the page's own, though a shared core stretches it too. Pages are made anew for every request: what the
site keeps is left out, except in the requests a second, which are of kept pages from two processes of
`puntari serve`. Weight is of the whole page without pictures, packed. A good answer has no ratio over 1.00 in
the rows of server time and page weight, and none under 1.00 in the requests a second.

The file is long because an experiment is judged as one: what is asked, how it is timed and what is printed.

Run: ./run bench followup [--items 20000] [--panels 400] [--rounds 40] [--seconds 5]
A scratch SQLite database is used; with PUNTARI_DATABASE_URL set also a scratch database on that PostgreSQL.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import itertools
import math
import os
import platform
import random
import re
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
BOUND_MS, BOUND_KB, BOUND_RPS = 50.0, 100.0, 300.0
ROW = "{:<46} {:>8} {:>8} {:>7}"
TIMES = "{:<46} {:>8} {:>8} {:>6} {:>8} {:>8} {:>6}"
COMMON = ("palvelu", "nuorten", "liikunta", "terveyden", "digi", "kuntien", "perheille", "tuki")
RARE = ("kulttuurikävely", "etälaitteet", "zzzz", "vesibussi", "talvikahvila", "väestömittari")


def queries(rng: random.Random, units: list[str], themes: list[str]) -> dict[str, Callable[[], str]]:
    """What readers ask, each with other words every time."""
    return {
        "no filter": lambda: "",
        "any page": lambda: f"page={rng.randrange(1, 400)}",
        "search, a common word": lambda: f"q={quote(rng.choice(COMMON))}",
        "search, a rare word": lambda: f"q={quote(rng.choice(RARE))}",
        "search, two words": lambda: f"q={quote(' '.join(rng.sample(COMMON, 2)))}",
        "status": lambda: f"status={rng.choice(('handled', 'in_progress', 'done', 'none'))}",
        "status late": lambda: "status=late",
        "overdue": lambda: "overdue=1",
        "unit": lambda: f"unit={quote(rng.choice(units))}",
        "theme": lambda: f"theme={quote(rng.choice(themes))}",
        "sorted": lambda: f"sort={rng.choice(('schedule', 'status', '-unit', '-updated', '-number'))}",
        "search, theme, overdue, sorted": lambda: (
            f"q={quote(rng.choice(COMMON))}&theme={quote(rng.choice(themes))}&overdue=1&sort=-updated"
        ),
    }


def measure(options: argparse.Namespace) -> None:
    """Fill the database of this process's settings and print its table."""
    set_up()
    import _followup_data as data

    started = time.perf_counter()
    data.fill(options.items, options.panels)
    took = time.perf_counter() - started
    print(f"filled with {options.items} actions over {options.panels} panels in {took:.0f} s")
    print_times(options)
    print_weights()
    print_requests(options)


def set_up() -> None:
    sys.path[:0] = [str(ROOT / "bench"), str(ROOT / "src")]
    import django
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    # Tables straight from the models: what is measured does not depend on how migrations are cut.
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)


def print_times(options: argparse.Namespace) -> None:
    from django.test import Client

    from puntari.core import starting
    from puntari.followup import tables
    from puntari.followup.models import TableRow

    rng, client, watch = random.Random(7), Client(), Watch()
    units = list(TableRow.objects.exclude(unit="").values_list("unit", flat=True).distinct().order_by("unit"))
    themes = list(TableRow.objects.values_list("theme", flat=True).distinct().order_by("theme"))
    # A process reads the rows and their words once in its life, when it starts.
    tables.warm_up()
    print("reading rows and words at a start: {:.0f} ms of processor, {:.0f} ms".format(*watch.took()))
    timed(client, "/actions/?q=palvelu")
    # As the server does when it has started.
    starting.settle()
    print(TIMES.format("server time, ms", "CPU p50", "CPU p95", "/ 50", "p50", "p95", "/ 50"))
    for name, ask in queries(rng, units, themes).items():
        for base in ("/actions/", "/panels/paneeli-{}/actions/"):
            paths = (
                f"{base.format(rng.randrange(1, options.panels + 1))}?{ask()}" for _ in itertools.count()
            )
            show(f"{name}, {'one panel' if '{}' in base else 'across panels'}", client, paths, options.rounds)
    show(
        "after a change, across panels", client, changed_before(itertools.repeat("/actions/")), options.rounds
    )
    show("what it led to", client, itertools.repeat("/results/"), options.rounds)


def show(name: str, client: Any, paths: Iterator[str], rounds: int) -> None:
    times = [timed(client, path) for path in itertools.islice(paths, rounds)]
    cells: list[str] = []
    for column in zip(*times, strict=True):
        p95 = sorted(column)[math.ceil(0.95 * len(column)) - 1]
        cells += [f"{statistics.median(column):.1f}", f"{p95:.1f}", f"{p95 / BOUND_MS:.2f}"]
    print(TIMES.format(name, *cells), flush=True)


class Watch:
    """The time since it was made: of the processor, the database server's included, and by the clock."""

    def __init__(self) -> None:
        self._cpu, self._clock = processor_ms(), time.perf_counter()

    def took(self) -> tuple[float, float]:
        return processor_ms() - self._cpu, (time.perf_counter() - self._clock) * 1000


def processor_ms() -> float:
    """Of this process and of the server process of its PostgreSQL connection, if that is on this machine."""
    from django.db import connection

    own = time.process_time() * 1000
    if connection.vendor != "postgresql" or connection.connection is None:
        return own
    told = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return own + (int(told.read_text().split()[0]) / 1e6 if told.exists() else 0)


def timed(client: Any, path: str) -> tuple[float, float]:
    from puntari.followup import publishing

    publishing.pages.clear()
    watch = Watch()
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})
    took = watch.took()
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return took


def changed_before(paths: Iterator[str]) -> Iterator[str]:
    from puntari.followup import actions
    from puntari.followup.models import Action

    found = Action.objects.select_related("recommendation__panel", "status").order_by("pk").first()
    for number, path in enumerate(paths):
        actions.change_action(action=found, actor=None, more_info=f"Muutos {number}")
        yield path


def print_weights() -> None:
    from django.contrib.staticfiles import finders
    from django.test import Client

    print(ROW.format("page weight, kB packed", "page", "whole", "/ 100"))
    for path in (
        "/actions/",
        "/panels/paneeli-1/actions/",
        "/panels/paneeli-1/recommendations/1/",
        "/results/",
    ):
        body = Client().get(path).content
        links = set(re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|woff2))"', body.decode()))
        files = [Path(found).read_bytes() for link in links if (found := finders.find(link))]
        page = packed(body) / 1000
        whole = page + sum(min(packed(one), len(one)) for one in files) / 1000
        print(ROW.format(path, f"{page:.1f}", f"{whole:.1f}", f"{whole / BOUND_KB:.2f}"))


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def print_requests(options: argparse.Namespace) -> None:
    print(ROW.format("requests a second, two processes", "", "", "/ 300"))
    port = free_port()
    with served(port):
        for path in ("/actions/", "/panels/paneeli-1/actions/", "/panels/paneeli-1/recommendations/1/"):
            for name, conditional in (("kept page", False), ("not modified", True)):
                rate = asyncio.run(hammer(port, path, conditional, options.seconds))
                print(ROW.format(f"{name}, {path}", "", f"{rate:.0f}", f"{rate / BOUND_RPS:.2f}"), flush=True)


@contextmanager
def served(port: int) -> Iterator[None]:
    """As an installation on two cores serves the site."""
    command = [sys.executable, "-m", "puntari.cli", "serve", "--port", str(port)]
    command += ["--processes", "2", "--no-worker"]
    with subprocess.Popen(command, cwd=ROOT / "src") as server:
        try:
            wait_for(port)
            yield
        finally:
            server.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            time.sleep(5)
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the site did not start")


def request_for(path: str, header: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n{header}\r\n".encode()


async def exchange(reader: Any, writer: Any, request: bytes) -> str:
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = re.search(r"content-length: (\d+)", head)
    if length and " 304 " not in head[:20]:
        await reader.readexactly(int(length[1]))
    return head


async def hammer(port: int, path: str, conditional: bool, seconds: float) -> float:
    """Requests a second over sixteen connections; anything but the expected answer ends the run.

    The clock starts when each reader has had a page: by then both processes serve.
    """
    ready, expected, done = asyncio.Barrier(16), " 304 " if conditional else " 200 ", 0

    async def one_reader() -> None:
        nonlocal done
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = await exchange(reader, writer, request_for(path, ""))
        tag = re.search(r'etag: ("[^"]+")', head)
        request = request_for(path, f"If-None-Match: {tag[1]}\r\n" if conditional and tag else "")
        writer.close()
        await ready.wait()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            head = await exchange(reader, writer, request)
            if expected not in head[:20]:
                raise RuntimeError(head.splitlines()[0])
            done += 1
        writer.close()

    await asyncio.gather(*(one_reader() for _ in range(16)))
    return done / seconds


@contextmanager
def scratch_postgres(url: str) -> Iterator[str]:
    """A database of its own on the server; it is dropped afterwards."""
    import psycopg
    from psycopg import sql

    name = f"puntari_bench_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def run_on(name: str, url: str, arguments: list[str]) -> int:
    print(f"\n== {name}", flush=True)
    with tempfile.TemporaryDirectory(prefix="puntari-bench-") as folder:
        env = {**os.environ, "PUNTARI_MODE": "demo", "PUNTARI_DATA_DIR": folder, "PUNTARI_DATABASE_URL": url}
        env["DJANGO_SETTINGS_MODULE"] = "puntari.site.settings"
        command = [sys.executable, str(Path(__file__).resolve()), "--measure", *arguments]
        return subprocess.run(command, env=env, check=False).returncode


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--panels", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=40, help="requests a row")
    parser.add_argument("--seconds", type=float, default=5, help="of requests a page")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options)
        return 0
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.1f} before the start, Python {platform.python_version()}")
    url, arguments = os.environ.get("PUNTARI_DATABASE_URL", ""), sys.argv[1:]
    failed = run_on("SQLite", "", arguments)
    if url:
        with scratch_postgres(url) as address:
            failed = run_on("PostgreSQL", address, arguments) or failed
    return failed


if __name__ == "__main__":
    sys.exit(main())
