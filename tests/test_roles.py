"""Who may open which page of the workspace: every address, every role, nobody forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from puntari.core.models import User
from puntari.core.roles import Role
from puntari.panels.models import Panel

OF_NO_PANEL = {
    "desk": "the front of the workspace lists the panels of the one who is signed in",
    "desk-answers": "what is owed in all the panels whose decisions the one who is signed in makes",
    "desk-report-across": "the report of all the panels whose follow-up the one who is signed in may read",
    "desk-report-across-file": "the same as a file",
    "desk-create-panel": "there is no panel yet; administrators of an organisation only",
}
NEEDS = {
    "desk-draw-letters-file": "letters that have been worked out",
    "desk-hand-over": "a statement to hand over",
    "desk-public-draw-sealed-file": "the sealed panels of a public draw",
    "desk-statement-docx": "a drafted statement",
    "desk-statement-pdf": "a drafted statement",
    "desk-statement-titles": "a drafted statement",
}
WORDS = {
    "desk-publish": {"visibility": "public"},
    "desk-letter-preview": {"kind": "invitation"},
    "desk-run-file": {"kind": "pain001"},
    "desk-draw-file": {"name": "chances.csv"},
}
ENDINGS = ("1", "delete", "freeze", "open", "check", "csv")


def addresses() -> dict[str, URLPattern]:
    """Every address of the workspace by its name."""
    named = {pattern.name: pattern for pattern in _patterns(get_resolver().url_patterns) if pattern.name}
    return {name: one for name, one in sorted(named.items()) if name == "desk" or name.startswith("desk-")}


def _patterns(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns)
        else:
            yield one


ADDRESSES = addresses()
OF_A_PANEL = {name: one for name, one in ADDRESSES.items() if name not in OF_NO_PANEL}
# Nothing but the panel has to exist for these.
PLAIN = sorted(name for name, one in OF_A_PANEL.items() if set(one.pattern.regex.groupindex) == {"slug"})


def url_of(name: str, panel: Panel) -> str:
    """The address with numbers that need not exist: who may enter is asked before what there is."""
    for ending in ENDINGS:
        facts: dict[str, Any] = dict.fromkeys(ADDRESSES[name].pattern.regex.groupindex, "1")
        facts |= {key: ending for key in facts.keys() & {"what", "ending", "part", "key"}}
        facts |= WORDS.get(name, {}) | ({"slug": panel.slug} if "slug" in facts else {})
        try:
            return reverse(name, kwargs=facts)
        except NoReverseMatch:
            continue
    raise AssertionError(f"no word of {ENDINGS} fits the address {name}")


def roles_of(name: str) -> tuple[Role, ...]:
    return cast("tuple[Role, ...]", getattr(ADDRESSES[name].callback, "roles", ()))


@pytest.fixture
def clients(person: Callable[..., User], signed_in: Callable[[User], Client]) -> dict[Role, Client]:
    return {role: signed_in(person(role)) for role in Role}


def test_every_page_of_a_panel_is_guarded_by_roles() -> None:
    unguarded = [name for name, one in OF_A_PANEL.items() if not hasattr(one.callback, "roles")]
    assert unguarded == []
    assert len(OF_A_PANEL) > 120
    assert set(ADDRESSES) >= {*OF_NO_PANEL, *NEEDS}


def test_nobody_gets_past_the_sign_in_page(panel: Panel, client: Client) -> None:
    answers = {name: client.post(url_of(name, panel)) for name in ADDRESSES}
    inside = [name for name, one in answers.items() if not is_sign_in(one)]
    assert inside == []


def test_nobody_reads_a_page_without_signing_in(panel: Panel, client: Client) -> None:
    answers = {name: client.get(url_of(name, panel)) for name in ADDRESSES}
    # Where one can only post, a wrong way of asking is told before anything is looked up.
    inside = [name for name, one in answers.items() if one.status_code != 405 and not is_sign_in(one)]
    assert inside == []


def is_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))


def test_an_outsider_does_not_learn_that_a_page_exists(
    panel: Panel, outsider: User, signed_in: Callable[[User], Client]
) -> None:
    stranger = signed_in(outsider)
    found = [name for name in OF_A_PANEL if stranger.post(url_of(name, panel)).status_code != 404]
    read = [name for name in OF_A_PANEL if stranger.get(url_of(name, panel)).status_code not in {404, 405}]
    assert found == []
    assert read == []


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_no_page_of_another_role(
    role: Role, panel: Panel, person: Callable[..., User], signed_in: Callable[[User], Client]
) -> None:
    holder = signed_in(person(role))
    others = [name for name in OF_A_PANEL if roles_of(name) and role not in roles_of(name)]
    found = [name for name in others if holder.post(url_of(name, panel)).status_code != 404]
    assert others or role == Role.COORDINATOR
    assert found == []


@pytest.mark.parametrize("name", PLAIN)
def test_a_page_opens_for_each_of_its_roles(name: str, panel: Panel, clients: dict[Role, Client]) -> None:
    opened = {200, 302, 405} | ({404} if name in NEEDS else set())
    answers = {role: clients[role].get(url_of(name, panel)) for role in roles_of(name) or Role}
    shut = [role for role, one in answers.items() if one.status_code not in opened or is_sign_in(one)]
    assert shut == []


def test_a_page_without_a_panel_is_not_found_for_an_outsider(
    outsider: User, signed_in: Callable[[User], Client]
) -> None:
    assert signed_in(outsider).get(reverse("desk-create-panel")).status_code == 404


def test_the_front_of_the_workspace_shows_an_outsider_no_panel(
    panel: Panel, outsider: User, signed_in: Callable[[User], Client]
) -> None:
    answer = signed_in(outsider).get(reverse("desk"))
    assert answer.status_code == 200
    assert panel.title not in answer.content.decode()
