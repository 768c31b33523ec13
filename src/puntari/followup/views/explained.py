"""What the words of the public table mean, and whose words they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from puntari.core.translated import tr
from puntari.followup.models import Response

if TYPE_CHECKING:
    from puntari.followup.models import StatusTerm


@dataclass(frozen=True)
class Word:
    """A word of the table and what it means."""

    word: str
    means: str


def answer_words(decisions: dict[str, int]) -> list[Word]:
    """The decisions that have been made; before the first of them all that can be."""
    made = any(decisions.values())
    means = _of_decisions()
    return [
        Word(str(label), means[kind])
        for kind, label in Response.Decision.choices
        if decisions[kind] or not made
    ]


def status_words(terms: Iterable[StatusTerm]) -> list[Word]:
    """The organisation's own words, each by the meaning that it has given them."""
    means = _of_kinds()
    return [Word(tr(term, "label"), means[term.kind]) for term in terms]


def _of_decisions() -> dict[str, str]:
    return {
        "accept": _("suositus toteutetaan niin kuin paneeli sen antoi"),
        "in_part": _("osa toteutetaan; vastauksessa lukee, mikä poikkeaa suosituksesta"),
        "already_done": _("organisaatio katsoo tekevänsä näin jo; vastauksessa on näyttö siitä"),
        "study": _("asia selvitetään ja suositukseen vastataan uudelleen viimeistään sanottuna päivänä"),
        "not_ours": _("asia kuuluu muulle taholle, jolle suositus on lähetetty"),
        "reject": _("suositusta ei toteuteta; vastauksessa on perustelu"),
    }


def _of_kinds() -> dict[str, str]:
    return {
        "not_started": _("työtä ei ole aloitettu"),
        "in_progress": _("työ on kesken"),
        "late": _("yksikkö sanoo työn myöhästyneen"),
        "handled": _(
            "organisaatio on käsitellyt asian eikä lupaa päivityksiä; sana ei kerro, mitä asiasta tuli"
        ),
        "done": _("työ on tehty"),
        "stopped": _("työ on lopetettu kesken"),
    }
