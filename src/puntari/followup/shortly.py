"""An answer in one or two sentences, for a table where its recommendation has no action to show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from puntari.core.ui.formats import format_date

if TYPE_CHECKING:
    from puntari.followup.models import Response

LONGEST = 220
# A full stop after a number or a short abbreviation ends no sentence.
_SENTENCE_ENDS = re.compile(r"(?<=[^\W\d_]{3}[.!?])\s+(?=[A-ZÅÄÖ”])|\n\s*\n")


def first_sentence(text: str) -> str:
    """The text's first sentence; of a very long one its beginning."""
    first = " ".join(_SENTENCE_ENDS.split(text.strip(), maxsplit=1)[0].split())
    if len(first) <= LONGEST:
        return first
    return f"{first[:LONGEST].rsplit(' ', 1)[0].rstrip(',;:')} …"


def answer_parts(answer: Response) -> list[tuple[str, str, bool]]:
    """To whom or until when, and why: a label, its text, and whether it stands in Finnish only."""
    parts = []
    if answer.passed_to:
        parts.append((_("Lähetetty:"), answer.passed_to, True))
    if answer.study_until:
        parts.append((_("Selvitetään viimeistään"), format_date(answer.study_until), False))
    if reason := first_sentence(answer.reason):
        parts.append((_("Perustelu:"), reason, True))
    return parts
