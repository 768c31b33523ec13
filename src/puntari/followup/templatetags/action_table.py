"""The long parts of the action table, put together without a template: a page has hundreds of cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from puntari.core.translated import tr
from puntari.followup.templatetags.followup import (
    UNSEEN,
    action_status,
    answer_badge,
    answer_in_short,
    lang_fi,
    update_due,
)

if TYPE_CHECKING:
    from puntari.followup.models import Action, Recommendation
    from puntari.followup.tables import Row
    from puntari.followup.views.table import Choice

register = template.Library()
# The columns that tell of an action, and how many rows a recommendation may have to stand on one sheet.
SPANNED, SHORT = 5, 4
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
    """The rows of one page; what is the same in all of them is worked out once.

    Every cell says which column it is of: a cell that spans rows or a card would else shift the others. What
    is empty says so to those who do not see it, and a row below a spanning cell says what it belongs to.
    """

    def __init__(self, labels: Mapping[str, str], across: bool, embedded: bool) -> None:
        self.across, self.target = across, NEW_TAB if embedded else ""
        self.mark = lang_fi()
        self.label = {name: f' data-label="{escape(text)}"' for name, text in labels.items()}
        self.index = {name: f' aria-colindex="{number}"' for number, name in enumerate(labels, 1)}
        self.empty = {
            name: f'<td role="cell" class="none"{self.index[name]}>{UNSEEN.format(escape(words))}</td>\n'
            for name, words in _nothing().items()
        }

    def written(self, rows: Iterable[Row]) -> Iterator[str]:
        begun = False
        for row in rows:
            if row.recommendation_span:
                short = ' class="short"' if row.recommendation_span <= SHORT else ""
                yield f'{"</tbody>" if begun else ""}<tbody role="rowgroup"{short}>'
                begun = True
            yield '<tr role="row">\n'
            yield from self._cells(row)
            yield "</tr>"
        yield "</tbody>" if begun else ""

    def _cells(self, row: Row) -> Iterator[str]:
        above = self._above(row)
        if row.recommendation_span:
            yield self._recommendation(row)
        if row.sub_span and row.sub:
            yield self._sub(row, above)
            above = ""
        elif row.sub_span:
            yield self.empty["sub"]
        yield self._action(row.action, above) if row.action else self._no_action(row, above)

    def _above(self, row: Row) -> str:
        """What spans the row from above, for those who go by rows."""
        above = [] if row.recommendation_span else [row.recommendation.cell]
        if row.sub and not row.sub_span:
            above.append(row.sub.cell)
        return UNSEEN.format("".join(f"{self._said(one)}: " for one in above)) if above else ""

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
            f"{self.index['recommendation']}{_spans(row.recommendation_span)}>"
            f'<div class="whole">{panel}<a class="cell-text" '
            f'href="{escape(one.get_absolute_url())}"{self.target}>{self._said(one.cell)}</a>'
            f"{answer_badge(one)}</div></th>\n"
        )

    def _sub(self, row: Row, above: str) -> str:
        assert row.sub is not None
        return (
            '<th scope="row" role="rowheader" class="cell-text action-table__sub"'
            f"{self.index['sub']}{_spans(row.sub_span)}{self.label['sub']}>{above}{self._said(row.sub.cell)}</th>\n"
        )

    def _no_action(self, row: Row, above: str) -> str:
        """One cell for all that an action would tell; in the first row of a recommendation its answer."""
        told = answer_in_short(row.recommendation) if row.recommendation_span else ""
        nothing = UNSEEN.format(escape(_nothing()["action"]) + (". " if told else ""))
        shown = f' class="answer-short"{self.label_of_answer}' if told else ' class="none"'
        return (
            f'<td role="cell" colspan="{SPANNED}" aria-colspan="{SPANNED}"{self.index["action"]}{shown}>'
            f"{above}{nothing}{told}</td>\n"
        )

    @property
    def label_of_answer(self) -> str:
        label = escape(_("Vastaus"))
        return f' data-label="{label}"'

    def _action(self, action: Action, above: str) -> str:
        told = {
            "action": self._said(action.text),
            "schedule": self._said(action.schedule),
            "status": _stands(action),
            "unit": self._said(action.unit),
            "more_info": self._said(action.more_info),
        }
        cells = {name: self._cell(name, text) for name, text in told.items()}
        if above:
            cells["action"] = cells["action"].replace(">", f">{above}", 1)
        return "".join(cells.values())

    def _cell(self, name: str, text: str) -> str:
        if not text:
            return self.empty[name]
        kind = "" if name == "status" else ' class="cell-text"'
        return f'<td role="cell"{kind}{self.index[name]}{self.label[name]}>{text}</td>\n'


def _stands(action: Action) -> str:
    status, due = action_status(action), update_due(action)
    note = f'<p class="cell-note">{escape(due)}</p>' if due else ""
    return f"<div>{status}{note}</div>" if status or note else ""


def _nothing() -> dict[str, str]:
    """What a column says where nothing has been written."""
    return {
        "sub": _("ei alasuositusta"),
        "action": _("ei toimenpidettä"),
        "schedule": _("ei aikataulua"),
        "status": _("ei statusta"),
        "unit": _("ei vastuutahoa"),
        "more_info": _("ei lisätietoa"),
    }


def _spans(rows: int) -> str:
    return f' rowspan="{rows}" aria-rowspan="{rows}"' if rows > 1 else ""
