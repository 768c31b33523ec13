"""The floor: log, jobs, events, mail, crypto, clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as django_mail
from django.db import transaction

from puntari.core import clock, events, jobs, log, mail
from puntari.core.crypto import decrypt, encrypt, lookup_hash
from puntari.core.errors import BadInput
from puntari.core.models import Job, LogEntry, OutgoingMail

pytestmark = pytest.mark.django_db


def test_the_log_is_a_chain_and_an_edit_breaks_it():
    for number in range(3):
        log.record("test.thing", data={"n": number}, personal={"name": "Aino Esimerkki"})
    assert log.first_broken_entry() is None
    LogEntry.objects.filter(number=2).update(data={"n": 99})
    assert log.first_broken_entry() == 2


def test_the_chain_holds_whatever_time_zone_an_entry_was_written_in():
    with clock.at(datetime(2026, 3, 1, 22, 30, tzinfo=ZoneInfo("Europe/Helsinki"))):
        log.record("test.thing")
    assert log.first_broken_entry() is None


def test_shredding_takes_the_person_and_leaves_the_chain():
    log.record("test.thing", personal={"name": "Aino Esimerkki"})
    assert log.shred(LogEntry.objects.all()) == 1
    assert LogEntry.objects.get().personal is None
    assert log.first_broken_entry() is None


def test_an_edited_personal_part_is_noticed():
    log.record("test.thing", personal={"name": "Aino"})
    LogEntry.objects.update(personal={"name": "Eino"})
    assert log.first_broken_entry() == 1


def test_the_clock_can_be_set():
    moment = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)
    with clock.at(moment):
        assert clock.now() == moment
        assert clock.today().isoformat() == "2026-03-02"
    assert clock.now() != moment


def test_events_need_a_transaction_and_reach_their_handlers():
    class Happened: ...

    seen = []
    events.on(Happened)(seen.append)
    with transaction.atomic():
        events.emit(Happened())
    assert len(seen) == 1


def test_encryption_round_trip_and_lookup():
    token = encrypt("010594Y9032")
    assert "010594" not in token
    assert decrypt(token) == "010594Y9032"
    assert lookup_hash("a", "code") != lookup_hash("a", "hetu")


def test_a_job_reports_and_keeps_its_result():
    @jobs.handler("test.count")
    def count(progress: jobs.Progress, upto: int) -> dict[str, object]:
        for step in range(upto):
            progress.step(step + 1, upto)
        return {"url": "/valmis/", "sum": upto}

    job = jobs.start("test.count", label="Lasketaan", upto=3)
    job.refresh_from_db()
    assert (job.state, job.done, job.result_url) == (Job.State.DONE, 3, "/valmis/")


def test_a_failing_job_says_why():
    @jobs.handler("test.fail")
    def fail(progress: jobs.Progress) -> None:
        raise BadInput("test.nothing")

    job = jobs.start("test.fail", label="Kaatuu")
    job.refresh_from_db()
    assert (job.state, job.message) == (Job.State.FAILED, "test.nothing")


def test_a_cancelled_job_stops_at_its_next_step():
    @jobs.handler("test.cancel")
    def cancel_me(progress: jobs.Progress) -> None:
        Job.objects.filter(pk=progress.job.pk).update(cancel_requested=True)
        progress.step(1, 2, force=True)
        raise AssertionError("went on")

    job = jobs.start("test.cancel", label="Keskeytyy")
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED


def test_a_job_whose_worker_died_runs_again_once():
    runs = []

    @jobs.handler("test.again")
    def again(progress: jobs.Progress) -> None:
        runs.append(1)

    job = Job.objects.create(
        kind="test.again",
        label="x",
        state=Job.State.RUNNING,
        created=clock.now(),
        heartbeat=datetime(2020, 1, 1, tzinfo=UTC),
    )
    assert jobs.resume_stale() == 1
    assert jobs.resume_stale() == 0
    job.refresh_from_db()
    assert (job.state, len(runs)) == (Job.State.DONE, 1)


def test_mail_goes_out_once():
    for _ in range(2):
        mail.queue("receipt/1", to="aino@example.invalid", subject="Kuitti", body="Kiitos")
    assert mail.send_waiting() == 1
    assert mail.send_waiting() == 0
    assert len(django_mail.outbox) == OutgoingMail.objects.count() == 1
