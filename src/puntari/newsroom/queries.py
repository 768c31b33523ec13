"""Reading releases: what is out, what waits for its moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from puntari.core import clock
from puntari.newsroom.models import Release
from puntari.panels.queries import Anybody, panels_seen_by

if TYPE_CHECKING:
    from puntari.panels.models import Panel


def _out() -> Q:
    now = clock.now()
    return Q(approved__lte=now, withdrawn=None) & (Q(embargo_until=None) | Q(embargo_until__lte=now))


def releases_of(panel: Panel) -> QuerySet[Release]:
    """All releases of the panel, drafts too, newest first (for the workspace)."""
    return Release.objects.filter(panel=panel).select_related("panel", "approved_by")


def published(panel: Panel) -> QuerySet[Release]:
    """What anybody may read now: approved, not withdrawn, embargo over."""
    return _for_readers().filter(_out(), panel=panel)


def published_everywhere(user: Anybody) -> QuerySet[Release]:
    """Published releases of all panels this reader may see, newest first."""
    seen = panels_seen_by(user).values("pk")
    return _for_readers().filter(_out(), panel__in=seen).order_by("-approved", "-pk")


def by_preview_key(panel: Panel, key: str) -> QuerySet[Release]:
    """The release a journalist was given a link to, whatever its embargo; not when withdrawn."""
    return _for_readers().filter(panel=panel, preview_key=key, withdrawn=None).exclude(approved=None)


def _for_readers() -> QuerySet[Release]:
    return Release.objects.select_related("panel__organisation", "image").prefetch_related("contacts")


def state_of(release: Release) -> str:
    """draft, embargoed, published or withdrawn."""
    if release.withdrawn:
        return "withdrawn"
    if not release.approved:
        return "draft"
    waits = release.embargo_until is not None and release.embargo_until > clock.now()
    return "embargoed" if waits else "published"
