"""The way from cards to the statement, with what is done and what is next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from puntari.deliberation import queries
from puntari.deliberation.models import Proposal, Statement, Vote

if TYPE_CHECKING:
    from puntari.panels.models import Panel


@dataclass
class Step:
    """One stop: `state` is done, current or todo."""

    label: str
    text: str
    url: str
    done: bool
    state: str = "todo"


def next_steps(panel: Panel) -> list[Step]:
    """The stage's stops; the first that is not done is the current one."""
    steps = _steps(panel)
    current = next((step for step in steps if not step.done), None)
    for step in steps:
        step.state = "current" if step is current else "done" if step.done else "todo"
    return steps


def _steps(panel: Panel) -> list[Step]:
    votes = list(Vote.objects.filter(panel=panel).values_list("state", flat=True))
    return [*_gathering(panel, Vote.State.CLOSED in votes), _voting(panel, votes), *_stating(panel)]


def _address(panel: Panel, name: str) -> str:
    return reverse(name, args=[panel.slug])


def _gathering(panel: Panel, voted: bool) -> list[Step]:
    """From cards to frozen wordings; what was voted on is ready whatever waits beside it."""
    cards, waiting = queries.cards_of(panel).count(), len(queries.uncovered_cards(panel))
    made = Proposal.objects.filter(panel=panel).exclude(state="undone").count()
    unfrozen = sum(not one.is_frozen for one in queries.open_proposals(panel))
    return [
        Step(
            _("Kirjaa ajatukset korteille"),
            ngettext("%(count)s kortti", "%(count)s korttia", cards) % {"count": cards},
            _address(panel, "desk-cards"),
            cards > 0,
        ),
        Step(
            _("Tee ehdotuksia ja yhdistä samankaltaiset"),
            ngettext("%(count)s ehdotus", "%(count)s ehdotusta", made) % {"count": made},
            _address(panel, "desk-proposals"),
            made > 0 and (voted or waiting == 0),
        ),
        Step(
            _("Tarkista, ettei mikään kortti unohdu, ja lukitse sanamuodot"),
            _("%(cards)s korttia odottaa paikkaa, %(open)s sanamuotoa lukitsematta")
            % {"cards": waiting, "open": unfrozen},
            _address(panel, "desk-coverage"),
            voted or (made > 0 and waiting == 0 and unfrozen == 0),
        ),
    ]


def _voting(panel: Panel, votes: list[str]) -> Step:
    done = Vote.State.CLOSED in votes and not _live(votes)
    return Step(_("Äänestä salaisesti"), _vote_text(votes), _address(panel, "desk-votes"), done)


def _stating(panel: Panel) -> list[Step]:
    statement, url = queries.statement_of(panel), _address(panel, "desk-statement-text")
    return [
        Step(
            _("Viimeistele loppulausuma ja julkaise"),
            statement.get_state_display() if statement else _("ei aloitettu"),
            url,
            bool(statement and statement.is_public),
        ),
        Step(
            _("Luovuta päättäjille"),
            _("Luovutuksesta alkaa vastausten määräaika."),
            url,
            bool(statement and statement.state == Statement.State.HANDED_OVER),
        ),
    ]


def _live(votes: list[str]) -> bool:
    return bool({Vote.State.OPEN, Vote.State.COUNTING} & set(votes))


def _vote_text(votes: list[str]) -> str:
    if _live(votes):
        return _("Äänestys on käynnissä.")
    closed = votes.count(Vote.State.CLOSED)
    return ngettext("%(count)s laskettu äänestys", "%(count)s laskettua äänestystä", closed) % {
        "count": closed
    }
