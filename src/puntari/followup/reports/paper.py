"""The report as a tagged PDF."""

from __future__ import annotations

from pathlib import Path

from puntari.core import pdf
from puntari.followup.reports.saying import Content

TEMPLATE = Path(__file__).parent.parent / "typst" / "report.typ"


def make_pdf(content: Content) -> bytes:
    """The report as a tagged PDF (PDF/UA-1)."""
    return pdf.render(TEMPLATE, {name: said for name, said in content.items() if name != "typed"})
