"""Keeping and handing out files."""

import hashlib
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from puntari.core import clock
from puntari.core.models.files import StoredFile

INLINE = {"application/pdf", "image/png", "image/jpeg", "image/webp"}


def keep(
    content: bytes, *, name: str, content_type: str, kind: str, panel_slug: str = "", public: bool = False
) -> StoredFile:
    """Store bytes as a file of a panel; the hash is kept so that a changed file is noticed."""
    stored = StoredFile(
        panel_slug=panel_slug,
        kind=kind,
        name=PurePath(name).name[:200],
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        public=public,
        created=clock.now(),
    )
    stored.content.save(stored.name, ContentFile(content), save=False)
    stored.save()
    return stored


def read(stored: StoredFile) -> bytes:
    """The bytes of a stored file."""
    with stored.content.open("rb") as handle:
        content: bytes = handle.read()
    return content


def response(stored: StoredFile) -> HttpResponse:
    """Hand a stored file out; only harmless types open in the browser, others are saved."""
    answer = HttpResponse(read(stored), content_type=stored.content_type)
    as_attachment = stored.content_type not in INLINE
    answer["Content-Disposition"] = content_disposition_header(as_attachment, stored.name) or "attachment"
    return answer


def download(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """Hand bytes out as a download."""
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
