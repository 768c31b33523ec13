"""Reading surveys: open ones for a person, figures for all. Nothing is told of fewer than five."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import fmean
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from puntari.core import clock
from puntari.core.translated import tr
from puntari.evaluation.models import Answer, Response, Survey
from puntari.evaluation.scales import SCALES, Scale

if TYPE_CHECKING:
    from puntari.panels.models import Panel

SMALLEST_GROUP = 5


@dataclass(frozen=True)
class Asked:
    """A question as it stands in a survey; reads like content in three languages."""

    key: str
    scale: Scale
    text: str
    text_sv: str = ""
    text_en: str = ""

    def __str__(self) -> str:
        return tr(self, "text")


@dataclass
class Figure:
    """The figures of one question: `shares` are (word, count); hidden when fewer than five answered."""

    question: Asked
    count: int
    mean: float | None = None
    shares: list[tuple[str, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def hidden(self) -> bool:
        return self.count < SMALLEST_GROUP

    @property
    def bar_rows(self) -> list[dict[str, object]]:
        """The shares as the bar chart takes them."""
        return [{"label": word, "values": [(_("vastauksia"), count)]} for word, count in self.shares]


@dataclass(frozen=True)
class Change:
    """Before and after, of the same people."""

    question: Asked
    count: int
    before: float
    after: float

    @property
    def difference(self) -> float:
        return self.after - self.before


def questions_of(survey: Survey) -> list[Asked]:
    """The survey's questions in order."""
    return [Asked(**{**one, "scale": SCALES[one["scale"]]}) for one in survey.questions]


def surveys_of(panel: Panel) -> QuerySet[Survey]:
    """All surveys of the panel with the number of answers."""
    rows = Survey.objects.filter(panel=panel).select_related("meeting")
    # Counting groups the rows, and grouped rows forget the model's own order.
    return rows.annotate(answered=Count("responses")).order_by("opens", "pk")


def open_surveys(panel: Panel, audience: str) -> QuerySet[Survey]:
    """Surveys this audience may answer now."""
    now = clock.now()
    return Survey.objects.filter(panel=panel, audience=audience, opens__lte=now, closes__gte=now)


def published_surveys(panel: Panel) -> QuerySet[Survey]:
    """Surveys whose figures anybody may read."""
    return surveys_of(panel).exclude(published=None)


def answered_by(surveys: Iterable[Survey], pseudonym: str) -> set[int]:
    """Which of the surveys the holder of the pseudonym has answered."""
    found = Response.objects.filter(survey__in=surveys, pseudonym=pseudonym)
    return set(found.values_list("survey", flat=True))


def figures(survey: Survey, *, with_texts: bool) -> list[Figure]:
    """The figures of every question, in one query. Free words are for evaluators only, sorted."""
    return figures_of([survey], with_texts=with_texts)[survey.pk]


def figures_of(surveys: Iterable[Survey], *, with_texts: bool) -> dict[int, list[Figure]]:
    """The figures of several surveys by their keys, in one query however many there are."""
    asked = list(surveys)
    answers: dict[tuple[int, str], list[Answer]] = defaultdict(list)
    found = Answer.objects.filter(response__survey__in=asked).select_related("response")
    for one in found.order_by("text", "pk"):
        answers[one.response.survey_id, one.key].append(one)
    return {
        survey.pk: [
            _figure(question, answers[survey.pk, question.key], with_texts)
            for question in questions_of(survey)
        ]
        for survey in asked
    }


def _figure(question: Asked, answers: list[Answer], with_texts: bool) -> Figure:
    figure = Figure(question, len(answers))
    if figure.hidden:
        return figure
    if not question.scale.words:
        figure.texts = [one.text for one in answers] if with_texts else []
        return figure
    numbers = [one.number for one in answers if one.number is not None]
    tally = Counter(numbers)
    figure.mean = fmean(numbers)
    figure.shares = [(str(word), tally[number]) for number, word in question.scale.words]
    return figure


def changes(panel: Panel) -> list[Change]:
    """For each question asked before and after: the means of those who answered both."""
    waves = {Survey.Wave.BEFORE: "before", Survey.Wave.AFTER: "after"}
    surveys = Survey.objects.filter(
        panel=panel, audience=Survey.Audience.PANELISTS, wave__in=waves, meeting=None
    )
    asked = {one.wave: {q.key: q for q in questions_of(one)} for one in surveys}
    if set(asked) != set(waves):
        return []
    by_wave = _answers_by_wave(surveys)
    common = [key for key in asked[Survey.Wave.BEFORE] if key in asked[Survey.Wave.AFTER]]
    rows = (_change(asked[Survey.Wave.AFTER][key], by_wave, key) for key in common)
    return [row for row in rows if row is not None]


def _answers_by_wave(surveys: QuerySet[Survey]) -> dict[tuple[str, str], dict[str, int]]:
    rows: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    found = Answer.objects.filter(response__survey__in=surveys).exclude(number=None)
    for wave, key, who, number in found.values_list(
        "response__survey__wave", "key", "response__pseudonym", "number"
    ):
        rows[wave, key][who] = int(number or 0)
    return rows


def _change(question: Asked, rows: dict[tuple[str, str], dict[str, int]], key: str) -> Change | None:
    before, after = rows[Survey.Wave.BEFORE, key], rows[Survey.Wave.AFTER, key]
    both = sorted(set(before) & set(after))
    if len(both) < SMALLEST_GROUP:
        return None
    return Change(question, len(both), fmean(before[w] for w in both), fmean(after[w] for w in both))
