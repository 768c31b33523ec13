"""The statement as documents: one content, a tagged PDF and a Word file; and printed ballots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from puntari.deliberation.documents.content import content_of
from puntari.deliberation.documents.paper import make_pdf
from puntari.deliberation.documents.sheets import make_sheets, sheet_data

if TYPE_CHECKING:
    from puntari.deliberation.models import Statement


def make_docx(statement: Statement) -> bytes:
    """The statement as a Word file; the library that writes it is loaded only then."""
    from puntari.deliberation.documents import word

    return word.make_docx(statement)


__all__ = ["content_of", "make_docx", "make_pdf", "make_sheets", "sheet_data"]
