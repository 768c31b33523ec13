"""A few figures above the public table, each of them a way into it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from puntari.followup.asking import ANSWERED, LATE_ACTION, LATE_ANSWER, UNANSWERED, Asked
from puntari.followup.results import Results


@dataclass(frozen=True)
class Figure:
    """A number, what it counts, and what to ask to see the rows; `late` when it tells of lateness."""

    count: int
    label: str
    query: str
    late: bool = False


def figures_of(results: Results, asked: Asked) -> list[Figure]:
    """What came of the recommendations, in numbers; of what there is none there is no figure."""
    if not results.recommendations:
        return []
    panel = {"panel": asked.panel} if asked.panel else {}
    total = ngettext("suositus", "suositusta", results.recommendations)
    some = [
        (results.recommendations, total, {}, False),
        (results.answered, _("vastattu"), {"answer": ANSWERED}, False),
        *((results.decisions[kind], word, {"answer": kind}, False) for kind, word in _decisions().items()),
        (results.unanswered, _("ilman kirjattua vastausta"), {"answer": UNANSWERED}, False),
        (results.answers_late, _("vastaus tai selvitys myöhässä"), {"overdue": LATE_ANSWER}, True),
        (results.actions_late, _("toimenpide tai päivitys myöhässä"), {"overdue": LATE_ACTION}, True),
    ]
    return [
        Figure(count, label, urlencode({**panel, **query}), late)
        for count, label, query, late in some
        if count
    ]


def _decisions() -> dict[str, str]:
    return {
        "accept": _("hyväksytään"),
        "in_part": _("hyväksytään osittain"),
        "already_done": _("tehdään jo"),
        "study": _("selvitetään"),
        "not_ours": _("ei kuulu meille"),
        "reject": _("ei hyväksytä"),
    }
