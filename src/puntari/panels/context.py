"""What every page of a panel's workspace may use: the panel, its stages, the reader's roles."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from puntari.core import stages
from puntari.panels import queries


def workspace(request: HttpRequest) -> dict[str, Any]:
    """`panel`, `panel_url`, `my_roles` and `stages`, computed only when a template asks."""
    panel = getattr(request, "panel", None)
    if panel is None or not request.user.is_authenticated:
        return {"panel": panel} if panel is not None else {}
    roles = SimpleLazyObject(lambda: queries.roles_in(request.user, panel))  # type: ignore[arg-type]
    shown = SimpleLazyObject(lambda: stages.shown(panel, roles, request.path))  # type: ignore[arg-type]
    return {"panel": panel, "panel_url": panel.desk_url, "my_roles": roles, "stages": shown}
