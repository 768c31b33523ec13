"""The sample on the desk: upload, columns, check, import, undo, the list of the invited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from puntari.core import log, words
from puntari.core.errors import DomainError
from puntari.core.forms import carried_out
from puntari.core.paging import paginate
from puntari.core.roles import Role
from puntari.core.spreadsheets import table_response
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.panels.access import desk
from puntari.recruitment import actions, queries
from puntari.recruitment.actions.importing import table_of
from puntari.recruitment.features import without_values
from puntari.recruitment.forms.sample import ColumnsForm, MarkForm, UploadForm
from puntari.recruitment.models import Addressee
from puntari.recruitment.sample import problems

if TYPE_CHECKING:
    from puntari.panels.models import Panel
    from puntari.recruitment.models import SampleImport

PREVIEW_ROWS = 5
WORDS = {
    "cp1252": "Windows-1252",
    "latin-1": "ISO-8859-1",
    "utf-8-sig": "UTF-8",
    "xlsx": "Excel",
    ";": gettext_lazy("puolipiste"),
    "\t": gettext_lazy("sarkain"),
    ",": gettext_lazy("pilkku"),
    "|": "|",
}


@desk(Role.COORDINATOR)
def overview(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Where the sample and the letters stand, and what is next."""
    counts = queries.letters_answer_count(panel)
    page = paginate(request, queries.imports_of(panel), size=10)
    context = {
        "counts": counts,
        "page": page,
        "waiting": counts["invited"] - counts["letters"],
        "without_values": without_values(panel),
    }
    return render(request, "recruitment/sample.html", context)


@desk(Role.COORDINATOR)
def upload(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Choose the file."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        chosen = form.cleaned_data["file"]
        try:
            sample = actions.receive_sample(
                panel=panel,
                content=chosen.read(),
                name=chosen.name,
                actor=request.user,  # type: ignore[arg-type]
            )
        except DomainError as error:
            form.add_error("file", words.say(error))
        else:
            return redirect("desk-sample-columns", panel.slug, sample.pk)
    return render(request, "recruitment/sample_upload.html", {"form": form})


@desk(Role.COORDINATOR)
def columns(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Say what the columns mean and under which permit."""
    sample = queries.get_import(panel, pk)
    if not sample.open:
        return redirect("desk-sample-import", panel.slug, pk)
    table = table_of(sample)
    profile = queries.remembered_mapping(panel, table.header)
    permit = {name: getattr(sample, name) for name in ("permit_number", "purpose", "expires_on")}
    form = ColumnsForm(
        request.POST or None, panel=panel, header=table.header, profile=profile, initial=permit
    )
    if request.method == "POST" and carried_out(form, lambda: _map(request, sample, form)):
        return redirect("desk-sample-import", panel.slug, pk)
    log.record(
        "identity.read",
        actor=request.user,  # type: ignore[arg-type]
        panel_slug=panel.slug,
        data={"what": "sample preview", "rows": PREVIEW_ROWS},
    )
    context = {
        "form": form,
        "sample": sample,
        "profile": profile,
        "without_values": without_values(panel),
        "table": table,
        "encoding": WORDS.get(table.encoding, table.encoding),
        "delimiter": str(WORDS.get(table.delimiter, "")),
        "preview": [cells for _line, cells in table.rows[:PREVIEW_ROWS]],
    }
    return render(request, "recruitment/sample_columns.html", context)


def _map(request: HttpRequest, sample: SampleImport, form: ColumnsForm) -> None:
    actions.map_sample(sample=sample, actor=request.user, **form.values())  # type: ignore[arg-type]


@desk(Role.COORDINATOR)
def import_status(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """How the import went: progress, problems, numbers, what can be done."""
    sample = queries.get_import(panel, pk)
    if sample.open and sample.job is None:
        return redirect("desk-sample-columns", panel.slug, pk)
    page = paginate(request, sample.problems)
    rows = [(one["line"], problems.say(one)) for one in page.object_list]
    context = {"sample": sample, "page": page, "rows": rows, "without_values": without_values(panel)}
    return render(request, "recruitment/sample_import.html", context)


@desk(Role.COORDINATOR)
def problem_list(request: HttpRequest, panel: Panel, pk: int, ending: str) -> HttpResponse:
    """The bad rows as a table file."""
    sample = queries.get_import(panel, pk)
    rows = [(one["line"], problems.say(one)) for one in sample.problems]
    return table_response(f"{panel.slug}-virheet", ending, [(_("Rivi"), _("Mikä on vialla")), *rows])


@desk(Role.COORDINATOR)
@require_POST
def leave_out(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Import the good rows only."""
    sample = queries.get_import(panel, pk)
    actions.leave_bad_rows_out(sample=sample, actor=request.user)  # type: ignore[arg-type]
    return redirect("desk-sample-import", panel.slug, pk)


@desk(Role.COORDINATOR)
@require_POST
def discard(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Throw an unfinished import and its file away."""
    sample = queries.get_import(panel, pk)
    actions.discard_sample(sample=sample, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Otostiedosto on poistettu. Mitään ei tuotu."))
    return redirect("desk-sample", panel.slug)


@desk(Role.COORDINATOR)
@require_POST
def undo(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Take a whole import back."""
    sample = queries.get_import(panel, pk)
    if not confirmed(request):
        return ask_first(
            request,
            question=_("Perutaanko koko tuonti?"),
            label=_("Peru tuonti"),
            back=reverse("desk-sample-import", args=[panel.slug, pk]),
            text=_("%(count)s kutsuttua ja heidän koodinsa poistetaan.") % {"count": sample.imported},
        )
    actions.undo_import(sample=sample, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Tuonti on peruttu."))
    return redirect("desk-sample", panel.slug)


@desk(Role.COORDINATOR)
def addressees(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The invited, found by name, number or code."""
    searched, status = request.GET.get("q", "")[:100], request.GET.get("status", "")
    page = paginate(request, queries.addressees_of(panel, words=searched, status=status))
    log.record(
        "identity.read",
        actor=request.user,  # type: ignore[arg-type]
        panel_slug=panel.slug,
        data={"what": "addressees", "rows": len(page.object_list)},
    )
    context = {"page": page, "q": searched, "status": status, "statuses": Addressee.Status.choices}
    return render(request, "recruitment/addressees.html", context)


@desk(Role.COORDINATOR)
def addressee(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """One invited person: the letter, the answer, a note that it came back."""
    one = queries.get_addressee(panel, number)
    form = MarkForm(request.POST or None, initial={"status": one.status, "reason": one.status_reason})
    if request.method == "POST" and carried_out(form, lambda: _mark(request, one, form)):
        messages.success(request, _("Merkintä on tallennettu."))
        return redirect("desk-addressee", panel.slug, number)
    log.record(
        "identity.read",
        actor=request.user,  # type: ignore[arg-type]
        panel_slug=panel.slug,
        subject=f"addressee/{one.pk}",
        data={"what": "addressee", "rows": 1},
    )
    return render(request, "recruitment/addressee.html", {"one": one, "form": form})


def _mark(request: HttpRequest, one: Addressee, form: MarkForm) -> None:
    actions.mark_addressee(addressee=one, actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]
