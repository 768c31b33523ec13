"""Puntari's components, one tag each; ``/desk/style/`` shows them all.

Every tag escapes what it is given and works without scripts.  Words are Finnish source strings.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxInput
from django.forms.utils import flatatt
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from puntari.core.ui import charts, formats, pages
from puntari.core.ui.icons import ICONS

register = template.Library()

BUTTON_KINDS = ("primary", "secondary", "quiet", "danger")
STATUS_ICONS = {
    "ok": "check",
    "warn": "warning",
    "late": "clock",
    "info": "info",
    "danger": "warning",
    "muted": "",
}
NOTICE_ICONS = {"info": "info", "ok": "check", "warn": "warning", "late": "clock", "danger": "warning"}


def _known(value: str, allowed: Iterable[str], what: str) -> str:
    if value not in allowed:
        raise template.TemplateSyntaxError(f"{what}: unknown {value!r}, use one of {', '.join(allowed)}")
    return value


def _attributes(attrs: Mapping[str, Any]) -> SafeString:
    return flatatt(
        {name.replace("_", "-"): value for name, value in attrs.items() if value not in ("", None)}
    )


# -- small things ------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """``{% icon "check" %}``: decorative unless a label is given."""
    shapes = ICONS[_known(name, ICONS, "icon")]
    naming = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon" {} focusable="false" width="24" height="24" viewBox="0 0 24 24" fill="none" '
        'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{}</svg>',
        naming,
        mark_safe(shapes),  # noqa: S308 -- a constant of ours
    )


@register.simple_tag
def asset(path: str) -> str:
    """Address of a static file that never raises, for pages shown when something is already broken."""
    try:
        return staticfiles_storage.url(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


@register.inclusion_tag("ui/button.html")
def button(
    label: str, kind: str = "primary", icon: str = "", type: str = "submit", size: str = "", **attrs: Any
) -> dict[str, Any]:
    """``{% button "Tallenna" icon="check" name="step" value="next" data_confirm="Oletko varma?" %}``."""
    _known(kind, BUTTON_KINDS, "button")
    return {
        "label": label,
        "kind": kind,
        "icon": icon,
        "size": size,
        "attrs": _attributes({"type": type, **attrs}),
    }


@register.inclusion_tag("ui/button_link.html")
def button_link(
    url: str, label: str, kind: str = "primary", icon: str = "", size: str = "", **attrs: Any
) -> dict[str, Any]:
    """A link that looks like a button: it goes somewhere, it changes nothing."""
    _known(kind, BUTTON_KINDS, "button_link")
    return {"url": url, "label": label, "kind": kind, "icon": icon, "size": size, "attrs": _attributes(attrs)}


@register.inclusion_tag("ui/status.html")
def status(kind: str, label: str) -> dict[str, Any]:
    """``{% status "late" "Myöhässä" %}``: the words carry the meaning, colour and icon repeat it."""
    return {"kind": kind, "label": label, "icon": STATUS_ICONS[_known(kind, STATUS_ICONS, "status")]}


@register.inclusion_tag("ui/breadcrumb.html")
def breadcrumb(*parts: str) -> dict[str, Any]:
    """``{% breadcrumb "Paneelit" panels_url "Paneeli 2026" %}``: label and address pairs, the page last."""
    *trail, here = parts
    return {"trail": list(zip(trail[::2], trail[1::2], strict=True)), "here": here}


# -- blocks ------------------------------------------------------------------------------------------


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """``{% notice "warn" title="Huomaa" %}...{% endnotice %}``; kinds info, ok, warn, late, danger."""
    symbol = NOTICE_ICONS[_known(kind, NOTICE_ICONS, "notice")]
    return render_to_string(
        "ui/notice.html", {"content": content, "kind": kind, "title": title, "icon": symbol}
    )


@register.simple_block_tag
def card(content: str, title: str, url: str = "", icon: str = "", level: int = 2) -> SafeString:
    """``{% card "Arvonta" url=draw_url level=3 %}...{% endcard %}``; ``level`` keeps headings in order."""
    _known(str(level), "23456", "card level")
    context = {"content": content, "title": title, "url": url, "icon": icon, "tag": f"h{level}"}
    return render_to_string("ui/card.html", context)


# -- forms -------------------------------------------------------------------------------------------


def _shape(bound: BoundField) -> str:
    if bound.is_hidden:
        return "hidden"
    if bound.use_fieldset:
        return "group"
    return "check" if isinstance(bound.field.widget, CheckboxInput) else "line"


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, hint: str = "") -> dict[str, Any]:
    """Label, help, errors and widget tied together; choices become a fieldset.

    ``hint`` replaces the field's own help text.  ``autocomplete`` and ``inputmode`` come from the widget.
    """
    if hint:
        bound.help_text = hint
    return {"field": bound, "shape": _shape(bound), "described_by": bound.aria_describedby}


@register.inclusion_tag("ui/form_fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """Every field of the form in its order, hidden ones last."""
    return {"form": form}


def _first_control(bound: BoundField) -> str:
    return bound.id_for_label or f"{bound.auto_id}_0"


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What to correct, at the top of the page, each line a link to its field."""
    visible = [bound for bound in form.visible_fields() if bound.errors]
    linked = [(_first_control(bound), bound.label, error) for bound in visible for error in bound.errors]
    hidden = [error for bound in form.hidden_fields() for error in bound.errors]
    return {"linked": linked, "general": [*form.non_field_errors(), *hidden]}


@register.inclusion_tag("ui/confirm_form.html", takes_context=True)
def confirm_form(
    context: template.Context, url: str, label: str, question: str, kind: str = "danger", icon: str = ""
) -> dict[str, Any]:
    """One button that asks first; pair it with ``core.ui.confirm`` in the view."""
    _known(kind, BUTTON_KINDS, "confirm_form")
    token = context.get("csrf_token")
    return {"url": url, "label": label, "question": question, "kind": kind, "icon": icon, "csrf_token": token}


# -- lists and numbers -------------------------------------------------------------------------------


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(
    context: template.Context, page_obj: "Page[Any]", sizes: str = "", label: str = ""
) -> dict[str, Any]:
    """Pages as links that keep the query; ``sizes="25,50,100"`` adds a choice of ``size``.

    On a page with several lists ``label`` says whose pages these are.
    """
    query = context["request"].GET if "request" in context else QueryDict()
    return {
        "page": page_obj,
        "pages": pages.page_links(page_obj, query),
        "sizes": pages.size_links(page_obj, query, sizes),
        "previous": pages.address_of(page_obj, query, page_obj.number - 1),
        "next": pages.address_of(page_obj, query, page_obj.number + 1),
        "label": label,
    }


@register.inclusion_tag("ui/empty.html")
def empty(title: str, text: str = "", url: str = "", label: str = "") -> dict[str, Any]:
    """Nothing here yet, why, and what to do next."""
    return {"title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("ui/progress.html")
def progress(done: int, total: int, label: str) -> dict[str, Any]:
    """``{% progress 12 40 "Vahvistaneet" %}``: a native progress bar and the same in words."""
    share = round(100 * done / total) if total else 0
    return {"done": done, "total": total, "label": label, "share": share}


@register.inclusion_tag("ui/bars.html")
def bars(rows: Sequence[charts.BarRow], caption: str) -> dict[str, Any]:
    """A bar chart and its numbers in one table: panel, target and pool side by side."""
    return {"chart": charts.draw_bars(rows), "caption": caption}


@register.inclusion_tag("ui/timeline.html")
def timeline(steps: Sequence[Any]) -> dict[str, Any]:
    """Steps with ``label``, ``state`` (done, current, todo) and perhaps ``date``, ``text``, ``url``."""
    return {"steps": steps}


@register.inclusion_tag("ui/facts.html")
def facts(pairs: Iterable[tuple[str, Any]] | Mapping[str, Any]) -> dict[str, Any]:
    """A description list of (term, value)."""
    return {"pairs": pairs.items() if isinstance(pairs, Mapping) else pairs}


JOB_STATES = {
    "queued": ("muted", _("jonossa")),
    "running": ("info", _("käynnissä")),
    "done": ("ok", _("valmis")),
    "failed": ("danger", _("epäonnistui")),
    "cancelled": ("muted", _("keskeytetty")),
}
SPOKEN_STEP = 25


@register.inclusion_tag("ui/job_progress.html", takes_context=True)
def job_progress(context: template.Context, job: Any) -> dict[str, Any]:
    """A background job that tells how it goes; asks its ``status_url`` every second while it runs.

    ``status_url`` may answer with this block alone or with a whole page that holds it.  Screen readers
    hear a change of state and every quarter, not every second.
    """
    kind, word = JOB_STATES[_known(job.state, JOB_STATES, "job")]
    share = round(100 * job.done / job.total) if job.total else 0
    quarter = f" {share - share % SPOKEN_STEP} %" if job.state == "running" and job.total else ""
    return {
        "job": job,
        "job_id": str(job.pk),
        "kind": kind,
        "word": word,
        "share": share,
        "live": job.state in {"queued", "running"},
        "announce": f"{job.label}: {word}{quarter}",
        "csrf_token": context.get("csrf_token"),
    }


# -- formats -----------------------------------------------------------------------------------------


@register.filter(expects_localtime=True)
def fidate(value: date | datetime | None) -> str:
    """``{{ day|fidate }}`` gives 22.11.2026; nothing gives nothing."""
    return formats.format_date(value) if value else ""


@register.filter(expects_localtime=True)
def fidatetime(value: datetime | None) -> str:
    """``{{ moment|fidatetime }}`` gives 22.11.2026 klo 18.00."""
    return formats.format_datetime(value) if value else ""


@register.filter(expects_localtime=True)
def month(value: date | datetime | None) -> str:
    """``{{ day|month }}`` gives 11/2026."""
    return formats.format_month(value) if value else ""


@register.filter
def euros(cents: int | None) -> str:
    """``{{ 9000|euros }}`` gives 90,00 € (with a no-break space)."""
    return "" if cents is None else formats.format_euros(cents)
