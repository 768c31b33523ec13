"""Reading cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import Http404

from puntari.deliberation.models import Card
from puntari.methods.weighing import GramRanker

if TYPE_CHECKING:
    from puntari.panels.models import Meeting, Panel

# Below this two texts share little more than common word endings.
LIKE = 0.22


def cards_of(panel: Panel, *, deleted: bool = False) -> QuerySet[Card]:
    """The panel's cards by number, with meeting; deleted ones only when asked for."""
    cards = Card.objects.filter(panel=panel).select_related("meeting", "panel")
    return cards if deleted else cards.filter(deleted=None)


def table_cards(meeting: Meeting, table: int | None) -> QuerySet[Card]:
    """One table's cards of a meeting, the newest first."""
    cards = Card.objects.filter(meeting=meeting, table=table).select_related("meeting", "by", "deleted_by")
    return cards.order_by("-number")


def get_card(panel: Panel, number: int) -> Card:
    """One card by number, deleted ones too; else not found."""
    card = cards_of(panel, deleted=True).filter(number=number).first()
    if card is None:
        raise Http404
    return card


def similar_cards(panel: Panel, text: str, *, top: int = 3, besides: int = 0) -> list[Card]:
    """Cards that resemble the text, nearest first: a hint for a person, who alone decides."""
    texts = dict(cards_of(panel).exclude(pk=besides).values_list("pk", "text"))
    found = GramRanker().rank(text, {str(pk): words for pk, words in texts.items()}, top)
    near = [int(one.key) for one in found if one.score >= LIKE]
    cards = cards_of(panel).in_bulk(near)
    return [cards[pk] for pk in near]
