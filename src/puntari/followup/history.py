"""What changed when, told from the domain log for anybody to read: no names, no personal data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from puntari.core.models import LogEntry
from puntari.core.ui.formats import format_date
from puntari.followup.models import Response, StatusTerm
from puntari.followup.statuses import REASONS
from puntari.followup.statuses import said as status_said

if TYPE_CHECKING:
    from puntari.followup.models import Recommendation

OWNER_GIVEN = "followup.owner_given"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LABELS = {
    "cell": gettext_lazy("Teksti"),
    "text": gettext_lazy("Teksti"),
    "detail": gettext_lazy("Koko teksti"),
    "theme": gettext_lazy("Teema"),
    "municipalities": gettext_lazy("Kunnat"),
    "answer_due": gettext_lazy("Vastauksen määräaika"),
    "schedule": gettext_lazy("Aikataulu"),
    "status_text": gettext_lazy("Status"),
    "unit": gettext_lazy("Vastuu"),
    "owner_post": gettext_lazy("Vastuuhenkilön tehtävä"),
    "deputy_post": gettext_lazy("Sijaisen tehtävä"),
    "more_info": gettext_lazy("Lisätieto"),
    "effect": gettext_lazy("Mihin toimenpide johti"),
    "percent": gettext_lazy("Valmiusaste, %"),
    "next_update_due": gettext_lazy("Seuraava päivitys viimeistään"),
}
# What an answer says beside its decision and its reason.
ANSWER_LABELS = {
    "differs": gettext_lazy("Mikä poikkeaa suosituksesta"),
    "evidence": gettext_lazy("Näyttö siitä, että näin jo tehdään"),
    "study_until": gettext_lazy("Selvitetään viimeistään"),
    "passed_to": gettext_lazy("Kenelle lähetetty"),
    "body": gettext_lazy("Päättävä toimielin"),
    "decided_on": gettext_lazy("Päätöksen päivä"),
    "case_number": gettext_lazy("Asianumero"),
}
# Fields that hold days and numbers.
WORDLESS = {"answer_due", "next_update_due", "percent", "study_until", "decided_on", "case_number"}
ANSWER_CHANGED = "followup.answer_changed"
ANSWERED = ("followup.answered", ANSWER_CHANGED)


@dataclass(frozen=True)
class Changed:
    """One field: what it said and what it says.

    `spoken` tells that the value is in the reader's language, or in none; other values are as they were
    written, in Finnish. `as_is` tells that it is no change: it came with a first answer, or a changed answer
    says the same as the one before.
    """

    label: str
    old: str
    new: str
    spoken: bool = False
    as_is: bool = False


@dataclass(frozen=True)
class Event:
    """One thing that happened to a recommendation or what hangs on it."""

    at: datetime
    said: str
    about: str = ""
    by: str = ""
    changed: list[Changed] = field(default_factory=list)


def history_of(recommendation: Recommendation) -> list[Event]:
    """The events of a recommendation, newest first."""
    entries = LogEntry.objects.filter(
        panel_slug=recommendation.panel.slug, subject=recommendation.subject
    ).order_by("-number")
    terms = list(StatusTerm.objects.filter(organisation=recommendation.panel.organisation_id))
    return [event_of(entry, terms) for entry in entries if entry.kind in _SAID and not _only_inner(entry)]


def _only_inner(entry: LogEntry) -> bool:
    """Another person in the same post: names are not public, so there is nothing to tell."""
    return entry.kind == OWNER_GIVEN and not entry.data.get("changes")


@dataclass(frozen=True)
class Latest:
    """When something was last changed, and by whom: for colleagues, since it may name a person."""

    at: datetime
    who: str


def latest(recommendation: Recommendation) -> Latest | None:
    """The last change of a recommendation or of what hangs on it."""
    entry = (
        LogEntry.objects.filter(panel_slug=recommendation.panel.slug, subject=recommendation.subject)
        .order_by("-number")
        .first()
    )
    return Latest(entry.at, entry.data.get("by") or entry.actor_name) if entry else None


def news_kinds() -> list[str]:
    """The kinds of log entries that followers are told of: who does the work is for those who look."""
    return sorted(_SAID.keys() - {OWNER_GIVEN})


def event_of(entry: LogEntry, terms: Iterable[StatusTerm]) -> Event:
    """A log entry of a public kind in the reader's language; `terms` is the organisation's vocabulary."""
    data = entry.data
    changed = [_changed(name, old, new, terms) for name, (old, new) in data.get("changes", {}).items()]
    if entry.kind in ANSWERED:
        changed += _answered(data, _answer_before(entry))
    return Event(entry.at, _SAID[entry.kind](data), data.get("name", ""), data.get("by", ""), changed)


def _answer_before(entry: LogEntry) -> dict[str, Any]:
    """What the answer said that a changed one replaced; nothing for a first answer."""
    if entry.kind != ANSWER_CHANGED:
        return {}
    earlier = LogEntry.objects.filter(
        panel_slug=entry.panel_slug, subject=entry.subject, kind__in=ANSWERED, number__lt=entry.number
    )
    return earlier.order_by("-number").values_list("data", flat=True).first() or {}


def _answered(data: dict[str, Any], before: dict[str, Any]) -> list[Changed]:
    """The whole answer, with what it said before where that was something else."""
    told = []
    for name, label in ANSWER_LABELS.items():
        old, new = (_day_or_text(said.get(name, "")) for said in (before, data))
        same = not before or old == new
        if old or new:
            told.append(Changed(str(label), "" if same else old, new, name in WORDLESS, as_is=same))
    return told


def _changed(name: str, old: str, new: str, terms: Iterable[StatusTerm]) -> Changed:
    label = str(LABELS.get(name, name))
    if name == "status_text":
        return Changed(label, status_said(old, terms), status_said(new, terms), spoken=True)
    return Changed(label, _day_or_text(old), _day_or_text(new), spoken=name in WORDLESS)


def _day_or_text(value: str) -> str:
    """A day as people write it, anything else as it is."""
    return format_date(date.fromisoformat(value)) if _DAY.fullmatch(value) else value


def _decision(data: dict[str, Any]) -> str:
    labels = dict(Response.Decision.choices)
    return str(labels.get(data.get("decision", ""), data.get("decision", "")))


def _why(data: dict[str, Any]) -> str:
    """The usual reason and the own words, whichever were given."""
    said = (str(REASONS.get(data.get("because", ""), "")), data.get("reason", ""))
    return ". ".join(part for part in said if part)


_SAID: dict[str, Callable[[dict[str, Any]], str]] = {
    "followup.handed_over": lambda data: _("Suositus luovutettiin päättäjille"),
    "followup.recommendation_added": lambda data: _("Suositus kirjattiin"),
    "followup.recommendation_changed": lambda data: _("Suosituksen tietoja muutettiin"),
    "followup.answer_promised": lambda data: _("Vastaukselle merkittiin määräaika"),
    "followup.due_moved": lambda data: (
        _("Määräaikaa siirrettiin: %(reason)s") % {"reason": data.get("reason", "")}
    ),
    "followup.sub_added": lambda data: _("Alasuositus kirjattiin"),
    "followup.sub_changed": lambda data: _("Alasuosituksen tekstiä muutettiin"),
    "followup.action_added": lambda data: _("Toimenpide kirjattiin"),
    "followup.action_changed": lambda data: _("Toimenpiteen tietoja muutettiin"),
    "followup.action_unchanged": lambda data: _("Ei muutosta: %(reason)s") % {"reason": _why(data)},
    "followup.evidence_added": lambda data: (
        _("Näyttö lisättiin: %(label)s") % {"label": data.get("label", "")}
    ),
    "followup.evidence_removed": lambda data: (
        _("Näyttö poistettiin: %(label)s") % {"label": data.get("label", "")}
    ),
    OWNER_GIVEN: lambda data: _("Vastuuhenkilön tehtävä merkittiin"),
    "followup.answered": lambda data: (
        _("Vastaus annettiin: %(decision)s. %(reason)s")
        % {"decision": _decision(data), "reason": data.get("reason", "")}
    ),
    "followup.answer_changed": lambda data: (
        _("Vastaus muuttui: %(decision)s. %(reason)s")
        % {"decision": _decision(data), "reason": data.get("reason", "")}
    ),
}
