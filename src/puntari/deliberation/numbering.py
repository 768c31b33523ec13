"""Running numbers inside a panel, without gaps or twins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Max, Model

if TYPE_CHECKING:
    from puntari.panels.models import Panel


def next_number(kind: type[Model], panel: Panel) -> int:
    """The next number of a kind of thing; the panel's row is locked until the transaction ends."""
    lock(panel)
    rows: Any = kind._default_manager.filter(panel_id=panel.pk)
    return int(rows.aggregate(last=Max("number"))["last"] or 0) + 1


def lock(panel: Panel) -> None:
    """Let nobody else write in this panel's deliberation until the transaction ends."""
    apps.get_model("panels", "Panel").objects.select_for_update().get(pk=panel.pk)
