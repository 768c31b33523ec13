"""Text messages leave through a real HTTP interface, once each."""

import json
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from puntari.core import clock, mail, sms
from puntari.core.models import OutgoingMail

pytestmark = pytest.mark.django_db


class Operator(HTTPServer):
    """Keeps what it was sent; answers with the next of `answers`, 202 after the last."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.taken: list[tuple[dict[str, str], dict[str, Any]]] = []
        self.answers: list[int] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/send"


class Taking(BaseHTTPRequestHandler):
    server: Operator

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((dict(self.headers), json.loads(body)))
        self.send_response(self.server.answers.pop(0) if self.server.answers else 202)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        """Nothing on the screen of a test."""


@pytest.fixture
def operator(settings: Any) -> Iterator[Operator]:
    with Operator() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        settings.SMS_GATEWAY = server.url
        yield server
        server.shutdown()
        thread.join()


def queue(text: str = "Hei ”sinä”\nhttps://panels.example.fi/x") -> None:
    mail.queue("k/1", to=sms.address_of("+358401234567"), subject="", body=text)


def test_a_message_is_posted_once(operator: Operator, settings: Any) -> None:
    settings.SMS_AUTHORIZATION = "Bearer abc"
    settings.SMS_BODY = '{"text": "{text}", "recipients": [{"msisdn": "{number}"}], "priority": 1}'
    queue()
    assert mail.send_waiting() == 1
    assert mail.send_waiting() == 0
    ((headers, body),) = operator.taken
    assert body == {
        "text": "Hei ”sinä”\nhttps://panels.example.fi/x",
        "recipients": [{"msisdn": "+358401234567"}],
        "priority": 1,
    }
    assert (headers["Authorization"], headers["Content-Type"]) == ("Bearer abc", "application/json")


@pytest.mark.parametrize("trouble", [500, 302, 401])
def test_what_was_not_taken_is_tried_again_as_the_same_message(operator: Operator, trouble: int) -> None:
    operator.answers = [trouble]
    queue("Teksti, jossa lukee {number}")
    assert mail.send_waiting() == 0
    assert str(trouble) in OutgoingMail.objects.get().trouble
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert mail.send_waiting() == 1
    first, second = operator.taken
    assert first[0]["Idempotency-Key"] == second[0]["Idempotency-Key"] == first[1]["id"]
    assert second[1]["text"] == "Teksti, jossa lukee {number}"


def test_an_operator_that_is_away_or_taken_out_loses_nothing(operator: Operator, settings: Any) -> None:
    queue()
    settings.SMS_GATEWAY = ""
    assert (sms.available(), mail.send_waiting()) == (False, 0)
    settings.SMS_GATEWAY = "http://127.0.0.1:9/send"
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert mail.send_waiting() == 0
    settings.SMS_GATEWAY = operator.url
    with clock.at(clock.now() + timedelta(minutes=22)):
        assert mail.send_waiting() == 1


def test_a_gateway_may_be_an_address_of_mail(settings: Any) -> None:
    settings.SMS_GATEWAY = "{number}@sms.example.invalid"
    assert sms.available()
    assert sms.address_of("+358401234567") == "358401234567@sms.example.invalid"
    assert not sms.is_for(sms.address_of("+358401234567"))
