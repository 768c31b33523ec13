"""The rule that a room is entered by its queries and actions only."""

import pytest
from grimp import ImportGraph

from tests.contracts import RoomsContract

CONTRACT = RoomsContract(
    name="doors",
    session_options={},
    contract_options={
        "package": "puntari",
        "shared": ["core", "methods"],
        "doors": ["queries", "actions"],
        "composers": ["puntari.site.urls"],
        "fixtures": ["testing"],
    },
)


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("puntari.lottery.views", "puntari.panels.queries", True),
        ("puntari.lottery.views", "puntari.panels.actions.deadlines", True),
        ("puntari.lottery.views", "puntari.panels.models", False),
        ("puntari.lottery.views", "puntari.panels", False),
        ("puntari.lottery.views", "puntari.lottery.models", True),
        ("puntari.lottery.views", "puntari.core.models", True),
        ("puntari.lottery.actions", "puntari.methods.sortition.draw", True),
        ("puntari.core.roles", "puntari.panels.models", False),
        ("puntari.site.urls", "puntari.panels.urls", True),
        ("puntari.site.pages", "puntari.panels.views", False),
        ("puntari.lottery.tests.test_draw", "puntari.panels.tests.people", True),
        ("puntari.lottery.tests.test_draw", "puntari.panels.views", False),
        ("puntari.lottery.tests.test_draw", "puntari.testing", True),
        ("puntari.lottery.views", "puntari.testing", False),
        ("puntari.testing", "puntari.panels.models", True),
        ("puntari.cli", "puntari.methods.sortition.cli", True),
    ],
)
def test_doors(importer: str, imported: str, allowed: bool) -> None:
    graph = ImportGraph()
    for module in {importer, imported}:
        graph.add_module(module)
    graph.add_import(importer=importer, imported=imported)
    check = CONTRACT.check(graph, verbose=False)
    assert check.kept is allowed
    assert check.metadata["trespasses"] == ([] if allowed else [(importer, imported)])
