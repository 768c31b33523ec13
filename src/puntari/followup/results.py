"""What the panels' recommendations have led to, in numbers across panels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from puntari.followup.models import Action, Recommendation, Response, StatusTerm, TableRow
from puntari.followup.tables import late_rows

if TYPE_CHECKING:
    from puntari.core.ui.charts import BarRow
    from puntari.panels.models import Panel

NO_STATUS = "none"
NEWEST_EFFECTS = 10


@dataclass(frozen=True)
class Results:
    """Counts of recommendations, answers and actions; each kind has its count, also when it is zero."""

    recommendations: int
    answered: int
    answers_late: int
    answered_in_time: int
    actions: int
    actions_late: int
    decisions: dict[str, int]
    statuses: dict[str, int]

    @property
    def unanswered(self) -> int:
        return self.recommendations - self.answered

    @property
    def closed(self) -> int:
        """Actions that are done or handled."""
        return self.statuses[StatusTerm.Kind.DONE] + self.statuses[StatusTerm.Kind.HANDLED]

    def decision_bars(self) -> list[BarRow]:
        """One bar a decision, and one for what waits."""
        series = _("Suosituksia")
        rows = {str(label): self.decisions[kind] for kind, label in Response.Decision.choices}
        rows[_("Odottaa vastausta")] = self.unanswered
        return [{"label": label, "values": [(series, count)]} for label, count in rows.items()]

    def status_bars(self) -> list[BarRow]:
        """One bar a meaning of the status words."""
        series = _("Toimenpiteitä")
        rows = {str(label).capitalize(): self.statuses[kind] for kind, label in StatusTerm.Kind.choices}
        rows[_("Ei merkitty")] = self.statuses[NO_STATUS]
        return [{"label": label, "values": [(series, count)]} for label, count in rows.items()]


def results_of(panels: tuple[int, ...], today: date) -> Results:
    """The numbers of these panels on a day, in a fixed number of queries."""
    asked = Recommendation.objects.filter(panel__in=panels)
    answers = Response.objects.filter(recommendation__panel__in=panels)
    rows = TableRow.objects.filter(panel__in=panels, action__isnull=False)
    in_time = Q(recommendation__answer_due=None) | Q(decided_on__lte=F("recommendation__answer_due"))
    decisions = dict(answers.values_list("decision").annotate(Count("pk")).order_by())
    statuses = dict(rows.values_list("status__kind").annotate(Count("pk")).order_by())
    return Results(
        recommendations=asked.count(),
        answered=sum(decisions.values()),
        answers_late=asked.filter(table_rows__answer_by__lt=today).distinct().count(),
        answered_in_time=answers.filter(in_time).count(),
        actions=sum(statuses.values()),
        actions_late=rows.filter(late_rows(StatusTerm.objects.all(), today)).count(),
        decisions={kind: decisions.get(kind, 0) for kind in Response.Decision.values},
        statuses={kind: statuses.get(kind, 0) for kind in StatusTerm.Kind.values}
        | {NO_STATUS: statuses.get(None, 0)},
    )


@dataclass(frozen=True)
class PanelResults:
    """One panel's line."""

    panel: Panel
    recommendations: int
    answered: int
    actions: int
    closed: int
    late: int


def by_panel(panels: Iterable[Panel], today: date) -> list[PanelResults]:
    """The lines of these panels, in their order, in three queries however many they are."""
    panels = list(panels)
    rows = TableRow.objects.filter(panel__in=panels)
    late = late_rows(StatusTerm.objects.all(), today)
    closed = Q(status__kind__in=[StatusTerm.Kind.DONE, StatusTerm.Kind.HANDLED])
    asked = _grouped(
        Recommendation.objects.filter(panel__in=panels),
        recommendations=Count("pk"),
        answered=Count("response"),
    )
    done = _grouped(
        rows,
        actions=Count("action"),
        closed=Count("action", filter=closed),
        late=Count("action", filter=late),
    )
    nothing = dict.fromkeys(("recommendations", "answered", "actions", "closed", "late"), 0)
    return [PanelResults(one, **(nothing | asked.get(one.pk, {}) | done.get(one.pk, {}))) for one in panels]


def _grouped(rows: QuerySet[Any], **counts: Count) -> dict[int, dict[str, int]]:
    found = rows.order_by().values("panel").annotate(**counts)
    return {row.pop("panel"): row for row in found}


def newest_effects(panels: tuple[int, ...]) -> QuerySet[Action]:
    """The actions that have told what they led to, the newest first."""
    told = Action.objects.filter(recommendation__panel__in=panels).exclude(effect="")
    return told.select_related("recommendation__panel").order_by("-updated_on", "-pk")[:NEWEST_EFFECTS]
