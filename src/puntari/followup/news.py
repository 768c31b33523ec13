"""What followers are told: the public events of recommendations, put into a message."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from puntari.core.models import LogEntry
from puntari.core.translated import tr
from puntari.core.ui.formats import format_date
from puntari.followup import history, links
from puntari.followup.channels import Message
from puntari.followup.models import Recommendation, StatusTerm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from puntari.followup.models import Follower
    from puntari.panels.models import Panel

LISTED = 20
CUT = 300


@dataclass(frozen=True)
class News:
    """One public event of one recommendation."""

    entry: LogEntry
    recommendation: Recommendation
    terms: list[StatusTerm] = field(repr=False)

    @property
    def event(self) -> history.Event:
        """In the reader's language."""
        return history.event_of(self.entry, self.terms)


def newest(recommendations: Iterable[int] | None, panels: Iterable[Panel], limit: int) -> list[News]:
    """The newest events of these recommendations (None: all) of these panels, newest first."""
    slugs = [panel.slug for panel in panels]
    entries = LogEntry.objects.filter(panel_slug__in=slugs, kind__in=history.news_kinds())
    if recommendations is not None:
        entries = entries.filter(subject__in=[f"recommendation/{pk}" for pk in recommendations])
    return _with_recommendations(list(entries.order_by("-number")[:limit]))


def since(number: int) -> list[News]:
    """The events of public panels after a log entry, oldest first."""
    entries = LogEntry.objects.filter(number__gt=number, kind__in=history.news_kinds()).order_by("number")
    found = _with_recommendations(list(entries))
    return [one for one in found if one.recommendation.panel.visibility == "public"]


def _with_recommendations(entries: list[LogEntry]) -> list[News]:
    keys = {entry.pk: _key(entry) for entry in entries}
    known = Recommendation.objects.select_related("panel").in_bulk({key for key in keys.values() if key})
    found = [(entry, known[keys[entry.pk]]) for entry in entries if keys[entry.pk] in known]
    terms = _vocabularies({one.panel.organisation_id for _entry, one in found})
    return [News(entry, one, terms[one.panel.organisation_id]) for entry, one in found]


def _vocabularies(organisations: set[int]) -> dict[int, list[StatusTerm]]:
    terms: dict[int, list[StatusTerm]] = defaultdict(list)
    for term in StatusTerm.objects.filter(organisation__in=organisations):
        terms[term.organisation_id].append(term)
    return terms


def _key(entry: LogEntry) -> int:
    number = entry.subject.removeprefix("recommendation/")
    return int(number) if number.isdecimal() else 0


def manage_url(follower: Follower) -> str:
    """Where a follower changes how they hear, or leaves."""
    return settings.PUBLIC_URL + reverse("follow-manage", args=[follower.token])


def leave_url(follower: Follower) -> str:
    """Where a bare POST, and a person with one tap, ends the following."""
    return settings.PUBLIC_URL + reverse("follow-leave", args=[follower.token])


def message(follower: Follower, told: list[News]) -> Message:
    """What has changed, in the language that is on; at most LISTED events are spelled out."""
    groups: dict[int, list[News]] = {}
    for one in told[:LISTED]:
        groups.setdefault(one.recommendation.pk, []).append(one)
    parts = [_("Hei,\n\nseuraamissasi suosituksissa on uutta.")]
    parts += [_group(rows) for rows in groups.values()]
    more = max(0, len(told) - LISTED)
    if more:
        parts.append(
            ngettext("Lisäksi %(more)s muutos.", "Lisäksi %(more)s muutosta.", more) % {"more": more}
        )
    parts.append(_footer(follower))
    subject = _subject(told)
    link = links.public(told[0].recommendation.get_absolute_url())
    slug = told[0].recommendation.panel.slug
    return Message(subject, "\n\n".join(parts), subject, link, leave_url(follower), slug)


def _subject(told: list[News]) -> str:
    cells = {one.recommendation.cell for one in told}
    if len(cells) == 1:
        return _("Uutta: %(recommendation)s") % {"recommendation": cells.pop()[:120]}
    return _("Uutta %(count)s suosituksessa") % {"count": len(cells)}


def _group(rows: list[News]) -> str:
    one = rows[0].recommendation
    lines = [f"{one.cell}\n{tr(one.panel, 'title')}"]
    lines += [_line(row.event) for row in rows]
    return "\n".join([*lines, links.public(one.get_absolute_url())])


def _line(event: history.Event) -> str:
    about = f" ({event.about})" if event.about else ""
    gone = _("poistettu")
    changed = "".join(f"\n  {one.label}: {_cut(one.new) or gone}" for one in event.changed)
    return f"- {format_date(event.at)} {event.said}{about}{changed}"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= CUT else f"{flat[: CUT - 1]}…"


def _footer(follower: Follower) -> str:
    return _(
        "Vaihda kieltä tai sitä, milloin viestejä tulee:\n%(manage)s\n\nLopeta seuraaminen:\n%(leave)s"
    ) % {"manage": manage_url(follower), "leave": leave_url(follower)}
