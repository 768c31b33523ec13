"""Rules, results and fates said in plain words of the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from puntari.deliberation.models.votes import SCALES

if TYPE_CHECKING:
    from puntari.deliberation.models import Vote, VoteItem
    from puntari.deliberation.queries import End, Trail
    from puntari.deliberation.queries.statement import NotCarried

OPTIONS: dict[str, dict[str, str | Promise]] = {
    "yes-no": {
        "yes": gettext_lazy("Kannatan"),
        "no": gettext_lazy("En kannata"),
        "abstain": gettext_lazy("Tyhjä"),
    },
    "support-5": {
        "5": gettext_lazy("5 – innostun tästä"),
        "4": gettext_lazy("4 – pidän tästä"),
        "3": gettext_lazy("3 – voin hyväksyä tämän"),
        "2": gettext_lazy("2 – en pidä tästä"),
        "1": gettext_lazy("1 – en voi hyväksyä tätä"),
        "blank": gettext_lazy("Tyhjä"),
    },
    "score-10": {str(step): str(step) for step in range(10, -1, -1)} | {"blank": gettext_lazy("Tyhjä")},
}
TRAILS: dict[str, tuple[str, str | Promise]] = {
    "recommendation": ("ok", gettext_lazy("On suosituksessa")),
    "open": ("info", gettext_lazy("On ehdotuksessa")),
    "voted_down": ("warn", gettext_lazy("Ei saanut tarpeeksi ääniä")),
    "no_quorum": ("warn", gettext_lazy("Äänestyksessä liian vähän ääniä")),
    "withdrawn": ("muted", gettext_lazy("Ehdotus jätettiin pois")),
    "left_out": ("muted", gettext_lazy("Jätettiin ehdotuksista")),
    "waiting": ("warn", gettext_lazy("Odottaa paikkaa")),
    "deleted": ("muted", gettext_lazy("Poistettu")),
}
OUTCOME_KINDS = {
    "adopted": "ok",
    "adopted_with_reservation": "warn",
    "not_adopted": "muted",
    "no_quorum": "muted",
}


def options_of(vote: Vote) -> list[tuple[str, str]]:
    """The ballot's options in order: (code, words)."""
    words = OPTIONS[vote.scale]
    return [(option, str(words[option])) for option in SCALES[vote.scale].options]


def option_words(vote: Vote, option: str) -> str:
    """What an option of the vote's scale says."""
    return str(OPTIONS[vote.scale].get(option, option))


def rule_words(vote: Vote) -> list[str]:
    """How the vote is decided, a sentence for each part of the rule."""
    said = [
        _("Asteikko: %(scale)s.") % {"scale": vote.get_scale_display()},
        _("Hyväksymiseen tarvitaan %(threshold)s. Osuus lasketaan %(base)s.")
        % {"threshold": vote.get_threshold_display(), "base": vote.get_base_display()},
        _("Paikalla olevista äänestettävä: %(quorum)s.") % {"quorum": vote.get_quorum_display()},
    ]
    if vote.scale == vote.ScaleCode.SUPPORT_5:
        said.append(_("Askeleet 3–5 ovat ehdotuksen puolesta, 1–2 sitä vastaan."))
    if vote.scale == vote.ScaleCode.SCORE_10:
        said.append(_("Pisteet 6–10 ovat ehdotuksen puolesta, 0–5 sitä vastaan."))
    if vote.minority_share:
        said.append(
            _("Vähemmistön perustelut näytetään, kun vastaan on vähintään %(share)s.")
            % {"share": vote.get_minority_share_display()}
        )
    return said


def result_words(item: VoteItem) -> str:
    """The result of one proposal in one line."""
    numbers = {
        "for": item.supporting,
        "against": item.opposing,
        "blank": item.blank,
        "needed": item.needed,
        "base": item.base,
    }
    return (
        _(
            "Puolesta %(for)s, vastaan %(against)s, tyhjiä %(blank)s. "
            "Hyväksymiseen tarvittiin %(needed)s ääntä, kun laskettavia oli %(base)s."
        )
        % numbers
    )


def end_words(end: End) -> str:
    """What became of one way of a card."""
    title = end.item.version.title if end.item else end.proposal.words.title
    if end.key == "recommendation":
        return _("Suositus %(number)s: %(title)s") % {"number": end.recommendation, "title": title}
    if end.key == "withdrawn":
        return _("Ehdotus ”%(title)s” jätettiin pois: %(reason)s") % {
            "title": title,
            "reason": end.proposal.state_reason,
        }
    if end.item is not None:
        return _("Ehdotus ”%(title)s” ei tullut hyväksytyksi. %(result)s") % {
            "title": title,
            "result": result_words(end.item),
        }
    return _("Ehdotus %(number)s: %(title)s") % {"number": str(end.proposal), "title": title}


def trail_words(trail: Trail) -> list[str]:
    """Everything that became of a card, as sentences."""
    if trail.card.deleted:
        return [_("Kortti poistettiin: %(reason)s") % {"reason": trail.card.deleted_reason}]
    if trail.ends:
        return [end_words(end) for end in trail.ends]
    if trail.card.left_out:
        return [_("Kortti ei ole ehdotuksessa: %(reason)s") % {"reason": trail.card.left_out_reason}]
    return [_("Kortille ei ole vielä päätetty paikkaa.")]


def not_carried_words(row: NotCarried) -> str:
    """Why a proposal is no recommendation."""
    if row.key == "withdrawn":
        return _("Jätettiin pois ennen äänestystä: %(reason)s") % {"reason": row.proposal.state_reason}
    if row.item is None:
        return _("Ei tullut äänestykseen.")
    return result_words(row.item)


def trace_words(cards: int, tables: int, meetings: int) -> str:
    """From how many cards of how many tables a recommendation grew."""
    return " ".join(
        [
            ngettext("Pohjana %(count)s kortti", "Pohjana %(count)s korttia", cards) % {"count": cards},
            ngettext("%(count)s pöydästä,", "%(count)s pöydästä,", tables) % {"count": tables},
            ngettext("%(count)s kokouksesta.", "%(count)s kokouksesta.", meetings) % {"count": meetings},
        ]
    )
