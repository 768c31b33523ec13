"""Atom feeds of what changes in recommendations: all panels, one panel, one recommendation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from puntari.core.translated import tr
from puntari.followup import links, news, queries
from puntari.followup.templatetags.followup import feed_in
from puntari.panels import queries as panel_queries

if TYPE_CHECKING:
    from puntari.followup.news import News

NEWEST = 50


@dataclass(frozen=True)
class Followed:
    """What a feed is about, its own path, the path of its page, and its newest events."""

    title: str
    path: str
    link: str
    items: list[News]
    author: str


class ActionFeed(Feed):  # type: ignore[type-arg]
    """The newest events, newest first."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, slug: str = "", number: int = 0) -> Followed:
        if not slug:
            panels = list(panel_queries.panels_seen_by(request.user))  # type: ignore[arg-type]
            organisation = request.organisation  # type: ignore[attr-defined]
            return Followed(
                _("Paneelien suositukset ja toimenpiteet"),
                request.path,
                reverse("actions"),
                news.newest(None, panels, NEWEST),
                organisation.name if organisation else settings.PUBLIC_URL,
            )
        panel = panel_queries.get_public_panel(request.user, slug)  # type: ignore[arg-type]
        if not number:
            title = _("Suositukset ja toimenpiteet: %(panel)s") % {"panel": tr(panel, "title")}
            link = reverse("panel-actions", args=[slug])
            return Followed(
                title, request.path, link, news.newest(None, [panel], NEWEST), panel.organisation.name
            )
        found = queries.get_recommendation(panel, number)
        rows = news.newest([found.pk], [panel], NEWEST)
        link = found.get_absolute_url()
        return Followed(found.cell, request.path, link, rows, panel.organisation.name)

    def title(self, followed: Followed) -> str:
        return followed.title

    def link(self, followed: Followed) -> str:
        return links.public(followed.link)

    def feed_url(self, followed: Followed) -> str:
        return settings.PUBLIC_URL + feed_in(followed.path)

    def feed_guid(self, followed: Followed) -> str:
        """The same by whatever address the site is reached; a feed in another language is another feed."""
        return self.feed_url(followed)

    def author_name(self, followed: Followed) -> str:
        return followed.author

    def items(self, followed: Followed) -> list[News]:
        return followed.items

    def item_title(self, one: Any) -> str:
        return f"{one.recommendation.cell[:120]}: {one.event.said[:160]}"

    def item_description(self, one: Any) -> str:
        """HTML, as the feed says it is: a paragraph for what happened and for each change."""
        event, gone = one.event, _("poistettu")
        changed = [f"{change.label}: {change.new or gone}" for change in event.changed]
        told = filter(None, [event.said, event.about, *changed])
        return "\n".join(linebreaks(text, autoescape=True) for text in told)

    def item_link(self, one: Any) -> str:
        return links.public(one.recommendation.get_absolute_url())

    def item_guid(self, one: Any) -> str:
        """A tag URI (RFC 4151): the site's own name on the entry's day, and the entry's place in its log."""
        host = urlsplit(settings.PUBLIC_URL).hostname
        return f"tag:{host},{one.entry.at.astimezone(UTC):%Y-%m-%d}:log/{one.entry.number}"

    item_guid_is_permalink = False

    def item_pubdate(self, one: Any) -> datetime:
        return one.entry.at  # type: ignore[no-any-return]

    def item_updateddate(self, one: Any) -> datetime:
        return one.entry.at  # type: ignore[no-any-return]
