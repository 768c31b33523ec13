"""The badges of the action table, written without a template of their own: a table has a hundred of them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from puntari.core.templatetags.ui import status
from puntari.core.translated import tr
from puntari.core.ui.formats import format_date
from puntari.followup.shortly import answer_parts

if TYPE_CHECKING:
    from puntari.followup.models import Action, Recommendation

register = template.Library()
# What ends a word of the vocabulary in a status cell; anything else that joins it opens the words after it.
ENDS = ".,:;"
UNSEEN = '<span class="visually-hidden">{}</span>'
UNSEEN_END = '<span class="sentence-end">{}</span>'
IN_FINNISH = mark_safe(' lang="fi"')


@register.simple_tag
def lang_fi() -> SafeString:
    """The attribute of a text that is written in Finnish only, on a page in another language."""
    return SafeString("") if (get_language() or "fi").startswith("fi") else IN_FINNISH


@register.filter
def feed_in(address: str) -> str:
    """A feed's address in the language of the page: programs that read feeds choose none themselves."""
    return f"{address}?lang={(get_language() or 'fi')[:2]}"


@register.filter
def finnish(text: str | None) -> SafeString:
    """A text that is written in Finnish only, marked as such on a page in another language."""
    mark = lang_fi()
    shown = conditional_escape(text or "")
    return format_html("<span{}>{}</span>", mark, shown) if mark and shown else shown


@lru_cache(maxsize=2000)
def badge(kind: str, label: str) -> SafeString:
    """The design system's status badge."""
    return mark_safe(render_to_string("ui/status.html", status(kind, label)).strip())  # noqa: S308 -- made by a template


@register.simple_tag
def answer_badge(recommendation: Recommendation) -> SafeString:
    """How the recommendation was answered, or by when it must be; nothing when its actions tell it."""
    joined = format_html_join(" ", "{}", ((badge(*one),) for one in _answer_said(recommendation)))
    return format_html('<p class="answer-badge">{}</p>', joined) if joined else SafeString("")


@register.simple_tag
def answer_words(recommendation: Recommendation) -> str:
    """The same in plain words."""
    return ". ".join(words for _tone, words in _answer_said(recommendation))


def _answer_said(recommendation: Recommendation) -> list[tuple[str, str]]:
    said = []
    answer, due = recommendation.answer, recommendation.due
    if answer:
        said.append((answer.tone, str(answer.get_decision_display())))
    if due:
        said.append(_awaited(recommendation, format_date(due)))
    elif recommendation.owes_answer:
        said.append(("info", _("Odottaa vastausta")))
    if answer is None and recommendation.due_moved and recommendation.promised_by:
        first = {"day": format_date(recommendation.promised_by)}
        said.append(("muted", _("Alkuperäinen lupaus %(day)s") % first))
    return said


def _awaited(recommendation: Recommendation, day: str) -> tuple[str, str]:
    """The next answer, or the study that an answer promised: by when, or since when it has been late."""
    late = recommendation.answer_late
    if recommendation.answer is None:
        words = _("Vastaus myöhässä, määräaika %(day)s") if late else _("Vastaus viimeistään %(day)s")
    else:
        words = _("Selvitys myöhässä, määräaika %(day)s") if late else _("Selvitys viimeistään %(day)s")
    return "late" if late else "info", words % {"day": day}


@register.simple_tag
def action_status(action: Action | None) -> SafeString:
    """How the action stands: the organisation's own sentence, and after it what is late."""
    if action is None:
        return SafeString("")
    said = [_own_sentence(action)]
    if words := lateness(action):
        said.append(badge("late", words))
    return format_html_join(" ", "{}", ((one,) for one in said if one))


def _own_sentence(action: Action) -> SafeString:
    """The status cell, letter for letter; what ends the word of the badge is heard and copied, not seen."""
    term, (ending, opening) = action.status, _joint(action)
    said = [_ended(badge(term.tone, tr(term, "label")), ending)] if term else []
    if action.status_words:
        words_said = f"{opening}{action.status_words}"
        said.append(format_html('<span class="cell-text"{}>{}</span>', lang_fi(), words_said))
    return SafeString(" ".join(said))


@register.filter
def plain_status(action: Action | None) -> SafeString:
    """The status cell without a badge, the free words marked as Finnish, and what is late."""
    if action is None:
        return SafeString("")
    (ending, opening), late = _joint(action), lateness(action)
    said = [conditional_escape(tr(action.status, "label") + ending)] if action.status else []
    if action.status_words:
        said.append(finnish(f"{opening}{action.status_words}"))
    if late:
        said.append(conditional_escape(f"({late.lower()})" if said else late))
    return mark_safe(" ".join(said))  # noqa: S308 -- its parts are escaped


def _ended(shown: SafeString, ending: str) -> str:
    """A badge with what ends its word inside it: beside it, a screen reader would hear the two apart."""
    close = "</span></span>"
    return shown.removesuffix(close) + UNSEEN_END.format(ending) + close if ending else shown


@register.filter
def lateness(action: Action | None) -> str:
    """What of an action is late, in words; nothing where its status already says so."""
    if action is None:
        return ""
    if action.behind:
        return "" if action.status and action.status.kind == "late" else _("Myöhässä aikataulusta")
    return _("Päivitys myöhässä") if action.update_late else ""


@register.filter
def update_due(action: Action | None) -> str:
    """By when the next news of open work has been promised, while the day has not passed."""
    if action is None or not action.open or action.next_update_due is None or action.update_late:
        return ""
    return _("Seuraava päivitys viimeistään %(day)s") % {"day": format_date(action.next_update_due)}


@register.simple_tag
def answer_in_short(recommendation: Recommendation) -> SafeString:
    """To whom or until when, and why, of an answer; nothing without one."""
    if recommendation.answer is None:
        return SafeString("")
    mark = lang_fi()
    parts = answer_parts(recommendation.answer)
    return format_html_join(
        "", "<p>{} <span{}>{}</span></p>", ((label, mark if own else "", text) for label, text, own in parts)
    )


def _joint(action: Action) -> tuple[str, str]:
    """What joins the word and the free words of a status cell: the word's end, the rest's beginning."""
    if action.status is None or not action.status_words:
        return "", ""
    joint = action.status_prefix.strip()[len(action.status.label) :].strip()
    if set(joint) <= set(ENDS):
        return joint, ""
    return "", joint if joint.endswith("(") else f"{joint} "
