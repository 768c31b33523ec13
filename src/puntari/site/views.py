"""Public pages that gather several rooms, and the front of the workspace."""

from typing import cast

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render

from puntari.core.models import User
from puntari.core.paging import paginate
from puntari.panels import queries
from puntari.site.demo import doors as demo


def front(request: HttpRequest) -> HttpResponse:
    """All panels this reader may see."""
    panels = queries.with_dates(queries.panels_seen_by(request.user))
    return render(request, "site/front.html", {"page": paginate(request, panels)})


def about(request: HttpRequest) -> HttpResponse:
    """What a citizens' panel is, and what this software is."""
    return render(request, "site/about.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (law 306/2019)."""
    return render(request, "site/accessibility.html")


def privacy(request: HttpRequest) -> HttpResponse:
    """How personal data is handled, and each panel's own notice."""
    page = paginate(request, queries.panels_seen_by(request.user))
    return render(request, "site/privacy.html", {"page": page})


def health(request: HttpRequest) -> JsonResponse:
    """For a load balancer: the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@login_required
def desk_home(request: HttpRequest) -> HttpResponse:
    """The panels this person works for."""
    user = cast(User, request.user)
    panels = queries.with_late(queries.with_dates(queries.panels_worked_by(user)), user)
    may_create = queries.administered_by(user).exists()
    return render(request, "site/desk.html", {"page": paginate(request, panels), "may_create": may_create})


def demo_roles(request: HttpRequest) -> HttpResponse:
    """Demo only: step in as one of the made-up people, or open a made-up resident's page."""
    if not settings.DEMO_MODE:
        raise Http404
    if request.method == "POST":
        user = get_object_or_404(User, email=request.POST.get("email", ""), email__endswith="@demo.invalid")
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return redirect("desk")
    context = {"people": demo.people(), "residents": demo.residents(), "building": demo.is_building()}
    return render(request, "site/demo_roles.html", context)
