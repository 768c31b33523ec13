"""Mail through a real conversation with a server that misbehaves."""

import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from puntari.core import clock, mail
from puntari.core.models import OutgoingMail

LATER = timedelta(minutes=11)


class Server(socketserver.ThreadingTCPServer):
    """Takes mail; `manner` is how it behaves, `taken` what it took."""

    allow_reuse_address = True
    daemon_threads = True
    manner = "well"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken: list[str] = []


class Conversation(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self._say("220 hei")
        while line := self.rfile.readline().decode().strip():
            if not self._answer(line.upper()):
                return

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def _answer(self, line: str) -> bool:
        if line.startswith("RCPT") and self.server.manner == "refuses":
            self._say("550 no such person")
        elif line == "DATA":
            return self._data()
        elif line == "QUIT":
            if self.server.manner == "well":
                self._say("221 moi")
            return False
        else:
            self._say("250 ok")
        return True

    def _data(self) -> bool:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        self.server.taken.append("\n".join(lines))
        if self.server.manner == "breaks off":
            return False
        self._say("250 taken")
        return True


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = running.server_address
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def message(db: None) -> OutgoingMail:
    made = mail.queue("testi/1", to="liisa@example.invalid", subject="Hei", body="Moi", panel_slug="p")
    assert made is not None
    return made


def names(server: Server) -> set[str]:
    lines = (line for letter in server.taken for line in letter.splitlines())
    return {line for line in lines if line.startswith("Message-ID:")}


@pytest.mark.parametrize("manner", ["well", "rude"])
def test_what_the_server_took_is_sent_whatever_it_says_at_the_end(
    server: Server, message: OutgoingMail, manner: str
) -> None:
    server.manner = manner
    assert mail.send_waiting() == 1
    with clock.at(clock.now() + LATER):
        assert mail.send_waiting() == 0
    message.refresh_from_db()
    assert (len(server.taken), message.trouble, message.doubted) == (1, "", None)
    assert message.sent is not None


def test_a_line_that_breaks_leaves_a_doubt_and_the_message_goes_again(
    server: Server, message: OutgoingMail
) -> None:
    server.manner = "breaks off"
    assert mail.send_waiting() == 0
    message.refresh_from_db()
    assert message.doubted is not None
    assert message.trouble
    server.manner = "well"
    with clock.at(clock.now() + LATER):
        assert mail.send_waiting() == 1
    assert (len(server.taken), len(names(server))) == (2, 1)
    assert list(mail.troubled("p")) == [message]


def test_a_refusal_leaves_no_doubt(server: Server, message: OutgoingMail) -> None:
    server.manner = "refuses"
    assert mail.send_waiting() == 0
    message.refresh_from_db()
    assert (message.sent, message.doubted, server.taken) == (None, None, [])
    assert "no such person" in message.trouble
    assert list(mail.troubled("p")) == [message]
    assert not mail.troubled("toinen").exists()


def test_a_server_that_is_not_there_leaves_no_doubt(message: OutgoingMail, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert mail.send_waiting() == 0
    message.refresh_from_db()
    assert message.doubted is None
    assert message.trouble


def test_a_try_that_a_crash_cut_short_is_a_doubt(message: OutgoingMail) -> None:
    OutgoingMail.objects.update(tried=clock.now(), tries=1)
    assert mail.send_waiting() == 0
    with clock.at(clock.now() + LATER):
        assert mail.send_waiting() == 1
    message.refresh_from_db()
    assert message.doubted is not None
    assert message.sent is not None


def test_what_was_given_up_begins_anew_when_asked(server: Server, message: OutgoingMail) -> None:
    OutgoingMail.objects.update(tried=clock.now(), tries=mail.MAX_TRIES, trouble="550")
    with clock.at(clock.now() + LATER):
        assert mail.send_waiting() == 0
    mail.try_again(message)
    assert mail.send_waiting() == 1
    message.refresh_from_db()
    assert (len(server.taken), message.doubted) == (1, None)
