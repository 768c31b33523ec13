"""What a panelist does from their own page: ask the experts, take the certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from puntari.core import files
from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.lottery.queries import active_panelists
from puntari.meetings import actions, certificate, queries
from puntari.meetings.forms import QuestionForm
from puntari.meetings.views.ways import resident

if TYPE_CHECKING:
    from puntari.lottery.models import Member
    from puntari.meetings.models import ExpertQuestion
    from puntari.recruitment.models import Volunteer


@resident
def ask(request: HttpRequest, volunteer: Volunteer, member: Member) -> HttpResponse:
    """Ask the experts; my questions and their answers."""
    if not active_panelists(volunteer.panel).filter(pk=member.pk).exists():
        raise Http404
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and carried_out(form, lambda: _ask(member, form)):
        messages.success(request, _("Kiitos! Kysymyksesi on nyt asiantuntijoiden jonossa."))
        return redirect("me-question", volunteer.token)
    mine = queries.questions_of(volunteer.panel).filter(member=member).select_related("merged_into")
    page = paginate(request, mine.order_by("-asked", "-pk"), size=10)
    context = {"form": form, "volunteer": volunteer, "questions": page}
    return render(request, "meetings/me_question.html", context)


def _ask(member: Member, form: QuestionForm) -> ExpertQuestion:
    meeting = queries.meeting_of_the_day(member.panel)
    if meeting is None:
        raise Http404
    return actions.ask_question(meeting=meeting, member=member, text=form.cleaned_data["text"])


@resident
def own_certificate(request: HttpRequest, volunteer: Volunteer, member: Member) -> HttpResponse:
    """My certificate of participation."""
    if not certificate.minutes_there(member):
        raise Http404
    content = certificate.certificate(member)
    return files.download(content, name=_("osallistumistodistus") + ".pdf", content_type="application/pdf")
