"""The newsroom's Atom feeds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from puntari.core.translated import tr
from puntari.newsroom import queries
from puntari.newsroom.models import Release

NEWEST = 30


class NewsFeed(Feed):  # type: ignore[type-arg]
    """All published releases, or those of one panel."""

    feed_type = Atom1Feed
    title = _("Asukaspaneelien tiedotteet")

    def get_object(self, request: HttpRequest, slug: str | None = None) -> Any:
        if slug is None:
            return queries.published_everywhere(request.user)[:NEWEST]
        from puntari.panels.queries import get_public_panel

        return queries.published(get_public_panel(request.user, slug))[:NEWEST]

    def link(self, releases: Any) -> str:
        return reverse("news")

    def items(self, releases: Any) -> Any:
        return releases

    def item_title(self, release: Release) -> str:
        return tr(release, "title")

    def item_description(self, release: Release) -> str:
        return tr(release, "lead")

    def item_pubdate(self, release: Release) -> datetime | None:
        return release.embargo_until or release.approved

    def item_updateddate(self, release: Release) -> datetime:
        return release.changed
