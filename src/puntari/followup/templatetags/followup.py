"""The badges of the action table, written without a template of their own: a table has a hundred of them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from puntari.core.templatetags.ui import status
from puntari.core.translated import tr
from puntari.core.ui.formats import format_date

if TYPE_CHECKING:
    from puntari.followup.models import Action, Recommendation

register = template.Library()


@lru_cache(maxsize=2000)
def badge(kind: str, label: str) -> SafeString:
    """The design system's status badge."""
    return render_to_string("ui/status.html", status(kind, label))


@register.simple_tag
def answer_badge(recommendation: Recommendation) -> SafeString:
    """How the recommendation was answered, or by when it must be; nothing when neither is known."""
    badges = []
    answer, due = recommendation.answer, recommendation.due
    if answer:
        badges.append(badge(answer.tone, str(answer.get_decision_display())))
    if due and recommendation.answer_late:
        badges.append(badge("late", _("Vastaus myöhässä, määräaika %(day)s") % {"day": format_date(due)}))
    elif due and recommendation.owes_answer:
        badges.append(badge("info", _("Vastaus viimeistään %(day)s") % {"day": format_date(due)}))
    joined = format_html_join(" ", "{}", ((one,) for one in badges))
    return format_html('<p class="answer-badge">{}</p>', joined) if badges else SafeString("")


@register.simple_tag
def action_status(action: Action | None) -> SafeString:
    """How the action stands: the organisation's word, lateness, and the free words."""
    if action is None:
        return SafeString("")
    said: list[SafeString] = []
    term = action.status
    if term:
        said.append(badge(term.tone, tr(term, "label")))
    if action.late and not (term and term.kind == "late"):
        said.append(badge("late", _("Myöhässä")))
    if action.status_words:
        said.append(format_html('<span class="cell-text">{}</span>', action.status_words))
    return format_html_join(" ", "{}", ((one,) for one in said))
