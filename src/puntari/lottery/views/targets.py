"""Setting the targets, and whether they can be kept."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from puntari.core import files
from puntari.core.actor import actor_of
from puntari.core.forms import carried_out
from puntari.lottery import actions, editor, presenting, queries, solving
from puntari.lottery.forms import ReasonForm, SlackForm, TargetsFileForm, TargetsForm
from puntari.lottery.views.common import READERS, WRITERS, explanation
from puntari.panels.access import desk
from puntari.panels.queries import Panel


@desk(*WRITERS)
def desk_targets(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The editor; "check" counts the sums again without saving."""
    form = TargetsForm(panel, request.POST or None)
    saving = request.method == "POST" and request.POST.get("step") == "save"
    if saving and carried_out(form, lambda: _save(request, panel, form)):
        messages.success(request, _("Tavoitteet tallennettiin."))
        return redirect("desk-feasibility", slug=panel.slug)
    return _show_editor(request, panel, form, _slack(panel), TargetsFileForm())


def _slack(panel: Panel) -> SlackForm:
    return SlackForm(initial={"slack": editor.slack_of(panel)})


def _save(request: HttpRequest, panel: Panel, form: TargetsForm) -> None:
    actions.set_targets(panel=panel, targets=form.ranges, actor=actor_of(request))


def _show_editor(
    request: HttpRequest, panel: Panel, form: TargetsForm, slack: SlackForm, file: TargetsFileForm
) -> HttpResponse:
    context = {
        "form": form,
        "groups": editor.groups(panel, form),
        "slack_form": slack,
        "file_form": file,
        "stands": queries.real_draw(panel) is not None,
        "has_targets": queries.targets_of(panel).exists(),
    }
    return render(request, "lottery/desk_targets.html", context)


@desk(*WRITERS)
@require_POST
def desk_targets_fill(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Start from the population."""
    form = SlackForm(request.POST)
    if carried_out(
        form,
        lambda: actions.targets_from_population(
            panel=panel, slack=form.cleaned_data["slack"], actor=actor_of(request)
        ),
    ):
        messages.success(request, _("Tavoitteet laskettiin väestöstä. Tarkista ne vielä itse."))
        return redirect("desk-targets", slug=panel.slug)
    return _show_editor(request, panel, TargetsForm(panel), form, TargetsFileForm())


@desk(*WRITERS)
@require_POST
def desk_targets_import(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Targets from a file of the field."""
    form = TargetsFileForm(request.POST, request.FILES)

    def read_and_set() -> None:
        with solving.worded(panel):
            ranges, flex = editor.from_file(panel, form.cleaned_data["file"].read())
        actions.set_targets(panel=panel, targets=ranges, flex=flex, actor=actor_of(request))

    if carried_out(form, read_and_set):
        messages.success(request, _("Tavoitteet luettiin tiedostosta."))
        return redirect("desk-targets", slug=panel.slug)
    return _show_editor(request, panel, TargetsForm(panel), _slack(panel), form)


@desk(*READERS)
@require_GET
def desk_targets_file(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The targets as the field's CSV."""
    return files.download(
        editor.as_csv(panel), name=f"targets-{panel.slug}.csv", content_type="text/csv; charset=utf-8"
    )


@desk(*WRITERS)
def desk_feasibility(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Can the targets be kept, why not, and the smallest ways out; a person picks one and says why."""
    answer, trouble = explanation(panel)
    form = ReasonForm(request.POST or None)
    offers = answer.offers if answer else []
    form.fields["choice"].choices = [(place, one.words) for place, one in enumerate(offers)]  # type: ignore[attr-defined]

    def relax() -> None:
        offer = offers[form.cleaned_data["choice"]]
        actions.relax_targets(
            panel=panel,
            changes=offer.changes,
            cost=offer.cost,
            reason=form.cleaned_data["reason"],
            actor=actor_of(request),
        )

    if request.method == "POST" and carried_out(form, relax):
        messages.success(request, _("Tavoitteita väljennettiin. Valinta ja perustelu kirjattiin."))
        return redirect("desk-feasibility", slug=panel.slug)
    context = {
        "answer": answer,
        "trouble": trouble,
        "form": form,
        "offers": offers,
        "relaxations": presenting.relaxations(panel),
    }
    return render(request, "lottery/desk_feasibility.html", context)
