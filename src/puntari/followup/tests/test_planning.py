import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from puntari.followup import actions, queries
from puntari.followup.importing import matching, parts, planning
from puntari.followup.importing.matching import Unmatched
from puntari.followup.importing.reading import read_table
from puntari.followup.tests.tables import HEADING, as_csv
from puntari.panels.models import Panel

MAPPING = ["recommendation", "sub", "action", "schedule", "status", "unit", "more_info"]


def table(count: int) -> bytes:
    """Recommendations without numbers, each with three parts, and one with a part for each of them."""
    lines = [
        f"Suositus {n:04d}x;Osa {p} numero {n};Työ {p} {n};2026;Kesken;U;\n"
        for n in range(count)
        for p in "abc"
    ]
    lines += [f"Viimeinen;Pala {n:04d};Tehtävä {n};2026;Kesken;U;\n" for n in range(count)]
    return as_csv(f"{HEADING}\n" + "".join(lines))


def comparisons(panel: Panel, content: bytes, monkeypatch: pytest.MonkeyPatch) -> int:
    texts = 0

    def counted(text: str) -> str:
        nonlocal texts
        texts += 1
        return " ".join(text.casefold().split())

    with monkeypatch.context() as patch:
        patch.setattr(matching, "plain", counted)
        patch.setattr(planning, "plain", counted)
        patch.setattr(parts, "plain", counted)
        planning.make_plan(panel, read_table(content).lines, MAPPING)
    return texts


@pytest.mark.parametrize("known", [False, True])
def test_planning_compares_in_step_with_the_lines(
    panel: Panel, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    small, large = table(20), table(80)
    if known:
        actions.import_table(panel=panel, content=small, name="t", actor=None)
    few = comparisons(panel, small, monkeypatch)
    if known:
        actions.import_table(panel=panel, content=large, name="t", actor=None)
    assert comparisons(panel, large, monkeypatch) <= 4.2 * few


def test_planning_asks_the_database_equally_often(panel: Panel) -> None:
    actions.import_table(panel=panel, content=table(30), name="t", actor=None)

    def cost(count: int) -> int:
        lines = read_table(table(count)).lines
        with CaptureQueriesContext(connection) as caught:
            planning.make_plan(panel, lines, MAPPING)
        return len(caught)

    assert cost(30) == cost(3)


def test_an_unchanged_import_writes_nothing_but_its_own_entry(panel: Panel) -> None:
    actions.import_table(panel=panel, content=table(10), name="t", actor=None)
    with CaptureQueriesContext(connection) as caught:
        actions.import_table(panel=panel, content=table(10), name="t", actor=None)
    writes = [one["sql"] for one in caught if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    items = ("followup_recommendation", "followup_subrecommendation", "followup_action")
    assert [sql for sql in writes if sql.split('"')[1] in items] == []
    assert queries.actions_of(panel).count() == 40


def test_a_thing_is_claimed_once_by_text_before_number() -> None:
    things = [("1", "a"), ("2", "b"), ("3", "A "), ("4", "c")]
    free = Unmatched(things, text=lambda one: one[1], number=lambda one: one[0])
    assert free.claim("a", "3") == ("3", "A ")
    assert free.claim("a", "4") == ("1", "a")
    assert free.claim("a", "4") == ("4", "c")
    assert free.claim("a", "1") is None
    assert free.rest() == [("2", "b")]
