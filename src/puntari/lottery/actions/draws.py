"""Drawing the panel: a test that touches nobody, and the real draw, which stands."""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from puntari.core import clock, events, files, jobs, log
from puntari.core.errors import BadInput, Conflict, DomainError, NotAllowed
from puntari.core.models import Job, User
from puntari.lottery import queries, report, reserving, solving
from puntari.lottery.events import PanelDrawn
from puntari.lottery.models import Chance, Draw, Member
from puntari.recruitment import queries as recruitment

if TYPE_CHECKING:
    from puntari.core.models import StoredFile
    from puntari.panels.models import Panel

Say = Callable[[str, float], None]
DRAW_JOB = "lottery.draw"


def run_draw(
    *,
    panel: Panel,
    is_test: bool,
    reserves: int,
    seed: str = "",
    actor: User | None,
    one_per_household: bool = True,
    override_reason: str = "",
) -> Draw:
    """Draw here and now; the background job does the same in two steps."""
    draw = prepare_draw(
        panel=panel,
        is_test=is_test,
        reserves=reserves,
        seed=seed,
        actor=actor,
        one_per_household=one_per_household,
        override_reason=override_reason,
    )
    return carry_out(draw.pk)


@transaction.atomic
def start_draw(*, panel: Panel, is_test: bool, reserves: int, actor: User, **options: Any) -> Draw:
    """Queue a draw as a background job; a real draw that is already under way is answered as it is."""
    draw = prepare_draw(panel=panel, is_test=is_test, reserves=reserves, actor=actor, **options)
    if draw.job is not None and draw.job.live:
        return draw
    label = _("Koearvonta") if is_test else _("Paneelin arvonta")
    job = jobs.start(DRAW_JOB, label=label, panel_slug=panel.slug, actor=actor, draw_id=draw.pk)
    Draw.objects.filter(pk=draw.pk).update(job=job)
    draw.job = Job.objects.get(pk=job.pk)
    return draw


@transaction.atomic
def prepare_draw(
    *,
    panel: Panel,
    is_test: bool,
    reserves: int,
    seed: str = "",
    actor: User | None,
    one_per_household: bool = True,
    override_reason: str = "",
) -> Draw:
    """Record the draw and its seed before anything is solved.

    A real draw that broke off goes on with the seed it has: interrupting it gives nobody a second throw.
    """
    if not 0 <= reserves <= 1000:
        raise BadInput("lottery.reserves_out_of_range", reserves=reserves)
    waiting = None if is_test else _check_real(panel, seed, override_reason)
    problem = solving.problem_of(panel, one_per_household=one_per_household)
    facts: dict[str, Any] = {
        "reserves": reserves,
        "one_per_household": one_per_household,
        "override_reason": override_reason.strip(),
        "size": panel.size,
        "pool_size": len(problem.pool),
        "state": Draw.State.WAITING,
        "trouble": "",
    }
    if waiting is None:
        draw = _new_draw(panel, seed.strip(), actor, is_test=is_test, **facts)
    else:
        Draw.objects.filter(pk=waiting.pk).update(**facts, attempts=F("attempts") + 1)
        draw = queries.get_draw(panel, waiting.pk)
    _log_prepared(draw, problem, actor)
    return draw


def _new_draw(panel: Panel, seed: str, actor: User | None, **facts: Any) -> Draw:
    return Draw.objects.create(
        panel=panel,
        seed=seed or secrets.token_hex(16),
        seed_given=bool(seed),
        created=clock.now(),
        created_by=_known(actor),
        **facts,
    )


def _log_prepared(draw: Draw, problem: solving.Problem, actor: User | None) -> None:
    data = {
        "draw": draw.pk,
        "is_test": draw.is_test,
        "seed": draw.seed,
        "input": problem.digest,
        "size": draw.size,
        "reserves": draw.reserves,
    }
    log.record("lottery.draw_prepared", actor=actor, panel_slug=draw.panel.slug, data=data)


def carry_out(draw_id: int, progress: jobs.Progress | None = None) -> Draw:
    """Solve and keep a prepared draw. Doing it again answers the draw as it stands."""
    draw = Draw.objects.select_related("panel__organisation").get(pk=draw_id)
    if draw.is_done:
        return draw
    try:
        with solving.worded(draw.panel):
            return _solve_and_keep(draw, teller(progress))
    except (DomainError, jobs.Cancelled) as stop:
        Draw.objects.filter(pk=draw_id).exclude(state=Draw.State.DONE).update(
            state=Draw.State.FAILED, trouble=(str(stop) or _("Arvonta keskeytettiin."))[:500]
        )
        raise


def _solve_and_keep(draw: Draw, say: Say | None) -> Draw:
    problem = solving.problem_of(draw.panel, one_per_household=draw.one_per_household)
    dropout = reserving.learn_dropout(draw.panel)
    drawn = solving.draw_panel(problem, seed=draw.seed, reserves=draw.reserves, dropout=dropout, report=say)
    return _keep(draw.pk, problem, drawn)


@transaction.atomic
def _keep(draw_id: int, problem: solving.Problem, drawn: solving.Drawn) -> Draw:
    """Write the result in one piece, if it has not been written and nobody has left the pool meanwhile."""
    draw = Draw.objects.select_for_update(of=("self",)).select_related("panel__organisation").get(pk=draw_id)
    if draw.is_done:
        return draw
    if solving.problem_of(draw.panel, one_per_household=draw.one_per_household).digest != problem.digest:
        raise Conflict("lottery.pool_changed")
    draw.targets = report.snapshot(draw.panel, {one.value_id: one for one in queries.targets_of(draw.panel)})
    keep_result(draw, problem, drawn)
    if not draw.is_test:
        make_members(draw, solving.in_seed_order(drawn.panel, draw.seed), drawn.reserves)
    data = {"draw": draw.pk, "seed": draw.seed, "input": problem.digest, "certificate": draw.certificate}
    kind = "lottery.test_drawn" if draw.is_test else "lottery.panel_drawn"
    log.record(kind, panel_slug=draw.panel.slug, data=data)
    if not draw.is_test:
        events.emit(PanelDrawn(draw.panel_id, draw.pk))
    return draw


def keep_result(draw: Draw, problem: solving.Problem, drawn: solving.Drawn) -> None:
    """Write down the figures, the panels and everybody's chance; ids are volunteers' keys."""
    _fill_report(draw, problem, drawn)
    draw.state, draw.drawn = Draw.State.DONE, clock.now()
    draw.panels_file = _panels_file(draw, drawn)
    draw.save()
    Chance.objects.bulk_create(
        [Chance(draw=draw, volunteer_id=int(one), chance=chance) for one, chance in drawn.chances.items()],
        batch_size=500,
    )


def _fill_report(draw: Draw, problem: solving.Problem, drawn: solving.Drawn) -> None:
    people = problem.pool.by_id()
    pool = solving.counts([person.values for person in problem.pool.people])
    panel = solving.counts([people[one].values for one in drawn.panel])
    draw.size, draw.pool_size = problem.size, len(problem.pool)
    draw.certificate = drawn.certificate
    draw.report = report.figures(draw.targets, pool, panel, list(drawn.chances.values()))
    draw.report |= {"picked": drawn.picked + 1, "input": problem.digest, "reserves": len(drawn.reserves)}
    draw.report["outlook"] = dict(drawn.outlook)


def make_members(draw: Draw, panelists: Sequence[str], reserves: Sequence[str]) -> None:
    """Panelists get their numbers in the order given; reserves go on in call order."""
    rows = [_member(draw, one, number, Member.Kind.PANELIST) for number, one in enumerate(panelists, 1)]
    for order, one in enumerate(reserves, 1):
        rows.append(_member(draw, one, len(panelists) + order, Member.Kind.RESERVE, order))
    Member.objects.bulk_create(rows)


def _member(draw: Draw, volunteer: str, number: int, kind: str, call_order: int = 0) -> Member:
    return Member(
        panel_id=draw.panel_id,
        draw=draw,
        volunteer_id=int(volunteer),
        number=number,
        kind=kind,
        call_order=call_order,
    )


def _panels_file(draw: Draw, drawn: solving.Drawn) -> StoredFile:
    """All panels of the lottery with their weights, so that the draw can be checked again; not public."""
    numbers = dict(recruitment.volunteers_of(draw.panel).values_list("pk", "number"))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["panel", "weight", "ids"])
    for place, (weight, members) in enumerate(drawn.panels, 1):
        writer.writerow(
            [place, repr(weight), " ".join(str(n) for n in sorted(numbers[int(m)] for m in members))]
        )
    name = f"panels-{draw.pk}.csv"
    return files.keep(
        out.getvalue().encode(),
        name=name,
        content_type="text/csv",
        kind="lottery.panels",
        panel_slug=draw.panel.slug,
    )


def _check_real(panel: Panel, seed: str, override_reason: str) -> Draw | None:
    """Refuse what must not be drawn for real; the draw that broke off, if there is one."""
    if queries.real_draw(panel) is not None:
        raise NotAllowed("lottery.already_drawn")
    if queries.live_public_draw(panel) is not None:
        raise NotAllowed("lottery.public_draw_chosen")
    if recruitment.registration_state(panel) != "closed" and len(override_reason.strip()) < 10:
        raise NotAllowed("lottery.registration_open")
    waiting = queries.draws_of(panel).filter(is_test=False).first()
    if seed.strip() and queries.draws_of(panel).filter(is_test=True, seed=seed.strip()).exists():
        raise NotAllowed("lottery.seed_used")
    if waiting is not None and seed.strip() not in {"", waiting.seed}:
        raise NotAllowed("lottery.seed_is_set", seed=waiting.seed)
    return waiting


def _known(actor: User | None) -> User | None:
    return actor if actor is not None and actor.pk else None


def teller(progress: jobs.Progress | None) -> Say | None:
    """The solver's phases as the job's progress; a cancelled job stops the solver from inside the call."""
    if progress is None:
        return None

    def say(phase: str, done: float) -> None:
        progress.step(round(done * 100), 100, phase_words(phase))

    return say


def phase_words(phase: str) -> str:
    """What the solver is doing, in plain words."""
    words: Mapping[str, str] = {
        "levels": _("Lasken, miten suuri mahdollisuus jokaiselle voidaan antaa."),
        "panels": _("Etsin paneeleja, jotka täyttävät kaikki tavoitteet."),
        "reserves": _("Valitsen varahenkilöt."),
    }
    return words.get(phase, _("Lasken arvontaa."))
