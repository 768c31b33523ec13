"""Serve the site: the web server here, the background worker beside it."""

import os
import socket
import subprocess
import sys
from typing import Any

import uvicorn
from django.core.management.base import BaseCommand, CommandError, CommandParser
from uvicorn.supervisors import Multiprocess


class Command(BaseCommand):
    help = "Serve the site with its background worker. Example: puntari serve --port 8000"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
        parser.add_argument(
            "--processes", type=int, default=1, help="web processes that share the port (default 1)"
        )
        parser.add_argument("--no-worker", action="store_true", help="the worker runs elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        processes = max(1, options["processes"])
        serve(options["host"], options["port"], worker=not options["no_worker"], processes=processes)


def port_is_free(host: str, port: int) -> bool:
    """Whether nothing listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex((host, port)) != 0


def serve(host: str, port: int, *, worker: bool = True, processes: int = 1) -> None:
    """Run until stopped; the worker ends with this process, however it ends."""
    if not port_is_free(host, port):
        raise CommandError(f"Port {port} is taken: stop what uses it or choose another with --port.")
    beside = (
        subprocess.Popen([sys.executable, "-m", "puntari.cli", "worker", "--with-parent", str(os.getpid())])
        if worker
        else None
    )
    try:
        _serve_web(host, port, processes)
    finally:
        if beside:
            _stop(beside)


def _serve_web(host: str, port: int, processes: int) -> None:
    config = uvicorn.Config(
        "puntari.site.asgi:application",
        host=host,
        port=port,
        workers=processes,
        lifespan="off",
        log_level="warning",
        ws="none",
    )
    listening = listen(config)
    try:
        if processes > 1:
            Multiprocess(config, sockets=[listening]).run()
        else:
            uvicorn.Server(config).run(sockets=[listening])
    finally:
        listening.close()


def listen(config: uvicorn.Config) -> socket.socket:
    """The socket of the port; what is accepted there sends at once.

    asyncio does not see that a socket handed to several processes is TCP; small packets then wait for the
    receipt of those before them, 40 ms a page.
    """
    listening = config.bind_socket()
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _stop(worker: "subprocess.Popen[bytes]") -> None:
    """Let the worker end its job; one that takes long is stopped and its job runs again at the next start."""
    worker.terminate()
    try:
        worker.wait(5)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
