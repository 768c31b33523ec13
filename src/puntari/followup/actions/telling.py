"""Followers hear what changed: at once or once a week, each change once.

Every follower remembers the last log entry they were told of. A message and the moved mark are written in one
transaction, so a kill at any point neither loses a change nor tells it twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from puntari.core import clock, jobs
from puntari.core.models import Job, LogEntry
from puntari.followup import channels, news
from puntari.followup.models import Follower

if TYPE_CHECKING:
    from puntari.followup.models import Recommendation

JOB = "followup.tell"
Step = Callable[[int, int], None]


def newest_entry() -> int:
    """The number of the log's last entry: who begins to follow now hears of what comes after it."""
    return LogEntry.objects.aggregate(newest=Max("number"))["newest"] or 0


def soon(recommendation: Recommendation) -> None:
    """Have those told who want to hear at once, in one go with whatever else changes before it is done."""
    scopes = Q(scope="all") | Q(panel=recommendation.panel_id) | Q(recommendation=recommendation.pk)
    if _following().filter(scopes, pace=Follower.Pace.AT_ONCE).exists():
        start_telling(recommendation.panel.slug)


def start_telling(panel_slug: str = "") -> None:
    """Queue the job unless one waits; a waiting one is locked, so that it sees what is written now."""
    waiting = Job.objects.select_for_update().filter(kind=JOB, state=Job.State.QUEUED)
    if waiting.first() is None:
        jobs.start(JOB, label=str(_("Kerrotaan seuraajille")), panel_slug=panel_slug)


def tell_followers(today: date, step: Step | None = None) -> int:
    """Queue the messages that are due; how many. Runs again after a crash without telling anything twice."""
    waiting = list(_due(today))
    if not waiting:
        return 0
    newest = newest_entry()
    fresh = news.since(min(one.told for one in waiting))
    sent = 0
    for done, follower in enumerate(waiting, start=1):
        sent += _tell(follower, fresh, newest, today)
        if step is not None:
            step(done, len(waiting))
    return sent


def _following() -> QuerySet[Follower]:
    return Follower.objects.filter(left=None).exclude(confirmed=None)


def _due(today: date) -> QuerySet[Follower]:
    monday = today - timedelta(days=today.weekday())
    weekly = Q(pace=Follower.Pace.WEEKLY) & (Q(told_on__lt=monday) | Q(told_on=None))
    at_once = Q(pace=Follower.Pace.AT_ONCE, told__lt=newest_entry())
    return _following().filter(weekly | at_once).select_related("member__volunteer").order_by("pk")


@transaction.atomic
def _tell(follower: Follower, fresh: list[news.News], newest: int, today: date) -> int:
    mark = Follower.objects.filter(pk=follower.pk, told=follower.told, told_on=follower.told_on, left=None)
    if not mark.update(told=newest, told_on=today):
        return 0
    mine = [one for one in fresh if one.entry.number > follower.told and concerns(follower, one)]
    if not (mine and follower.send_to):
        return 0
    key = f"followup.news/{follower.pk}/{mine[-1].entry.number}"
    with translation.override(follower.language):
        message = news.message(follower, mine)
        channels.CHANNELS[follower.channel].send(key, follower.send_to, message)
    return 1


def concerns(follower: Follower, one: news.News) -> bool:
    """Whether an event is about what somebody follows."""
    found = one.recommendation
    return follower.scope in {"all", f"panel/{found.panel_id}", f"recommendation/{found.pk}"}


def tell_daily(today: date) -> None:
    """Those who want a weekly summary, and whoever a crash left untold."""
    if _due(today).exists():
        start_telling()


def told_now(progress: jobs.Progress) -> dict[str, int]:
    """The job: tell everybody whose message is due."""
    return {"sent": tell_followers(clock.today(), progress.step)}
