"""The report to the council: how every recommendation stood on a day, as PDF, Word and Excel."""

from puntari.followup.reports.content import content_across, content_of
from puntari.followup.reports.paper import make_pdf
from puntari.followup.reports.sheet import make_xlsx
from puntari.followup.reports.word import make_docx

MAKERS = {"pdf": make_pdf, "docx": make_docx, "xlsx": make_xlsx}
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

__all__ = ["MAKERS", "TYPES", "content_across", "content_of", "make_docx", "make_pdf", "make_xlsx"]
