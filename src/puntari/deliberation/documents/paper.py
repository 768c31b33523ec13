"""The statement as a tagged PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from puntari.core import pdf
from puntari.deliberation.documents.content import content_of

if TYPE_CHECKING:
    from puntari.deliberation.models import Statement

TEMPLATE = Path(__file__).parent.parent / "typst" / "statement.typ"


def make_pdf(statement: Statement) -> bytes:
    """The statement as a tagged PDF (PDF/UA-1), in Finnish."""
    return pdf.render(TEMPLATE, content_of(statement))
