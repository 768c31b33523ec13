"""manage catalogues update|check|compile [ROOM ...]"""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from puntari.core import catalogues


class Command(BaseCommand):
    help = "Updates, checks or compiles the message catalogues; needs no GNU gettext."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        catalogues.add_arguments(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        lines, status = catalogues.run(options["task"], options["room"])
        for line in lines:
            self.stdout.write(line)
        if status:
            raise CommandError(f"{len(lines)} messages need attention", returncode=status)
