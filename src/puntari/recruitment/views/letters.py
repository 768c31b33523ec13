"""Letters on the desk: their words, a preview, print runs and their files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core import files, log, words
from puntari.core.errors import DomainError
from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.core.roles import Role
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.panels.access import desk
from puntari.recruitment import actions, queries
from puntari.recruitment.forms.sample import LetterTextForm, MailForm, PrintForm
from puntari.recruitment.models import LetterRun

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from puntari.panels.models import Panel
    from puntari.recruitment.models import Addressee


@desk(Role.COORDINATOR)
def letters(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Print runs, what waits, and the button to print."""
    form = PrintForm(request.POST or None, initial={"kind": _likely_kind(panel, queries.letters_waiting)})
    if request.method == "POST" and carried_out(form, lambda: _start(request, panel, form)):
        return redirect("desk-letters", panel.slug)
    context = {"form": form, "text": queries.letter_text(panel), **_waiting(panel), **_by_mail(panel)}
    context["page"] = paginate(request, queries.letter_runs(panel), size=10)
    context["state"] = queries.registration_state(panel)
    context["unanswered"] = context["silent"] + context["silent_mails"]
    return render(request, "recruitment/letters.html", context)


def _waiting(panel: Panel) -> dict[str, int]:
    """How many wait for an invitation or have not answered one, by post and by e-mail."""
    invitation, reminder = LetterRun.Kind.INVITATION, LetterRun.Kind.REMINDER
    return {
        "waiting": queries.letters_waiting(panel, invitation).count(),
        "silent": queries.letters_waiting(panel, reminder).count(),
        "mails": queries.mails_waiting(panel, invitation).count(),
        "silent_mails": queries.mails_waiting(panel, reminder).count(),
    }


def _by_mail(panel: Panel) -> dict[str, Any]:
    if not panel.is_staff_panel:
        return {}
    initial = {"kind": _likely_kind(panel, queries.mails_waiting)}
    return {
        "mail_form": MailForm(initial=initial, auto_id="mail_%s"),
        "mail_text": actions.preview_mail(panel=panel),
    }


def _likely_kind(panel: Panel, waiting: Callable[[Panel, str], QuerySet[Addressee]]) -> str:
    invite = waiting(panel, LetterRun.Kind.INVITATION).exists()
    return LetterRun.Kind.INVITATION if invite else LetterRun.Kind.REMINDER


@desk(Role.COORDINATOR)
@require_POST
def send_mails(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Invite or remind by e-mail, after asking: what has been sent cannot be taken back."""
    kind = request.POST.get("kind", "")
    if kind not in LetterRun.Kind.values:
        raise Http404
    count = queries.mails_waiting(panel, kind).count()
    if not confirmed(request):
        return ask_first(
            request,
            question=_("Lähetetäänkö %(count)s sähköpostia?") % {"count": count},
            label=_("Lähetä"),
            back=reverse("desk-letters", args=[panel.slug]),
            text=_("Jokainen saa oman linkkinsä. Lähetystä ei voi perua."),
            kind="primary",
        )
    try:
        actions.start_letters(panel=panel, kind=kind, by_mail=True, actor=request.user)  # type: ignore[arg-type]
    except DomainError as refusal:
        messages.error(request, words.say(refusal))
    return redirect("desk-letters", panel.slug)


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
