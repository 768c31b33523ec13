"""Letters on the desk: their words, a preview, print runs and their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core import files, log
from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.core.roles import Role
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.panels.access import desk
from puntari.recruitment import actions, queries
from puntari.recruitment.forms.sample import LetterTextForm, PrintForm
from puntari.recruitment.models import LetterRun

if TYPE_CHECKING:
    from puntari.panels.models import Panel


@desk(Role.COORDINATOR)
def letters(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Print runs, what waits, and the button to print."""
    form = PrintForm(request.POST or None, initial={"kind": _likely_kind(panel)})
    if request.method == "POST" and carried_out(form, lambda: _start(request, panel, form)):
        return redirect("desk-letters", panel.slug)
    context = {
        "form": form,
        "page": paginate(request, queries.letter_runs(panel), size=10),
        "text": queries.letter_text(panel),
        "waiting": queries.letters_waiting(panel, LetterRun.Kind.INVITATION).count(),
        "silent": queries.letters_waiting(panel, LetterRun.Kind.REMINDER).count(),
    }
    return render(request, "recruitment/letters.html", context)


def _likely_kind(panel: Panel) -> str:
    waiting = queries.letters_waiting(panel, LetterRun.Kind.INVITATION).exists()
    return LetterRun.Kind.INVITATION if waiting else LetterRun.Kind.REMINDER


def _start(request: HttpRequest, panel: Panel, form: PrintForm) -> None:
    actions.start_letters(panel=panel, actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]


@desk(Role.COORDINATOR)
def letter_text(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The letter's words; saving tells whether it still fits on one page."""
    form = LetterTextForm(request.POST or None, instance=queries.letter_text(panel))
    if request.method == "POST" and carried_out(form, lambda: _save(request, panel, form)):
        pages = actions.preview_pages(panel=panel)
        if pages > 1:
            messages.warning(request, _("Kirje vie %(pages)s sivua. Lyhennä tekstiä.") % {"pages": pages})
        else:
            messages.success(request, _("Kirje on tallennettu. Se mahtuu yhdelle sivulle."))
        return redirect("desk-letters", panel.slug)
    return render(request, "recruitment/letter_text.html", {"form": form})


def _save(request: HttpRequest, panel: Panel, form: LetterTextForm) -> None:
    actions.save_letter_text(panel=panel, values=form.cleaned_data, actor=request.user)  # type: ignore[arg-type]


@desk(Role.COORDINATOR)
def preview(request: HttpRequest, panel: Panel, kind: str) -> HttpResponse:
    """One letter to a made-up addressee."""
    if kind not in LetterRun.Kind.values:
        raise Http404
    made = actions.preview_letter(panel=panel, kind=kind)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{panel.slug}-{kind}.pdf"'
    return answer


@desk(Role.COORDINATOR)
def letter_file(request: HttpRequest, panel: Panel, pk: int, file_pk: int) -> HttpResponse:
    """A print run's PDF or manifest."""
    run = queries.get_letter_run(panel, pk)
    stored = run.files.filter(pk=file_pk).first()
    if stored is None:
        raise Http404
    log.record(
        "identity.read",
        actor=request.user,  # type: ignore[arg-type]
        panel_slug=panel.slug,
        data={"what": stored.name, "rows": len(run.numbers)},
    )
    return files.response(stored)


@desk(Role.COORDINATOR)
@require_POST
def discard(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Undo a print run that was not sent."""
    run = queries.get_letter_run(panel, pk)
    if not confirmed(request):
        return ask_first(
            request,
            question=_("Perutaanko tämä tulostus?"),
            label=_("Peru tulostus"),
            back=reverse("desk-letters", args=[panel.slug]),
            text=_(
                "Tiedostot poistetaan, ja kirjeet odottavat taas tekemistä. Tee näin vain, jos niitä ei "
                "postitettu."
            ),
        )
    actions.discard_letters(run=run, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Tulostus on peruttu."))
    return redirect("desk-letters", panel.slug)
