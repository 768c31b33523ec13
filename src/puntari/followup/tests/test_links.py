"""Updating from an e-mail, by the right person only, and evidence."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from puntari.core import clock, files
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import OutgoingMail, StoredFile, User
from puntari.core.roles import Role
from puntari.followup import actions, links
from puntari.followup.history import history_of
from puntari.followup.models import Action, Evidence
from puntari.panels.models import Panel

PDF = b"%PDF-1.7 kokeilu"


@pytest.fixture
def action(panel: Panel, person: Callable[..., User]) -> Action:
    one = actions.add_recommendation(panel=panel, title="1. Lisää bussivuoroja", actor=None)
    made = actions.add_action(recommendation=one, text="Vuorot lisätään", schedule="Jatkuvaa", actor=None)
    return actions.give_owner(
        action=made,
        owner=person(Role.OFFICIAL, name="omistaja"),
        owner_post="Johtaja",
        deputy=person(Role.OFFICIAL, name="sijainen"),
        deputy_post="Päällikkö",
        actor=None,
    )


def path_for(action: Action, person: User) -> str:
    return links.update_url(action, person).split("localhost:8000")[-1]


def test_one_tap_says_that_nothing_has_changed(client: Client, action: Action) -> None:
    path = path_for(action, action.owner)
    html = client.get(f"{path}?same=1").content.decode()
    assert '<details class="link-same" id="same" open>' in html
    form = client.get(f"{path}?same=1").context["unchanged"]
    told = {f"same-{name}": form[name].value() or "" for name in form.fields}
    assert client.post(path, {"unchanged": "1", **told}).status_code == 302
    action.refresh_from_db()
    assert action.next_update_due == clock.today() + timedelta(days=91)
    said = history_of(action.recommendation)[0]
    assert said.said.startswith("Ei muutosta: Työ etenee suunnitelman mukaan")
    assert said.by == "Johtaja"


def test_only_a_reason_makes_it_an_update(client: Client, action: Action) -> None:
    path = path_for(action, action.owner)
    answer = client.post(path, {"unchanged": "1", "same-because": "", "same-reason": ""})
    assert answer.status_code == 422
    assert client.post(path, {"unchanged": "1", "same-because": "outo"}).status_code == 422
    with pytest.raises(BadInput):
        actions.confirm_unchanged(action=action, because="outo", next_update_due=None, actor=None)


def test_opening_the_link_changes_nothing(client: Client, action: Action) -> None:
    client.get(f"{path_for(action, action.owner)}?same=1")
    assert not [event for event in history_of(action.recommendation) if "Ei muutosta" in event.said]


def test_the_deputy_updates_in_their_own_post(client: Client, action: Action) -> None:
    client.post(path_for(action, action.deputy), {"status_words": "Etenee"})
    assert history_of(action.recommendation)[0].by == "Päällikkö"


def test_somebody_else_signed_in_is_turned_away(
    action: Action, outsider: User, signed_in: Callable[[User], Client]
) -> None:
    path = path_for(action, action.owner)
    answer = signed_in(outsider).get(path)
    assert answer.status_code == 403
    assert "toiselle henkilölle" in answer.content.decode()
    assert signed_in(outsider).post(path, {"status_words": "X"}).status_code == 403
    assert signed_in(action.owner).get(path).status_code == 200


def test_a_link_dies_with_the_change_of_owner_and_the_account(client: Client, action: Action) -> None:
    path = path_for(action, action.owner)
    User.objects.filter(pk=action.owner.pk).update(is_active=False)
    assert client.get(path).status_code == 403
    User.objects.update(is_active=True)
    assert client.get(path).status_code == 200
    actions.give_owner(action=action, owner=None, owner_post="Johtaja", actor=None)
    assert client.get(path).status_code == 403


def expired(action: Action, monkeypatch: pytest.MonkeyPatch) -> str:
    path = path_for(action, action.owner)
    monkeypatch.setattr(links, "MAX_DAYS", -1)
    return path


def test_an_expired_link_sends_a_new_one_to_its_own_person(
    client: Client, action: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = expired(action, monkeypatch)
    answer = client.get(path)
    assert answer.status_code == 410
    assert "Lähetä uusi linkki" in answer.content.decode()
    for _ in range(2):
        html = client.post("/update/new/", {"token": path.split("/")[2]}).content.decode()
    assert path.split("/")[2][:20] not in html
    mail = OutgoingMail.objects.get()
    assert mail.to == action.owner.email
    assert "uusi linkki" in mail.body


def test_a_tampered_link_asks_for_the_address_and_tells_nothing(client: Client, action: Action) -> None:
    answer = client.get(path_for(action, action.owner)[:-3] + "xy/")
    assert answer.status_code == 404
    assert 'name="email"' in answer.content.decode()
    stranger = client.post("/update/new/", {"email": "kuka@example.invalid"})
    assert not OutgoingMail.objects.exists()
    owner = client.post("/update/new/", {"email": action.owner.email.upper()})
    assert stranger.status_code == owner.status_code == 200
    assert stranger.content == owner.content
    assert OutgoingMail.objects.get().body.count("?same=1") == 1
    assert client.post("/update/new/", {"email": "ei osoite"}).status_code == 422
    assert client.post("/update/new/", {"token": "roska"}).status_code == 200


def test_the_language_of_the_reminders_is_chosen_on_the_page(client: Client, action: Action) -> None:
    path = path_for(action, action.owner)
    assert client.post(f"{path}language/", {"language": "sv"}).status_code == 302
    assert actions.language_of(action.owner) == "sv"
    client.post(f"{path}language/", {"language": "xx"})
    assert actions.language_of(action.owner) == "sv"
    assert client.get(f"{path}language/").status_code == 405


def test_evidence_comes_along_and_is_public(client: Client, action: Action) -> None:
    told = {
        "status_words": "Valmis",
        "effect": "Bussi kulkee myös illalla.",
        "evidence_url": "example.invalid/poytakirja",
        "evidence_file": SimpleUploadedFile("muistio.pdf", PDF),
        "evidence_label": "Pöytäkirja",
    }
    assert client.post(path_for(action, action.owner), told).status_code == 302
    link, file = Evidence.objects.order_by("pk")
    assert link.url == "https://example.invalid/poytakirja"
    assert files.read(file.file) == PDF
    html = client.get("/panels/testi/recommendations/1/").content.decode()
    assert "Bussi kulkee myös illalla." in html
    assert f"/panels/testi/evidence/{file.file.key}/" in html
    answer = client.get(f"/panels/testi/evidence/{file.file.key}/")
    assert answer.getvalue() == PDF
    Panel.objects.update(visibility="draft")
    assert client.get(f"/panels/testi/evidence/{file.file.key}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [("sivu.html", b"<script>"), ("valhe.pdf", b"MZ ohjelma"), ("iso.png", b"\x89PNG" + b"0" * 10 * 2**20)],
)
def test_unfit_files_are_refused_and_words_kept(
    client: Client, action: Action, name: str, content: bytes
) -> None:
    told = {"status_words": "Tärkeä sana", "evidence_file": SimpleUploadedFile(name, content)}
    answer = client.post(path_for(action, action.owner), told)
    assert answer.status_code == 422
    assert "Tärkeä sana" in answer.content.decode()
    assert not Evidence.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ei osoite", "ftp://example.invalid/x", ""])
def test_unfit_links_are_refused(action: Action, url: str) -> None:
    with pytest.raises(BadInput):
        actions.add_link(action=action, url=url, actor=None)


def test_evidence_at_the_desk_is_added_and_taken_away(
    action: Action,
    coordinator: User,
    signed_in: Callable[[User], Client],
    django_capture_on_commit_callbacks: Any,
) -> None:
    client = signed_in(coordinator)
    path = f"/desk/panels/testi/followup/actions/{action.pk}/evidence/"
    assert client.post(path, {}).status_code == 422
    assert client.post(path, {"evidence_file": SimpleUploadedFile("a.pdf", PDF)}).status_code == 302
    one = Evidence.objects.get()
    place = one.file.content.path
    assert Path(place).exists()
    assert "a.pdf" in client.get(path).content.decode()
    assert "Poistetaanko" in client.post(f"{path}{one.pk}/remove/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{path}{one.pk}/remove/", {"confirmed": "yes"}).status_code == 302
    assert not Evidence.objects.exists()
    assert not Path(place).exists()
    assert "Näyttö poistettiin: a.pdf" in [event.said for event in history_of(action.recommendation)]


def test_links_live_for_thirty_days(action: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    token = path_for(action, action.owner).split("/")[2]
    later = time.time() + 86_400 * links.MAX_DAYS
    monkeypatch.setattr(time, "time", lambda: later - 60)
    assert links.opened(token).action == action
    monkeypatch.setattr(time, "time", lambda: later + 60)
    with pytest.raises(NotAllowed) as refused:
        links.opened(token)
    assert refused.value.code == "followup.link_expired"


@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize(("days", "after"), [(-5, 91), (0, 91), (7, 91), (8, 8), (60, 60)])
def test_who_answers_a_reminder_is_not_asked_again_next_week(
    client: Client, action: Action, days: int, after: int, same: bool
) -> None:
    Action.objects.filter(pk=action.pk).update(next_update_due=clock.today() + timedelta(days))
    page = client.get(path_for(action, action.owner)).context
    form = page["unchanged" if same else "form"]
    assert str(form["next_update_due"].value()) == str(clock.today() + timedelta(days=after))


def test_telling_news_late_does_not_leave_the_item_late(client: Client, action: Action) -> None:
    Action.objects.filter(pk=action.pk).update(next_update_due=clock.today() - timedelta(5))
    action.refresh_from_db()
    path = path_for(action, action.owner)
    page = client.get(path)
    told = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    told = {name: value for name, value in told.items() if name != "evidence_file"}
    answer = client.post(path, {**told, "seen": page.context["carried"], "status_words": "Työ etenee"})
    assert answer.status_code == 302
    action.refresh_from_db()
    assert action.next_update_due == clock.today() + timedelta(days=91)
    assert not action.late
