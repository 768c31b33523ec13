"""Features, their values and the population behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntari.core.forms import carried_out
from puntari.core.roles import Role
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.panels import actions, queries
from puntari.panels.access import desk
from puntari.panels.features import FeatureSpec, spec_of
from puntari.panels.forms.features import FeatureEditor, PopulationForm

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.panels.models import Panel


@desk(Role.COORDINATOR)
def features(request: HttpRequest, panel: Panel) -> HttpResponse:
    """All features with their numbers; a table of the population can be brought in."""
    actor: User = request.user  # type: ignore[assignment]
    form = PopulationForm(request.POST or None, request.FILES or None)

    def take() -> None:
        table = form.cleaned_data["table"]
        actions.import_population(panel=panel, content=table.read(), name=table.name, actor=actor)

    if request.method == "POST" and carried_out(form, take):
        messages.success(request, _("Väestön luvut on otettu taulukosta."))
        return redirect("desk-features", panel.slug)
    rows = [_counted(spec_of(one)) for one in queries.features_of(panel)]
    return render(request, "panels/features.html", {"form": form, "features": rows})


def _counted(spec: FeatureSpec) -> dict[str, object]:
    total = sum(value.population for value in spec.values)
    values = [
        {
            "label": value.label,
            "population": value.population,
            "percent": 100 * value.population / total if total else None,
        }
        for value in spec.values
    ]
    return {"key": spec.key, "label": spec.label, "source": spec.source, "total": total, "values": values}


@desk(Role.COORDINATOR)
def feature(request: HttpRequest, panel: Panel, key: str = "") -> HttpResponse:
    """Add a feature or change one with its values."""
    actor: User = request.user  # type: ignore[assignment]
    before = spec_of(queries.get_feature(panel, key)) if key else None
    editor = FeatureEditor(request.POST or None, spec=before, staff=panel.is_staff_panel)
    if request.method == "POST" and carried_out(
        editor, lambda: actions.set_features(panel=panel, features=_with(panel, editor), actor=actor)
    ):
        messages.success(request, _("Piirre on tallennettu."))
        return redirect("desk-features", panel.slug)
    return render(request, "panels/feature.html", {"editor": editor, "form": editor.form, "feature": before})


def _with(panel: Panel, editor: FeatureEditor) -> list[FeatureSpec]:
    spec = editor.spec()
    specs = [spec_of(one) for one in queries.features_of(panel)]
    if editor.before is None:
        return [*specs, spec]
    return [spec if one.key == spec.key else one for one in specs]


@desk(Role.COORDINATOR)
@require_POST
def remove_feature(request: HttpRequest, panel: Panel, key: str) -> HttpResponse:
    """Take a feature off, after asking."""
    gone = queries.get_feature(panel, key)
    if not confirmed(request):
        question = _("Poistetaanko piirre ”%(feature)s”?") % {"feature": gone.label}
        back = reverse("desk-features", args=[panel.slug])
        return ask_first(request, question=question, label=_("Poista"), back=back)
    rest = [spec_of(one) for one in queries.features_of(panel) if one.pk != gone.pk]
    actions.set_features(panel=panel, features=rest, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Piirre on poistettu."))
    return redirect("desk-features", panel.slug)
