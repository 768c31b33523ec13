"""What the report says, as plain data for any kind of document, in the language of the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from puntari.core.translated import tr
from puntari.core.ui.formats import format_date
from puntari.followup.models import StatusTerm
from puntari.followup.reports.saying import Content, recommendation_said
from puntari.followup.reports.state import State, state_of, states_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from puntari.panels.models import Panel

CLOSED = {str(StatusTerm.Kind.DONE), str(StatusTerm.Kind.HANDLED)}


def content_of(panel: Panel, day: date) -> Content:
    """Everything the documents show: figures, what is late, then the rest by number."""
    title = tr(panel, "title")
    return {
        **_content(state_of(panel, day)),
        "title": _("Suositusten seuranta: %(panel)s") % {"panel": title},
        "organisation": panel.organisation.name,
        "panel": title,
        "question": tr(panel, "question"),
        "address": settings.PUBLIC_URL + reverse("panel-actions", args=[panel.slug]),
        "across": False,
    }


def content_across(panels: Sequence[Panel], day: date) -> Content:
    """The same of several panels: what is late in any of them first."""
    organisations = dict.fromkeys(panel.organisation.name for panel in panels)
    name = _("Kaikki paneelit")
    return {
        **_content(states_of(panels, day)),
        "title": _("Suositusten seuranta: %(panel)s") % {"panel": name},
        "organisation": ", ".join(organisations),
        "panel": name,
        "question": "",
        "address": settings.PUBLIC_URL + reverse("actions"),
        "across": True,
    }


def _content(state: State) -> Content:
    late = [one for one in state.recommendations if one.late]
    rest = [one for one in state.recommendations if not one.late]
    return {
        "language": (get_language() or "fi")[:2],
        "day": _("Tilanne %(day)s") % {"day": format_date(state.day)},
        "source": _source(state),
        "words": _words(),
        "figures": _figures(state),
        "late": [recommendation_said(one) for one in late],
        "rest": [recommendation_said(one) for one in rest],
        # For what keeps days as days and numbers as numbers.
        "typed": [*late, *rest],
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
        "panel": _("Paneeli"),
        "text": _("Paneelin hyväksymä teksti"),
        "vote": _("Paneelin äänestys"),
        "reservations": _("Eriävät mielipiteet"),
        "part": _("Alasuositus"),
        "theme": _("Teema"),
        "answer": _("Vastaus"),
        "ratings_sheet": _("Paneelin arviot"),
        "ratings": _("Paneelin oma arvio vastauksesta"),
        "action": _("Toimenpide"),
        "schedule": _("Aikataulu"),
        "status": _("Status"),
        "unit": _("Vastuu"),
        "more_info": _("Lisätieto"),
        "effect": _("Mihin toimenpide johti"),
        "deputy": _("Sijainen"),
        "next_update": _("Seuraava päivitys viimeistään"),
        "evidence": _("Näyttö"),
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
        (_("Alkuperäinen lupaus rikkoutunut"), sum(one.promise_broken for one in told)),
        (_("Toimenpiteitä"), len(actions)),
        (_("Valmis tai käsitelty"), sum(action.kind in CLOSED for action in actions)),
        (_("Toimenpide myöhässä"), sum(action.late for action in actions)),
    ]
