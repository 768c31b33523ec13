"""The statement as documents: one content, a tagged PDF and a Word file; and printed ballots."""

from puntari.deliberation.documents.content import content_of
from puntari.deliberation.documents.paper import make_pdf
from puntari.deliberation.documents.sheets import make_sheets, sheet_data
from puntari.deliberation.documents.word import make_docx

__all__ = ["content_of", "make_docx", "make_pdf", "make_sheets", "sheet_data"]
