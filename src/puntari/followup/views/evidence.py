"""Handing out the files that show what an action has led to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase

from puntari.core import files
from puntari.followup import queries
from puntari.panels.access import public

if TYPE_CHECKING:
    from puntari.panels.models import Panel


@public  # type: ignore[type-var]
def file(request: HttpRequest, panel: Panel, key: UUID) -> HttpResponseBase:
    """The file itself; documents and pictures open in the browser, others are saved."""
    found = queries.public_evidence(panel, key)
    if found.file is None:
        raise Http404
    return files.response(found.file)
