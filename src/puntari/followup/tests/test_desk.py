from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from puntari.core import clock
from puntari.core.models import OutgoingMail, User
from puntari.core.roles import Role
from puntari.followup import actions, links
from puntari.followup.models import (
    Action,
    ImportDraft,
    Recommendation,
    Response,
    StatusTerm,
    SubRecommendation,
)
from puntari.followup.tests.tables import DIGITAL, as_csv
from puntari.panels.models import Panel

DESK = "/desk/panels/testi/followup/"
SEEN_BY = {Role.COORDINATOR, Role.DECISION_MAKER, Role.OFFICIAL, Role.COMMUNICATIONS}
SignIn = Callable[[User], Client]


@pytest.fixture
def table(panel: Panel) -> Panel:
    actions.import_table(panel=panel, content=as_csv(DIGITAL), name="t", actor=None)
    return panel


@pytest.fixture
def desk(table: Panel, coordinator: User, signed_in: SignIn) -> Client:
    return signed_in(coordinator)


def paths(panel: Panel) -> dict[str, set[Role]]:
    """Each page of the desk and who may open it."""
    action, sub = Action.objects.first(), SubRecommendation.objects.first()
    draft = actions.start_draft(panel=panel, content=as_csv(DIGITAL), name="t", actor=None)
    coordinator = {Role.COORDINATOR}
    return {
        DESK: SEEN_BY,
        f"{DESK}1/": SEEN_BY,
        f"{DESK}new/": coordinator,
        f"{DESK}1/edit/": coordinator,
        f"{DESK}1/answer/": {Role.COORDINATOR, Role.DECISION_MAKER},
        f"{DESK}1/parts/new/": coordinator,
        f"{DESK}1/actions/new/": coordinator,
        f"{DESK}parts/{sub.pk}/": coordinator,
        f"{DESK}actions/{action.pk}/": coordinator,
        f"{DESK}actions/{action.pk}/unchanged/": coordinator,
        f"{DESK}actions/{action.pk}/owner/": coordinator,
        f"{DESK}terms/": coordinator,
        f"{DESK}posts/": coordinator,
        f"{DESK}import/": coordinator,
        f"{DESK}import/{draft.pk}/": coordinator,
    }


@pytest.mark.parametrize("role", [*Role, None])
def test_each_role_opens_its_pages_and_no_others(
    table: Panel, person: Callable[..., User], signed_in: SignIn, role: Role | None
) -> None:
    client = signed_in(person(*([role] if role else [])))
    for path, roles in paths(table).items():
        assert client.get(path).status_code == (200 if role in roles else 404), path


def test_nobody_is_asked_to_sign_in(client: Client, table: Panel) -> None:
    for path in paths(table):
        answer = client.get(path)
        assert answer.status_code == 302
        assert "/accounts/" in answer["Location"]


def test_another_panels_things_are_not_found(desk: Client, table: Panel) -> None:
    other = Panel.objects.create(organisation=table.organisation, slug="toinen", title="Toinen")
    strange = actions.add_recommendation(panel=other, title="1. Vieras", actor=None)
    action = actions.add_action(recommendation=strange, text="Vieras", actor=None)
    for path in (f"{DESK}actions/{action.pk}/", f"{DESK}actions/99999999999999999999/", f"{DESK}99999/"):
        assert desk.get(path).status_code == 404


def answer_fields(**more: Any) -> dict[str, Any]:
    return {"decision": "accept", "reason": "Hyvä", "body": "Hallitus", "decided_on": "2026-01-01", **more}


def test_an_answer_is_written_and_seen(desk: Client, table: Panel) -> None:
    assert desk.post(f"{DESK}1/answer/", answer_fields()).status_code == 302
    assert Response.objects.get().recommendation.number == 1
    assert "Hyvä" in desk.get("/panels/testi/recommendations/1/").content.decode()


def test_a_refused_answer_keeps_what_was_typed(desk: Client, table: Panel) -> None:
    actions.add_recommendation(panel=table, title="5. Ilman toimia", actor=None)
    answer = desk.post(f"{DESK}5/answer/", answer_fields(reason="Tärkeä syy"))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Suositusta ei voi hyväksyä ilman toimenpidettä" in html
    assert "Tärkeä syy" in html
    promised = {"action_text": "Työ", "action_schedule": "1/2027"}
    assert desk.post(f"{DESK}5/answer/", answer_fields(**promised)).status_code == 302
    assert Action.objects.get(text="Työ").schedule == "1/2027"


def test_what_is_late_comes_first(desk: Client, table: Panel) -> None:
    for number, days in ((7, 5), (8, -5)):
        actions.add_recommendation(
            panel=table,
            title=f"{number}. Nimi {number}",
            answer_due=clock.today() + timedelta(days),
            actor=None,
        )
    html = desk.get(DESK).content.decode()
    waiting = html[html.index("Odottaa vastausta") :]
    assert waiting.index("8. Nimi 8") < waiting.index("7. Nimi 7")
    assert "1 myöhässä" in html


def test_the_coordinator_writes_everything(desk: Client, table: Panel) -> None:
    assert desk.post(f"{DESK}new/", {"title": "Uusi ajatus"}).status_code == 302
    one = Recommendation.objects.get(number=3)
    assert (
        desk.post(f"{DESK}3/edit/", {"title": "Parempi ajatus", "answer_due": "2027-01-01"}).status_code
        == 302
    )
    assert desk.post(f"{DESK}3/parts/new/", {"cell": "3.1. Osa"}).status_code == 302
    sub = one.subs.get()
    assert desk.post(f"{DESK}parts/{sub.pk}/", {"cell": "3.1. Parempi osa"}).status_code == 302
    fields = {"text": "Työ", "schedule": "1/2027 – 2/2027", "unit": "Yksikkö", "percent": "10"}
    assert desk.post(f"{DESK}3/actions/new/?sub={sub.pk}", fields).status_code == 302
    action = Action.objects.get(sub=sub)
    handled = StatusTerm.objects.get(label="Käsitelty")
    told = {**fields, "status": handled.pk, "status_words": "Tehty\r\nhyvin"}
    assert desk.post(f"{DESK}actions/{action.pk}/", told).status_code == 302
    action.refresh_from_db()
    one.refresh_from_db()
    assert (one.cell, one.answer_due) == ("3. Parempi ajatus", date(2027, 1, 1))
    assert action.status_text == "Käsitelty. Tehty\nhyvin"


def test_an_edit_that_touches_one_field_keeps_the_cells(desk: Client, table: Panel) -> None:
    action = Action.objects.get(schedule="Jatkuvaa")
    page = desk.get(f"{DESK}actions/{action.pk}/").context["form"]
    told = {name: page[name].value() or "" for name in page.fields}
    told.update(status=action.status_id, unit="Uusi yksikkö")
    assert desk.post(f"{DESK}actions/{action.pk}/", told).status_code == 302
    action.refresh_from_db()
    assert (action.unit, action.status_text) == ("Uusi yksikkö", "Käsitelty. Kokeiltu ajanvarauksessa")


@pytest.fixture
def owned(table: Panel, person: Callable[..., User]) -> Action:
    action = Action.objects.first()
    owner = person(Role.OFFICIAL)
    return actions.give_owner(action=action, owner=owner, owner_post="Johtaja", actor=None)


def test_an_official_tells_of_their_own_action_only(owned: Action, signed_in: SignIn) -> None:
    client = signed_in(owned.owner)
    assert client.get(f"{DESK}actions/{Action.objects.last().pk}/").status_code == 404
    told = {"status_words": "Etenee", "text": "Salaa muutettu", "schedule": ""}
    assert client.post(f"{DESK}actions/{owned.pk}/", told).status_code == 302
    text = owned.text
    owned.refresh_from_db()
    assert (owned.text, owned.status_text) == (text, "Etenee")
    assert "Sinun toimenpiteesi" in client.get(DESK).content.decode()
    same = f"{DESK}actions/{owned.pk}/unchanged/"
    assert client.post(same, {"reason": ""}).status_code == 422
    assert client.post(same, {"reason": "Odotetaan", "next_update_due": "2099-01-01"}).status_code == 302


def test_the_link_needs_no_sign_in(client: Client, owned: Action) -> None:
    path = links.update_url(owned, owned.owner).split("localhost:8000")[-1]
    assert client.get(path).status_code == 200
    answer = client.post(path, {"status_words": "Etenee hyvin"}, follow=True)
    assert "Kiitos" in answer.content.decode()
    owned.refresh_from_db()
    assert owned.status_words == "Etenee hyvin"
    client.post(path, {"unchanged": "1", "same-reason": "Odotetaan lupaa"})
    html = client.get("/panels/testi/recommendations/1/").content.decode()
    assert "Odotetaan lupaa" in html
    assert "(Johtaja)" in html
    assert owned.owner.name not in html
    actions.give_owner(action=owned, owner=None, owner_post="Johtaja", actor=None)
    assert client.get(path).status_code == 403
    assert client.get("/update/roska/").status_code == 404


def test_a_table_is_uploaded_looked_at_and_brought_in(desk: Client, table: Panel) -> None:
    changed = DIGITAL.replace("Jatkuvaa", "joskus")
    file = SimpleUploadedFile("taulukko.csv", as_csv(changed))
    answer = desk.post(f"{DESK}import/", {"file": file})
    draft = ImportDraft.objects.get()
    assert answer["Location"] == f"{DESK}import/{draft.pk}/"
    html = desk.get(answer["Location"]).content.decode()
    assert "0 uutta, 1 muuttuu, 2 pysyy ennallaan" in html
    assert "aikataulusta ”joskus” ei löydy kuukautta" in html
    assert desk.get(f"{DESK}import/{draft.pk}/apply/").status_code == 405
    assert desk.post(f"{DESK}import/{draft.pk}/apply/").status_code == 302
    assert Action.objects.filter(schedule="joskus").count() == 1
    assert not ImportDraft.objects.exists()


def test_a_pasted_table_with_strange_headings_is_mapped(desk: Client, table: Panel) -> None:
    desk.post(f"{DESK}import/", {"pasted": "Aihe\tTyö\n9. Aihe\tTehdään\n"})
    draft = ImportDraft.objects.get()
    path = f"{DESK}import/{draft.pk}/"
    assert "Saraketta ”Suositus” ei löydy" in desk.get(path).content.decode()
    bad = {"updated_on": "2026-01-01", "column_0": "action", "column_1": "action"}
    assert desk.post(path, bad).status_code == 422
    assert desk.post(path, {**bad, "column_0": "recommendation"}).status_code == 302
    desk.post(f"{path}apply/")
    assert Action.objects.get(text="Tehdään").recommendation.number == 9


@pytest.mark.parametrize(
    "told", [{"pasted": ""}, {"pasted": "  "}, {"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04")}]
)
def test_nothing_useful_uploaded_is_said_at_the_form(
    desk: Client, table: Panel, told: dict[str, Any]
) -> None:
    assert desk.post(f"{DESK}import/", told).status_code == 422


def test_a_draft_can_be_left_out(desk: Client, table: Panel) -> None:
    draft = actions.start_draft(panel=table, content=as_csv(DIGITAL), name="t", actor=None)
    assert desk.post(f"{DESK}import/{draft.pk}/discard/").status_code == 302
    assert not ImportDraft.objects.exists()


def test_words_owners_and_posts(desk: Client, owned: Action, person: Callable[..., User]) -> None:
    assert desk.post(f"{DESK}terms/", {"label": "Harkinnassa", "kind": "in_progress"}).status_code == 302
    assert desk.post(f"{DESK}terms/", {"label": "Harkinnassa", "kind": "done"}).status_code == 422
    other = person(Role.OFFICIAL, name="toinen")
    handed = {"post": "Johtaja", "to": other.pk, "confirmed": "yes"}
    assert desk.post(f"{DESK}posts/", handed).status_code == 302
    owned.refresh_from_db()
    assert owned.owner == other
    told = {"owner_post": "Päällikkö", "owner": "", "deputy_post": "Apulainen"}
    assert desk.post(f"{DESK}actions/{owned.pk}/owner/", told).status_code == 302
    assert OutgoingMail.objects.count() == 0


def test_desk_queries_do_not_grow_with_rows(desk: Client, table: Panel) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert desk.get(DESK).status_code == 200
            assert desk.get(f"{DESK}1/").status_code == 200
        return len(caught)

    first = Recommendation.objects.get(number=1)
    actions.add_action(recommendation=first, text="T", schedule="1/2020", actor=None)
    few = cost()
    for number in range(10, 20):
        one = actions.add_recommendation(panel=table, title=f"{number}. N", actor=None)
        for _ in range(2):
            actions.add_action(recommendation=one, text="T", schedule="1/2020", actor=None)
    for _ in range(15):
        actions.add_action(recommendation=first, text="T", schedule="1/2020", actor=None)
    assert cost() <= few
    assert 'href="?updates=2#updates"' in desk.get(DESK).content.decode()


def test_a_deputy_works_at_the_desk_too(
    panel: Panel, person: Callable[..., User], signed_in: Callable[[User], Client]
) -> None:
    one = actions.add_recommendation(panel=panel, title="1. Busseja", actor=None)
    action = actions.add_action(recommendation=one, text="Vuorot lisätään", schedule="2028", actor=None)
    deputy, other = person(Role.OFFICIAL, name="sijainen"), person(Role.OFFICIAL, name="toinen")
    actions.give_owner(action=action, owner=None, owner_post="Johtaja", deputy=deputy, actor=None)
    path = f"{DESK}actions/{action.pk}/"
    assert signed_in(deputy).post(path, {"status_words": "Työ alkoi"}).status_code == 302
    assert "Vuorot lisätään" in signed_in(deputy).get(DESK).content.decode()
    assert signed_in(other).get(path).status_code == 404
    action.refresh_from_db()
    assert action.status_words == "Työ alkoi"
