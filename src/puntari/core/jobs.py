"""Starting, running, cancelling and resuming long work.

A room registers a handler in its `wiring.py`:

    @jobs.handler("recruitment.letters")
    def make_letters(progress: jobs.Progress, panel_id: int) -> dict[str, Any]: ...

Handlers are idempotent: after a crash the same job runs again from its start. What a handler returns becomes
`job.result`; a key `url` in it becomes the link to the result. A DomainError fails the job with its wording.
"""

import logging
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from puntari.core import clock, log
from puntari.core.errors import DomainError
from puntari.core.models.jobs import Job

if TYPE_CHECKING:
    from puntari.core.models.accounts import User

Handler = Callable[..., dict[str, Any] | None]
_handlers: dict[str, Handler] = {}
STALE = timedelta(seconds=30)
logger = logging.getLogger(__name__)


class Cancelled(Exception):
    """Raised inside a handler when a person has cancelled the job."""


class Progress:
    """What a handler sees of its job: `step` to report, which also raises Cancelled."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._told = timezone.now()

    def step(self, done: int, total: int, message: str = "", *, force: bool = False) -> None:
        """Report progress (written at most four times a second) and stop here if cancelled."""
        moment = timezone.now()
        if not force and done < total and moment - self._told < timedelta(milliseconds=250):
            return
        self._told = moment
        Job.objects.filter(pk=self.job.pk).update(
            done=done, total=total, message=message[:500], heartbeat=moment
        )
        if self.cancelled():
            raise Cancelled

    def cancelled(self) -> bool:
        """Whether a person has asked to cancel (for solvers that take a token)."""
        return Job.objects.filter(pk=self.job.pk, cancel_requested=True).exists()


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of a kind."""

    def add(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return add


@transaction.atomic
def start(kind: str, *, label: str, panel_slug: str = "", actor: "User | None" = None, **params: Any) -> Job:
    """Queue a job in the caller's transaction; parameters must be JSON."""
    if kind not in _handlers:
        raise KeyError(kind)
    job = Job.objects.create(
        kind=kind, label=label, panel_slug=panel_slug, actor=actor, params=params, created=clock.now()
    )
    log.record("job.started", actor=actor, panel_slug=panel_slug, subject=str(job.key), data={"kind": kind})
    run_job.enqueue(job.pk)
    return job


@transaction.atomic
def cancel(job: Job, *, actor: "User | None") -> Job:
    """Ask a job to stop; one that has not begun stops at once."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    job.cancel_requested = True
    if job.state == Job.State.QUEUED:
        job.state, job.finished = Job.State.CANCELLED, clock.now()
    job.save()
    log.record("job.cancelled", actor=actor, panel_slug=job.panel_slug, subject=str(job.key))
    return job


@task()
def run_job(job_id: int) -> None:
    """Do one queued job; called by the worker."""
    claimed = Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING, heartbeat=timezone.now()
    )
    if not claimed:
        return
    job = Job.objects.get(pk=job_id)
    with override("fi"), _heartbeat(job):
        state, fields = _outcome(job)
    Job.objects.filter(pk=job_id).update(state=state, finished=clock.now(), **fields)


@contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    """Beat every few seconds beside a handler that is busy in one long call."""
    if transaction.get_connection().in_atomic_block:
        yield
        return
    stop = threading.Event()
    beat = threading.Thread(target=_beat, args=(job.pk, stop), daemon=True)
    beat.start()
    try:
        yield
    finally:
        stop.set()
        beat.join()


def _beat(job_id: int, stop: threading.Event) -> None:
    try:
        while not stop.wait(5):
            # Another writer may hold the database; one missed beat must not end the beating.
            with suppress(OperationalError):
                Job.objects.filter(pk=job_id).update(heartbeat=timezone.now())
    finally:
        connection.close()


def _outcome(job: Job) -> tuple[str, dict[str, Any]]:
    try:
        result = _handlers[job.kind](Progress(job), **job.params) or {}
    except Cancelled:
        return Job.State.CANCELLED, {"message": _("Keskeytetty. Mitään ei jäänyt puolitiehen.")}
    except DomainError as error:
        return Job.State.FAILED, {"message": str(error)[:500], "result": {"code": error.code}}
    except Exception:
        logger.exception("job %s (%s) failed", job.key, job.kind)
        last = traceback.format_exc(limit=1).strip().splitlines()[-1]
        wording = _("Työ pysähtyi virheeseen. Mitään ei jäänyt puolitiehen. Yritä uudelleen. (%(what)s)")
        return Job.State.FAILED, {"message": (wording % {"what": last})[:500]}
    return Job.State.DONE, {"result": result, "result_url": result.get("url", "")}


def resume_stale() -> int:
    """Queue again the jobs whose worker died: running without a heartbeat, or lost before they began."""
    limit = timezone.now() - STALE
    lost = Q(state=Job.State.QUEUED) & (Q(heartbeat__lt=limit) | Q(heartbeat=None, created__lt=limit))
    stale = Job.objects.filter(Q(state=Job.State.RUNNING, heartbeat__lt=limit) | lost)
    return sum(_resume(job) for job in stale)


@transaction.atomic
def _resume(job: Job) -> int:
    moved = Job.objects.filter(pk=job.pk, state=job.state, heartbeat=job.heartbeat).update(
        state=Job.State.QUEUED, attempt=job.attempt + 1, heartbeat=timezone.now(), done=0
    )
    if moved:
        run_job.enqueue(job.pk)
    return moved
