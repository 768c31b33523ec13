"""The calendar, once: for installations that prefer cron to a standing worker."""

from typing import Any

from django.core.management.base import BaseCommand

from puntari.core import mail, ticks


class Command(BaseCommand):
    help = "Do today's reminders and other daily duties (once a day each) and send waiting mail."

    def handle(self, *args: Any, **options: Any) -> None:
        for name in ticks.run_due():
            self.stdout.write(name)
        self.stdout.write(f"mail sent: {mail.send_waiting()}")
