"""Saying which web sites may hold the public table in a frame."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction

from puntari.core import log
from puntari.core.errors import BadInput
from puntari.followup.models import EmbedSites
from puntari.followup.models.embedding import ANYWHERE

if TYPE_CHECKING:
    from puntari.core.models import Organisation, User

# What a content security policy takes as a source of frames: nothing that could end the directive.
_ORIGIN = re.compile(r"https?://(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?")
MOST = 50


@transaction.atomic
def allow_embedding(*, organisation: Organisation, origins: str, actor: User | None) -> EmbedSites:
    """Let these sites (`https://www.example.fi` a line, or `*`) show the tables; nothing lets none.

    Raises BadInput when a line is no origin of a web site.
    """
    lines = list(dict.fromkeys(line.strip().rstrip("/").lower() for line in origins.split() if line.strip()))
    for line in lines:
        if line != ANYWHERE and not _ORIGIN.fullmatch(line):
            raise BadInput("followup.origin_unfit", origin=line[:80])
    if len(lines) > MOST:
        raise BadInput("followup.origins_too_many", limit=MOST)
    kept = ANYWHERE if ANYWHERE in lines else "\n".join(lines)
    sites, _ = EmbedSites.objects.update_or_create(organisation=organisation, defaults={"origins": kept})
    log.record("followup.embedding_allowed", actor=actor, data={"origins": kept.split()})
    return sites
