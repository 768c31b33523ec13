"""Fixtures that every room's tests may use, and which tests this machine can run."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests import chromium, postgres

# A busy machine is slow, which is no fault of what is tested.
settings.register_profile("puntari", deadline=None)
settings.load_profile("puntari")

pytest_plugins = ["puntari.testing", "tests.browser"]


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """A request leaves its language in the thread; the next test on the same worker begins in Finnish."""
    from django.utils import translation

    with translation.override("fi"):
        yield


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this machine cannot run; `./run test` says so, and with CI set refuses."""
    out = [item for item in items if _is_left_out(item)]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]


def _is_left_out(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser") and not chromium.find():
        return True
    return bool(item.get_closest_marker("postgres")) and postgres.VARIABLE not in os.environ
