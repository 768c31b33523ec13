"""The report's lines for a spreadsheet: each fact in a column of its own, in its own type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from puntari.core.translated import tr
from puntari.followup import statuses
from puntari.followup.models import Rating, Response

if TYPE_CHECKING:
    from puntari.followup.ratings import RatedRound
    from puntari.followup.reports.state import Stood, StoodAction, StoodAnswer

Row = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """One column: what of a row it holds, its heading and its width in characters."""

    name: str
    label: Any
    width: int = 14


_WHOSE = (
    Column("panel", gettext_lazy("Paneeli"), 24),
    Column("number", gettext_lazy("Numero"), 9),
    Column("recommendation", gettext_lazy("Suositus"), 40),
)
ACTIONS = (
    Column("late", gettext_lazy("Myöhässä"), 11),
    *_WHOSE,
    Column("text", gettext_lazy("Paneelin hyväksymä teksti"), 44),
    Column("theme", gettext_lazy("Teema"), 18),
    Column("votes_for", gettext_lazy("Puolesta"), 10),
    Column("votes_against", gettext_lazy("Vastaan"), 10),
    Column("votes_blank", gettext_lazy("Tyhjiä"), 10),
    Column("reservations", gettext_lazy("Eriävät mielipiteet"), 34),
    Column("promised", gettext_lazy("Alkuperäinen määräaika")),
    Column("due", gettext_lazy("Määräaika")),
    Column("decision", gettext_lazy("Päätös"), 22),
    Column("body", gettext_lazy("Päättävä toimielin"), 20),
    Column("decided_on", gettext_lazy("Päätöksen päivä")),
    Column("case_number", gettext_lazy("Asianumero"), 16),
    Column("reason", gettext_lazy("Perustelu"), 40),
    Column("differs", gettext_lazy("Mikä poikkeaa suosituksesta"), 30),
    Column("proof", gettext_lazy("Näyttö siitä, että näin jo tehdään"), 30),
    Column("passed_to", gettext_lazy("Kenelle lähetetty"), 22),
    Column("answered", gettext_lazy("Vastaus päivitetty")),
    Column("mean_6", gettext_lazy("Arvosana, 6 kk")),
    Column("count_6", gettext_lazy("Arvioita, 6 kk")),
    Column("mean_12", gettext_lazy("Arvosana, 12 kk")),
    Column("count_12", gettext_lazy("Arvioita, 12 kk")),
    Column("part", gettext_lazy("Alasuositus"), 34),
    Column("action", gettext_lazy("Toimenpide"), 40),
    Column("schedule", gettext_lazy("Aikataulu"), 18),
    Column("status", gettext_lazy("Status"), 30),
    Column("percent", gettext_lazy("Valmiusaste, %"), 12),
    Column("unit", gettext_lazy("Vastuu"), 26),
    Column("owner", gettext_lazy("Vastuuhenkilön tehtävä"), 22),
    Column("deputy", gettext_lazy("Sijaisen tehtävä"), 22),
    Column("more_info", gettext_lazy("Lisätieto"), 40),
    Column("effect", gettext_lazy("Mihin toimenpide johti"), 40),
    Column("evidence", gettext_lazy("Näyttö"), 40),
    Column("next_update", gettext_lazy("Seuraava päivitys viimeistään")),
    Column("updated", gettext_lazy("Päivitetty"), 13),
)
RATINGS = (
    *_WHOSE,
    Column("round", gettext_lazy("Kuukausia luovutuksesta")),
    Column("decision", gettext_lazy("Arvioitu päätös"), 26),
    Column("decided_on", gettext_lazy("Päätöksen päivä")),
    Column("mean", gettext_lazy("Keskiarvo, 0–10")),
    Column("count", gettext_lazy("Arvioita")),
)


def action_rows(told: Iterable[Stood]) -> Iterator[Row]:
    """One row an action, or one for a recommendation that has none; what is late first."""
    rows = [_row(one, action) for one in told for action in _lines(one)]
    yield from sorted(rows, key=lambda row: not row["late"])


def _lines(one: Stood) -> Sequence[StoodAction | None]:
    return one.actions or [None]


def rating_rows(told: Iterable[Stood]) -> Iterator[Row]:
    """One row for each answer that was rated in a round; fewer than five have no mean."""
    for one in told:
        for rated in one.rounds:
            yield {
                **_whose(one),
                "round": rated.turn,
                "decision": _decision(rated.decision),
                "decided_on": rated.decided_on,
                "mean": rated.mean,
                "count": rated.count,
            }


def _whose(one: Stood) -> Row:
    return {"panel": tr(one.panel, "title"), "number": one.number, "recommendation": one.cell}


def _row(one: Stood, action: StoodAction | None) -> Row:
    late = one.answer_late or (action is not None and action.late)
    votes = dict(zip(("votes_for", "votes_against", "votes_blank"), one.votes, strict=True))
    return {
        "late": _("kyllä") if late else "",
        **_whose(one),
        **votes,
        "text": "\n".join((one.text, *one.parts)).strip(),
        "theme": one.theme,
        "reservations": "\n".join(one.reservations),
        "promised": one.promised,
        "due": one.due,
        **(_answer(one.answer) if one.answer else {}),
        **_ratings(one.rounds),
        **(_action(action) if action else {}),
    }


def _decision(decision: str) -> str:
    return str(dict(Response.Decision.choices).get(decision, decision))


def _answer(answer: StoodAnswer) -> Row:
    return {
        "decision": _decision(answer.decision),
        "body": answer.body,
        "decided_on": answer.decided_on,
        "case_number": answer.case_number,
        "reason": answer.reason,
        "differs": answer.differs,
        "proof": answer.evidence,
        "passed_to": answer.passed_to,
        "answered": answer.updated,
    }


def _ratings(rounds: list[RatedRound]) -> Row:
    """The rating of the newest rated answer of each round; the ratings' own sheet has them all."""
    newest = {rated.turn: rated for rated in rounds}
    told: Row = {}
    for turn in Rating.Round.values:
        if turn in newest:
            told |= {f"mean_{turn}": newest[turn].mean, f"count_{turn}": newest[turn].count}
    return told


def _action(row: StoodAction) -> Row:
    evidence = (f"{name}: {address}" if address else name for name, address in row.evidence)
    return {
        "part": row.part,
        "action": row.text,
        "schedule": row.schedule,
        "status": statuses.said(row.status_text, [row.status_term] if row.status_term else []),
        "percent": int(row.percent) if row.percent else None,
        "unit": row.unit,
        "owner": row.owner_post,
        "deputy": row.deputy_post,
        "more_info": row.more_info,
        "effect": row.effect,
        "evidence": "\n".join(evidence),
        "next_update": row.next_update_due,
        "updated": row.updated,
    }
