import threading

import pytest
from django.db import OperationalError

from puntari.core import starting


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "_readings", [])


def test_what_is_registered_is_read_beside_the_caller() -> None:
    read: list[str] = []
    starting.reading(lambda: read.append(threading.current_thread().name))
    thread = starting.begin()
    thread.join(10)
    assert read == [thread.name]
    assert thread.daemon


def test_what_cannot_be_read_stops_neither_the_rest_nor_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OperationalError("no such table")

    closed: list[bool] = []
    monkeypatch.setattr(starting.connection, "close", lambda: closed.append(True))
    read: list[str] = []
    starting.reading(fail)
    starting.reading(lambda: read.append("second"))
    starting.read_all()
    assert read == ["second"]
    assert closed == [True]
