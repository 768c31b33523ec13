"""Reading the sources by two people, and drawing the panel from them for all to see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from puntari.core import clock, events, log
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import User
from puntari.core.ui.formats import format_datetime
from puntari.lottery import closedpool, reserving, solving, sources
from puntari.lottery.actions.commitment import locked
from puntari.lottery.actions.draws import keep_result, make_members
from puntari.lottery.actions.members import volunteer_left
from puntari.lottery.actions.receipts import forget_receipts
from puntari.lottery.events import PanelDrawn
from puntari.lottery.models import Draw, PublicDraw, SourceEntry, Ticket
from puntari.methods import sortition
from puntari.recruitment import queries as recruitment

State = PublicDraw.State


@transaction.atomic
def enter_values(*, public_draw: PublicDraw, values: Mapping[str, str], actor: User) -> list[sources.Source]:
    """What one person read from the sources, by the source's or the fallback's id; answers how they stand.

    A value counts when a second person has entered the same. One's own reading may be mended until then.
    """
    public_draw = locked(public_draw)
    if public_draw.state != State.COMMITTED:
        raise NotAllowed("lottery.not_committed")
    if not values:
        raise BadInput("lottery.no_values")
    for name, text in values.items():
        _enter(public_draw, name.strip(), sources.normal(text), actor)
    return sources.sources_of(public_draw)


def read_values(text: str) -> dict[str, str]:
    """The lines `source=value` of a file."""
    values: dict[str, str] = {}
    for line, row in enumerate(text.splitlines(), 1):
        name, equals, value = row.partition("=")
        if not row.strip():
            continue
        if not (equals and name.strip() and value.strip()) or name.strip() in values:
            raise BadInput("lottery.source_line", line=line)
        values[name.strip()] = value.strip()
    return values


def _enter(public_draw: PublicDraw, name: str, value: str, actor: User) -> None:
    everything = sources.sources_of(public_draw)
    source = next((one for one in everything if name and name in {one.id, one.fallback}), None)
    if source is None:
        raise BadInput("lottery.source_not_named", source=name)
    _refuse_time(public_draw, source, name, everything)
    _refuse_value(public_draw, source, value)
    before = SourceEntry.objects.filter(public_draw=public_draw, source=name, by=actor).first()
    fields = {"value": value, "at": clock.now()}
    SourceEntry.objects.update_or_create(public_draw=public_draw, source=name, by=actor, defaults=fields)
    data = {"source": name, "value": value, "before": before.value if before else ""}
    log.record("lottery.source_entered", actor=actor, panel_slug=public_draw.panel.slug, data=data)


def _refuse_time(
    public_draw: PublicDraw, source: sources.Source, name: str, everything: list[sources.Source]
) -> None:
    """Nothing is read before it exists, and nobody may choose between a source and its fallback."""
    now = clock.now()
    if source.is_confirmed:
        raise NotAllowed("lottery.source_confirmed", source=source.used, value=source.value)
    if now < source.at:
        raise NotAllowed("lottery.source_not_yet", source=source.id, at=format_datetime(source.at))
    last = max(one.at for one in everything if one.id != sources.HALL)
    if source.id == sources.HALL and now >= last:
        raise NotAllowed("lottery.hall_over", at=format_datetime(last))
    late = now >= _deadline(public_draw)
    if name == source.fallback and not late:
        raise NotAllowed(
            "lottery.fallback_early", source=source.id, at=format_datetime(_deadline(public_draw))
        )
    if name == source.id and source.fallback and late:
        raise NotAllowed("lottery.source_late", source=source.id, fallback=source.fallback)


def _deadline(public_draw: PublicDraw) -> datetime:
    return datetime.fromisoformat(closedpool.commitment_of(public_draw)["deadline"])


def _refuse_value(public_draw: PublicDraw, source: sources.Source, value: str) -> None:
    if not sources.VALUE.fullmatch(value):
        raise BadInput("lottery.source_value", source=source.id)
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 9 else -1
    if source.id == sources.HALL and not 0 <= number < public_draw.panels:
        raise BadInput("lottery.hall_out_of_range", value=value, panels=public_draw.panels)


# -- the draw ----------------------------------------------------------------------------------------


@transaction.atomic
def draw_public(*, public_draw: PublicDraw, actor: User) -> PublicDraw:
    """Draw the panel from the confirmed sources; a second call answers the draw that stands.

    The record is checked by the very program the public gets before anything is kept.
    """
    public_draw = locked(public_draw)
    if public_draw.state == State.DRAWN:
        return public_draw
    if public_draw.state != State.COMMITTED:
        raise NotAllowed("lottery.not_committed")
    read = sources.sources_of(public_draw)
    if not all(one.is_confirmed for one in read):
        raise NotAllowed("lottery.sources_missing")
    tickets = closedpool.tickets_of(public_draw)
    record = _record(public_draw, tickets, read)
    draw = _keep_draw(public_draw, tickets, record, actor)
    public_draw.record = sortition.record_bytes(record).decode()
    public_draw.draw, public_draw.state = draw, State.DRAWN
    public_draw.save()
    data = {
        "draw": draw.pk,
        "commitment": public_draw.commitment_hash,
        "seed": record["seed"],
        "index": record["index"],
        "record": record["record_hash"],
    }
    log.record("lottery.panel_drawn", actor=actor, panel_slug=public_draw.panel.slug, data=data)
    _see_off_withdrawn(tickets)
    events.emit(PanelDrawn(public_draw.panel_id, draw.pk))
    return public_draw


def _record(public_draw: PublicDraw, tickets: list[Ticket], read: list[sources.Source]) -> dict[str, object]:
    values, hall = sources.values_of(read)
    with solving.worded(public_draw.panel):
        record = sortition.draw_record(
            closedpool.commitment_of(public_draw),
            closedpool.pool_of(public_draw, tickets),
            closedpool.sealed_of(public_draw),
            values,
            hall=hall,
        )
        claims = sortition.verify_record(sortition.record_bytes(record), public_draw.commitment_hash)
    failed = next((claim for claim, holds in claims if not holds), None)
    if failed is not None:
        raise BadInput("lottery.check_failed", problem=failed)
    return record


def _keep_draw(
    public_draw: PublicDraw, tickets: list[Ticket], record: dict[str, object], actor: User
) -> Draw:
    draw = Draw.objects.create(
        panel=public_draw.panel,
        is_test=False,
        one_per_household=public_draw.one_per_household,
        size=public_draw.size,
        reserves=public_draw.reserves,
        seed=str(record["seed"]),
        override_reason=public_draw.override_reason,
        targets=public_draw.targets,
        created=clock.now(),
        created_by=actor,
    )
    owner = {one.code: str(one.volunteer_id) for one in tickets}
    drawn = _drawn(public_draw, tickets, record)
    _keep_by_volunteer(draw, public_draw, tickets, drawn, owner)
    panelists = solving.in_seed_order(drawn.panel, draw.seed)
    make_members(draw, [owner[one] for one in panelists], [owner[one] for one in drawn.reserves])
    return draw


def _drawn(public_draw: PublicDraw, tickets: list[Ticket], record: dict[str, object]) -> solving.Drawn:
    """The panel of the record and its reserves, by ticket; who has left since is called to nothing."""
    index = int(str(record["index"]))
    panels = closedpool.sealed_of(public_draw).panels
    panel = panels[index]
    here = set(recruitment.active_volunteers(public_draw.panel).values_list("pk", flat=True))
    staying = [one for one in tickets if one.volunteer_id in here or one.code in panel]
    ready = reserves_of(public_draw, staying, panel, str(record["seed"]))
    weighted = [(1 / public_draw.panels, one) for one in panels]
    chances = {one.code: (one.numbers or 0) / public_draw.panels for one in tickets}
    return solving.Drawn(panel, ready.ids, chances, public_draw.certificate, weighted, index, ready.outlook)


def reserves_of(
    public_draw: PublicDraw, staying: list[Ticket], panel: Sequence[str], seed: str
) -> reserving.Reserves:
    """Who stands ready, in call order: what follows from the draw's seed and from nothing else."""
    with solving.worded(public_draw.panel):
        return reserving.choose_reserves(
            closedpool.problem_of(public_draw, staying),
            panel,
            reserving.read(public_draw.dropout),
            count=public_draw.reserves,
            seed=sortition.derived_seed(seed, "reserves"),
        )


def _keep_by_volunteer(
    draw: Draw,
    public_draw: PublicDraw,
    tickets: list[Ticket],
    drawn: solving.Drawn,
    owner: Mapping[str, str],
) -> None:
    """The figures, the panels and the chances as every draw keeps them, by volunteer."""

    def named(codes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(owner[one] for one in codes)

    problem = closedpool.problem_of(public_draw, tickets)
    people = tuple(sortition.Person(owner[one.id], one.values) for one in problem.pool.people)
    by_volunteer = solving.Problem(
        sortition.Pool(people), problem.quotas, problem.size, _homes(problem, owner)
    )
    result = solving.Drawn(
        named(drawn.panel),
        named(drawn.reserves),
        {owner[one]: chance for one, chance in drawn.chances.items()},
        dict(drawn.certificate),
        [(weight, named(panel)) for weight, panel in drawn.panels],
        drawn.picked,
        drawn.outlook,
    )
    keep_result(draw, by_volunteer, result)


def _homes(problem: solving.Problem, owner: Mapping[str, str]) -> dict[str, str]:
    return {owner[one]: home for one, home in problem.households.items()}


def _see_off_withdrawn(tickets: list[Ticket]) -> None:
    """A seat drawn for somebody who has withdrawn meanwhile stands empty, to be filled from the reserve."""
    ids = [one.volunteer_id for one in tickets]
    gone = Ticket.objects.filter(volunteer_id__in=ids).exclude(volunteer__withdrawn=None)
    leavers = sorted(set(gone.values_list("volunteer_id", flat=True)))
    for volunteer_id in leavers:
        volunteer_left(volunteer_id)
    forget_receipts(leavers)
