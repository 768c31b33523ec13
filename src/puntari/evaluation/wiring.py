"""What the evaluation room registers at start: error words, its stage, its sections."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from puntari.core import sections, stages, words
from puntari.core.roles import Role
from puntari.evaluation import actions, queries
from puntari.evaluation.models import Survey
from puntari.evaluation.views import AUDIENCE_OF_ROLE
from puntari.lottery.queries import member_for_volunteer

words.register(
    {
        "evaluation.no_meetings": _("Lisää ensin paneelin kokoukset, niin kyselyille saadaan ajat."),
        "evaluation.already_answered": _("Kyselyyn on jo vastattu, joten kysymyksiä ei voi enää muuttaa."),
        "evaluation.question_not_usable": _("Sama kysymys on jo kyselyssä, tai siitä puuttuu teksti."),
        "evaluation.closes_before_opens": _("Kysely sulkeutuu ennen kuin se avautuu. Korjaa ajat."),
        "evaluation.not_open": _("Kysely ei ole nyt auki. Vastauksiasi ei tallennettu."),
        "evaluation.answer_off_scale": _("Vastaus ei ole vaihtoehtojen joukossa: %(question)s"),
        "evaluation.still_open": _("Kysely on vielä auki. Julkaise tulokset, kun se on sulkeutunut."),
    }
)


def _state(panel: Any) -> str:
    surveys = list(Survey.objects.filter(panel=panel).values_list("published", flat=True))
    if not surveys:
        return "todo"
    return "done" if all(surveys) else "current"


stages.register(
    stages.Stage(
        "evaluation", 100, _("Arviointi"), "desk-evaluation", {Role.COORDINATOR, Role.EVALUATOR}, _state
    )
)


def _for_me(volunteer: Any, request: HttpRequest) -> dict[str, Any] | None:
    member = member_for_volunteer(volunteer)
    if member is None:
        return None
    surveys = list(queries.open_surveys(member.panel, Survey.Audience.PANELISTS))
    pseudonym = actions.pseudonym_of(member.panel, f"member/{member.pk}")
    answered = queries.answered_by(surveys, pseudonym)
    return {"surveys": [(one, one.pk in answered) for one in surveys]} if surveys else None


def _for_desk(panel: Any, request: HttpRequest) -> dict[str, Any] | None:
    roles = panel.roles.filter(user=request.user).values_list("role", flat=True)
    audiences = {AUDIENCE_OF_ROLE[Role(role)] for role in roles if Role(role) in AUDIENCE_OF_ROLE}
    surveys = [one for audience in sorted(audiences) for one in queries.open_surveys(panel, audience)]
    answered = queries.answered_by(surveys, actions.pseudonym_of(panel, f"user/{request.user.pk}"))
    return {"surveys": [(one, one.pk in answered) for one in surveys]} if surveys else None


def _for_panel(panel: Any, request: HttpRequest) -> dict[str, Any] | None:
    return {} if queries.published_surveys(panel).exists() else None


sections.register(sections.Section("surveys", 70, "me", "evaluation/section_me.html", _for_me))
sections.register(sections.Section("surveys", 70, "desk", "evaluation/section_desk.html", _for_desk))
sections.register(sections.Section("evaluation", 90, "panel", "evaluation/section_panel.html", _for_panel))
