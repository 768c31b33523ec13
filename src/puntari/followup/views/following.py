"""Following recommendations by e-mail or text message: ask, confirm, change, leave."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from puntari.core.forms import carried_out
from puntari.core.posted import posted
from puntari.core.translated import tr
from puntari.followup import actions, queries
from puntari.followup.actions.following import what_is_followed
from puntari.followup.forms_public import FollowForm, FollowSettingsForm
from puntari.followup.models import Follower
from puntari.followup.templatetags.followup import feed_in
from puntari.followup.views.spoken import spoken
from puntari.panels.access import public

if TYPE_CHECKING:
    from puntari.followup.models import Recommendation
    from puntari.panels.models import Panel


def follow_everything(request: HttpRequest) -> HttpResponse:
    """Follow all panels."""
    return _follow(request, None, None)


@public
def follow_panel(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Follow all recommendations of a panel."""
    return _follow(request, panel, None)


@public
def follow_recommendation(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Follow one recommendation."""
    return _follow(request, panel, queries.get_recommendation(panel, number))


def _follow(request: HttpRequest, panel: Panel | None, found: Recommendation | None) -> HttpResponse:
    form = FollowForm(posted(request), initial={"language": get_language() or "fi"})
    if request.method == "POST" and carried_out(
        form, lambda: actions.follow(panel=panel, recommendation=found, **form.cleaned_data)
    ):
        by_text = form.cleaned_data.get("channel") == Follower.Channel.SMS
        return render(request, "followup/follow_asked.html", {"panel": panel, "by_text": by_text})
    context = {"panel": panel, "recommendation": found, "form": form, **_feed(panel, found)}
    return render(request, "followup/follow.html", context, status=422 if form.errors else 200)


def _feed(panel: Panel | None, found: Recommendation | None) -> dict[str, str]:
    """The feed of the same things, and where the reader came from."""
    if panel is None:
        return {"feed": feed_in(reverse("actions-feed")), "back": reverse("actions")}
    if found is None:
        return {
            "feed": feed_in(reverse("panel-actions-feed", args=[panel.slug])),
            "back": reverse("panel-actions", args=[panel.slug]),
            "title": tr(panel, "title"),
        }
    feed = feed_in(reverse("panel-recommendation-feed", args=[panel.slug, found.number]))
    return {"feed": feed, "back": found.get_absolute_url(), "title": found.cell}


def personal(view: Callable[[HttpRequest, Follower], HttpResponse]) -> Callable[..., HttpResponse]:
    """A page behind a follower's link, in the language of their messages."""

    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        follower = queries.get_follower(token)
        return spoken(request, follower.language, lambda: view(request, follower))

    return answer


@personal
def confirm(request: HttpRequest, follower: Follower) -> HttpResponse:
    """The holder of the address says yes. Only a tap counts: programs that look at mail open every link."""
    if request.method == "POST" and follower.left is None:
        actions.confirm_following(follower=follower)
        return redirect("follow-manage", follower.token)
    if follower.confirmed:
        return redirect("follow-manage", follower.token)
    context = {"follower": follower, "what": what_is_followed(follower)}
    return render(request, "followup/follow_confirm.html", context)


@personal
def manage(request: HttpRequest, follower: Follower) -> HttpResponse:
    """Another pace or language, or the way out."""
    if follower.left is None and follower.confirmed is None:
        return redirect("follow-confirm", follower.token)
    form = FollowSettingsForm(posted(request), initial={"pace": follower.pace, "language": follower.language})
    saved = (
        request.method == "POST"
        and follower.left is None
        and carried_out(form, lambda: actions.change_following(follower=follower, **form.cleaned_data))
    )
    context = {"follower": follower, "what": what_is_followed(follower), "form": form, "saved": saved}
    return render(request, "followup/follow_manage.html", context, status=422 if form.errors else 200)


@csrf_exempt
@personal
def leave(request: HttpRequest, follower: Follower) -> HttpResponse:
    """One tap ends it; mail programs send the tap themselves (RFC 8058), without a session."""
    if request.method == "POST":
        actions.leave(follower=follower)
    context = {"follower": follower, "what": what_is_followed(follower)}
    return render(request, "followup/follow_leave.html", context)
