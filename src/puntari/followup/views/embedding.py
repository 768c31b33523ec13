"""The table inside somebody else's page: a frame that tells its height, or a plain piece of HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from puntari.core.roles import Role
from puntari.followup import actions, forms_embedding, queries, tables
from puntari.followup.facets import facets_of
from puntari.followup.publishing import published
from puntari.followup.views.desk import me, said
from puntari.followup.views.table import table_context, tidied
from puntari.panels.access import desk, public

if TYPE_CHECKING:
    from puntari.panels.models import Panel


@public
@xframe_options_exempt
def frame(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The panel's table without the site around it; only the allowed sites may hold it."""
    response = _frame(request, panel)
    # What django-csp reads; its decorator would fix the sites when the program starts.
    origins = queries.embed_origins(panel.organisation) or ["'none'"]
    response._csp_replace = {"frame-ancestors": origins}  # type: ignore[attr-defined]
    return response


@published
def _frame(request: HttpRequest, panel: Panel) -> HttpResponse:
    if tidy := tidied(request):
        return tidy
    context = {"panel": panel, "embedded": True, **table_context(request, [panel])}
    return render(request, "followup/embed.html", context)


@public
@published
def fragment(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The whole table as a piece of HTML that another server or script sets into its own page."""
    keys = tables.Keys([panel], tables.asked_from(request.GET))
    context = {
        "panel": panel,
        "rows": keys.rows(),
        "updated_on": facets_of(keys.slice).updated_on,
        "site": settings.PUBLIC_URL,
    }
    response = render(request, "followup/fragment.html", context)
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response


@desk(Role.COORDINATOR, Role.COMMUNICATIONS)
def codes(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The codes to copy, and which sites may hold the frame."""
    now = "\n".join(queries.embed_origins(panel.organisation))
    form = forms_embedding.SitesForm(request.POST or None, initial={"origins": now})
    if (
        request.method == "POST"
        and form.is_valid()
        and said(
            form,
            lambda: actions.allow_embedding(
                organisation=panel.organisation, origins=form.cleaned_data["origins"], actor=me(request)
            ),
        )
    ):
        messages.success(request, _("Sivustot tallennettu."))
        return redirect("desk-embed", panel.slug)
    context = {"panel": panel, "form": form, **_addresses(panel)}
    return render(request, "followup/desk_embed.html", context, status=422 if form.errors else 200)


def _addresses(panel: Panel) -> dict[str, Any]:
    def here(name: str) -> str:
        return str(settings.PUBLIC_URL) + reverse(name, args=[panel.slug])

    return {
        "frame_url": here("panel-actions-embed"),
        "fragment_url": here("panel-actions-fragment"),
        "script_url": settings.PUBLIC_URL + static("followup/embed.js"),
    }
