"""A living installation on made-up data, in one command."""

import os
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from puntari.core import jobs
from puntari.core.models import User
from puntari.site.demo import LETTERS
from puntari.site.demo.build import build
from puntari.site.demo.schema import bring_up_to_date
from puntari.site.management.commands.serve import port_is_free, serve


class Command(BaseCommand):
    help = (
        "Set up and serve a demo with made-up people and panels; running it again keeps what is there. "
        "Example: puntari demo --port 8000"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
        parser.add_argument("--no-serve", action="store_true", help="set up only")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_MODE:
            raise CommandError("The demo runs only with PUNTARI_MODE=demo, never on real data.")
        if not options["no_serve"] and not port_is_free(options["host"], options["port"]):
            raise CommandError(f"Port {options['port']} is taken: choose another with --port.")
        self.set_up()
        if options["no_serve"]:
            call_command("worker", once=True)
        else:
            self.stdout.write(f"Puntari: http://localhost:{options['port']}  (Ctrl+C stops)", ending="\n")
            self.stdout.flush()
            serve(options["host"], options["port"])

    def set_up(self) -> None:
        """Tables and data; both do nothing when they are there."""
        started = time.perf_counter()
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        (settings.DATA_DIR / "demo.txt").write_text("Everything in this folder is made up.\n")
        os.umask(0o077)
        bring_up_to_date()
        built = build(lambda line: self.stdout.write(f"  {line}"))
        if built:
            actor = User.objects.filter(email__startswith="koordinaattori").first()
            jobs.start(LETTERS, label="Esittelyn kirjeet", actor=actor)
            self.stdout.write(f"Demo ready in {time.perf_counter() - started:.1f} s: {settings.DATA_DIR}")
