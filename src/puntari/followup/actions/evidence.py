"""Links and files that show what an action has led to. They are public from the moment they are added."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from puntari.core import clock, files
from puntari.core.errors import BadInput, Conflict
from puntari.followup.actions import changes
from puntari.followup.actions.guards import keep_proof
from puntari.followup.models import Action, Evidence

if TYPE_CHECKING:
    from puntari.core.models import User

MEGABYTES = 10
PER_ACTION = 20
_ZIPPED = b"PK\x03\x04"
_OFFICE = "application/vnd.openxmlformats-officedocument"
# Ending -> type and the bytes a file of the type begins with.
TYPES = {
    "pdf": ("application/pdf", b"%PDF-"),
    "png": ("image/png", b"\x89PNG"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    "docx": (f"{_OFFICE}.wordprocessingml.document", _ZIPPED),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", _ZIPPED),
    "pptx": (f"{_OFFICE}.presentationml.presentation", _ZIPPED),
    "odt": ("application/vnd.oasis.opendocument.text", _ZIPPED),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", _ZIPPED),
}


@transaction.atomic
def add_link(*, action: Action, url: str, label: str = "", actor: User | None, by: str = "") -> Evidence:
    """Add a web address (http or https) as evidence."""
    address = url.strip()
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError as error:
        raise BadInput("followup.evidence_url_unfit", url=address[:80]) from error
    if len(address) > 500:
        raise BadInput("followup.evidence_url_unfit", url=address[:80])
    name = label.strip()[:200] or str(urlsplit(address).hostname)[:200]
    return _add(Evidence(action=action, url=address, label=name), actor, by)


@transaction.atomic
def add_file(
    *, action: Action, content: bytes, name: str, label: str = "", actor: User | None, by: str = ""
) -> Evidence:
    """Add a document or a picture; its ending and its first bytes must agree.

    A picture is shown on public pages, so its label must say what is in it.
    """
    kind = check_file(content=content, name=name)
    if kind.startswith("image/") and not label.strip():
        raise BadInput("followup.picture_untold")
    stored = files.keep(
        content,
        name=PurePath(name).name,
        content_type=kind,
        kind="followup.evidence",
        panel_slug=action.recommendation.panel.slug,
        public=True,
    )
    return _add(Evidence(action=action, file=stored, label=label.strip()[:200] or stored.name), actor, by)


def check_file(*, content: bytes, name: str) -> str:
    """The content type of an acceptable file; BadInput tells what is wrong with another."""
    if len(content) > MEGABYTES * 2**20:
        raise BadInput("followup.file_too_big", limit=MEGABYTES)
    kind, start = TYPES.get(PurePath(name).suffix.lower().lstrip("."), ("", b""))
    if not kind or not content.startswith(start):
        raise BadInput("followup.evidence_file_unfit", name=name[:80], types=", ".join(TYPES))
    return kind


def _add(evidence: Evidence, actor: User | None, by: str) -> Evidence:
    action = evidence.action
    if action.evidence.count() >= PER_ACTION:
        raise BadInput("followup.evidence_full", limit=PER_ACTION)
    evidence.added = clock.now()
    evidence.save()
    _freshen(action)
    changes.record(action, "evidence_added", actor, label=evidence.label, **({"by": by} if by else {}))
    return evidence


def _freshen(action: Action) -> None:
    """The action has been updated today. It is saved, not updated past the index of the public table."""
    action.updated_on = clock.today()
    action.save(update_fields=["updated_on"])


@transaction.atomic
def remove_evidence(*, evidence: Evidence, actor: User | None) -> None:
    """Take evidence away, its file too; that it was there stays on record.

    Conflict when somebody else has taken it away already; NotAllowed when an answer "already done" would be
    left with nothing to look at.
    """
    if not Evidence.objects.select_for_update().filter(pk=evidence.pk).exists():
        raise Conflict("followup.evidence_gone")
    keep_proof(evidence)
    stored = evidence.file
    _freshen(evidence.action)
    changes.record(evidence.action, "evidence_removed", actor, label=evidence.label)
    evidence.delete()
    if stored is not None:
        storage, place = stored.content.storage, str(stored.content.name)
        stored.delete()
        transaction.on_commit(lambda: storage.delete(place))
