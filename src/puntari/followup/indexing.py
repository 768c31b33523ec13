"""Keeping the table's narrow rows and their search words in step with what is saved.

Saving a recommendation, a part, an action or an answer renews the rows of its recommendation. Inside
`at_once` this waits for the end, so that bringing in a whole table writes everything once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, transaction
from django.db.models.signals import post_migrate, post_save

from puntari.followup.models import (
    Action,
    Recommendation,
    Response,
    RowWords,
    SharedWords,
    SubRecommendation,
    TableRow,
)
from puntari.followup.models.index import LONGEST_UNIT
from puntari.followup.search import FORM, searchable

Item = Recommendation | SubRecommendation | Action | Response
BATCH = 500
_waiting: ContextVar[set[int] | None] = ContextVar("followup_index", default=None)


def connect() -> None:
    """Hear of every save."""
    for kind in (Recommendation, SubRecommendation, Action, Response):
        post_save.connect(_on_save, sender=kind, dispatch_uid=f"followup.index.{kind.__name__}")
    post_migrate.connect(_on_migrate, dispatch_uid="followup.index.migrate")


def _on_save(instance: Item, **_kwargs: Any) -> None:
    touch(instance)


def _on_migrate(app_config: Any, **_kwargs: Any) -> None:
    """An installation from before the index or with an earlier form of it gets it here, and a bare copy."""
    if (
        app_config.label != "followup"
        or TableRow._meta.db_table not in connection.introspection.table_names()
    ):
        return
    if Recommendation.objects.exists() and (not TableRow.objects.exists() or _is_of_earlier_form()):
        rebuild()


def _is_of_earlier_form() -> bool:
    kept = (kind.objects.exclude(text="") for kind in (SharedWords, RowWords))
    return any(texts.exclude(text__startswith=FORM).exists() for texts in kept)


def touch(item: Item) -> None:
    """Something about the item has changed."""
    key = item.pk if isinstance(item, Recommendation) else item.recommendation_id
    waiting = _waiting.get()
    if waiting is None:
        renew({key})
    else:
        waiting.add(key)


@contextmanager
def at_once() -> Iterator[None]:
    """Renew for all saves inside together, when they are done."""
    if _waiting.get() is not None:
        yield
        return
    touched: set[int] = set()
    token = _waiting.set(touched)
    try:
        yield
    finally:
        _waiting.reset(token)
    renew(touched)


@transaction.atomic
def renew(recommendations: Iterable[int]) -> None:
    """Make the rows of these recommendations anew."""
    keys = sorted(recommendations)
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        found = Recommendation.objects.filter(pk__in=some).select_related("response")
        found = found.prefetch_related("subs", "actions")
        rows = {one: list(rows_of(one)) for one in found}
        TableRow.objects.filter(recommendation__in=some).delete()
        SharedWords.objects.filter(recommendation__in=some).delete()
        shared = {one: SharedWords(recommendation=one, text=searchable(*_shared_by(one))) for one in rows}
        words = [_words(row, shared[one]) for one, its in rows.items() for row in its]
        TableRow.objects.bulk_create([row for its in rows.values() for row in its], batch_size=BATCH)
        SharedWords.objects.bulk_create(shared.values(), batch_size=BATCH)
        RowWords.objects.bulk_create(words, batch_size=BATCH)


def rebuild() -> None:
    """Make all rows anew."""
    renew(Recommendation.objects.values_list("pk", flat=True))


def _shared_by(one: Recommendation) -> list[str]:
    """What all rows of a recommendation are found by: its words and its answer's.

    The panel's name is left out: in the panel's own table it would be found in every row.
    """
    answer = one.answer
    return [one.found_in, *([answer.reason, answer.differs, answer.passed_to, answer.body] if answer else [])]


def _words(row: TableRow, shared: SharedWords) -> RowWords:
    own = " ".join(item.found_in for item in (row.sub, row.action) if item is not None)
    return RowWords(row=row, shared=shared, text=searchable(own))


def rows_of(one: Recommendation) -> Iterator[TableRow]:
    """The rows a recommendation has in the table."""
    actions, subs = list(one.actions.all()), {sub.pk: sub for sub in one.subs.all()}
    for action in actions:
        yield _row(one, subs.get(action.sub_id or 0), action)
    busy = {action.sub_id for action in actions}
    yield from (_row(one, sub) for sub in subs.values() if sub.pk not in busy)
    if not actions and not subs:
        yield _row(one)


def _row(one: Recommendation, sub: SubRecommendation | None = None, action: Action | None = None) -> TableRow:
    row = TableRow(panel_id=one.panel_id, recommendation=one, sub=sub, action=action)
    row.number, row.theme, row.sub_order = one.number, one.theme, sub.order if sub else 0
    row.answer_by, row.municipalities = one.due, one.municipalities
    row.updated_on = one.answer.updated_on if one.answer else None
    if action is None:
        return row
    row.place, row.unit, row.status_id = action.order, action.unit[:LONGEST_UNIT], action.status_id
    row.schedule_key, row.ends = action.schedule_key, action.ends
    row.next_update_due = action.next_update_due
    row.updated_on = max(row.updated_on or action.updated_on, action.updated_on)
    return row
