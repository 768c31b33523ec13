"""The background worker: long jobs in the main thread, mail and the calendar beside them."""

import os
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from puntari.core import jobs, mail, ticks

ROUND_SECONDS = 2
TICK_ROUNDS = 60


class Command(BaseCommand):
    help = "Do background work: imports, letters, lotteries, mail, daily reminders. Stop with Ctrl+C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits now, then stop")
        parser.add_argument(
            "--with-parent", type=int, metavar="PID", help="stop when this process, which started it, ends"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        worker = _worker(batch=options["once"])
        if options["once"]:
            housekeeping(round_number=0)
            worker.run()
            mail.send_waiting()
            return
        worker.configure_signals()
        parent = options["with_parent"]
        threading.Thread(target=_keep_house, args=(worker, parent), daemon=True).start()
        worker.run()


def _worker(*, batch: bool) -> Worker:
    return Worker(
        queue_names=["*"],
        interval=0.3,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(16),
        excluded_queue_names=[],
    )


def housekeeping(round_number: int) -> None:
    """One round: jobs whose worker died, waiting mail, and every other minute the calendar."""
    jobs.resume_stale()
    mail.send_waiting()
    if round_number % TICK_ROUNDS == 0:
        ticks.run_due()


def _keep_house(worker: Worker, parent: int | None) -> None:
    pause = threading.Event()
    round_number = 0
    while worker.running:
        close_old_connections()
        try:
            housekeeping(round_number)
        except Exception:
            jobs.logger.exception("housekeeping failed; it goes on at the next round")
        round_number += 1
        if pause.wait(ROUND_SECONDS) or (parent is not None and os.getppid() != parent):
            os._exit(0)
