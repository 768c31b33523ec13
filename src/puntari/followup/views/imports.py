"""Bringing an action table in: upload or paste, look, apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core import words
from puntari.core.errors import BadInput, DomainError
from puntari.core.paging import paginate
from puntari.core.roles import Role
from puntari.followup import actions, queries
from puntari.followup.actions.tables import lines_of, plan_of
from puntari.followup.forms_importing import FIELD_LABELS, MappingForm, UploadForm
from puntari.followup.importing.details import LIMITS
from puntari.followup.importing.planning import ACTION_COLUMNS
from puntari.followup.views.desk import form_page, me, said
from puntari.panels.access import desk

if TYPE_CHECKING:
    from puntari.followup.importing.plan import Plan, PlannedAction, PlannedGroup, PlannedRecommendation
    from puntari.followup.models import ImportDraft
    from puntari.panels.models import Panel

COLUMN_OF = {name: column for column, name in ACTION_COLUMNS.items()}


@desk(Role.COORDINATOR)
def upload(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Take a file or a pasted table in, and show what it would do."""
    form = UploadForm(request.POST or None, request.FILES or None)
    made: list[ImportDraft] = []
    if (
        request.method == "POST"
        and form.is_valid()
        and said(form, lambda: made.append(_start(request, panel, form)))
    ):
        return redirect("desk-import-draft", panel.slug, made[0].pk)
    drafts = queries.drafts_of(panel)
    return form_page(request, panel, form, _("Tuo taulukko"), template="upload", drafts=drafts)


def _start(request: HttpRequest, panel: Panel, form: UploadForm) -> ImportDraft:
    file = form.cleaned_data["file"]
    content = file.read() if file else form.cleaned_data["pasted"].encode()
    name = file.name if file else _("Liitetty taulukko")
    return actions.start_draft(panel=panel, content=content, name=name, actor=me(request))


@desk(Role.COORDINATOR)
def draft(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """What the table would do, its problems by line, and which column is which."""
    found = queries.get_draft(panel, pk)
    heading = lines_of(found)[0]
    form = MappingForm(
        request.POST or None, heading=heading, mapping=found.mapping, initial={"updated_on": found.updated_on}
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and said(
            form,
            lambda: actions.map_draft(
                draft=found, mapping=form.mapping(), updated_on=form.cleaned_data["updated_on"]
            ),
        )
    ):
        return redirect("desk-import-draft", panel.slug, found.pk)
    context = {"panel": panel, "draft": found, "form": form, **_preview(request, found)}
    return render(request, "followup/desk_draft.html", context, status=422 if form.errors else 200)


def _preview(request: HttpRequest, found: ImportDraft) -> dict[str, Any]:
    try:
        plan = plan_of(found)
    except DomainError as error:
        return {"refused": words.say(error)}
    return {
        "plan": plan,
        "counts": plan.counts,
        "stops": [words.say(one) for one in plan.stops],
        "notes": [words.say(one) for one in plan.notes],
        "details": {name: FIELD_LABELS[name] for name in LIMITS if name in found.mapping},
        "page": paginate(request, _rows(plan), size=50),
        # The columns beside the row's number.
        "width": 8 + sum(name in found.mapping for name in LIMITS),
    }


def _rows(plan: Plan) -> list[dict[str, Any]]:
    """The rows of the preview; what changes in a recommendation or a part is told on its first row."""
    told: set[int] = set()
    return [
        {"one": one, "group": group, "action": action, "changed": _changed(told, one, group, action)}
        for one, group, action in plan.rows()
    ]


def _changed(
    told: set[int], one: PlannedRecommendation, group: PlannedGroup, action: PlannedAction | None
) -> list[tuple[Any, str, str]]:
    """Label, what was and what will be, of all that becomes different on the row."""
    changes: dict[str, list[str]] = {}
    for column, item in (("recommendation", one), ("sub", group)):
        if id(item) not in told:
            changes |= {column if name == "cell" else name: pair for name, pair in item.changes.items()}
        told.add(id(item))
    if action is not None and action.existing is not None:
        changes |= {COLUMN_OF.get(name, name): pair for name, pair in action.changes.items()}
    return [(FIELD_LABELS[column], was, new) for column, (was, new) in changes.items()]


@desk(Role.COORDINATOR)
@require_POST
def apply(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Bring the looked-at table in."""
    try:
        done = actions.apply_draft(draft=queries.get_draft(panel, pk), actor=me(request))
    except BadInput as error:
        messages.error(request, words.say(error))
        return redirect("desk-import-draft", panel.slug, pk)
    messages.success(
        request,
        _("Taulukko tuotu: %(new)s uutta, %(changed)s muuttunutta ja %(same)s ennallaan olevaa riviä.")
        % done.counts,
    )
    return redirect("desk-followup", panel.slug)


@desk(Role.COORDINATOR)
@require_POST
def discard(request: HttpRequest, panel: Panel, pk: int) -> HttpResponse:
    """Leave the table out."""
    actions.discard_draft(draft=queries.get_draft(panel, pk), actor=me(request))
    messages.success(request, _("Taulukkoa ei tuotu."))
    return redirect("desk-actions-import", panel.slug)
