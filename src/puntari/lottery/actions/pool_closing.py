"""The public draw up to its list of panels: the pool closes, the panels are worked out from its root."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from puntari.core import clock, jobs, log
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import Job, User
from puntari.lottery import closedpool, queries, report, reserving, solving
from puntari.lottery.actions.draws import Say, teller
from puntari.lottery.models import Draw, PublicDraw, Ticket
from puntari.methods import sortition
from puntari.recruitment import queries as recruitment

if TYPE_CHECKING:
    from collections.abc import Callable

    from puntari.panels.models import Panel

PANEL_LIST_JOB = "lottery.panel_list"
State = PublicDraw.State


@transaction.atomic
def close_public_pool(
    *,
    panel: Panel,
    reserves: int,
    actor: User,
    panels: int = 1000,
    objection_days: int = 3,
    one_per_household: bool = True,
    override_reason: str = "",
    random_bytes: Callable[[int], bytes] = secrets.token_bytes,
) -> PublicDraw:
    """Close the pool for a public draw: a ticket and a receipt for everybody, the Merkle root over them all.

    From here on nobody comes in and no target changes; `objection_days` must pass before the commitment.
    """
    _refuse_numbers(reserves, panels, objection_days)
    _refuse_closing(panel, override_reason)
    problem = _feasible_problem(panel, one_per_household=one_per_household)
    codes = _new_codes(problem.pool.ids, random_bytes)
    pool = sortition.close_pool(_records(problem, codes), random_bytes)
    public_draw = _create(
        panel,
        problem,
        pool,
        panels=panels,
        reserves=reserves,
        one_per_household=one_per_household,
        objection_days=objection_days,
        override_reason=override_reason.strip(),
        closed_by=actor,
    )
    _keep_tickets(public_draw, codes, _homes(problem, codes), pool)
    _log_closing(public_draw, actor)
    return public_draw


def _feasible_problem(panel: Panel, *, one_per_household: bool) -> solving.Problem:
    problem = solving.problem_of(panel, one_per_household=one_per_household)
    with solving.worded(panel):
        if not solving.feasibility(problem).feasible:
            raise BadInput("lottery.integer_infeasible")
    return problem


def _records(problem: solving.Problem, codes: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What is hashed of each volunteer, by ticket: the features that have quotas."""
    features = [one.name for one in problem.quotas]
    return {codes[p.id]: {key: p.values[key] for key in features} for p in problem.pool.people}


def _create(panel: Panel, problem: solving.Problem, pool: sortition.ClosedPool, **options: Any) -> PublicDraw:
    targets = report.snapshot(panel, {one.value_id: one for one in queries.targets_of(panel)})
    return PublicDraw.objects.create(
        panel=panel,
        size=problem.size,
        targets=targets,
        counts=closedpool.public_counts(targets, problem),
        dropout=reserving.kept(reserving.learn_dropout(panel)),
        pool_root=pool.root,
        pool_size=len(pool.leaves),
        closed=clock.now(),
        **options,
    )


def _refuse_numbers(reserves: int, panels: int, objection_days: int) -> None:
    if not 0 <= reserves <= 1000:
        raise BadInput("lottery.reserves_out_of_range", reserves=reserves)
    if not 10 <= panels <= 10_000:
        raise BadInput("lottery.panels_out_of_range", panels=panels)
    if not 0 <= objection_days <= 60:
        raise BadInput("lottery.objection_days_out_of_range", days=objection_days)


def _refuse_closing(panel: Panel, override_reason: str) -> None:
    if queries.draws_of(panel).filter(is_test=False).exclude(state=Draw.State.FAILED).exists():
        raise NotAllowed("lottery.already_drawn")
    if queries.live_public_draw(panel) is not None:
        raise NotAllowed("lottery.pool_is_closed")
    if recruitment.registration_state(panel) != "closed" and len(override_reason.strip()) < 10:
        raise NotAllowed("lottery.registration_open")


def _new_codes(ids: tuple[str, ...], random_bytes: Callable[[int], bytes]) -> dict[str, str]:
    """A ticket for everybody; one that is already taken is thrown away."""
    codes: dict[str, str] = {}
    taken: set[str] = set()
    for one in ids:
        code = sortition.new_ticket(random_bytes)
        while code in taken:
            code = sortition.new_ticket(random_bytes)
        taken.add(code)
        codes[one] = code
    return codes


def _homes(problem: solving.Problem, codes: Mapping[str, str]) -> dict[str, str]:
    """A home is named after its first ticket, so that no database's numbering gets into the draw."""
    members = defaultdict(list)
    for one, home in problem.households.items():
        members[home].append(codes[one])
    return {code: min(group) for group in members.values() for code in group}


def _keep_tickets(
    public_draw: PublicDraw, codes: Mapping[str, str], homes: Mapping[str, str], pool: sortition.ClosedPool
) -> None:
    rows = []
    for volunteer, code in codes.items():
        receipt = pool.receipts[code]
        rows.append(
            Ticket(
                public_draw=public_draw,
                volunteer_id=int(volunteer),
                code=code,
                record=dict(receipt.record),
                household=homes.get(code, code),
                salt=receipt.salt,
                leaf=receipt.leaf,
                path=list(receipt.path),
            )
        )
    Ticket.objects.bulk_create(rows, batch_size=500)


def _log_closing(public_draw: PublicDraw, actor: User) -> None:
    quotas = {
        feature["key"]: {value["key"]: [value["min"], value["max"]] for value in feature["values"]}
        for feature in public_draw.targets
    }
    data = {
        "protocol": sortition.PROTOCOL,
        "pool_root": public_draw.pool_root,
        "pool_size": public_draw.pool_size,
        "k": public_draw.size,
        "m": public_draw.panels,
        "quotas": quotas,
        "dropout": public_draw.dropout,
        "objection_days": public_draw.objection_days,
        "override_reason": public_draw.override_reason,
    }
    log.record("lottery.pool_closed", actor=actor, panel_slug=public_draw.panel.slug, data=data)


# -- the list of panels ------------------------------------------------------------------------------


@transaction.atomic
def start_panel_list(*, public_draw: PublicDraw, actor: User) -> PublicDraw:
    """Queue the working out of the panels; one that is already under way is answered as it is."""
    public_draw = (
        PublicDraw.objects.select_for_update(of=("self",))
        .select_related("panel", "job")
        .get(pk=public_draw.pk)
    )
    if public_draw.state != State.CLOSED:
        raise NotAllowed("lottery.list_stands")
    if public_draw.job is not None and public_draw.job.live:
        return public_draw
    label = _("Julkisen arvonnan paneelit")
    slug = public_draw.panel.slug
    job = jobs.start(PANEL_LIST_JOB, label=label, panel_slug=slug, actor=actor, public_draw_id=public_draw.pk)
    PublicDraw.objects.filter(pk=public_draw.pk).update(job=job)
    public_draw.job = Job.objects.get(pk=job.pk)
    return public_draw


def make_panel_list(
    public_draw_id: int,
    progress: jobs.Progress | None = None,
    random_bytes: Callable[[int], bytes] = secrets.token_bytes,
) -> PublicDraw:
    """Work out the equally likely panels from the closed pool; again, it answers the list that stands."""
    public_draw = PublicDraw.objects.select_related("panel").get(pk=public_draw_id)
    if public_draw.state != State.CLOSED:
        return public_draw
    problem = closedpool.problem_of(public_draw, closedpool.tickets_of(public_draw))
    with solving.worded(public_draw.panel):
        lottery, certificate = work_out_panels(public_draw, problem, teller(progress))
        sealed = sortition.seal_panels(public_draw.pool_root, lottery.panels, random_bytes)
    return _keep_list(public_draw_id, lottery, certificate, sealed)


def work_out_panels(
    public_draw: PublicDraw, problem: solving.Problem, say: Say | None
) -> tuple[sortition.UniformLottery, dict[str, object]]:
    """The panels that follow from the pool's root, checked independently, and how exact they are."""
    seed = sortition.solver_seed(public_draw.pool_root)
    solution = sortition.solve(
        problem.pool,
        problem.quotas,
        problem.size,
        households=problem.households,
        seed=seed,
        progress=say,
        deadline=solving.DEADLINE,
    )
    lottery = sortition.uniform_lottery(solution, public_draw.panels, seed, progress=say)
    weighted = [(1 / public_draw.panels, panel) for panel in lottery.panels]
    check = sortition.check_solution(
        problem.pool,
        problem.quotas,
        problem.size,
        weighted,
        lottery.chances,
        households=problem.households,
    )
    if not check.ok:
        raise BadInput("lottery.check_failed", problem=check.problems[0].code)
    certificate = solution.certificate.as_dict() | {
        "checked": check.ok,
        "checked_panels": check.panels,
        "largest_change": lottery.largest_change,
        "uniform_lowest": lottery.lowest_chance,
        "proposed_panels": lottery.proposed_panels,
    }
    return lottery, certificate


@transaction.atomic
def _keep_list(
    public_draw_id: int,
    lottery: sortition.UniformLottery,
    certificate: dict[str, object],
    sealed: sortition.PanelList,
) -> PublicDraw:
    rows = PublicDraw.objects.select_for_update(of=("self",)).select_related("panel")
    public_draw = rows.get(pk=public_draw_id)
    if public_draw.state != State.CLOSED:
        return public_draw
    public_draw.certificate, public_draw.panel_list = certificate, sealed.digest
    public_draw.sealed, public_draw.state = closedpool.sealed_text(sealed), State.LISTED
    public_draw.save()
    tickets = closedpool.tickets_of(public_draw)
    for ticket in tickets:
        ticket.numbers = round(lottery.chances[ticket.code] * public_draw.panels)
    Ticket.objects.bulk_update(tickets, ["numbers"], batch_size=500)
    data = {
        "pool_root": public_draw.pool_root,
        "panel_list": sealed.digest,
        "m": public_draw.panels,
        "largest_change": lottery.largest_change,
        "lowest_chance": lottery.lowest_chance,
    }
    log.record("lottery.panels_listed", panel_slug=public_draw.panel.slug, data=data)
    return public_draw
