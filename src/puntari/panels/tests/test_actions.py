"""Panels, promise, steering group, people, publishing, copying."""

from datetime import date, datetime, timedelta

import pytest

from puntari.core import clock, log
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import LogEntry, OutgoingMail, User
from puntari.core.roles import Role
from puntari.panels import actions, queries
from puntari.panels.models import Panel
from puntari.panels.tests.conftest import FIRST_DAY
from puntari.testing import HELSINKI

pytestmark = pytest.mark.django_db


def code_of(kind, do, **words):
    with pytest.raises(kind) as refused:
        do(**words)
    return refused.value.code


def test_a_new_panel_is_complete_enough_to_start_from(fresh, admin):
    assert fresh.visibility == Panel.Visibility.DRAFT
    assert sum(meeting.minutes for meeting in fresh.meetings.all()) == 15 * 60
    assert fresh.registration_opens == FIRST_DAY - timedelta(weeks=8)
    assert {one.key for one in fresh.features.all()} == {"municipality", "age_band", "gender", "education"}
    assert fresh.steps.count() > 35
    assert queries.roles_in(admin, fresh) == frozenset(Role)
    assert fresh.roles.get().role == Role.COORDINATOR


def test_two_panels_cannot_have_one_address(fresh, admin):
    words = {"organisation": fresh.organisation, "slug": "uusi", "title": "Toinen", "actor": admin}
    assert code_of(BadInput, actions.create_panel, **words) == "panels.slug_taken"


def test_what_a_fact_was_before_stays_in_the_log(fresh, admin):
    actions.update_panel(panel=fresh, actor=admin, size=30, title="Uusi paneeli")
    entry = LogEntry.objects.filter(kind="panels.panel_updated").latest("number")
    assert entry.data == {"before": {"size": 45}}
    assert log.first_broken_entry() is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"min_age": 50, "max_age": 20}, "panels.ages_crossed"),
        ({"size": 0}, "panels.size_too_big"),
        ({"size": 200, "letters": 100}, "panels.size_too_big"),
        ({"registration_closes": date(2020, 1, 1)}, "panels.registration_crossed"),
    ],
)
def test_facts_that_cannot_be_true_are_refused(fresh, admin, changes, code):
    assert code_of(BadInput, actions.update_panel, panel=fresh, actor=admin, **changes) == code


def test_only_known_facts_can_be_changed(fresh, admin):
    with pytest.raises(TypeError, match="slug"):
        actions.update_panel(panel=fresh, actor=admin, slug="other")


def test_an_organisation_comes_with_its_administrator(admin):
    made = actions.create_organisation(name="Toinen alue", slug="toinen", administrator=admin)
    assert made in queries.administered_by(admin)
    words = {"name": "Kolmas", "slug": "toinen", "administrator": admin}
    assert code_of(BadInput, actions.create_organisation, **words) == "panels.organisation_slug_taken"


def test_the_day_of_the_answers_follows_the_promise(ready, admin):
    handover = ready.steps.get(key="handover").offset_days
    actions.record_promise(
        panel=ready,
        text="Vastaamme.",
        given_by="X",
        body="Y",
        given_on=date(2026, 5, 1),
        days_to_answer=60,
        actor=admin,
    )
    assert ready.steps.get(key="answers").offset_days == handover + 60


def test_a_promise_of_the_future_or_without_end_is_refused(fresh, admin):
    words = {"panel": fresh, "text": "x", "given_by": "x", "body": "x", "actor": admin}
    late = code_of(BadInput, actions.record_promise, given_on=date(2026, 7, 1), **words)
    endless = code_of(
        BadInput, actions.record_promise, given_on=date(2026, 5, 1), days_to_answer=999, **words
    )
    assert (late, endless) == ("panels.promise_in_future", "panels.promise_days")


def test_a_steering_group_has_one_chair(fresh, admin):
    for name in ("Anna", "Bo"):
        actions.add_steering_member(panel=fresh, name=name, chair=True, actor=admin)
    assert [one.name for one in fresh.steering_members.filter(chair=True)] == ["Bo"]


def test_a_corrected_decision_leaves_its_first_wording_in_the_log(fresh, admin):
    made = actions.record_decision(panel=fresh, decided_on=date(2026, 5, 4), text="Pidetään", actor=admin)
    actions.correct_decision(decision=made, decided_on=date(2026, 5, 5), text="Pidetään paneeli", actor=admin)
    entry = LogEntry.objects.filter(kind="panels.decision_corrected").get()
    assert entry.data["before"]["text"] == "Pidetään"
    words = {"panel": fresh, "decided_on": date(2026, 6, 2), "text": "x", "actor": admin}
    assert code_of(BadInput, actions.record_decision, **words) == "panels.decision_in_future"


def test_somebody_without_an_account_gets_one_and_a_way_in(fresh, admin, client):
    actions.give_role(panel=fresh, email="Uusi@Example.invalid", name="Uusi", role=Role.EXPERT, actor=admin)
    user = User.objects.get(email="uusi@example.invalid")
    message = OutgoingMail.objects.get()
    link = next(line for line in message.body.splitlines() if "/reset/key/" in line)
    assert not user.has_usable_password()
    page = client.get(link.replace("http://localhost:8000", ""), follow=True)
    assert page.status_code == 200
    assert "password1" in page.content.decode()


def test_a_role_given_twice_is_one_role_and_one_message(fresh, admin):
    for _ in range(2):
        actions.give_role(panel=fresh, email="a@example.invalid", role=Role.EXPERT, actor=admin)
    assert fresh.roles.filter(role=Role.EXPERT).count() == 1
    assert OutgoingMail.objects.count() == 1


def test_a_role_taken_and_given_again_is_told_again(fresh, admin):
    held = actions.give_role(panel=fresh, email="a@example.invalid", role=Role.EXPERT, actor=admin)
    actions.take_role(held=held, actor=admin)
    held = actions.give_role(panel=fresh, email="a@example.invalid", role=Role.EXPERT, actor=admin)
    actions.invite_again(held=held, actor=admin)
    assert OutgoingMail.objects.count() == 3


def test_the_log_keeps_a_persons_name_apart_so_that_it_can_be_shredded(fresh, admin):
    actions.give_role(panel=fresh, email="a@example.invalid", name="Aino", role=Role.EXPERT, actor=admin)
    entry = LogEntry.objects.get(kind="panels.role_given")
    assert "Aino" not in str(entry.data)
    assert entry.personal == {"name": "Aino", "email": "a@example.invalid"}


def test_the_last_coordinator_stays(fresh, admin):
    held = fresh.roles.get()
    assert code_of(NotAllowed, actions.take_role, held=held, actor=admin) == "panels.last_coordinator"


def test_an_unready_panel_is_not_published_and_says_why(fresh, admin):
    with pytest.raises(NotAllowed) as refused:
        actions.publish_panel(panel=fresh, actor=admin)
    assert "Lupaus vastata" in str(refused.value)
    assert Panel.objects.get(pk=fresh.pk).visibility == Panel.Visibility.DRAFT


def test_publishing_and_hiding(ready, admin):
    actions.publish_panel(panel=ready, actor=admin)
    assert ready.visibility == "public"
    actions.unpublish_panel(panel=ready, actor=admin)
    assert ready.visibility == "draft"


def test_a_panel_closes_after_its_last_meeting_and_can_be_reopened(fresh, admin):
    assert code_of(NotAllowed, actions.close_panel, panel=fresh, actor=admin) == "panels.meetings_left"
    with clock.at(datetime(2028, 1, 1, 12, tzinfo=HELSINKI)):
        actions.close_panel(panel=fresh, actor=admin)
        assert fresh.closed_on == date(2028, 1, 1)
        actions.reopen_panel(panel=fresh, actor=admin)
    assert fresh.closed_on is None


def test_a_copy_takes_everything_but_people_and_promises(ready, admin):
    actions.add_steering_member(panel=ready, name="Anna", actor=admin)
    actions.record_decision(panel=ready, decided_on=date(2026, 5, 4), text="x", actor=admin)
    actions.tick_step(step=ready.steps.get(key="promise"), actor=admin)
    own = actions.save_step(panel=ready, title="Oma", due=date(2027, 1, 4), owner=admin, actor=admin)
    copy = actions.copy_panel(
        source=ready, slug="kopio", title="Kopio", first_meeting=FIRST_DAY + timedelta(weeks=26), actor=admin
    )
    assert (copy.question, copy.visibility) == (ready.question, "draft")
    assert not hasattr(copy, "promise")
    assert not copy.steering_members.exists()
    assert not copy.decisions.exists()
    assert not copy.steps.exclude(done_on=None, owner=None).exists()
    assert copy.steps.get(title="Oma").due == own.due + timedelta(weeks=26)
    assert {one.key for one in copy.features.all()} == {one.key for one in ready.features.all()}


def test_a_copied_meeting_keeps_its_hour_over_summer_time(ready, admin):
    copy = actions.copy_panel(
        source=ready, slug="kopio", title="Kopio", first_meeting=date(2027, 8, 12), actor=admin
    )
    hours = [meeting.starts_at.astimezone(HELSINKI).hour for meeting in copy.meetings.all()]
    assert hours == [17, 10, 10]
    assert [meeting.place for meeting in copy.meetings.all()] == ["Sali"] * 3
