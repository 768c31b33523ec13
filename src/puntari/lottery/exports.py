"""Files of a draw: the field's CSV shapes, and the report as PDF."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from puntari.core import clock, files, log, pdf
from puntari.core.translated import tr
from puntari.core.ui.formats import format_date, format_datetime
from puntari.lottery import presenting
from puntari.lottery.models import Draw

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.recruitment.models import Volunteer

TEMPLATE = Path(__file__).parent / "typst" / "report.typ"
CONTACTS = ("id", "first_name", "last_name", "email", "phone", "primary_address1", "primary_zip")
WITH_PEOPLE = frozenset({"selected.csv", "remaining.csv", "people.csv"})


def draw_file(draw: Draw, name: str, *, actor: User, may_see_people: bool) -> HttpResponse:
    """One file of a finished draw by its name; unknown or not permitted is not found."""
    maker = _MAKERS.get(name)
    if maker is None or not draw.is_done or (name in WITH_PEOPLE and not may_see_people):
        raise Http404
    rows = maker(draw)
    if name in WITH_PEOPLE:
        data = {"what": f"lottery.{name}", "rows": len(rows) - 1}
        log.record("identity.read", actor=actor, panel_slug=draw.panel.slug, data=data)
    prefix = "TEST-" if draw.is_test else ""
    return files.download(_csv(rows), name=f"{prefix}{name}", content_type="text/csv; charset=utf-8")


def report_csv(draw: Draw, *, public: bool) -> bytes:
    """The report's figures as one table: part, what, group, and five numbers; what is hidden is empty."""
    if not draw.is_done:
        raise Http404
    return _csv(_report(draw, public=public))


def csv_name(draw: Draw) -> str:
    return f"{'TEST-' if draw.is_test else ''}arvonta-{draw.panel.slug}.csv"


Rows = list[Sequence[object]]


def _report(draw: Draw, *, public: bool) -> Rows:
    shown = presenting.report_of(draw, public=public)
    rows: Rows = [["part", "name", "group", "population", "volunteers", "min", "max", "panel"]]
    rows += [["fact", term, value] for part in ("facts", "chances", "reserve") for term, value in shown[part]]
    for table in shown["tables"]:
        for row in table["rows"]:
            numbers = (row["population"], row["pool"], row["min"], row["max"], row["panel"])
            rows.append(["group", table["name"], row["name"], *numbers])
    rows += [["chance", one["range"], "", "", one["people"]] for one in shown["histogram"]]
    for one in shown["relaxations"]:
        rows.append(["relaxation", "; ".join(one["lines"]), one["reason"]])
    return rows


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def _safe(cell: object) -> object:
    """A text that a spreadsheet would take for a formula gets an apostrophe; a phone number does not."""
    if not isinstance(cell, str) or not cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return cell
    return cell if cell[1:].replace(" ", "").isdigit() else f"'{cell}"


def _selected(draw: Draw) -> Rows:
    return _people(draw, chosen=True)


def _remaining(draw: Draw) -> Rows:
    return _people(draw, chosen=False)


def _everybody(draw: Draw) -> Rows:
    return _people(draw, chosen=None)


def _people(draw: Draw, *, chosen: bool | None) -> Rows:
    """People in the field's shape, the features last; ids are volunteer numbers."""
    keys = [feature["key"] for feature in draw.targets]
    picked = _picked(draw)
    rows = draw.chances.select_related("volunteer__addressee").order_by("volunteer__number")
    people = [one.volunteer for one in rows if chosen is None or (one.volunteer.number in picked) is chosen]
    return [
        [*CONTACTS, *keys],
        *([*_contacts(p), *(p.features.get(key, "") for key in keys)] for p in people),
    ]


def _picked(draw: Draw) -> set[int]:
    """The volunteer numbers of the panel as it was drawn, from the kept list of panels."""
    if draw.panels_file is None:
        raise Http404
    table = csv.reader(io.StringIO(files.read(draw.panels_file).decode()))
    line = next(row for row in table if row[0] == str(draw.report["picked"]))
    return {int(number) for number in line[2].split()}


def _contacts(person: Volunteer) -> list[object]:
    home = person.addressee
    street, postcode = (home.street, home.postcode) if home else ("", "")
    return [person.number, person.first_name, person.last_name, person.email, person.phone, street, postcode]


def _chances(draw: Draw) -> Rows:
    rows = draw.chances.order_by("volunteer__number").values_list("volunteer__number", "chance")
    return [["id", "chance"], *([number, repr(chance)] for number, chance in rows)]


def _targets(draw: Draw) -> Rows:
    values = [(feature["key"], value) for feature in draw.targets for value in feature["values"]]
    return [["feature", "value", "min", "max"], *([key, v["key"], v["min"], v["max"]] for key, v in values)]


def _panels(draw: Draw) -> Rows:
    if draw.panels_file is None:
        raise Http404
    return list(csv.reader(io.StringIO(files.read(draw.panels_file).decode())))


_MAKERS = {
    "selected.csv": _selected,
    "remaining.csv": _remaining,
    "people.csv": _everybody,
    "chances.csv": _chances,
    "targets.csv": _targets,
    "panels.csv": _panels,
}


# -- the report as PDF -------------------------------------------------------------------------------


def pdf_name(draw: Draw) -> str:
    return f"{'TEST-' if draw.is_test else ''}arvonta-{draw.panel.slug}.pdf"


def report_pdf(draw: Draw) -> bytes:
    """The public report in the reader's language, tagged; a test says so on every page."""
    if not draw.is_done:
        raise Http404
    shown = presenting.report_of(draw, public=True)
    data = {
        "language": (get_language() or "fi")[:2],
        "title": _("Arvontaraportti: %(panel)s") % {"panel": tr(draw.panel, "title")},
        "organisation": draw.panel.organisation.name,
        "test": _("KOEARVONTA – tämä ei ole paneelin arvonta") if draw.is_test else "",
        "made": _("Tulostettu %(day)s") % {"day": format_date(clock.today())},
        "words": _pdf_words(staff=draw.panel.is_staff_panel),
        "facts": [[term, str(value)] for term, value in shown["facts"]],
        "chances": [[term, str(value)] for term, value in shown["chances"]],
        "reserve": [[term, str(value)] for term, value in shown["reserve"]],
        "fairness": shown["fairness"],
        "tables": [_pdf_table(table) for table in shown["tables"]],
        "histogram": [[row["range"], _shown(row["people"])] for row in shown["histogram"]],
        "hidden": presenting.hidden_note() if shown["hidden"] else "",
        "relaxations": [
            {"at": format_datetime(one["at"]), "lines": one["lines"], "reason": one["reason"]}
            for one in shown["relaxations"]
        ],
    }
    return pdf.render(TEMPLATE, data)


def _pdf_words(*, staff: bool) -> dict[str, str]:
    return {
        "fairness": _("Oliko arvonta reilu?"),
        "chances": _("Mahdollisuudet tulla valituksi"),
        "reserve": _("Varahenkilöt"),
        "mirror": _("Paneeli, tavoite, ilmoittautuneet ja henkilöstö")
        if staff
        else _("Paneeli, tavoite, ilmoittautuneet ja väestö"),
        "relaxations": _("Tavoitteita väljennettiin"),
        "value": _("Ryhmä"),
        "population": _("Henkilöstössä") if staff else _("Väestössä"),
        "pool": _("Ilmoittautuneita"),
        "target": _("Tavoite"),
        "panel": _("Paneelissa"),
        "chance": _("Mahdollisuus"),
        "people": _("Ihmisiä"),
        "page": _("Sivu"),
    }


def _pdf_table(table: dict[str, object]) -> dict[str, object]:
    rows = table["rows"]
    if not isinstance(rows, list):
        raise TypeError("a table has rows")
    cells = [
        [
            row["name"],
            number_format(row["population"], 0, force_grouping=True),
            _shown(row["pool"]),
            f"{row['min']}–{row['max']}",
            _shown(row["panel"]),
        ]
        for row in rows
    ]
    return {"name": table["name"], "rows": cells}


def _shown(number: int | None) -> str:
    return "–" if number is None else str(number)
