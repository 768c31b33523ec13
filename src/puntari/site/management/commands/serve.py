"""Serve the site: the web server here, the background worker beside it."""

import os
import socket
import subprocess
import sys
from typing import Any

import uvicorn
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Serve the site with its background worker. Example: puntari serve --port 8000"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
        parser.add_argument("--no-worker", action="store_true", help="the worker runs elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        serve(options["host"], options["port"], worker=not options["no_worker"])


def port_is_free(host: str, port: int) -> bool:
    """Whether nothing listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex((host, port)) != 0


def serve(host: str, port: int, *, worker: bool = True) -> None:
    """Run until stopped; the worker ends with this process, however it ends."""
    if not port_is_free(host, port):
        raise CommandError(f"Port {port} is taken: stop what uses it or choose another with --port.")
    beside = (
        subprocess.Popen([sys.executable, "-m", "puntari.cli", "worker", "--with-parent", str(os.getpid())])
        if worker
        else None
    )
    try:
        uvicorn.run(
            "puntari.site.asgi:application",
            host=host,
            port=port,
            lifespan="off",
            log_level="warning",
            ws="none",
        )
    finally:
        if beside:
            _stop(beside)


def _stop(worker: "subprocess.Popen[bytes]") -> None:
    """Let the worker end its job; one that takes long is stopped and its job runs again at the next start."""
    worker.terminate()
    try:
        worker.wait(5)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
