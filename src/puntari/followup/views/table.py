"""What the public table's template shows: rows, headings, lists to choose from, figures, what was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from puntari.core import clock
from puntari.core.paging import SIZES, paginate
from puntari.core.translated import tr
from puntari.followup import exporting, tables
from puntari.followup.asking import (
    ANSWERED,
    LATE_ACTION,
    LATE_ANSWER,
    LATE_ANY,
    UNANSWERED,
    Asked,
    asked_from,
)
from puntari.followup.facets import Facets, facets_of
from puntari.followup.models import Response
from puntari.followup.results import Results, panels_told_of, results_in
from puntari.followup.views.explained import answer_words, status_words
from puntari.followup.views.figures import figures_of

if TYPE_CHECKING:
    from puntari.panels.models import Panel

# More rows than this on one sheet after another are better read from a file.
MOST_PRINTED = 500
SORT_COLUMNS = ("number", "", "", "schedule", "status", "unit", "")
USUAL_SORTS = ("number", "schedule", "status", "unit", "-updated")


@dataclass(frozen=True)
class Column:
    """A heading; `url` sorts by it, `aria` says how it is sorted now, `does` what the link does."""

    label: str
    url: str = ""
    aria: str = ""
    does: str = ""


@dataclass(frozen=True)
class Choice:
    """One line of a list to choose from."""

    value: str
    label: str
    chosen: bool


def tidied(request: HttpRequest) -> HttpResponse | None:
    """A form sends what was left empty too; the address to share is without it."""
    asked = [(name, value) for name, values in request.GET.lists() for value in values]
    said = [(name, value) for name, value in asked if value.strip()]
    return redirect(f"{request.path}?{urlencode(said)}" if said else request.path) if said != asked else None


def table_context(
    request: HttpRequest, panels: Iterable[Panel], *, size: int = 50, choose: bool = False
) -> dict[str, Any]:
    """What the table's template shows of these panels for this request; `choose` one of them, if asked."""
    asked = asked_from(request.GET)
    known = list(panels)
    rows = tables.Keys(chosen_of(known, asked), asked)
    facets = facets_of(rows.slice)
    found = results_in(rows.slice, clock.today())
    lists = _lists(asked, facets, found)
    if choose and (others := _panel_choices(known, asked)):
        lists["panels"] = others
    page = _page(request, rows, size)
    return {
        "page": page,
        "rows": rows,
        "asked": asked,
        "asked_words": _words(asked, lists),
        "columns": _columns(request, asked),
        "labels": dict(zip(tables.COLUMNS, _labels(), strict=True)),
        "sizes": ",".join(str(size) for size in SIZES),
        "facets": facets,
        "lists": lists,
        "figures": figures_of(found, asked),
        "explained": {"answers": answer_words(found.decisions), "statuses": status_words(facets.terms)},
        "kept_query": _query(request),
        "size": request.GET.get("size", ""),
        "formats": list(exporting.FORMATS),
        "print_all": page.has_other_pages() and len(rows) <= MOST_PRINTED,
        "print_query": _query(request, size="", rows="all"),
        "shown_at": f"{settings.PUBLIC_URL}{request.get_full_path()}",
        "today": clock.today(),
    }


def chosen_of(panels: list[Panel], asked: Asked) -> list[Panel]:
    """The panel that was chosen, if it is one of these; else all of them."""
    return [one for one in panels if one.slug == asked.panel] or panels


def _page(request: HttpRequest, rows: tables.Keys, size: int) -> Page[Any]:
    whole = request.GET.get("rows") == "all" and len(rows) <= MOST_PRINTED
    return paginate(request, rows, size=MOST_PRINTED if whole else size)  # type: ignore[arg-type]


def _panel_choices(panels: list[Panel], asked: Asked) -> list[Choice]:
    told, language = set(panels_told_of(tables.keys_of(panels))), get_language()
    some = [(one.slug, tr(one, "title", language)) for one in panels if one.pk in told]
    return [Choice(slug, title, slug == asked.panel) for slug, title in some] if len(some) > 1 else []


def _lists(asked: Asked, facets: Facets, found: Results) -> dict[str, list[Choice]]:
    answers = [(ANSWERED, _("Vastattu"))]
    answers += [(kind, str(label)) for kind, label in Response.Decision.choices if found.decisions[kind]]
    late = [
        (LATE_ANY, _("Jokin myöhässä")),
        (LATE_ANSWER, _("Vastaus tai selvitys myöhässä")),
        (LATE_ACTION, _("Toimenpide tai päivitys myöhässä")),
    ]
    words = [(term.label, tr(term, "label")) for term in facets.terms if term.kind != "late"]
    kinds = {term.label: str(term.kind) for term in facets.terms}
    return {
        "answers": [
            Choice(*one, one[0] == asked.answer)
            for one in [*answers, (UNANSWERED, _("Ei kirjattua vastausta"))]
        ],
        "late": [Choice(*one, one[0] == asked.overdue) for one in late],
        "statuses": [
            Choice(*one, asked.status in {one[0], kinds.get(one[0])})
            for one in [*words, ("none", _("Ei merkitty"))]
        ],
        "sorts": _sorts(asked),
    }


def _sorts(asked: Asked) -> list[Choice]:
    labels = {
        "number": _("Suosituksen numero"),
        "-number": _("Suosituksen numero, suurin ensin"),
        "schedule": _("Aikataulu, aikaisin ensin"),
        "-schedule": _("Aikataulu, myöhäisin ensin"),
        "status": _("Status, myöhässä olevat ensin"),
        "-status": _("Status, myöhässä olevat viimeisenä"),
        "unit": _("Vastuu aakkosittain"),
        "-unit": _("Vastuu aakkosittain lopusta alkuun"),
        "-updated": _("Uusin päivitys ensin"),
        "updated": _("Vanhin päivitys ensin"),
    }
    some = [*USUAL_SORTS, *([asked.order] if asked.order not in USUAL_SORTS else [])]
    # What is so anyway needs no word in the address.
    return [Choice("" if one == "number" else one, labels[one], one == asked.order) for one in some]


def _words(asked: Asked, lists: dict[str, list[Choice]]) -> str:
    """What was asked, in words."""
    chosen = [
        one.label
        for name in ("panels", "answers", "statuses", "late")
        for one in lists.get(name, [])
        if one.chosen
    ]
    words = [_("haulla ”%(q)s”") % {"q": asked.q}] if asked.q else []
    return ", ".join([*words, *chosen, *filter(None, (asked.theme, asked.municipality, asked.unit))])


def _labels() -> list[str]:
    return [
        _("Suositus"),
        _("Alasuositus"),
        _("Toimenpide"),
        _("Aikataulu"),
        _("Status"),
        _("Vastuu"),
        _("Lisätieto"),
    ]


def _columns(request: HttpRequest, asked: Asked) -> list[Column]:
    pairs = zip(_labels(), SORT_COLUMNS, strict=True)
    return [_column(request, asked, label, sort) if sort else Column(label) for label, sort in pairs]


def _column(request: HttpRequest, asked: Asked, label: str, sort: str) -> Column:
    here = asked.sort == sort
    turned = here and not asked.descending
    query = _query(request, sort=f"-{sort}" if turned else sort)
    aria = ("descending" if asked.descending else "ascending") if here else ""
    does = _("järjestä laskevasti") if turned else _("järjestä nousevasti")
    return Column(label, f"?{query}#found", aria, does)


def _query(request: HttpRequest, **changed: str) -> str:
    """What this page was asked, its number left out and some of it changed."""
    left_out = {"page", *changed}
    asked = [
        (name, value) for name, values in request.GET.lists() for value in values if name not in left_out
    ]
    return urlencode([*asked, *((name, value) for name, value in changed.items() if value)])
