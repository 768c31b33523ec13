"""Printed ballots: one sheet each, with the code, the proposals and a strip of receipts to keep."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from puntari.core import pdf
from puntari.deliberation import phrases
from puntari.deliberation.queries.votes import sheets_of

if TYPE_CHECKING:
    from puntari.deliberation.models import Vote

TEMPLATE = Path(__file__).parent.parent / "typst" / "ballots.typ"


def make_sheets(vote: Vote) -> bytes:
    """All printed ballots of the vote that have not been used, as a tagged PDF."""
    with override("fi"):
        return pdf.render(TEMPLATE, sheet_data(vote))


def sheet_data(vote: Vote) -> dict[str, Any]:
    """What the sheets show; also the print page's data."""
    items = list(vote.items.all())
    return {
        "title": str(vote),
        "panel": vote.panel.title,
        "organisation": vote.panel.organisation.name,
        "address": f"{settings.PUBLIC_URL.rstrip('/')}{reverse('vote-start')}",
        "options": [words for _code, words in phrases.options_of(vote)],
        "proposals": [
            {"number": item.order, "title": item.version.title, "text": item.version.text} for item in items
        ],
        "sheets": [
            {"code": code, "receipts": [[choice.item.order, choice.receipt] for choice in choices]}
            for code, choices in sheets_of(vote)
        ],
        "words": {
            "ballot": _("Äänestyslippu"),
            "how": _("Merkitse rasti yhteen ruutuun jokaisen ehdotuksen kohdalla. Älä kirjoita nimeäsi."),
            "phone": _("Voit äänestää myös puhelimella tällä koodilla. Käytä vain toista tapaa."),
            "code": _("Koodi"),
            "keep": _("Leikkaa tästä ja säilytä: kuitit"),
            "receipts": _("Tuloksen yhteydessä julkaistaan kuitit. Näistä löydät oman äänesi, muut eivät."),
            "proposal": _("Ehdotus"),
            "receipt": _("Kuitti"),
        },
    }
