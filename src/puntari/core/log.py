"""Writing, checking and shredding the domain log."""

import hashlib
import json
import secrets
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet

from puntari.core import clock
from puntari.core.models.log import LogEntry, LogHead

if TYPE_CHECKING:
    from puntari.core.models.accounts import User


def canonical(data: Any) -> str:
    """JSON with sorted keys and no spaces: the form that is hashed."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def _sha(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _entry_digest(entry: LogEntry) -> str:
    return _sha(
        entry.previous,
        str(entry.number),
        entry.at.astimezone(UTC).isoformat(),
        entry.kind,
        entry.panel_slug,
        entry.subject,
        canonical(entry.data),
        entry.personal_digest,
    )


@transaction.atomic
def record(
    kind: str,
    *,
    actor: "User | None" = None,
    panel_slug: str = "",
    subject: str = "",
    data: dict[str, Any] | None = None,
    personal: dict[str, Any] | None = None,
) -> LogEntry:
    """Append one entry inside the caller's transaction.

    `kind` is dotted, room first ("recruitment.registered"). `data` may be kept for good and shown;
    anything about a private person goes to `personal`, which `shred` can take away later.
    """
    LogHead.objects.get_or_create(pk=1)
    head = LogHead.objects.select_for_update().get(pk=1)
    entry = LogEntry(
        number=head.number + 1,
        at=clock.now(),
        kind=kind,
        actor=actor if actor is not None and actor.pk else None,
        actor_name=str(actor or ""),
        panel_slug=panel_slug,
        subject=subject,
        data=json.loads(canonical(data or {})),
        personal=None if personal is None else json.loads(canonical(personal)),
        previous=head.digest,
    )
    if personal is not None:
        entry.personal_salt = secrets.token_hex(16)
        entry.personal_digest = _sha(entry.personal_salt, canonical(entry.personal))
    entry.digest = _entry_digest(entry)
    entry.save()
    head.number, head.digest = entry.number, entry.digest
    head.save()
    return entry


def first_broken_entry() -> int | None:
    """Walk the chain from the start; the number of the first entry that does not fit, or None."""
    previous = ""
    for number, entry in enumerate(LogEntry.objects.order_by("number").iterator(), start=1):
        if entry.number != number or entry.previous != previous or not _fits(entry):
            return number
        previous = entry.digest
    return None


def _fits(entry: LogEntry) -> bool:
    personal_fits = entry.personal is None or entry.personal_digest == _sha(
        entry.personal_salt, canonical(entry.personal)
    )
    return personal_fits and entry.digest == _entry_digest(entry)


def shred(entries: "QuerySet[LogEntry]") -> int:
    """Take the personal part out of the entries; the entries and the chain stay. Returns how many."""
    return entries.exclude(personal=None).update(personal=None, personal_salt="")
