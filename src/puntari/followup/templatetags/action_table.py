"""The long parts of the action table, put together without a template: a page has hundreds of cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from puntari.core.translated import tr
from puntari.followup.templatetags.followup import action_status, answer_badge, finnish, lang_fi

if TYPE_CHECKING:
    from puntari.followup.models import Action, Recommendation
    from puntari.followup.tables import Row

register = template.Library()
NEW_TAB = SafeString(' target="_blank" rel="noopener"')


@register.simple_tag
def options(texts: Iterable[str], chosen: str) -> SafeString:
    """The choices of a list, written in Finnish only; the chosen one is marked."""
    mark = lang_fi()
    return _joined(
        f"<option{mark}{' selected' if text == chosen else ''}>{escape(text)}</option>" for text in texts
    )


@register.simple_tag
def table_bodies(
    rows: Iterable[Row], labels: Mapping[str, str], across: object = False, embedded: object = False
) -> SafeString:
    """The rows in one body for each recommendation; `across` panels each says whose it is."""
    marked = {name: format_html(' data-label="{}"', label) for name, label in labels.items()}
    return _joined(_bodies(rows, marked, bool(across), NEW_TAB if embedded else SafeString("")))


def _joined(parts: Iterable[str]) -> SafeString:
    return SafeString("".join(parts))


def _bodies(
    rows: Iterable[Row], labels: Mapping[str, SafeString], across: bool, target: SafeString
) -> Iterator[str]:
    begun = False
    for row in rows:
        if row.recommendation_span:
            yield ('</tbody><tbody role="rowgroup">' if begun else '<tbody role="rowgroup">')
            begun = True
        yield '<tr role="row">\n'
        if row.recommendation_span:
            yield _recommendation(row, across, target)
        if row.sub_span:
            yield _sub(row, labels["sub"])
        yield _action(row.action, labels)
        yield "</tr>"
    yield "</tbody>" if begun else ""


def _recommendation(row: Row, across: bool, target: SafeString) -> str:
    one: Recommendation = row.recommendation
    panel = format_html(
        '<a class="action-table__panel" href="{}">{}</a>', row.panel_url, tr(one.panel, "title")
    )
    return (
        '<th scope="rowgroup" role="rowheader" class="action-table__recommendation"'
        f'{_spans(row.recommendation_span)}>{panel if across else ""}<a class="cell-text" '
        f'href="{one.get_absolute_url()}"{target}>{finnish(one.cell)}</a>{answer_badge(one)}</th>\n'
    )


def _sub(row: Row, label: SafeString) -> str:
    if row.sub is None:
        return '<td role="cell"></td>\n'
    return (
        '<th scope="row" role="rowheader" class="cell-text action-table__sub"'
        f"{_spans(row.sub_span)}{label}>{finnish(row.sub.cell)}</th>\n"
    )


def _spans(rows: int) -> str:
    return f' rowspan="{rows}" aria-rowspan="{rows}"'


def _action(action: Action | None, labels: Mapping[str, SafeString]) -> str:
    status = action_status(action)
    told = (action.text, action.schedule, action.unit, action.more_info) if action else ("",) * 4
    text, schedule, unit, more_info = map(finnish, told)
    shown = f"<div>{status}</div>" if status else ""
    return (
        f'<td role="cell" class="cell-text"{labels["action"]}>{text}</td>\n'
        f'<td role="cell" class="cell-text"{labels["schedule"]}>{schedule}</td>\n'
        f'<td role="cell"{labels["status"]}>{shown}</td>\n'
        f'<td role="cell" class="cell-text"{labels["unit"]}>{unit}</td>\n'
        f'<td role="cell" class="cell-text"{labels["more_info"]}>{more_info}</td>\n'
    )
