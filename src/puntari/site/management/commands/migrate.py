"""`migrate`, for databases too whose tables were once made in other steps."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections, transaction
from django.db.migrations.recorder import MigrationRecorder

# For some days these steps made the very tables that those beside them make: room, its steps then, and now.
MADE_OTHERWISE: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("followup", ("0002_shared_words", "0003_municipalities"), ("0002_public_table",)),
    ("fees", ("0003_incomes_register",), ()),
    (
        "lottery",
        ("0002_receipts_audit_and_dropout",),
        ("0002_public_draw", "0003_receipts_audit_and_dropout"),
    ),
)


class Command(Migrate):
    """Django's own, after the notes of what has been applied are put into today's words."""

    def handle(self, *args: Any, **options: Any) -> None:
        recorder = MigrationRecorder(connections[options["database"]])
        if recorder.has_table():
            with transaction.atomic(using=options["database"]):
                _reword(recorder)
        super().handle(*args, **options)


def _reword(recorder: MigrationRecorder) -> None:
    applied = recorder.applied_migrations().keys()
    for room, then, now in MADE_OTHERWISE:
        if {(room, step) for step in then} <= applied:
            for step in then:
                recorder.record_unapplied(room, step)
            for step in now:
                recorder.record_applied(room, step)
