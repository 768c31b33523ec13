"""A panel as `create_panel` makes it, half a year before its first meeting."""

from datetime import date, datetime

import pytest

from puntari.core import clock, sections, stages
from puntari.core.models import User
from puntari.panels import actions
from puntari.testing import HELSINKI, PASSWORD

FIRST_DAY = date(2027, 1, 14)


@pytest.fixture(autouse=True)
def _june():
    with clock.at(datetime(2026, 6, 1, 12, tzinfo=HELSINKI)):
        yield


@pytest.fixture(autouse=True)
def _this_room_alone(monkeypatch):
    """What later rooms hang into these pages is tested where it is made."""
    own = {key: stages._stages[key] for key in ("setup", "timetable")}
    monkeypatch.setattr(stages, "_stages", own)
    monkeypatch.setattr(sections, "_sections", {})


@pytest.fixture
def admin(organisation):
    user = User.objects.create_user("hallinta@example.invalid", PASSWORD, name="Hanna Hallinta")
    organisation.memberships.create(user=user)
    return user


@pytest.fixture
def fresh(organisation, admin):
    return actions.create_panel(
        organisation=organisation, slug="uusi", title="Uusi paneeli", first_meeting=FIRST_DAY, actor=admin
    )


@pytest.fixture
def ready(fresh, admin):
    """A panel that may be published."""
    actions.update_panel(panel=fresh, actor=admin, question="Mitä tehdään?", privacy_notice="Seloste.")
    for meeting in fresh.meetings.all():
        meeting.place = "Sali"
        meeting.save()
    actions.record_promise(
        panel=fresh,
        text="Vastaamme.",
        given_by="Puheenjohtaja",
        body="Hallitus",
        given_on=date(2026, 5, 1),
        actor=admin,
    )
    return fresh
