"""What a closed pool knows of those who have taken their registration back."""

from __future__ import annotations

from collections.abc import Collection

from puntari.lottery.models import PublicDraw, Ticket


def forget_receipts(volunteer_ids: Collection[int]) -> int:
    """Take the features and the salt out of the tickets of these volunteers; the leaf stays, nameless.

    A draw that is under way still needs them: what was closed is what is drawn from.
    """
    over = (PublicDraw.State.DRAWN, PublicDraw.State.CANCELLED)
    rows = Ticket.objects.filter(volunteer_id__in=volunteer_ids, public_draw__state__in=over)
    return rows.update(record={}, salt="", path=[])
