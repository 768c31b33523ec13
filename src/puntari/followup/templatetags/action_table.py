"""The long parts of the action table, put together without a template: a page has hundreds of cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString

from puntari.core.translated import tr
from puntari.followup.templatetags.followup import action_status, answer_badge, lang_fi

if TYPE_CHECKING:
    from puntari.followup.models import Action, Recommendation
    from puntari.followup.tables import Row
    from puntari.followup.views.table import Choice

register = template.Library()
NEW_TAB = ' target="_blank" rel="noopener"'


@register.simple_tag
def options(texts: Iterable[str], chosen: str) -> SafeString:
    """The choices of a list, written in Finnish only; the chosen one is marked."""
    mark = lang_fi()
    return _joined(
        f"<option{mark}{' selected' if text == chosen else ''}>{escape(text)}</option>" for text in texts
    )


@register.simple_tag
def choices(some: Iterable[Choice]) -> SafeString:
    """The choices of a list that have a value beside their words."""
    return _joined(
        f'<option value="{escape(one.value)}"{" selected" if one.chosen else ""}>{escape(one.label)}</option>'
        for one in some
    )


@register.simple_tag
def table_bodies(
    rows: Iterable[Row], labels: Mapping[str, str], across: object = False, embedded: object = False
) -> SafeString:
    """The rows in one body for each recommendation; `across` panels each says whose it is."""
    return _joined(_Bodies(labels, bool(across), bool(embedded)).written(rows))


def _joined(parts: Iterable[str]) -> SafeString:
    return SafeString("".join(parts))


class _Bodies:
    """The rows of one page; what is the same in all of them is worked out once."""

    def __init__(self, labels: Mapping[str, str], across: bool, embedded: bool) -> None:
        self.labels = {name: f' data-label="{escape(label)}"' for name, label in labels.items()}
        self.across, self.target = across, NEW_TAB if embedded else ""
        self.mark = lang_fi()

    def written(self, rows: Iterable[Row]) -> Iterator[str]:
        begun = False
        for row in rows:
            if row.recommendation_span:
                yield ('</tbody><tbody role="rowgroup">' if begun else '<tbody role="rowgroup">')
                begun = True
            yield '<tr role="row">\n'
            yield self._recommendation(row) if row.recommendation_span else ""
            yield self._sub(row) if row.sub_span else ""
            yield self._action(row.action)
            yield "</tr>"
        yield "</tbody>" if begun else ""

    def _said(self, text: str) -> str:
        """A text that is written in Finnish only."""
        return f"<span{self.mark}>{escape(text)}</span>" if text and self.mark else escape(text)

    def _recommendation(self, row: Row) -> str:
        one: Recommendation = row.recommendation
        panel = ""
        if self.across:
            title = escape(tr(one.panel, "title"))
            panel = f'<a class="action-table__panel" href="{escape(row.panel_url)}">{title}</a>'
        return (
            '<th scope="rowgroup" role="rowheader" class="action-table__recommendation"'
            f'{_spans(row.recommendation_span)}>{panel}<a class="cell-text" '
            f'href="{escape(one.get_absolute_url())}"{self.target}>{self._said(one.cell)}</a>'
            f"{answer_badge(one)}</th>\n"
        )

    def _sub(self, row: Row) -> str:
        if row.sub is None:
            return '<td role="cell"></td>\n'
        return (
            '<th scope="row" role="rowheader" class="cell-text action-table__sub"'
            f"{_spans(row.sub_span)}{self.labels['sub']}>{self._said(row.sub.cell)}</th>\n"
        )

    def _action(self, action: Action | None) -> str:
        status, labels = action_status(action), self.labels
        told = (action.text, action.schedule, action.unit, action.more_info) if action else ("",) * 4
        text, schedule, unit, more_info = map(self._said, told)
        shown = f"<div>{status}</div>" if status else ""
        return (
            f'<td role="cell" class="cell-text"{labels["action"]}>{text}</td>\n'
            f'<td role="cell" class="cell-text"{labels["schedule"]}>{schedule}</td>\n'
            f'<td role="cell"{labels["status"]}>{shown}</td>\n'
            f'<td role="cell" class="cell-text"{labels["unit"]}>{unit}</td>\n'
            f'<td role="cell" class="cell-text"{labels["more_info"]}>{more_info}</td>\n'
        )


def _spans(rows: int) -> str:
    return f' rowspan="{rows}" aria-rowspan="{rows}"'
