"""Giving the facilitators their tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from puntari.core import log
from puntari.core.errors import BadInput
from puntari.core.models import User
from puntari.core.roles import Role
from puntari.meetings.models import TableHost
from puntari.panels.queries import people_with

if TYPE_CHECKING:
    from puntari.panels.models import Meeting


@transaction.atomic
def set_hosts(*, meeting: Meeting, hosts: Mapping[int, int | None], actor: User) -> list[TableHost]:
    """Let exactly these facilitators (user id -> table, None: without a table) work at the meeting."""
    known = set(people_with(meeting.panel, Role.FACILITATOR).values_list("pk", flat=True))
    if not set(hosts) <= known:
        raise BadInput("meetings.not_a_facilitator")
    table, times = _most_wanted(hosts)
    if times > 1:
        raise BadInput("meetings.table_has_host", table=table)
    meeting.hosts.all().delete()
    made = TableHost.objects.bulk_create(
        TableHost(meeting=meeting, user_id=user, table=number) for user, number in hosts.items()
    )
    log.record(
        "meetings.hosts_set",
        actor=actor,
        panel_slug=meeting.panel.slug,
        data={"meeting": meeting.number, "hosts": {str(user): number for user, number in hosts.items()}},
    )
    return made


def _most_wanted(hosts: Mapping[int, int | None]) -> tuple[int | None, int]:
    wanted = Counter(table for table in hosts.values() if table is not None)
    return wanted.most_common(1)[0] if wanted else (None, 0)
