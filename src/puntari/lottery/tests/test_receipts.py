"""Everybody in a closed pool is told their ticket: in plain words, in their language, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from puntari.core import clock, jobs, mail
from puntari.core.errors import NotAllowed
from puntari.core.models import Job, LogEntry, OutgoingMail
from puntari.lottery import actions, closedpool
from puntari.lottery.models import PublicDraw
from puntari.lottery.tests.test_public_draw import CLOSED, closed  # noqa: F401 - a fixture, used by name


def receipts():
    return OutgoingMail.objects.filter(key__startswith="lottery-ticket-")


def test_each_volunteer_gets_their_own_ticket_and_no_features(closed, volunteers):  # noqa: F811
    assert actions.send_receipts(closed.pk) == 60
    codes = {one.volunteer.email: one for one in closed.tickets.select_related("volunteer")}
    for message in receipts():
        ticket = codes[message.to]
        assert ticket.code in message.subject
        assert ticket.leaf in message.body
        assert closed.pool_root in message.body
        assert reverse("me", args=[ticket.volunteer.token]) in message.body
        assert "Pornainen" not in message.body


@pytest.mark.parametrize(
    ("language", "words"), [("fi", "Lippusi on"), ("sv", "Din lott är"), ("en", "Your ticket is")]
)
def test_the_receipt_is_in_the_volunteers_language(closed, volunteers, language, words):  # noqa: F811
    first = volunteers[0]
    type(first).objects.filter(pk=first.pk).update(language=language)
    actions.send_receipts(closed.pk)
    assert words in receipts().get(to=first.email).body


def test_nobody_gets_a_second_one_and_the_log_says_it_once(closed, volunteers):  # noqa: F811
    type(volunteers[0]).objects.filter(pk=volunteers[0].pk).update(email="")
    for _ in range(2):
        actions.send_receipts(closed.pk)
    assert receipts().count() == 59
    entry = LogEntry.objects.get(kind="lottery.receipts_sent")
    assert (entry.data["queued"], entry.data["without_email"]) == (59, 1)
    closed.refresh_from_db()
    assert closed.receipts_sent is not None


def test_the_desk_is_told_how_many_have_no_address(closed, volunteers, coordinator, signed_in):  # noqa: F811
    page = reverse("desk-public-draw", args=["testi"])
    assert "ei antanut sähköpostia" not in signed_in(coordinator).get(page).content.decode()
    type(volunteers[0]).objects.filter(pk__in=[one.pk for one in volunteers[:2]]).update(email="")
    shown = signed_in(coordinator).get(page).content.decode()
    assert "2 ilmoittautunutta ei antanut sähköpostia" in shown


def test_after_a_crash_it_goes_on_where_it_stopped(closed, monkeypatch):  # noqa: F811
    queue, told = mail.queue, []

    def die_after_twenty(key, **message):
        if len(told) == 20:
            raise MemoryError
        told.append(key)
        return queue(key, **message)

    monkeypatch.setattr(mail, "queue", die_after_twenty)
    with pytest.raises(MemoryError):
        actions.send_receipts(closed.pk)
    assert receipts().count() == 20
    assert PublicDraw.objects.get().receipts_sent is None
    monkeypatch.setattr(mail, "queue", queue)
    assert actions.send_receipts(closed.pk) == 60
    assert receipts().count() == 60


def test_closing_by_the_form_sends_them(ready, coordinator, signed_in, django_capture_on_commit_callbacks):
    data = {"reserves": 3, "panels": 100, "objection_days": 3, "one_per_household": "on", "understood": "on"}
    with clock.at(CLOSED), django_capture_on_commit_callbacks(execute=True):
        signed_in(coordinator).post(reverse("desk-public-draw-close", args=["testi"]), data)
    assert receipts().count() == 60
    assert set(Job.objects.values_list("kind", "state")) == {
        (actions.RECEIPTS_JOB, "done"),
        (actions.PANEL_LIST_JOB, "done"),
    }
    page = signed_in(coordinator).get(reverse("desk-public-draw", args=["testi"])).content.decode()
    assert "Kuitit lähetetty" in page


def test_a_job_whose_worker_died_is_taken_up_again(closed, coordinator, django_capture_on_commit_callbacks):  # noqa: F811
    actions.start_receipts(public_draw=closed, actor=coordinator)
    Job.objects.update(state="running", heartbeat=clock.now() - timedelta(days=900))
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.resume_stale() == 1
    assert Job.objects.get().state == "done"
    assert receipts().count() == 60


def test_who_left_or_whose_draw_was_called_off_gets_none(closed, coordinator, volunteers):  # noqa: F811
    type(volunteers[0]).objects.filter(pk=volunteers[0].pk).update(withdrawn=CLOSED)
    assert actions.send_receipts(closed.pk) == 59
    gone = actions.cancel_public_draw(
        public_draw=closed, reason="Joukosta puuttui ihmisiä.", actor=coordinator
    )
    OutgoingMail.objects.all().delete()
    assert actions.send_receipts(gone.pk) == 0
    with pytest.raises(NotAllowed) as refused:
        actions.start_receipts(public_draw=gone, actor=coordinator)
    assert refused.value.code == "lottery.pool_is_cancelled"
    assert closedpool.tickets_of(gone)
