"""View decorators: a desk view receives the panel already fetched and permitted, or is never called."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from puntari.core.roles import Role
from puntari.panels import queries

View = TypeVar("View", bound=Callable[..., HttpResponse])


def desk(*roles: Role) -> Callable[[View], View]:
    """A view of the staff workspace: `view(request, panel, ...)` for holders of one of the roles.

    The URL carries `slug`. Nobody signed in -> sign-in page; no role -> not found. The roles stand on the
    view as `view.roles`, which the role-matrix test reads.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
            panel = queries.get_panel_for(request.user, slug, *roles)  # type: ignore[arg-type]
            request.panel = panel  # type: ignore[attr-defined]
            return view(request, panel, *args, **kwargs)

        checked = login_required(guarded)
        checked.roles = roles  # type: ignore[attr-defined]
        return checked  # type: ignore[return-value]

    return wrap


def public(view: View) -> View:
    """A public view of a panel: `view(request, panel, ...)` if this reader may see the panel."""

    @wraps(view)
    def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
        panel = queries.get_public_panel(request.user, slug)  # type: ignore[arg-type]
        request.panel = panel  # type: ignore[attr-defined]
        return view(request, panel, *args, **kwargs)

    return guarded  # type: ignore[return-value]
