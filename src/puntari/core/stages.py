"""The staff workspace's navigation: each room adds its stages, the base template shows them.

    stages.register(
        stages.Stage("sample", 20, _("Otos ja kirjeet"), "desk-sample", {Role.COORDINATOR}, state)
    )

`state(panel)` answers "done", "current" or "todo" with at most one query.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from puntari.core.roles import Role


@dataclass(frozen=True)
class Stage:
    """One stop on a panel's way: `url_name` takes the panel's slug, `label` may ask the panel."""

    key: str
    order: int
    label: str | Promise | Callable[[Any], str]
    url_name: str
    roles: Collection[Role]
    state: Callable[[Any], str]


@dataclass(frozen=True)
class Shown:
    """A stage as the navigation shows it to one person."""

    key: str
    url: str
    label: str | Promise
    state: str
    active: bool


_stages: dict[str, Stage] = {}


def register(stage: Stage) -> None:
    """Add a stage (again at reload: the newest wins)."""
    _stages[stage.key] = stage


def shown(panel: Any, roles: Collection[Role], path: str) -> list[Shown]:
    """The stages this person may open, in order, with their states."""
    rows = []
    for stage in sorted(_stages.values(), key=lambda one: one.order):
        if set(stage.roles) & set(roles):
            url = reverse(stage.url_name, args=[panel.slug])
            label = stage.label(panel) if callable(stage.label) else stage.label
            rows.append(Shown(stage.key, url, label, stage.state(panel), path.startswith(url)))
    return rows
