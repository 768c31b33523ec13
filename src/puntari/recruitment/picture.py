"""The pool beside the population: shares, response rates, and the thin spots in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from puntari.core.translated import tr
from puntari.core.ui.charts import BarRow
from puntari.panels import queries as panels
from puntari.recruitment import queries

if TYPE_CHECKING:
    from puntari.panels.models import Feature, Panel
    from puntari.recruitment.queries import Counts

# Below this share of what the population suggests, a group is worth a reminder round.
THIN = 0.7


@dataclass(frozen=True)
class Cell:
    """One feature value: people, shares in per cent (None where unknown) and the seats its share means."""

    label: str
    population: int
    volunteers: int
    invited: int
    answered: int
    population_share: float | None
    volunteer_share: float | None
    seats: int

    @property
    def rate(self) -> float | None:
        """Registered per hundred invited; None when nobody is known to be invited."""
        return round(100 * self.answered / self.invited, 1) if self.invited else None


@dataclass(frozen=True)
class FeaturePicture:
    """One feature with its cells."""

    label: str
    cells: list[Cell]
    staff: bool = False

    @property
    def bars(self) -> list[BarRow]:
        population = _("Henkilöstö %") if self.staff else _("Väestö %")
        pool = _("Ilmoittautuneet %")
        return [
            {
                "label": cell.label,
                "values": [(population, cell.population_share), (pool, cell.volunteer_share)],
            }
            for cell in self.cells
        ]

    @property
    def rates(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.invited]


@dataclass(frozen=True)
class Picture:
    """The whole picture."""

    total: int
    features: list[FeaturePicture]
    thin: list[str]


def pool_picture(panel: Panel) -> Picture:
    """Volunteers against the population, feature by feature."""
    counts = (queries.pool_counts(panel), queries.invited_counts(panel), queries.answered_counts(panel))
    total = queries.active_volunteers(panel).count()
    features = [_feature(panel, feature, counts) for feature in panels.features_of(panel)]
    return Picture(total, features, [text for one in features for text in _thin(one, total)])


def _feature(panel: Panel, feature: Feature, counts: tuple[Counts, Counts, Counts]) -> FeaturePicture:
    pool, invited, answered = (one.get(feature.key, {}) for one in counts)
    values = list(feature.values.all())
    people, volunteers = sum(value.population for value in values), sum(pool.values())
    cells = [
        Cell(
            label=tr(value, "label"),
            population=value.population,
            volunteers=pool.get(value.key, 0),
            invited=invited.get(value.key, 0),
            answered=answered.get(value.key, 0),
            population_share=_share(value.population, people),
            volunteer_share=_share(pool.get(value.key, 0), volunteers),
            seats=round(panel.size * value.population / people) if people else 0,
        )
        for value in values
    ]
    return FeaturePicture(tr(feature, "label"), cells, panel.is_staff_panel)


def _share(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _thin(feature: FeaturePicture, total: int) -> list[str]:
    """Sentences about the values that have too few people, the worst ones first."""
    if not total:
        return []
    rows = [(cell, _expected(cell, total)) for cell in feature.cells]
    return [
        *(_too_few(feature, cell) for cell, _e in rows if cell.volunteers < cell.seats),
        *(
            _fewer_than_expected(feature)
            % {"feature": feature.label, "value": cell.label, "count": cell.volunteers, "expected": expected}
            for cell, expected in rows
            if cell.seats <= cell.volunteers < THIN * expected
        ),
    ]


def _fewer_than_expected(feature: FeaturePicture) -> str:
    if feature.staff:
        return _(
            "%(feature)s, %(value)s: ilmoittautuneita on %(count)s. Henkilöstön osuuden mukaan heitä "
            "olisi %(expected)s."
        )
    return _(
        "%(feature)s, %(value)s: ilmoittautuneita on %(count)s. Väestön osuuden mukaan heitä "
        "olisi %(expected)s."
    )


def _expected(cell: Cell, total: int) -> int:
    return round(total * (cell.population_share or 0) / 100)


def _too_few(feature: FeaturePicture, cell: Cell) -> str:
    return _(
        "%(feature)s, %(value)s: paneeliin tarvitaan noin %(seats)s, mutta ilmoittautuneita on vain "
        "%(count)s."
    ) % {"feature": feature.label, "value": cell.label, "seats": cell.seats, "count": cell.volunteers}
