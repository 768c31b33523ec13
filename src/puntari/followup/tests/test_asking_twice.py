"""The message that asks whether somebody wants to follow says who asks and of what, in its own language."""

from typing import Any

import pytest
from django.test import Client

from puntari.core.models import OutgoingMail
from puntari.followup import actions, channels
from puntari.followup.models import Follower, Recommendation
from puntari.panels.models import Panel

LONG = "Kuntien palvelujen saavutettavuuden arviointi ja siihen liittyvä pitkä selitys " * 3
SMS: dict[str, Any] = {"channel": "sms", "address": "040 123 4567"}


@pytest.fixture
def one(panel: Panel) -> Recommendation:
    return actions.add_recommendation(panel=panel, title="2. Apua samalla viikolla", actor=None)


@pytest.fixture
def _gateway(settings: Any) -> None:
    settings.SMS_GATEWAY = "https://sms.example.invalid/send"


def asked(follower: Follower | None) -> OutgoingMail:
    assert follower is not None
    return OutgoingMail.objects.latest("pk")


def test_an_e_mail_names_the_organisation_the_panel_and_the_item(one: Recommendation) -> None:
    body = asked(actions.follow(recommendation=one, address="a@example.invalid")).body
    for said in (one.cell, f"Paneeli: {one.panel.title}", one.panel.organisation.name):
        assert said in body


@pytest.mark.usefixtures("_gateway")
@pytest.mark.parametrize(("language", "word"), [("fi", "vahvista"), ("sv", "bekräfta"), ("en", "confirm")])
def test_a_text_message_names_them_too(one: Recommendation, language: str, word: str) -> None:
    follower = actions.follow(recommendation=one, language=language, **SMS)
    said, link = asked(follower).body.splitlines()
    assert said.startswith(f"{one.panel.organisation.name}: {word}")
    assert said.endswith(f"{one.cell} ({one.panel.title})")
    assert link.endswith(f"/confirm/?lang={language}")


@pytest.mark.usefixtures("_gateway")
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("confirmed", [False, True])
def test_long_names_leave_room_for_each_other(one: Recommendation, language: str, confirmed: bool) -> None:
    Recommendation.objects.update(title=LONG)
    Panel.objects.update(title=LONG, title_sv=LONG, title_en=LONG)
    one = Recommendation.objects.get(pk=one.pk)
    one.panel.organisation.name = f"Hyvinvointialue {LONG}"
    one.panel.organisation.save()
    follower = actions.follow(recommendation=one, language=language, **SMS)
    assert follower is not None
    if confirmed:
        actions.confirm_following(follower=follower)
        OutgoingMail.objects.all().delete()
        actions.follow(recommendation=one, **SMS)
    said = OutgoingMail.objects.get().body.splitlines()[0]
    assert len(said) <= channels.SHORT
    assert said.startswith("Hyvinvointialue Kuntien")
    assert said.count("Kuntien palvelujen") == 3
    assert said.endswith("…)")


@pytest.mark.usefixtures("_gateway")
def test_following_a_panel_or_everything_says_so(panel: Panel) -> None:
    of_panel = asked(actions.follow(panel=panel, **SMS)).body
    assert f"{panel.organisation.name}: " in of_panel
    assert panel.title in of_panel
    of_all = asked(actions.follow(**SMS)).body
    assert f"{panel.organisation.name}: vahvista, että haluat seurata: kaikkien paneelien" in of_all


@pytest.mark.usefixtures("_gateway")
@pytest.mark.parametrize(
    ("told", "said", "unsaid"),
    [
        ({"channel": "sms", "address": "040 123 4567"}, "tekstiviestin", "roskaposti"),
        ({"channel": "email", "address": "a@example.invalid"}, "roskaposti", "tekstivies"),
    ],
)
def test_the_page_after_speaks_of_what_was_sent(
    client: Client, one: Recommendation, told: dict[str, str], said: str, unsaid: str
) -> None:
    path = f"/panels/testi/recommendations/{one.number}/follow/"
    html = client.post(path, {**told, "pace": "weekly", "language": "fi"}).content.decode()
    assert said in html
    assert unsaid not in html


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_link_opens_in_the_language_of_its_message(
    client: Client, one: Recommendation, language: str
) -> None:
    mail = asked(actions.follow(recommendation=one, address="a@example.invalid", language=language))
    (link,) = [line for line in mail.body.splitlines() if "/confirm/" in line]
    client.cookies["django_language"] = "sv" if language != "sv" else "fi"
    html = client.get(link.removeprefix("http://localhost:8000")).content.decode()
    assert f'<html lang="{language}"' in html
    assert one.panel.title in html
