"""The status cell: a word of the organisation's vocabulary and free words after it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from puntari.core.translated import tr

if TYPE_CHECKING:
    from puntari.followup.models import StatusTerm

# label, Swedish, English, kind: what a new organisation starts with.
FIRST_TERMS = (
    ("Ei aloitettu", "Inte påbörjad", "Not started", "not_started"),
    ("Käynnissä", "Pågår", "In progress", "in_progress"),
    ("Kesken", "Ofullbordad", "Unfinished", "in_progress"),
    ("Myöhässä", "Försenad", "Late", "late"),
    ("Käsitelty", "Behandlad", "Handled", "handled"),
    ("Valmis", "Klar", "Done", "done"),
    ("Toteutettu", "Genomförd", "Carried out", "done"),
    ("Keskeytetty", "Avbruten", "Stopped", "stopped"),
)
# The usual reasons why nothing has changed, chosen with one tap.
REASONS: dict[str, str | Promise] = {
    "as_planned": _("Työ etenee suunnitelman mukaan, uutta kerrottavaa ei ole"),
    "waits_decision": _("Odotetaan päätöstä"),
    "waits_money": _("Odotetaan rahoitusta"),
    "waits_others": _("Odotetaan toista tahoa, esimerkiksi toimittajaa tai kumppania"),
    "starts_later": _("Työ alkaa myöhemmin, kuten aikataulussa sanotaan"),
}
_JOINT = re.compile(r"[\s.,:;()–—-]*")


@dataclass(frozen=True)
class SplitStatus:
    """`prefix + words` is the cell, exactly."""

    term: StatusTerm | None
    prefix: str
    words: str


def split_status(text: str, terms: Iterable[StatusTerm]) -> SplitStatus:
    """Find the longest term that the cell begins with; what follows it are the free words."""
    begun = [term for term in terms if _begins(text, term.label)]
    if not begun:
        return SplitStatus(None, "", text)
    term = max(begun, key=lambda one: len(one.label))
    space = len(text) - len(text.lstrip())
    joint = _JOINT.match(text, space + len(term.label))
    cut = joint.end() if joint else len(text)
    return SplitStatus(term, text[:cut], text[cut:])


def _begins(text: str, label: str) -> bool:
    rest = text.lstrip()
    if rest[: len(label)].casefold() != label.casefold():
        return False
    return not rest[len(label) : len(label) + 1].isalnum()


def said(text: str, terms: Iterable[StatusTerm]) -> str:
    """The cell in the reader's language: the vocabulary's word translated, the free words as they are."""
    split = split_status(text, terms)
    if split.term is None or (word := tr(split.term, "label")) == split.term.label:
        return text
    begins = len(text) - len(text.lstrip())
    return f"{text[:begins]}{word}{text[begins + len(split.term.label) :]}"


def prefix_for(term: StatusTerm | None, words: str) -> str:
    """How a status chosen from the list stands before freshly written words."""
    if term is None:
        return ""
    return f"{term.label}. " if words else term.label
