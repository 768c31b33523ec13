"""A post with a new holder: both parts move, the old links end, the new holder hears of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from puntari.core import clock
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import LogEntry, OutgoingMail, User
from puntari.core.roles import Role
from puntari.followup import actions, links, posts
from puntari.followup.models import Action
from puntari.panels.models import Panel

POST = "Digijohtaja"
PAGE = "/desk/panels/testi/followup/posts/"


@pytest.fixture
def former(person: Callable[..., User]) -> User:
    return person(Role.OFFICIAL, name="entinen")


@pytest.fixture
def new(person: Callable[..., User]) -> User:
    return person(Role.OFFICIAL, name="uusi")


@pytest.fixture
def other(person: Callable[..., User]) -> User:
    return person(Role.OFFICIAL, name="muu")


@pytest.fixture
def rows(panel: Panel, former: User, other: User) -> list[Action]:
    """Owned, deputised, deputised by name with no post, and nothing of the post."""
    one = actions.add_recommendation(panel=panel, title="1. Ajanvaraus verkkoon", actor=None)
    made = [
        actions.add_action(recommendation=one, text=f"Työ {number}", schedule="2028", actor=None)
        for number in range(1, 5)
    ]
    given = [
        {"owner": former, "owner_post": POST, "deputy": other, "deputy_post": "Hallintojohtaja"},
        {"owner": other, "owner_post": "Hallintojohtaja", "deputy": former, "deputy_post": POST},
        {"owner": other, "owner_post": "Hallintojohtaja", "deputy": former, "deputy_post": ""},
        {"owner": other, "owner_post": "Hallintojohtaja", "deputy": None, "deputy_post": ""},
    ]
    for action, told in zip(made, given, strict=True):
        actions.give_owner(action=action, actor=None, **told)
    return made


def people(rows: list[Action]) -> list[tuple[str, str]]:
    for row in rows:
        row.refresh_from_db()
    return [(str(row.owner), str(row.deputy)) for row in rows]


def test_a_post_moves_with_both_its_parts(panel: Panel, rows: list[Action], new: User, other: User) -> None:
    before = people(rows)
    move = actions.hand_over_post(panel=panel, post=POST, to=new, actor=None)
    assert ([one.pk for one in move.owned], [one.pk for one in move.deputised]) == (
        [rows[0].pk],
        [rows[1].pk],
    )
    assert move.staying == 1
    assert people(rows) == [(str(new), str(other)), (str(other), str(new)), *before[2:]]
    assert not LogEntry.objects.filter(data__icontains=str(new)).exists()
    assert not posts.to_move(panel, POST, new)


def test_the_earlier_holders_links_end(panel: Panel, rows: list[Action], former: User, new: User) -> None:
    tokens = [links.update_url(row, former).split("/")[-2] for row in rows[:3]]
    actions.hand_over_post(panel=panel, post=POST, to=new, actor=None)
    for token in tokens[:2]:
        with pytest.raises(NotAllowed):
            links.opened(token)
    assert links.opened(tokens[2]).action == rows[2]


@pytest.mark.parametrize(("language", "word"), [("fi", "sijainen"), ("sv", "ersättare"), ("en", "deputy")])
def test_the_new_holder_is_told(
    panel: Panel, rows: list[Action], new: User, former: User, language: str, word: str
) -> None:
    actions.choose_mail_language(person=new, language=language)
    actions.hand_over_post(panel=panel, post=POST, to=new, actor=None)
    (letter,) = OutgoingMail.objects.all()
    assert letter.to == new.email
    assert [text in letter.body for text in ("Työ 1", "Työ 2", "Työ 3", word)] == [True, True, False, True]
    token = letter.body.split("/update/")[1].split("/")[0]
    assert links.opened(token).person == new
    actions.hand_over_post(panel=panel, post=POST, to=former, actor=None)
    actions.hand_over_post(panel=panel, post=POST, to=new, actor=None)
    assert [one.to for one in OutgoingMail.objects.order_by("pk")] == [new.email, former.email, new.email]


def test_what_is_done_asks_for_no_letter(panel: Panel, rows: list[Action], new: User) -> None:
    done = next(term for term in actions.ensure_terms(organisation=panel.organisation) if term.closed)
    for row in rows:
        actions.change_action(action=row, status=done, actor=None)
    assert actions.hand_over_post(panel=panel, post=POST, to=new, actor=None)
    assert not OutgoingMail.objects.exists()


def test_only_an_official_takes_a_post(panel: Panel, rows: list[Action], person: Callable[..., User]) -> None:
    before = people(rows)
    with pytest.raises(BadInput):
        actions.hand_over_post(panel=panel, post=POST, to=person(name="kuka"), actor=None)
    assert people(rows) == before


def test_the_page_shows_what_moves_before_it_moves(
    panel: Panel, rows: list[Action], new: User, coordinator: User, signed_in: Callable[[User], Client]
) -> None:
    client, told = signed_in(coordinator), {"post": POST, "to": new.pk}
    assert posts.posts_of(panel) == [POST, "Hallintojohtaja"]
    before = people(rows)
    asked = client.post(PAGE, told).content.decode()
    assert "Vastuuhenkilönä: 1 toimenpide. Sijaisena: 1 toimenpide." in asked
    assert "se ei siirry" in asked
    assert people(rows) == before
    answer = client.post(PAGE, {**told, "confirmed": "yes"}, follow=True)
    assert "Vastuuhenkilönä: 1 toimenpide. Sijaisena: 1 toimenpide." in answer.content.decode()
    assert people(rows) != before
    again = client.post(PAGE, {**told, "confirmed": "yes"})
    assert again.status_code == 422
    assert "hoitaa jo kaikkia" in again.content.decode()


def test_who_is_owner_and_deputy_is_asked_once(panel: Panel, rows: list[Action], new: User) -> None:
    actions.give_owner(
        action=rows[0], owner=new, owner_post=POST, deputy=new, deputy_post="Hallintojohtaja", actor=None
    )
    Action.objects.filter(pk=rows[0].pk).update(next_update_due=clock.today() - timedelta(days=8))
    assert actions.send_reminders(clock.today()) == 1
    assert OutgoingMail.objects.get().body.count("?same=1") == 1
