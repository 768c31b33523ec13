"""What anybody may see of the draw, and what one resident sees of their own."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from puntari.core import files
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.lottery import actions, exports, presenting, queries
from puntari.lottery.models import Draw, Member
from puntari.panels.access import public
from puntari.panels.queries import Panel
from puntari.recruitment import queries as recruitment


def _drawn(panel: Panel) -> Draw:
    draw = queries.real_draw(panel)
    if draw is None:
        raise Http404
    return draw


@public
@require_GET
def panel_draw(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The public report of the real draw."""
    return render(request, "lottery/panel_draw.html", presenting.report_of(_drawn(panel), public=True))


@public
@require_GET
def panel_draw_pdf(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The public report as PDF."""
    draw = _drawn(panel)
    return files.download(
        exports.report_pdf(draw), name=exports.pdf_name(draw), content_type="application/pdf"
    )


@public
@require_GET
def panel_draw_csv(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The public report as CSV."""
    draw = _drawn(panel)
    content = exports.report_csv(draw, public=True)
    return files.download(content, name=exports.csv_name(draw), content_type="text/csv; charset=utf-8")


@never_cache
@require_GET
def me_draw(request: HttpRequest, token: str) -> HttpResponse:
    """How the draw went for one resident."""
    return render(request, "lottery/me_draw.html", _own(token))


def _own(token: str) -> dict[str, object]:
    volunteer = recruitment.volunteer_by_token(token)
    result = presenting.own_result(volunteer) if volunteer else None
    if result is None:
        raise Http404
    return result


@never_cache
@require_POST
def me_draw_answer(request: HttpRequest, token: str, answer: str) -> HttpResponse:
    """The resident confirms the seat or gives it up, after a question."""
    member = _own(token)["member"]
    if not isinstance(member, Member):
        raise Http404
    back = reverse("me-draw", args=[token])
    if not confirmed(request):
        return ask_first(request, back=back, **_QUESTIONS[answer](member))
    if answer == "confirm":
        actions.change_status(member=member, status=Member.Status.CONFIRMED, actor=None)
        messages.success(request, _("Kiitos, paikkasi on vahvistettu."))
    else:
        said = _("Ilmoitti itse omalla sivullaan, ettei pääse.")
        actions.change_status(member=member, status=Member.Status.DECLINED, comment=said, actor=None)
        messages.success(request, _("Kiitos tiedosta. Kutsumme tilallesi toisen."))
    return redirect(back)


def _confirm_question(member: Member) -> dict[str, str]:
    reserve = member.kind == Member.Kind.RESERVE
    return {
        "question": _("Vahvistatko, että voit olla varalla?")
        if reserve
        else _("Vahvistatko, että tulet paneeliin?"),
        "label": _("Kyllä, tulen"),
        "kind": "primary",
    }


def _decline_question(member: Member) -> dict[str, str]:
    return {
        "question": _("Etkö pääse mukaan?"),
        "label": _("En pääse"),
        "text": _(
            "Kutsumme tilallesi toisen. Jos muutat mielesi pian, voit vielä vahvistaa paikan tällä sivulla."
        ),
    }


_QUESTIONS = {"confirm": _confirm_question, "decline": _decline_question}
