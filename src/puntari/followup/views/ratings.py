"""A panelist rates the answers from their own page; the desk may hide words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from puntari.core import clock
from puntari.core.roles import Role
from puntari.followup import actions, ratings
from puntari.followup.forms_rating import HideForm, RatingForm
from puntari.followup.models import Rating
from puntari.followup.views.desk import form_page, me, said
from puntari.lottery.queries import active_panelists, member_for_volunteer
from puntari.panels.access import desk
from puntari.recruitment.queries import volunteer_by_token

if TYPE_CHECKING:
    from puntari.lottery.models import Member
    from puntari.panels.models import Panel
    from puntari.recruitment.models import Volunteer


def panelist_of(volunteer: Volunteer | None) -> Member | None:
    """The volunteer's seat, if they still sit on the panel."""
    member = member_for_volunteer(volunteer) if volunteer and not volunteer.withdrawn else None
    seated = member and active_panelists(member.panel).filter(pk=member.pk).exists()
    return member if seated else None


def section_for(volunteer: Volunteer, _request: HttpRequest) -> dict[str, Any] | None:
    """On a panelist's own page: the answers wait for a rating."""
    member = panelist_of(volunteer)
    asked = ratings.to_rate(member.panel, clock.today()) if member else []
    if member is None or not asked:
        return None
    closes = max(day for one, turn in asked if (day := ratings.closes_on(one, turn)))
    mine = {(one.recommendation_id, one.round): one for one in ratings.own_ratings(member, member.panel)}
    given = ((one, mine.get((one.pk, turn))) for one, turn in asked)
    rated = sum(rating is not None and rating.rates(one.answer) for one, rating in given)
    return {"asked": len(asked), "rated": rated, "closes": closes, "token": volunteer.token}


def rate(request: HttpRequest, token: str) -> HttpResponse:
    """All the answers on one page, each with a score and words."""
    member = panelist_of(volunteer_by_token(token))
    if member is None:
        raise Http404
    panel = member.panel
    asked = ratings.to_rate(panel, clock.today())
    own = list(ratings.own_ratings(member, panel))
    form = RatingForm(request.POST or None, asked=asked, own=own)
    if (
        request.method == "POST"
        and form.is_valid()
        and said(form, lambda: actions.rate_answers(member=member, given=form.given(), seen=form.seen()))
    ):
        messages.success(
            request, _("Kiitos. Arviosi on tallennettu. Voit muuttaa sitä, kunnes kysely sulkeutuu.")
        )
        return redirect("me", token)
    context = {"panel": panel, "form": form, "asked": asked, "token": token}
    return render(request, "followup/me_ratings.html", context, status=422 if form.errors else 200)


@desk(Role.COORDINATOR)
def hide(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Take a panelist's words off the public page."""
    shown = Rating.objects.filter(recommendation__panel=panel, hidden=False).exclude(words="")
    rating = get_object_or_404(shown.select_related("recommendation__panel"), pk=min(pk, 2**31 - 1))
    if not any(rating in one.ratings for one in ratings.rated_rounds(rating.recommendation, clock.today())):
        raise Http404
    form = HideForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and said(
            form,
            lambda: actions.hide_rating_words(
                rating=rating, reason=form.cleaned_data["reason"], actor=me(request)
            ),
        )
    ):
        messages.success(request, _("Sanat on piilotettu."))
        return redirect("desk-recommendation", panel.slug, rating.recommendation.number)
    title = _("Piilota sanat: %(words)s") % {"words": rating.words}
    return form_page(request, panel, form, title, recommendation=rating.recommendation)
