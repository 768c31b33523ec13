"""What the report says of a recommendation, its answer and its actions, in the language of the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from puntari.core.translated import tr
from puntari.core.ui.formats import format_date
from puntari.followup import statuses
from puntari.followup.models import Response

if TYPE_CHECKING:
    from puntari.followup.ratings import RatedRound
    from puntari.followup.reports.state import Stood, StoodAction, StoodAnswer

Content = dict[str, Any]


def recommendation_said(one: Stood) -> Content:
    return {
        "number": one.number,
        "slug": one.panel.slug,
        "panel": tr(one.panel, "title"),
        "cell": one.cell,
        "text": one.text,
        "parts": one.parts,
        "vote": vote_said(one),
        "reservations": one.reservations,
        "theme": one.theme,
        "promised": _("Alkuperäinen lupaus %(day)s") % {"day": format_date(one.promised)}
        if one.moved and one.promised
        else "",
        "answer": _answer(one.answer) if one.answer else [],
        "ratings": [_rating(rated) for rated in one.rounds],
        "due": _due(one),
        "late": one.answer_late,
        # What is late is read first here too; the order is otherwise the table's.
        "actions": [_action(row) for row in sorted(one.actions, key=lambda row: not row.late)],
    }


def vote_said(one: Stood) -> str:
    """How the panel voted, where it did."""
    names = (_("puolesta %(count)s"), _("vastaan %(count)s"), _("tyhjiä %(count)s"))
    said = (
        name % {"count": count} for name, count in zip(names, one.votes, strict=True) if count is not None
    )
    return ", ".join(said)


def _due(one: Stood) -> str:
    if one.due is None:
        return "" if one.answer else _("Vastausta ei ole kirjattu.")
    day = {"day": format_date(one.due)}
    if one.answer:
        late, awaited = _("Selvitys myöhässä, määräaika %(day)s"), _("Selvitys viimeistään %(day)s")
    else:
        late, awaited = _("Vastaus myöhässä, määräaika %(day)s"), _("Vastaus viimeistään %(day)s")
    return (late if one.answer_late else awaited) % day


def _answer(answer: StoodAnswer) -> list[str]:
    """The answer in paragraphs."""
    decisions = {str(kind): str(label) for kind, label in Response.Decision.choices}
    day = format_date(answer.decided_on) if answer.decided_on else ""
    by = ", ".join(part for part in (answer.body, day, answer.case_number) if part)
    label = decisions.get(answer.decision, answer.decision)
    more = (
        (_("Mikä poikkeaa suosituksesta"), answer.differs),
        (_("Näyttö siitä, että näin jo tehdään"), answer.evidence),
        (_("Kenelle lähetetty"), answer.passed_to),
    )
    return [
        f"{label} ({by})" if by else label,
        answer.reason,
        *(f"{name}: {text}" for name, text in more if text),
        *([_("Vastaus päivitetty %(day)s") % {"day": format_date(answer.updated)}] if answer.updated else []),
    ]


def _rating(rated: RatedRound) -> str:
    """What the panel itself thought of the answer, in one line."""
    if rated.mean is None:
        return _("%(round)s: arvioita on alle viisi, joten niitä ei näytetä") % {"round": rated.label}
    said = ngettext(
        "%(round)s: keskiarvo %(mean)s asteikolla 0–10, %(count)s arvio",
        "%(round)s: keskiarvo %(mean)s asteikolla 0–10, %(count)s arviota",
        rated.count,
    ) % {"round": rated.label, "mean": number_format(rated.mean, 1), "count": rated.count}
    about = _("Arvosana vastaukselle: %(answer)s.") % {"answer": rated.about} if rated.about else ""
    return f"{said}. {about}" if about else said


def _action(row: StoodAction) -> Content:
    cell = statuses.said(row.status_text, [row.status_term] if row.status_term else [])
    status = cell + (f" ({row.percent} %)" if row.percent else "")
    return {
        "part": row.part,
        "text": row.text,
        "schedule": row.schedule,
        "status": status,
        "unit": ", ".join(part for part in (row.unit, row.owner_post) if part),
        "deputy": row.deputy_post,
        "next_update": format_date(row.next_update_due) if row.next_update_due else "",
        "evidence": [{"name": name, "address": address} for name, address in row.evidence],
        "more_info": row.more_info,
        "effect": row.effect,
        "updated": format_date(row.updated) if row.updated else "",
        "late": row.late,
        "late_words": _("Myöhässä aikataulusta") if row.behind else _("Päivitys myöhässä"),
    }
