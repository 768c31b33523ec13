"""What an answer rests on cannot be taken away under it, by whatever way somebody changes things."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from puntari.core.errors import BadInput, NotAllowed
from puntari.followup.models import Action, Evidence, Recommendation, Response, StatusTerm
from puntari.followup.schedule import NO_KEY, parse_schedule

if TYPE_CHECKING:
    from datetime import date

ACCEPTED = frozenset({Response.Decision.ACCEPT, Response.Decision.IN_PART})
DONE = frozenset({StatusTerm.Kind.DONE, StatusTerm.Kind.HANDLED})
# Fewer letters beside the address say nothing of what is done.
FEWEST_LETTERS = 10
_WEB_ADDRESS = re.compile(r"https?://\S+", re.I)
_is_address = URLValidator(schemes=["http", "https"])


def promises(text: str, schedule: str) -> bool:
    """Whether an action says what is done and when: a schedule that nobody can read promises nothing."""
    return bool(text.strip()) and parse_schedule(schedule).key != NO_KEY


def scheduled(recommendation: Recommendation) -> list[Action]:
    """The actions that promise something by a time, as they stand now, not when somebody fetched them."""
    standing = Action.objects.filter(recommendation=recommendation).select_related("status")
    return [one for one in standing if promises(one.text, one.schedule)]


def check_time_left(recommendation: Recommendation, day: date) -> None:
    """Some promise is not over on the day of the acceptance, or has been done. Else BadInput."""
    if not has_time_left(recommendation, day):
        raise BadInput("followup.schedule_over")


def has_time_left(recommendation: Recommendation, day: date) -> bool:
    """Whether an acceptance of the day has something to rest on."""
    return any(_ahead(action, day) for action in scheduled(recommendation))


def _ahead(action: Action, day: date) -> bool:
    done = action.status is not None and action.status.kind in DONE
    return done or action.continuous or action.ends is None or action.ends >= day


def has_address(text: str) -> bool:
    """Whether a text holds a web address with a host that can be opened."""
    return any(_opens(found.rstrip(".,;:!?)]}>”\"'")) for found in _WEB_ADDRESS.findall(text))


def _opens(address: str) -> bool:
    try:
        _is_address(address)
    except ValidationError:
        return False
    return True


def check_proof(recommendation: Recommendation, text: str) -> None:
    """Words of what is done already, and something to look at: an address or an attachment. Else BadInput."""
    words = _WEB_ADDRESS.sub("", text)
    if sum(letter.isalpha() for letter in words) < FEWEST_LETTERS:
        raise BadInput("followup.evidence_missing")
    attached = Evidence.objects.filter(action__recommendation=recommendation)
    if not has_address(text) and not attached.exists():
        raise BadInput("followup.evidence_unseen")


def is_accepted(recommendation: Recommendation) -> bool:
    answer = Response.objects.filter(recommendation=recommendation).first()
    return answer is not None and answer.decision in ACCEPTED


def keep_a_schedule(action: Action) -> None:
    """The changed, not yet saved action is not the last promise of an acceptance. Else NotAllowed.

    Two who take one promise each at the same time wait here for each other.
    """
    if promises(action.text, action.schedule):
        return
    recommendation = Recommendation.objects.select_for_update().get(pk=action.recommendation_id)
    standing = {one.pk for one in scheduled(recommendation)}
    if standing == {action.pk} and is_accepted(recommendation):
        raise NotAllowed("followup.schedule_needed")


def keep_proof(evidence: Evidence) -> None:
    """An answer "already done" keeps an attachment, or an address in its own words. Else NotAllowed."""
    recommendation = Recommendation.objects.select_for_update().get(pk=evidence.action.recommendation_id)
    answer = Response.objects.filter(recommendation=recommendation).first()
    if answer is None or answer.decision != Response.Decision.ALREADY_DONE:
        return
    own_words = answer.evidence.replace(evidence.url, "") if evidence.url else answer.evidence
    others = Evidence.objects.filter(action__recommendation=recommendation).exclude(pk=evidence.pk)
    if not has_address(own_words) and not others.exists():
        raise NotAllowed("followup.last_evidence")
