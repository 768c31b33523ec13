"""What an answer rests on cannot be taken away under it, by whatever way somebody changes things."""

from __future__ import annotations

import re

from puntari.core.errors import NotAllowed
from puntari.followup.models import Action, Evidence, Recommendation, Response
from puntari.followup.schedule import NO_KEY, parse_schedule

ACCEPTED = frozenset({Response.Decision.ACCEPT, Response.Decision.IN_PART})
_WEB_ADDRESS = re.compile(r"https?://\S|\bwww\.\S", re.I)


def promises(text: str, schedule: str) -> bool:
    """Whether an action says what is done and when: a schedule that nobody can read promises nothing."""
    return bool(text.strip()) and parse_schedule(schedule).key != NO_KEY


def scheduled(recommendation: Recommendation) -> list[Action]:
    """The actions that promise something by a time, as they stand now, not when somebody fetched them."""
    standing = Action.objects.filter(recommendation=recommendation)
    return [one for one in standing if promises(one.text, one.schedule)]


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
    if not _WEB_ADDRESS.search(own_words) and not others.exists():
        raise NotAllowed("followup.last_evidence")
