"""A population sample on its way in: receive, name the columns, leave bad rows out, discard, undo."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from puntari.core import clock, files, jobs, log
from puntari.core.errors import BadInput, NotAllowed
from puntari.panels import actions as panels
from puntari.recruitment import features
from puntari.recruitment.actions.importing import check_table, forget_file, store, table_of
from puntari.recruitment.models import Addressee, MappingProfile, SampleImport
from puntari.recruitment.sample.mapping import REQUIRED, REQUIRED_OF_STAFF, TARGETS, header_hash
from puntari.recruitment.sample.reading import Table, read_table

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.panels.models import Panel

KIND = "recruitment.import"
MOST_VALUES = 60


@transaction.atomic
def receive_sample(*, panel: Panel, content: bytes, name: str, actor: User) -> SampleImport:
    """Keep an uploaded sample until its columns are named; it is read once to see that it can be."""
    table = read_table(content)
    stored = files.keep(
        content,
        name=name,
        content_type="application/octet-stream",
        kind="recruitment.sample",
        panel_slug=panel.slug,
    )
    sample = SampleImport.objects.create(
        panel=panel,
        file=stored,
        file_name=stored.name,
        file_sha256=stored.sha256,
        rows=len(table.rows),
        created=clock.now(),
    )
    log.record(
        "recruitment.sample_received",
        actor=actor,
        panel_slug=panel.slug,
        subject=f"sample/{sample.pk}",
        data={"sha256": stored.sha256, "rows": sample.rows},
    )
    return sample


@transaction.atomic
def map_sample(
    *,
    sample: SampleImport,
    columns: Mapping[str, int],
    permit_number: str,
    purpose: str,
    expires_on: date,
    actor: User,
    code_names: Mapping[str, str] | None = None,
) -> SampleImport:
    """Say what the columns mean and under which permit; remember it for this header; start the import."""
    _refuse_unless_open(sample)
    table = table_of(sample)
    _name_columns(sample, table, columns, code_names or {})
    _permit(sample, permit_number, purpose, expires_on)
    if sample.panel.is_staff_panel:
        _take_values(sample.panel, table, columns, actor)
    sample.checked, sample.problems, sample.leave_out_bad_rows = None, [], False
    MappingProfile.objects.update_or_create(
        organisation=sample.panel.organisation,
        header_hash=header_hash(table.header),
        defaults={"name": sample.file_name[:120], "mapping": sample.mapping, "used": clock.now()},
    )
    return _start(sample, actor)


@transaction.atomic
def leave_bad_rows_out(*, sample: SampleImport, actor: User) -> SampleImport:
    """Import the good rows although others are bad; only after the bad ones have been shown."""
    _refuse_unless_open(sample)
    if sample.checked is None:
        raise NotAllowed("recruitment.sample_not_checked")
    sample.leave_out_bad_rows = True
    return _start(sample, actor)


@transaction.atomic
def discard_sample(*, sample: SampleImport, actor: User) -> None:
    """Throw away a sample of which nothing was imported, and its file at once."""
    _refuse_unless_open(sample)
    _refuse_while_running(sample)
    log.record(
        "recruitment.sample_discarded",
        actor=actor,
        panel_slug=sample.panel.slug,
        subject=f"sample/{sample.pk}",
        data={"sha256": sample.file_sha256},
    )
    forget_file(sample)
    sample.delete()


@transaction.atomic
def undo_import(*, sample: SampleImport, actor: User) -> SampleImport:
    """Take a whole import back, while no letter has been made for it and nobody has answered."""
    addressees = sample.addressees.all()
    if sample.finished is None or sample.undone is not None:
        raise NotAllowed("recruitment.nothing_to_undo")
    touched = addressees.exclude(letter_made=None) | addressees.exclude(status=Addressee.Status.INVITED)
    if touched.exists() or addressees.filter(volunteer__isnull=False).exists():
        raise NotAllowed("recruitment.import_in_use")
    removed = addressees.count()
    addressees.delete()
    sample.undone = clock.now()
    sample.save()
    log.record(
        "recruitment.import_undone",
        actor=actor,
        panel_slug=sample.panel.slug,
        subject=f"sample/{sample.pk}",
        data={"removed": removed},
    )
    return sample


@transaction.atomic
def import_sample(
    *,
    panel: Panel,
    columns: Mapping[str, int | str],
    permit_number: str,
    purpose: str,
    expires_on: date,
    actor: User | None,
    content: bytes | None = None,
    rows: Sequence[Mapping[str, str]] | None = None,
    name: str = "otos.csv",
    code_names: Mapping[str, str] | None = None,
    leave_out_bad_rows: bool = False,
) -> SampleImport:
    """Import in one call, from a file's bytes or from rows; `columns` is target -> column number or header.

    Raises BadInput `recruitment.rows_bad` and imports nothing if a row is bad and it may not be left out.
    """
    table = read_table(content) if content is not None else _table_of_rows(rows or [])
    numbers = {key: table.header.index(at) if isinstance(at, str) else at for key, at in columns.items()}
    sample = SampleImport(
        panel=panel,
        file_name=name,
        file_sha256=hashlib.sha256(content or repr(table).encode()).hexdigest(),
        rows=len(table.rows),
        created=clock.now(),
        leave_out_bad_rows=leave_out_bad_rows,
    )
    _name_columns(sample, table, numbers, code_names or {})
    _permit(sample, permit_number, purpose, expires_on)
    sample.save()
    checked = check_table(sample, table)
    if checked.problems and not leave_out_bad_rows:
        raise BadInput("recruitment.rows_bad", count=checked.bad_rows, line=checked.problems[0]["line"])
    return store(sample, checked, actor)


def _start(sample: SampleImport, actor: User) -> SampleImport:
    _refuse_while_running(sample)
    sample.save()
    label = _("Otoksen tuonti: %(name)s") % {"name": sample.file_name}
    job = jobs.start(KIND, label=label[:200], panel_slug=sample.panel.slug, actor=actor, sample_id=sample.pk)
    SampleImport.objects.filter(pk=sample.pk).update(job=job)
    sample.refresh_from_db()
    return sample


def _refuse_unless_open(sample: SampleImport) -> None:
    if not sample.open:
        raise NotAllowed("recruitment.sample_closed")


def _refuse_while_running(sample: SampleImport) -> None:
    if sample.job is not None and sample.job.live:
        raise NotAllowed("recruitment.import_running")


def _name_columns(
    sample: SampleImport, table: Table, columns: Mapping[str, int], code_names: Mapping[str, str]
) -> None:
    allowed = features.targets_for(sample.panel).keys()
    _refuse_missing(sample.panel, columns)
    if columns.keys() - allowed or any(not 0 <= at < len(table.header) for at in columns.values()):
        raise BadInput("recruitment.columns_unknown")
    if len(set(columns.values())) < len(columns):
        raise BadInput("recruitment.columns_twice")
    sample.mapping = {
        "columns": dict(columns),
        "code_names": dict(code_names),
        "header": table.header,
        "encoding": table.encoding,
        "delimiter": table.delimiter,
    }


def _refuse_missing(panel: Panel, columns: Mapping[str, int]) -> None:
    required = REQUIRED_OF_STAFF if panel.is_staff_panel else REQUIRED
    missing = [str(TARGETS[target]) for target in required if target not in columns]
    if missing:
        raise BadInput("recruitment.columns_missing", columns=", ".join(missing))
    if "email" not in columns and not {"street", "postcode"} <= columns.keys():
        raise BadInput("recruitment.columns_without_way")


def _take_values(panel: Panel, table: Table, columns: Mapping[str, int], actor: User) -> None:
    """A staff list is the population: features nobody has listed the values of get them from it."""
    empty = {features.target_of(one): one for one in features.without_values(panel)}
    counts: dict[str, dict[str, int]] = {}
    for target, feature in empty.items():
        words = Counter(_cell(cells, columns[target]) for _line, cells in table.rows if target in columns)
        del words[""]
        if len(words) > MOST_VALUES:
            raise BadInput("recruitment.too_many_values", feature=feature.label, count=len(words))
        counts[feature.key] = words
    if any(counts.values()):
        panels.take_values(panel=panel, counts=counts, actor=actor)


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""


def _permit(sample: SampleImport, number: str, purpose: str, expires_on: date) -> None:
    if not number.strip() or not purpose.strip():
        raise BadInput("recruitment.permit_missing")
    if expires_on < clock.today():
        raise BadInput("recruitment.permit_expired", date=f"{expires_on:%d.%m.%Y}")
    sample.permit_number, sample.purpose, sample.expires_on = number.strip(), purpose.strip(), expires_on


def _table_of_rows(rows: Sequence[Mapping[str, str]]) -> Table:
    header = list(rows[0]) if rows else []
    return Table(header, [(n, [row[name] for name in header]) for n, row in enumerate(rows, start=2)], "", "")
