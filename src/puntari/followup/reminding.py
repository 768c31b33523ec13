"""The words of the e-mails to people in charge, plain text that reads well in any mail program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from puntari.core import clock
from puntari.core.roles import Role
from puntari.core.translated import tr
from puntari.core.ui.formats import format_date
from puntari.followup import links
from puntari.panels import queries as panel_queries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from puntari.core.models import User
    from puntari.followup.models import Action, Recommendation
    from puntari.panels.models import Panel

LISTED = 30
CONTACTS = 3


@dataclass(frozen=True)
class Owed:
    """An update that is owed: of what, by when, and whether the reader is the deputy or asked for a link."""

    action: Action
    since: date
    as_deputy: bool = False
    asked_for: bool = False


@dataclass(frozen=True)
class Unheard:
    """A panel and the updates of which nothing has been heard in it."""

    panel: Panel
    owed: list[Owed]


def update_letter(panel: Panel, person: User, owed: list[Owed]) -> str:
    """Every action with a link of its own; no sign-in is needed."""
    if all(one.asked_for for one in owed):
        opening = _("tässä on uusi linkki, jota pyysit.")
    else:
        opening = ngettext(
            "tämä toimenpide odottaa, että kerrot sen tilanteen.",
            "nämä toimenpiteet odottavat, että kerrot niiden tilanteen.",
            len(owed),
        )
    of_panel = _("Paneeli: %(panel)s") % {"panel": tr(panel, "title")}
    parts = [
        _("Hei %(name)s,") % {"name": person.name},
        f"{opening} {of_panel}",
        *[_item(person, one) for one in owed[:LISTED]],
        *([_more(len(owed) - LISTED)] if len(owed) > LISTED else []),
        _private(),
        *_contact(panel, person),
    ]
    return "\n\n".join(parts)


def _contact(panel: Panel, person: User) -> Iterator[str]:
    """Whom to tell that the letter came to the wrong person."""
    others = panel_queries.people_with(panel, Role.COORDINATOR).filter(is_active=True).exclude(pk=person.pk)
    people = ", ".join(f"{one.name} {one.email}" for one in others[:CONTACTS])
    if people:
        yield _("Jos jokin näistä ei kuulu sinulle, kerro siitä paneelin koordinaattorille: %(people)s") % {
            "people": people
        }


def answer_letter(panel: Panel, person: User, waiting: list[Recommendation]) -> str:
    """For who decides and who coordinates: what waits for an answer, each with the page where it is given."""
    opening = ngettext(
        "tämä paneelin ”%(panel)s” suositus odottaa vastausta.",
        "nämä paneelin ”%(panel)s” suositukset odottavat vastausta.",
        len(waiting),
    ) % {"panel": tr(panel, "title")}
    sign_in = _("Vastaaminen vaatii kirjautumisen.")
    more = len(waiting) - LISTED
    parts = [
        _("Hei %(name)s,") % {"name": person.name},
        f"{opening} {sign_in}",
        *[_waiting(one) for one in waiting[:LISTED]],
        *([_more_answers(more)] if more > 0 else []),
        _("Kaikki, mikä odottaa vastaustasi:") + "\n" + settings.PUBLIC_URL + reverse("desk-answers"),
    ]
    return "\n\n".join(parts)


def _more_answers(count: int) -> str:
    said = ngettext("Lisäksi %(more)s suositus.", "Lisäksi %(more)s suositusta.", count)
    return said % {"more": count}


def _waiting(one: Recommendation) -> str:
    link = settings.PUBLIC_URL + reverse("desk-response", args=[one.panel.slug, one.number])
    return "\n".join(filter(None, [one.cell, _awaited(one), link]))


def _awaited(one: Recommendation) -> str:
    """By what day the answer, or the study that an answer promised, must come."""
    if one.due is None:
        return ""
    said = _("Vastaus viimeistään %(day)s") if one.answer is None else _("Selvitys viimeistään %(day)s")
    return _late(said % {"day": format_date(one.due)}, (clock.today() - one.due).days)


def new_holder_letter(panel: Panel, post: str, person: User, actions: list[Action]) -> str:
    """For who takes a post: what is theirs from now on, each with a link of its own."""
    opening = _(
        "tehtävä ”%(post)s” on nyt sinulla. Siksi vastaat tai olet sijaisena paneelin ”%(panel)s” "
        "toimenpiteissä, jotka ovat alla. Nyt ei tarvitse tehdä mitään: muistutamme sinua, kun jonkin "
        "tilanne pitää kertoa."
    ) % {"post": post, "panel": tr(panel, "title")}
    more = len(actions) - LISTED
    parts = [
        _("Hei %(name)s,") % {"name": person.name},
        opening,
        *["\n".join(_taken(person, one)) for one in actions[:LISTED]],
        *([_more(more)] if more > 0 else []),
        _("Näet kaikki toimenpiteesi, kun kirjaudut:")
        + "\n"
        + settings.PUBLIC_URL
        + reverse("desk-followup", args=[panel.slug]),
        _private(),
    ]
    return "\n\n".join(parts)


def _taken(person: User, action: Action) -> Iterator[str]:
    yield from _about(action)
    if action.next_update_due:
        yield _("Päivitys viimeistään %(day)s") % {"day": format_date(action.next_update_due)}
    if action.owner_id != person.pk:
        yield _("Olet tämän toimenpiteen sijainen.")
    yield from (_("Kerro tilanne:"), links.update_url(action, person))


def _about(action: Action) -> list[str]:
    return [
        action.text or (action.sub.cell if action.sub else action.recommendation.cell),
        _("Suositus: %(cell)s") % {"cell": action.recommendation.cell},
        _("Tilanne nyt: %(status)s") % {"status": action.status_said or _("ei merkitty")},
    ]


def _private() -> str:
    return _(
        "Kirjautumista ei tarvita. Linkit toimivat %(days)s päivää, ja ne ovat vain sinulle: älä välitä "
        "niitä eteenpäin."
    ) % {"days": links.MAX_DAYS}


def _more(count: int) -> str:
    said = ngettext("Lisäksi %(more)s toimenpide.", "Lisäksi %(more)s toimenpidettä.", count)
    return said % {"more": count}


def _item(person: User, owed: Owed) -> str:
    link = links.update_url(owed.action, person)
    lines = [*_about(owed.action), _when(owed)]
    if owed.as_deputy:
        lines.append(_("Olet tämän toimenpiteen sijainen. Vastuuhenkilöltä ei ole kuulunut mitään."))
    lines += ["", _("Kerro tilanne:"), link, _("Mikään ei ole muuttunut:"), f"{link}?same=1#same"]
    return "\n".join(lines)


def _when(owed: Owed) -> str:
    """By what day: the promised one, or the end of the schedule when nothing else has been promised."""
    days, action = (clock.today() - owed.since).days, owed.action
    by_schedule = action.next_update_due is None and action.ends == owed.since
    said = _("Aikataulun loppu %(day)s") if by_schedule else _("Päivitys viimeistään %(day)s")
    return _late(said % {"day": format_date(owed.since)}, days)


def _late(said: str, days: int) -> str:
    if days <= 0:
        return said
    late = ngettext("%(days)s päivän myöhässä", "%(days)s päivää myöhässä", days) % {"days": days}
    return f"{said} ({late})"


def silent_letter(unheard: list[Unheard]) -> str:
    """For the coordinator: of what nothing is heard, and whose it is, panel by panel."""
    opening = _(
        "Hei,\n\nnäistä toimenpiteistä ei ole kuulunut mitään määräpäivään mennessä. Vastuuhenkilöitä on "
        "muistutettu. Jos vastuuhenkilöä ei ole, anna toimenpide jollekulle."
    )
    return "\n\n".join([opening, *_panels(unheard)])


def _panels(unheard: list[Unheard]) -> Iterator[str]:
    left = LISTED
    for one in unheard:
        shown, left = one.owed[:left], max(0, left - len(one.owed))
        more = len(one.owed) - len(shown)
        lines = [tr(one.panel, "title"), *(_silent_item(owed) for owed in shown)]
        if more:
            lines.append(_more(more))
        yield "\n".join([*lines, settings.PUBLIC_URL + reverse("desk-silent", args=[one.panel.slug])])


def _silent_item(one: Owed) -> str:
    action = one.action
    text = action.text or (action.sub.cell if action.sub else action.recommendation.cell)
    return f"- {text}\n  {_whose(action)}. {_when(one)}"


def _whose(action: Action) -> str:
    return action.owner_post or (action.owner.name if action.owner else _("ei vastuuhenkilöä"))
