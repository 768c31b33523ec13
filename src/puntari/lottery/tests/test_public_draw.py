"""The public draw: what is closed stays closed, nobody steers, and the record proves it."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import datetime, timedelta

import pytest

from puntari.core import clock, events
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import LogEntry
from puntari.core.roles import Role
from puntari.lottery import actions, closedpool, queries, solving, sources
from puntari.lottery.events import PanelDrawn
from puntari.lottery.models import Member, PublicDraw, SourceEntry, Ticket
from puntari.methods import sortition
from puntari.testing import HELSINKI

CLOSED = datetime(2026, 9, 2, 12, 0, tzinfo=HELSINKI)
COMMITTED = CLOSED + timedelta(days=4)
LOTTO = COMMITTED + timedelta(days=2)
DRAND = LOTTO + timedelta(hours=1)
DEADLINE = DRAND + timedelta(hours=20)
VALUES = {"lotto": "3 7 12 19 24 33 38 + 5", "drand-1": "0f3a99"}


def named():
    return [
        sortition.Source("lotto", "Lotto", LOTTO, "lotto-next"),
        sortition.Source("drand-1", "drand", DRAND),
    ]


@pytest.fixture
def second(person):
    return person(Role.NOTARY, name="toinen")


@pytest.fixture
def closed(ready, coordinator):
    with clock.at(CLOSED):
        return actions.close_public_pool(
            panel=ready,
            reserves=4,
            panels=100,
            actor=coordinator,
            random_bytes=random.Random(7).randbytes,
        )


@pytest.fixture
def listed(closed):
    return actions.make_panel_list(closed.pk, random_bytes=random.Random(8).randbytes)


def commit(public_draw, actor, **options):
    options = {"named": named(), "deadline": DEADLINE, **options}
    with clock.at(options.pop("at", COMMITTED)):
        return actions.publish_commitment(public_draw=public_draw, actor=actor, **options)


@pytest.fixture
def committed(listed, coordinator):
    return commit(listed, coordinator)


def read(public_draw, actor, values=VALUES, at=DRAND + timedelta(hours=1)):
    with clock.at(at):
        return actions.enter_values(public_draw=public_draw, values=values, actor=actor)


@pytest.fixture
def sourced(committed, coordinator, second):
    read(committed, coordinator)
    read(committed, second)
    return committed


@pytest.fixture
def publicly_drawn(sourced, coordinator):
    return actions.draw_public(public_draw=sourced, actor=coordinator)


def code_of(refused):
    return refused.value.code


# -- the pool ----------------------------------------------------------------------------------------


def test_everybody_has_a_ticket_and_a_receipt_that_leads_to_the_root(closed, volunteers):
    tickets = closedpool.tickets_of(closed)
    assert {one.volunteer_id for one in tickets} == {one.pk for one in volunteers}
    assert all(closedpool.receipt_holds(one) for one in tickets)
    tickets[0].record["gender"] = "man" if tickets[0].record["gender"] == "woman" else "woman"
    assert not closedpool.receipt_holds(tickets[0])


def test_small_groups_are_hidden_in_the_published_counts(ready, coordinator, volunteers):
    target = queries.targets_of(ready).get(value__key="Pornainen")
    target.min, target.max = 0, 12
    target.save()
    for one in volunteers[3:]:
        type(one).objects.filter(pk=one.pk).update(features={**one.features, "municipality": "Hyvinkää"})
    queries.targets_of(ready).filter(value__key="Hyvinkää").update(min=0, max=12)
    made = actions.close_public_pool(panel=ready, reserves=0, actor=coordinator)
    counts = {one["feature"]: one["values"] for one in made.counts}
    assert counts["municipality"] == {"Hyvinkää": None, "Pornainen": None}
    assert counts["gender"] == {"woman": 30, "man": 30}


def test_a_late_registration_is_not_in_the_draw(closed, coordinator, second, ready):
    late = make_volunteers_more(ready)
    listed = actions.make_panel_list(closed.pk)
    commit(listed, coordinator)
    read(listed, coordinator)
    read(listed, second)
    drawn = actions.draw_public(public_draw=listed, actor=coordinator)
    assert queries.ticket_of(late) is None
    assert drawn.draw.pool_size == 60
    assert not drawn.draw.chances.filter(volunteer=late).exists()


def make_volunteers_more(panel):
    from puntari.recruitment.models import Volunteer

    first = Volunteer.objects.filter(panel=panel).first()
    return Volunteer.objects.create(
        panel=panel,
        number=900,
        first_name="Myöhäinen",
        last_name="Esimerkki",
        birth_year=1980,
        household="house-900",
        features=first.features,
        registered=CLOSED + timedelta(days=1),
    )


def test_a_ticket_slipped_in_stops_the_draw(sourced, coordinator, ready):
    late = make_volunteers_more(ready)
    Ticket.objects.create(
        public_draw=sourced, volunteer=late, code="T-222222", household="T-222222", leaf="00" * 32
    )
    with pytest.raises(BadInput) as refused:
        actions.draw_public(public_draw=sourced, actor=coordinator)
    assert code_of(refused) == "lottery.pool_differs"
    assert not Member.objects.exists()


def test_closing_is_done_once_and_the_simple_draw_waits(closed, coordinator):
    for act in (
        lambda: actions.close_public_pool(panel=closed.panel, reserves=0, actor=coordinator),
        lambda: actions.run_draw(panel=closed.panel, is_test=False, reserves=0, actor=coordinator),
        lambda: actions.targets_from_population(panel=closed.panel, slack=2, actor=coordinator),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert PublicDraw.objects.count() == 1


def test_closing_while_registration_is_open_needs_a_reason(ready, coordinator):
    with clock.at(datetime(2026, 8, 20, tzinfo=HELSINKI)), pytest.raises(NotAllowed) as refused:
        actions.close_public_pool(panel=ready, reserves=0, actor=coordinator)
    assert code_of(refused) == "lottery.registration_open"


def test_no_public_draw_after_a_real_draw(drawn, coordinator):
    with pytest.raises(NotAllowed) as refused:
        actions.close_public_pool(panel=drawn.panel, reserves=0, actor=coordinator)
    assert code_of(refused) == "lottery.already_drawn"


@pytest.mark.parametrize("numbers", [{"reserves": -1}, {"panels": 9}, {"objection_days": 61}])
def test_numbers_out_of_range_are_refused(ready, coordinator, numbers):
    with pytest.raises(BadInput):
        actions.close_public_pool(panel=ready, actor=coordinator, **{"reserves": 2, **numbers})


# -- panels and commitment ---------------------------------------------------------------------------


def test_the_panels_follow_from_the_root_alone(closed):
    one = actions.make_panel_list(closed.pk, random_bytes=random.Random(1).randbytes)
    panels = closedpool.sealed_of(one).panels
    PublicDraw.objects.filter(pk=closed.pk).update(state="closed", sealed="")
    again = actions.make_panel_list(closed.pk, random_bytes=random.Random(2).randbytes)
    assert closedpool.sealed_of(again).panels == panels
    assert again.panel_list != one.panel_list
    assert sum(one.numbers for one in closedpool.tickets_of(again)) == 100 * 12


def test_a_list_that_stands_is_not_made_again(listed, coordinator):
    assert actions.make_panel_list(listed.pk).panel_list == listed.panel_list
    with pytest.raises(NotAllowed) as refused:
        actions.start_panel_list(public_draw=listed, actor=coordinator)
    assert code_of(refused) == "lottery.list_stands"


def test_the_job_lists_the_panels(closed, coordinator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.start_panel_list(public_draw=closed, actor=coordinator)
    closed.refresh_from_db()
    assert (closed.state, closed.job.state) == ("listed", "done")


def test_the_sealed_panels_lie_encrypted(listed):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM lottery_publicdraw")
        assert closedpool.tickets_of(listed)[0].code not in cursor.fetchone()[0]


def test_the_commitment_waits_for_objections_or_says_why_not(listed, coordinator):
    soon = CLOSED + timedelta(days=1)
    with pytest.raises(NotAllowed) as refused:
        commit(listed, coordinator, at=soon)
    assert code_of(refused) == "lottery.objections_open"
    done = commit(listed, coordinator, at=soon, early_reason="Kaikki ovat jo katsoneet kuittinsa.")
    entry = LogEntry.objects.get(kind="lottery.commitment_published")
    assert entry.data["early_reason"] == done.early_reason
    assert entry.data["commitment"] == done.commitment_hash


def test_a_source_that_exists_within_a_day_is_refused(listed, coordinator):
    with pytest.raises(BadInput) as refused:
        commit(listed, coordinator, at=LOTTO - timedelta(hours=23))
    assert code_of(refused) == "lottery.too_late"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"named": []}, "no_sources"),
        ({"named": [sortition.Source("hall", "", LOTTO)]}, "source_name"),
        ({"named": [sortition.Source("a=b", "", LOTTO)]}, "source_name"),
        ({"deadline": LOTTO}, "deadline_before_sources"),
        ({"hall": DRAND}, "hall_too_late"),
    ],
)
def test_a_commitment_that_would_not_bind_is_refused(listed, coordinator, options, code):
    with pytest.raises(BadInput) as refused:
        commit(listed, coordinator, **options)
    assert code_of(refused) == f"lottery.{code}"


def test_nothing_is_chosen_again_after_the_commitment(committed, coordinator):
    before = committed.commitment
    with pytest.raises(NotAllowed) as refused:
        commit(committed, coordinator, named=[sortition.Source("other", "", DRAND)])
    assert code_of(refused) == "lottery.commitment_stands"
    committed.refresh_from_db()
    assert committed.commitment == before


# -- sources -----------------------------------------------------------------------------------------


def test_a_value_counts_when_two_people_have_read_it(committed, coordinator, second):
    first = read(committed, coordinator)
    assert not any(one.is_confirmed for one in first)
    read(committed, coordinator)
    assert not any(one.is_confirmed for one in sources.sources_of(committed))
    stand = read(committed, second, {**VALUES, "lotto": " 3 7 12 19 24  33 38 + 5 ", "drand-1": "0F3A98"})
    assert [(one.is_confirmed, one.differs) for one in stand] == [(True, False), (False, True)]
    stand = read(committed, second, {"drand-1": "0F3A99"})
    assert stand[1].value == "0f3a99"
    assert LogEntry.objects.filter(kind="lottery.source_entered").count() == 7


@pytest.mark.parametrize(
    ("values", "at", "code"),
    [
        ({"other": "1"}, DRAND, "source_not_named"),
        ({"lotto": "1"}, LOTTO - timedelta(seconds=1), "source_not_yet"),
        ({"lotto-next": "1"}, DRAND, "fallback_early"),
        ({"lotto": "1"}, DEADLINE, "source_late"),
        ({"lotto": "1/drand-1=2"}, DRAND, "source_value"),
        ({}, DRAND, "no_values"),
    ],
)
def test_a_source_cannot_be_chosen_afterwards(committed, coordinator, values, at, code):
    with pytest.raises((BadInput, NotAllowed)) as refused:
        read(committed, coordinator, values, at)
    assert code_of(refused) == f"lottery.{code}"
    assert not SourceEntry.objects.exists()


def test_what_two_have_read_stands(sourced, coordinator):
    with pytest.raises(NotAllowed) as refused:
        read(sourced, coordinator, {"lotto": "1 2 3"})
    assert code_of(refused) == "lottery.source_confirmed"


def test_the_number_of_the_hall_comes_before_the_last_source(listed, coordinator, second):
    committed = commit(listed, coordinator, hall=LOTTO)
    with pytest.raises(NotAllowed) as refused:
        read(committed, coordinator, {"hall": "17"}, DRAND)
    assert code_of(refused) == "lottery.hall_over"
    with pytest.raises(BadInput):
        read(committed, coordinator, {"hall": "100"}, LOTTO)
    for one in (coordinator, second):
        read(committed, one, {"hall": "17"}, LOTTO)
        read(committed, one)
    drawn = actions.draw_public(public_draw=committed, actor=coordinator)
    record = closedpool.record_of(drawn)
    assert record["index"] == (sortition.draw_index(record["seed"], 100) + 17) % 100


def test_a_file_of_values_is_read_line_by_line():
    assert actions.read_values("lotto=1 2 3\n\ndrand-1 = ab\n") == {"lotto": "1 2 3", "drand-1": "ab"}
    for text in ("lotto", "lotto=", "a=1\na=2"):
        with pytest.raises(BadInput):
            actions.read_values(text)


# -- the draw ----------------------------------------------------------------------------------------


def test_no_draw_before_every_source_is_confirmed(committed, coordinator):
    read(committed, coordinator)
    with pytest.raises(NotAllowed) as refused:
        actions.draw_public(public_draw=committed, actor=coordinator)
    assert code_of(refused) == "lottery.sources_missing"


def test_the_drawn_become_members_as_in_any_draw(sourced, coordinator, monkeypatch):
    heard = []
    monkeypatch.setitem(events._handlers, PanelDrawn, [heard.append])
    drawn = actions.draw_public(public_draw=sourced, actor=coordinator)
    assert heard == [PanelDrawn(drawn.panel_id, drawn.draw_id)]
    codes = {one.volunteer_id: one.code for one in closedpool.tickets_of(drawn)}
    seated = sorted(codes[one.volunteer_id] for one in queries.panelists(drawn.panel))
    assert seated == closedpool.record_of(drawn)["opened"]["tickets"]
    assert queries.reserves(drawn.panel).count() == 4
    assert queries.real_draw(drawn.panel) == drawn.draw
    assert drawn.draw.chances.count() == 60


def test_a_second_throw_changes_nothing(publicly_drawn, coordinator, second):
    before = (publicly_drawn.record, list(Member.objects.values_list("volunteer", "number")))
    again = actions.draw_public(public_draw=publicly_drawn, actor=second)
    assert (again.record, list(Member.objects.values_list("volunteer", "number"))) == before
    for act in (
        lambda: actions.run_draw(panel=again.panel, is_test=False, reserves=0, actor=coordinator),
        lambda: actions.close_public_pool(panel=again.panel, reserves=0, actor=coordinator),
        lambda: actions.cancel_public_draw(public_draw=again, reason="Ei miellytä meitä.", actor=coordinator),
        lambda: read(again, coordinator),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_published_program_checks_the_record(publicly_drawn, tmp_path):
    (tmp_path / "verify.py").write_text(sortition.verify_script(), encoding="utf-8")

    def verified(text):
        (tmp_path / "record.json").write_text(text, encoding="utf-8")
        command = [sys.executable, "verify.py", "record.json", publicly_drawn.commitment_hash]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).returncode == 0

    record = publicly_drawn.record
    assert verified(record)
    opened = json.loads(record)["opened"]["tickets"][0]
    assert not verified(record.replace(opened, "T-222222"))
    assert not verified(record.replace('"value":"0f3a99"', '"value":"0f3a98"'))


def test_panels_exchanged_after_the_commitment_stop_the_draw(sourced, coordinator):
    stored = PublicDraw.objects.get(pk=sourced.pk)
    panels = json.loads(stored.sealed)
    panels["panels"] = [panels["panels"][0]] * 100
    stored.sealed = json.dumps(panels)
    stored.save()
    with pytest.raises(BadInput) as refused:
        actions.draw_public(public_draw=sourced, actor=coordinator)
    assert code_of(refused) == "lottery.panel_list_differs"


def test_a_commitment_rewritten_afterwards_stops_the_draw(sourced, coordinator):
    changed = sourced.commitment.replace('"lotto-next"', '"lotto-best"')
    PublicDraw.objects.filter(pk=sourced.pk).update(commitment=changed)
    with pytest.raises(BadInput) as refused:
        actions.draw_public(public_draw=sourced, actor=coordinator)
    assert code_of(refused) == "lottery.check_failed"


def test_a_cancelled_draw_stays_on_show_with_what_was_known(sourced, coordinator):
    with pytest.raises(BadInput):
        actions.cancel_public_draw(public_draw=sourced, reason="ei", actor=coordinator)
    with clock.at(DEADLINE):
        gone = actions.cancel_public_draw(
            public_draw=sourced, reason="Lähde osoittautui virheelliseksi.", actor=coordinator
        )
    entry = LogEntry.objects.get(kind="lottery.public_draw_cancelled")
    assert entry.data["sources_that_had_appeared"] == ["lotto", "drand-1"]
    assert (gone.cancelled_in, queries.live_public_draw(gone.panel)) == ("committed", None)
    assert list(queries.public_draws_of(gone.panel)) == [gone]
    with pytest.raises(NotAllowed):
        actions.draw_public(public_draw=gone, actor=coordinator)
    actions.close_public_pool(panel=gone.panel, reserves=0, actor=coordinator)


def test_a_seat_drawn_for_somebody_who_left_stands_empty(sourced, coordinator, volunteers):
    record = closedpool.sealed_of(sourced).panels
    for one in volunteers[:20]:
        type(one).objects.filter(pk=one.pk).update(withdrawn=COMMITTED)
    actions.draw_public(public_draw=sourced, actor=coordinator)
    gone = {one.pk for one in volunteers[:20]}
    members = list(queries.members_of(sourced.panel))
    assert len([one for one in members if one.kind == "panelist"]) == len(record[0])
    assert {one.status for one in members if one.volunteer_id in gone} <= {"withdrawn"}
    assert not any(one.volunteer_id in gone for one in members if one.kind == "reserve")
    assert all(one.salt == "" for one in Ticket.objects.filter(volunteer__in=gone))


def test_every_step_is_in_the_log(publicly_drawn):
    kinds = set(LogEntry.objects.values_list("kind", flat=True))
    assert kinds >= {
        "lottery.pool_closed",
        "lottery.panels_listed",
        "lottery.commitment_published",
        "lottery.source_entered",
        "lottery.panel_drawn",
    }


# -- the same bytes on every database ----------------------------------------------------------------


def recomputed(volunteers, problem):
    """The record from the same input by the methods alone, without any database."""
    noise, salts = random.Random(7).randbytes, random.Random(8).randbytes
    codes = {str(one.pk): sortition.new_ticket(noise) for one in volunteers}
    records = {codes[str(one.pk)]: one.features for one in volunteers}
    pool = sortition.close_pool(records, noise)
    people = tuple(sortition.Person(code, records[code]) for code in sorted(records))
    homes = {code: code for code in records}
    seed = sortition.solver_seed(pool.root)
    solution = sortition.solve(sortition.Pool(people), problem.quotas, 12, households=homes, seed=seed)
    sealed = sortition.seal_panels(pool.root, sortition.uniform_lottery(solution, 100, seed).panels, salts)
    version = solution.certificate.version
    commitment = sortition.commit(
        pool, sealed, problem.quotas, 12, named(), committed=COMMITTED, deadline=DEADLINE, version=version
    )
    return sortition.record_bytes(sortition.draw_record(commitment, pool, sealed, VALUES))


def same_bytes(publicly_drawn, volunteers):
    stored = PublicDraw.objects.get(pk=publicly_drawn.pk).record.encode()
    assert stored == recomputed(volunteers, solving.problem_of(publicly_drawn.panel))


def test_the_record_is_the_same_bytes_with_and_without_a_database(publicly_drawn, volunteers):
    same_bytes(publicly_drawn, volunteers)


@pytest.mark.postgres
def test_the_record_is_the_same_bytes_on_postgresql(publicly_drawn, volunteers):
    same_bytes(publicly_drawn, volunteers)
