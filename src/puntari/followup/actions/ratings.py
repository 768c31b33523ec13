"""Panelists rate the answers; what should not be public of their words is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from puntari.core import clock, log
from puntari.core.errors import BadInput, NotAllowed
from puntari.followup import ratings
from puntari.followup.models import Rating, Response
from puntari.followup.models.ratings import MOST_WORDS
from puntari.lottery.queries import active_panelists

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.lottery.models import Member

Given = tuple[int | None, str]


@transaction.atomic
def rate_answers(*, member: Member, given: Mapping[int, Given], seen: Mapping[int, str] | None = None) -> int:
    """Put a panelist's ratings on record: number of the recommendation -> (0-10 or None, words).

    None takes an earlier rating of the same answer back. With `seen`, the answers the panelist read, by their
    identity, an answer that has been changed since is not rated unread (BadInput). Returns how many the
    panelist has now given. Raises NotAllowed when the member is no active panelist or the round is not open,
    BadInput for a score off the scale.
    """
    panel = member.panel
    if not active_panelists(panel).filter(pk=member.pk).exists():
        raise NotAllowed("followup.rating_not_yours")
    asked = {one.number: (one, turn) for one, turn in ratings.to_rate(panel, clock.today())}
    mark = ratings.who(member)
    for number, (score, words) in given.items():
        if number not in asked:
            raise NotAllowed("followup.rating_not_open", number=number)
        _check(number, score, words)
        one, turn = asked[number]
        answer = Response.objects.get(recommendation=one)
        if seen is not None and seen.get(number, answer.identity) != answer.identity:
            raise BadInput("followup.rated_answer_changed", number=number)
        _keep({"recommendation": one, "round": turn, "who": mark}, answer, score, words.strip())
    # Neither who, nor what, nor which: an entry with a moment must not tell whose rating is whose.
    log.record("followup.answers_rated", panel_slug=panel.slug)
    return Rating.objects.filter(recommendation__panel=panel, who=mark).count()


def _keep(mine: dict[str, Any], answer: Response, score: int | None, words: str) -> None:
    """The rating stands for the answer it was given to; nothing said of a later one leaves it there."""
    if score is None:
        for earlier in Rating.objects.filter(**mine):
            if earlier.rates(answer):
                earlier.delete()
        return
    said = {"score": score, "words": words, "decision": answer.decision, "decided_on": answer.decided_on}
    Rating.objects.update_or_create(**mine, defaults=said)


def _check(number: int, score: int | None, words: str) -> None:
    if score is not None and not 0 <= score <= ratings.TOP:
        raise BadInput("followup.rating_off_scale", number=number, top=ratings.TOP)
    if len(words) > MOST_WORDS:
        raise BadInput("followup.rating_too_long", number=number, limit=MOST_WORDS)
    if score is None and words.strip():
        raise BadInput("followup.rating_without_score", number=number)


@transaction.atomic
def hide_rating_words(*, rating: Rating, reason: str, actor: User | None) -> Rating:
    """Take a panelist's words off the public page, for a reason that goes on record; the score stays."""
    if not reason.strip():
        raise BadInput("followup.reason_missing")
    rating.hidden = True
    rating.save()
    recommendation = rating.recommendation
    log.record(
        "followup.rating_words_hidden",
        actor=actor,
        panel_slug=recommendation.panel.slug,
        subject=recommendation.subject,
        data={"reason": reason.strip()},
    )
    return rating
