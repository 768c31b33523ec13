"""Two people wrote at the same time: the later one sees both versions side by side and chooses.

A form carries what its writer saw at the beginning (`seen`). When the thing has changed since, nothing is
saved; the page shows for each differing field what stands now and what was written, the latter still to be
edited, and sends both along until one of them is chosen.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from puntari.core.ui.formats import format_date
from puntari.followup import history
from puntari.followup.actions.changes import state_of

if TYPE_CHECKING:
    from django.db.models import Model
    from django.forms import BaseForm, BoundField

    from puntari.followup.models import Recommendation

LONGEST = 200_000


@dataclass(frozen=True)
class Clash:
    """One field that says two things: what stands now, and the writer's own in `bound`."""

    bound: BoundField
    theirs: str
    choice: str
    take_theirs: bool


class Seen:
    """What the writer saw of a thing, and what they sent, their choices between two versions applied."""

    def __init__(self, request: HttpRequest, thing: Model | None, names: Iterable[str]) -> None:
        self.now = state_of(thing, names)
        self.posted = request.method == "POST"
        self.began = _read(request.POST.get("seen", ""), self.now) if self.posted else self.now
        self.data: QueryDict | None = self._chosen(request.POST) if self.posted else None

    def _chosen(self, posted: QueryDict) -> QueryDict:
        data = posted.copy()
        for name in self.now:
            if posted.get(f"take_{name}") == "theirs":
                data[name] = self.began[name]
        return data

    @property
    def carried(self) -> str:
        """For the form's hidden field."""
        return json.dumps(self.began, ensure_ascii=False)

    @property
    def carried_now(self) -> str:
        """For a form that asks again: what stands now has been seen with this page."""
        return json.dumps(self.now, ensure_ascii=False)


def _read(text: str, now: Mapping[str, str]) -> dict[str, str]:
    """What a form carried; one without it (an old page) is taken to have seen what stands now."""
    try:
        said = json.loads(text[:LONGEST])
    except ValueError:
        said = {}
    kept = said if isinstance(said, dict) else {}
    return {name: str(kept.get(name, value)) for name, value in now.items()}


def page(
    request: HttpRequest,
    form: BaseForm,
    seen: Seen,
    recommendation: Recommendation,
    now: Mapping[str, str],
    **context: Any,
) -> HttpResponse:
    """Both versions; answered with status 409, since nothing was saved."""
    clashes = [
        _clash(form[name], value, seen.began[name])
        for name, value in now.items()
        if _differs(form[name], value)
    ]
    clashing = {clash.bound.name for clash in clashes}
    told = {
        "form": form,
        "clashes": clashes,
        "rest": [bound for bound in form if bound.name not in clashing],
        "carried": json.dumps(dict(now), ensure_ascii=False),
        "latest": history.latest(recommendation),
        "recommendation": recommendation,
        **context,
    }
    return render(request, "followup/meanwhile.html", told, status=409)


def _mine(bound: BoundField) -> str:
    return str(bound.value() or "").replace("\r\n", "\n")


def _differs(bound: BoundField, theirs: str) -> bool:
    return _mine(bound).strip() != theirs.strip()


def _clash(bound: BoundField, theirs: str, began: str) -> Clash:
    untouched = _mine(bound).strip() == began.strip()
    return Clash(bound, _shown(bound, theirs), f"take_{bound.name}", untouched)


def _shown(bound: BoundField, raw: str) -> str:
    """A field's raw value as people read it."""
    choices: Callable[[], Iterable[Any]] | Iterable[Any] = getattr(bound.field, "choices", ())
    for value, label in choices() if callable(choices) else choices:
        if str(value) == raw and raw:
            return str(label)
    try:
        return (
            format_date(date.fromisoformat(raw)) if "date" in bound.field.__class__.__name__.lower() else raw
        )
    except (ValueError, ValidationError):
        return raw
