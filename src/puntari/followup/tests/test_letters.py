"""The coordinator sees which messages had trouble, and has a given-up one sent anew."""

from collections.abc import Callable

import pytest
from django.test import Client

from puntari.core import clock, mail
from puntari.core.models import OutgoingMail, User
from puntari.core.roles import Role
from puntari.panels.models import Panel

PAGE = "/desk/panels/testi/followup/mail/"


def letter(key: str, **state: object) -> OutgoingMail:
    made = mail.queue(key, to=f"{key}@example.invalid", subject=f"Aihe {key}", body="x", panel_slug="testi")
    assert made is not None
    OutgoingMail.objects.filter(pk=made.pk).update(**{"tried": clock.now(), "tries": 1, **state})
    return made


@pytest.fixture
def desk(panel: Panel, coordinator: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(coordinator)


def test_what_went_well_is_not_listed(desk: Client) -> None:
    letter("hyva", sent=clock.now())
    html = desk.get(PAGE).content.decode()
    assert "Aihe hyva" not in html
    assert "Kaikki viestit ovat lähteneet" in html


def test_each_trouble_is_told_without_the_whole_address(desk: Client) -> None:
    letter("matti", trouble="550 no such person", tries=mail.MAX_TRIES)
    letter("liisa", sent=clock.now(), doubted=clock.now())
    letter("kalle", trouble="timed out")
    html = desk.get(PAGE).content.decode()
    for said in (
        "Ei lähtenyt, luovuttiin",
        "550 no such person",
        "Lähti, ehkä kahdesti",
        "Yritetään uudelleen",
    ):
        assert said in html
    assert "ma…@example.invalid" in html
    assert "matti@" not in html


def test_a_given_up_message_is_sent_when_the_coordinator_asks(desk: Client) -> None:
    made = letter("matti", trouble="550", tries=mail.MAX_TRIES)
    assert mail.send_waiting() == 0
    assert desk.post(f"{PAGE}{made.pk}/again/").status_code == 302
    assert mail.send_waiting() == 1
    assert desk.post(f"{PAGE}{made.pk}/again/").status_code == 404


def test_it_is_the_coordinators_page(
    desk: Client, person: Callable[..., User], signed_in: Callable[[User], Client]
) -> None:
    made = letter("matti", trouble="550", tries=mail.MAX_TRIES)
    official = signed_in(person(Role.OFFICIAL))
    assert official.get(PAGE).status_code == 404
    assert official.post(f"{PAGE}{made.pk}/again/").status_code == 404
