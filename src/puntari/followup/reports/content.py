"""What the report says, as plain data for any kind of document, in the language of the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from puntari.core.translated import tr
from puntari.core.ui.formats import format_date
from puntari.followup import statuses
from puntari.followup.models import Response, StatusTerm
from puntari.followup.reports.state import State, Stood, StoodAction, StoodAnswer, state_of

if TYPE_CHECKING:
    from datetime import date

    from puntari.followup.ratings import RatedRound
    from puntari.panels.models import Panel

Content = dict[str, Any]
CLOSED = {str(StatusTerm.Kind.DONE), str(StatusTerm.Kind.HANDLED)}


def content_of(panel: Panel, day: date) -> Content:
    """Everything the documents show: figures, what is late, then the rest by number."""
    state = state_of(panel, day)
    late = [one for one in state.recommendations if one.late]
    rest = [one for one in state.recommendations if not one.late]
    return {
        "language": (get_language() or "fi")[:2],
        "title": _("Suositusten seuranta: %(panel)s") % {"panel": tr(panel, "title")},
        "organisation": panel.organisation.name,
        "panel": tr(panel, "title"),
        "question": tr(panel, "question"),
        "address": settings.PUBLIC_URL + reverse("panel-actions", args=[panel.slug]),
        "day": _("Tilanne %(day)s") % {"day": format_date(day)},
        "source": _source(state),
        "words": _words(),
        "figures": _figures(state),
        "late": [_recommendation(one) for one in late],
        "rest": [_recommendation(one) for one in rest],
    }


def _source(state: State) -> str:
    """From where the report knows the past, and how far back it can know it."""
    if state.history_from is None:
        return _("Muutoshistoriaa ei ole, joten raportti kertoo nykyisen tilanteen.")
    first = {"day": format_date(state.history_from)}
    if state.day < state.history_from:
        return (
            _("Muutoshistoria alkaa %(day)s. Raportin päivältä ei ole tietoja, joten siinä näkyy vain se, "
              "mikä on tullut järjestelmään ilman kirjausta.") % first
        )  # fmt: skip
    return (
        _("Raportti on koottu muutoshistoriasta, joka alkaa %(day)s. Sitä vanhempia muutoksia ei ole "
          "kirjattu järjestelmään. Tilanne on kunkin päivän lopussa.") % first
    )  # fmt: skip


def _words() -> dict[str, str]:
    return {
        "late": _("Myöhässä"),
        "none_late": _("Mikään ei ole myöhässä."),
        "rest": _("Muut suositukset"),
        "none": _("Suosituksia ei ollut tuona päivänä."),
        "recommendation": _("Suositus"),
        "part": _("Alasuositus"),
        "theme": _("Teema"),
        "answer": _("Vastaus"),
        "ratings": _("Paneelin oma arvio vastauksesta"),
        "action": _("Toimenpide"),
        "schedule": _("Aikataulu"),
        "status": _("Status"),
        "unit": _("Vastuu"),
        "more_info": _("Lisätieto"),
        "effect": _("Mihin toimenpide johti"),
        "updated": _("Päivitetty"),
        "no_actions": _("Toimenpidettä ei ole kirjattu."),
        "page": _("Sivu"),
        "figures": _("Luvut"),
        "public": _("Julkinen taulukko"),
        "yes": _("kyllä"),
    }


def _figures(state: State) -> list[tuple[str, int]]:
    told = state.recommendations
    actions = [action for one in told for action in one.actions]
    return [
        (_("Suosituksia"), len(told)),
        (_("Vastattu"), sum(one.answer is not None for one in told)),
        (_("Vastaus tai selvitys myöhässä"), sum(one.answer_late for one in told)),
        (_("Toimenpiteitä"), len(actions)),
        (_("Valmis tai käsitelty"), sum(action.kind in CLOSED for action in actions)),
        (_("Toimenpide myöhässä"), sum(action.late for action in actions)),
    ]


def _recommendation(one: Stood) -> Content:
    return {
        "number": one.number,
        "cell": one.cell,
        "theme": one.theme,
        "answer": _answer(one.answer) if one.answer else [],
        "ratings": [_rating(rated) for rated in one.rounds],
        "due": _due(one),
        "late": one.answer_late,
        # What is late is read first here too; the order is otherwise the table's.
        "actions": [_action(row) for row in sorted(one.actions, key=lambda row: not row.late)],
    }


def _due(one: Stood) -> str:
    if one.due is None:
        return "" if one.answer else _("Vastausta ei ole kirjattu.")
    day = {"day": format_date(one.due)}
    if one.answer:
        late, awaited = _("Selvitys myöhässä, määräaika %(day)s"), _("Selvitys viimeistään %(day)s")
    else:
        late, awaited = _("Vastaus myöhässä, määräaika %(day)s"), _("Vastaus viimeistään %(day)s")
    return (late if one.answer_late else awaited) % day


def _answer(answer: StoodAnswer) -> list[str]:
    """The answer in paragraphs."""
    decisions = {str(kind): str(label) for kind, label in Response.Decision.choices}
    day = format_date(answer.decided_on) if answer.decided_on else ""
    by = ", ".join(part for part in (answer.body, day, answer.case_number) if part)
    label = decisions.get(answer.decision, answer.decision)
    more = (
        (_("Mikä poikkeaa suosituksesta"), answer.differs),
        (_("Näyttö siitä, että näin jo tehdään"), answer.evidence),
        (_("Kenelle lähetetty"), answer.passed_to),
    )
    return [
        f"{label} ({by})" if by else label,
        answer.reason,
        *(f"{name}: {text}" for name, text in more if text),
        *([_("Vastaus päivitetty %(day)s") % {"day": format_date(answer.updated)}] if answer.updated else []),
    ]


def _rating(rated: RatedRound) -> str:
    """What the panel itself thought of the answer, in one line."""
    if rated.mean is None:
        return _("%(round)s: arvioita on alle viisi, joten niitä ei näytetä") % {"round": rated.label}
    return ngettext(
        "%(round)s: keskiarvo %(mean)s asteikolla 0–10, %(count)s arvio",
        "%(round)s: keskiarvo %(mean)s asteikolla 0–10, %(count)s arviota",
        rated.count,
    ) % {"round": rated.label, "mean": number_format(rated.mean, 1), "count": rated.count}


def _action(row: StoodAction) -> Content:
    cell = statuses.said(row.status_text, [row.status_term] if row.status_term else [])
    status = cell + (f" ({row.percent} %)" if row.percent else "")
    return {
        "part": row.part,
        "text": row.text,
        "schedule": row.schedule,
        "status": status,
        "unit": ", ".join(part for part in (row.unit, row.owner_post) if part),
        "more_info": row.more_info,
        "effect": row.effect,
        "updated": format_date(row.updated) if row.updated else "",
        "late": row.late,
        "late_words": _("Myöhässä aikataulusta") if row.behind else _("Päivitys myöhässä"),
    }
