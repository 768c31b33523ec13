"""What the statement says, as plain data for any kind of document, in Finnish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from puntari.core.ui.formats import format_date
from puntari.deliberation import phrases
from puntari.deliberation.models import StatementText
from puntari.deliberation.queries.provenance import Provenance
from puntari.deliberation.queries.statement import (
    NotCarried,
    Recommended,
    closed_votes,
    figures_of,
    not_carried,
    recommendations_of,
    texts_of,
)

if TYPE_CHECKING:
    from puntari.deliberation.models import Statement, Vote

Content = dict[str, Any]
SUMMARIES = (("fi", "Tiivistelmä", ""), ("sv", "Sammanfattning", "_sv"), ("en", "Summary", "_en"))


def content_of(statement: Statement) -> Content:
    """Everything the documents show; Finnish, with the summaries in all languages there are."""
    with override("fi"):
        return _content(statement)


def _content(statement: Statement) -> Content:
    panel, texts = statement.panel, texts_of(statement)
    moment = statement.published
    return {
        "title": statement.title,
        "other_titles": _other_titles(statement),
        "organisation": panel.organisation.name,
        "panel": panel.title,
        "day": format_date(moment) if moment else "",
        "draft": "" if moment else _("Luonnos"),
        "summaries": _summaries(statement),
        "question": panel.question,
        "words": _words(),
        "texts": {part: texts[part].text if part in texts else "" for part in StatementText.Part.values},
        "figures": figure_rows(statement.figures or figures_of(panel)),
        "recommendations": _recommendations(statement),
        "votes": [_vote(vote) for vote in closed_votes(panel)],
        "not_carried": [_left(row) for row in not_carried(statement)],
    }


def _other_titles(statement: Statement) -> list[dict[str, str]]:
    pairs = (("sv", statement.title_sv), ("en", statement.title_en))
    return [
        {"language": language, "text": text} for language, text in pairs if text not in ("", statement.title)
    ]


def _summaries(statement: Statement) -> list[dict[str, str]]:
    return [
        {"language": language, "heading": heading, "text": getattr(statement, f"summary{ending}")}
        for language, heading, ending in SUMMARIES
        if getattr(statement, f"summary{ending}")
    ]


def _words() -> dict[str, str]:
    return {
        "introduction": _("Johdanto"),
        "question": _("Kysymys, johon vastaamme"),
        "method": _("Miten työskentelimme"),
        "recommendations": _("Suositukset"),
        "recommendation": _("Suositus"),
        "to_whom": _("Kenelle"),
        "why": _("Miksi"),
        "measure": _("Mistä tiedämme, että se toimi"),
        "sub": _("Alasuositukset"),
        "vote": _("Äänestys"),
        "minority": _("Vähemmistön perustelut"),
        "votes": _("Näin äänestettiin"),
        "not_carried": _("Ehdotukset, jotka eivät ole suosituksia"),
        "closing": _("Lopuksi ja kiitokset"),
        "figures": _("Paneeli lukuina"),
        "theme": _("Teema"),
        "page": _("Sivu"),
    }


def figure_rows(figures: dict[str, Any]) -> list[tuple[str, str]]:
    """The figures with their labels, in order."""
    labels = {
        "invited": _("Kutsuttuja"),
        "volunteered": _("Ilmoittautuneita"),
        "drawn": _("Paneeliin arvottuja"),
        "took_part": _("Kokouksiin osallistuneita"),
        "meetings": _("Kokouksia"),
        "hours": _("Tunteja yhdessä"),
        "experts": _("Asiantuntijoita"),
        "cards": _("Kortteja"),
        "proposals": _("Ehdotuksia"),
    }
    return [(label, _number(figures[key])) for key, label in labels.items() if key in figures]


def _number(value: float) -> str:
    return f"{value:,g}".replace(",", "\u00a0").replace(".", ",") if value < 1e6 else str(value)


def _recommendations(statement: Statement) -> list[Content]:
    graph = Provenance(statement.panel)
    return [_recommendation(row, graph) for row in recommendations_of(statement)]


def _recommendation(row: Recommended, graph: Provenance) -> Content:
    version = row.version
    return {
        "number": row.number,
        "title": version.title,
        "theme": row.theme,
        "text": version.text,
        "to_whom": version.to_whom,
        "why": version.why,
        "measure": version.measure,
        "sub": [{"number": number, "text": text} for number, text in row.sub],
        "result": phrases.result_words(row.item),
        "outcome": row.item.get_outcome_display(),
        "reasons": [{"text": reason.text, "name": reason.name} for reason in row.reasons],
        "trace": trace_of(row, graph),
    }


def trace_of(row: Recommended, graph: Provenance) -> str:
    """From what the recommendation grew, in one sentence without names."""
    cards = graph.cards_behind(graph.proposals[row.item.proposal_id])
    if not cards:
        return ""
    tables = {(card.meeting_id, card.table) for card in cards}
    return phrases.trace_words(len(cards), len(tables), len({card.meeting_id for card in cards}))


def _vote(vote: Vote) -> Content:
    return {
        "title": str(vote),
        "day": format_date(vote.closed) if vote.closed else "",
        "rule": phrases.rule_words(vote),
        "counts": _("Jäseniä %(members)s, paikalla %(present)s, lippuja annettu %(cast)s.")
        % {"members": vote.members, "present": vote.present, "cast": vote.protocol.get("cast", 0)},
    }


def _left(row: NotCarried) -> Content:
    return {"title": row.title, "why": phrases.not_carried_words(row)}
