"""A meeting that other rooms lean on is not taken off."""

from datetime import timedelta

import pytest

from puntari.core import clock
from puntari.core.errors import NotAllowed
from puntari.deliberation.models import Card
from puntari.panels import actions


@pytest.mark.django_db
def test_a_meeting_with_cards_stays_and_says_why(panel, coordinator):
    meeting = panel.meetings.order_by("number").last()
    Card.objects.create(panel=panel, meeting=meeting, number=1, table=1, text="Idea", written=clock.now())
    with clock.at(meeting.starts_at - timedelta(days=5)), pytest.raises(NotAllowed, match="on jo käytössä"):
        actions.remove_meeting(meeting=meeting, actor=coordinator)
    assert panel.meetings.filter(pk=meeting.pk).exists()
