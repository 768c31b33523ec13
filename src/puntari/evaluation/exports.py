"""The answers as a table without persons, for statisticians."""

from __future__ import annotations

from puntari.core.spreadsheets import csv_bytes
from puntari.evaluation import queries
from puntari.evaluation.models import Answer, Survey


def answers_csv(survey: Survey) -> bytes:
    """One row an answered form: running number and the numbers given; no pseudonym, no time, no words.

    Rows are sorted by their content, so their order tells nothing of who came when. Empty under five answers.
    """
    keys = [question.key for question in queries.questions_of(survey) if question.scale.words]
    rows: dict[int, dict[str, int | None]] = {}
    found = Answer.objects.filter(response__survey=survey).exclude(number=None)
    for response, key, number in found.values_list("response", "key", "number"):
        rows.setdefault(response, {})[key] = number
    if len(rows) < queries.SMALLEST_GROUP:
        rows = {}
    lines = sorted(["" if row.get(key) is None else str(row[key]) for key in keys] for row in rows.values())
    return csv_bytes([["row", *keys], *([number, *line] for number, line in enumerate(lines, start=1))])
