"""An import is whole or it is nothing, and what it leaves behind."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from puntari.core import jobs
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import LogEntry, StoredFile, User
from puntari.recruitment import actions, codes, queries
from puntari.recruitment.actions import importing, retention
from puntari.recruitment.models import Addressee, MappingProfile, SampleImport
from puntari.recruitment.sample.mapping import guess
from puntari.recruitment.tests.conftest import HEADER, PERMIT, row, sample_bytes

if TYPE_CHECKING:
    from django.test import Client

    from puntari.panels.models import Panel

Bring = Callable[..., SampleImport]


def received(panel: Panel, actor: User, rows: list[list[str]]) -> SampleImport:
    return actions.receive_sample(panel=panel, content=sample_bytes(rows), name="otos.csv", actor=actor)


def mapped(panel: Panel, actor: User, rows: list[list[str]], **changes: Any) -> SampleImport:
    sample = received(panel, actor, rows)
    values = {**PERMIT, "columns": guess(HEADER), **changes}
    actions.map_sample(sample=sample, actor=actor, **values)
    return queries.get_import(panel, sample.pk)


def test_a_good_sample_goes_in_and_its_file_goes_away(panel: Panel, coordinator: User) -> None:
    sample = mapped(panel, coordinator, [row(1), row(2), row(3, non_disclosure="1")])
    assert (sample.imported, sample.non_disclosure, sample.left_out) == (2, 1, 0)
    assert sample.file is None
    assert StoredFile.objects.count() == 0
    assert len(sample.file_sha256) == 64
    first = Addressee.objects.get(number=1)
    assert first.features == {"municipality": "Pornainen", "age_band": "45-80"}
    assert codes.normalised(codes.grouped(first.code).lower()) == first.code
    assert Addressee.objects.get(code_hash=codes.code_hash(first.code)) == first


def test_one_bad_row_stops_everything_until_a_person_leaves_it_out(panel: Panel, coordinator: User) -> None:
    sample = mapped(panel, coordinator, [row(1), row(2, postcode=""), row(3)])
    assert Addressee.objects.count() == 0
    assert [(one["line"], one["code"]) for one in sample.problems] == [(3, "no_postcode")]
    actions.leave_bad_rows_out(sample=sample, actor=coordinator)
    sample.refresh_from_db()
    assert (sample.imported, sample.left_out, sample.file) == (2, 1, None)


def test_rows_that_became_duplicates_since_the_check_are_named(
    client: Client, panel: Panel, coordinator: User, imported: Bring
) -> None:
    sample = mapped(panel, coordinator, [row(1), row(2, postcode=""), row(3)])
    imported([row(3)])
    actions.leave_bad_rows_out(sample=sample, actor=coordinator)
    sample.refresh_from_db()
    assert (sample.imported, sample.left_out) == (1, 2)
    assert [(one["line"], one["code"]) for one in sample.problems] == [(4, "invited_before")]
    client.force_login(coordinator)
    page = client.get(f"/desk/panels/{panel.slug}/sample/imports/{sample.pk}/").content.decode()
    assert "sama henkilö on jo kutsuttu aiemmassa tuonnissa" in page
    assert "postinumero puuttuu" not in page


def test_bad_rows_cannot_be_left_out_unseen(panel: Panel, coordinator: User) -> None:
    sample = received(panel, coordinator, [row(1, postcode="")])
    with pytest.raises(NotAllowed) as caught:
        actions.leave_bad_rows_out(sample=sample, actor=coordinator)
    assert caught.value.code == "recruitment.sample_not_checked"


def test_a_mapping_is_remembered_for_the_same_header(panel: Panel, coordinator: User) -> None:
    mapped(panel, coordinator, [row(1)], code_names={"106": "Hyvinkää", "611": "Pornainen"})
    profile = queries.remembered_mapping(panel, [name.upper() for name in HEADER])
    assert profile is not None
    assert profile.mapping["columns"] == guess(HEADER)
    assert MappingProfile.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"permit_number": " "}, "permit_missing"),
        ({"purpose": ""}, "permit_missing"),
        ({"expires_on": date(2020, 1, 1)}, "permit_expired"),
        ({"columns": {"last_name": 0}}, "columns_missing"),
        ({"columns": guess(HEADER) | {"age": 99}}, "columns_unknown"),
        ({"columns": guess(HEADER) | {"shoe_size": 1}}, "columns_unknown"),
        ({"columns": guess(HEADER) | {"age": 0}}, "columns_twice"),
    ],
)
def test_without_a_permit_or_columns_nothing_starts(
    panel: Panel, coordinator: User, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(BadInput) as caught:
        mapped(panel, coordinator, [row(1)], **changes)
    assert caught.value.code == f"recruitment.{code}"
    assert Addressee.objects.count() == 0


def test_the_job_run_again_changes_nothing(panel: Panel, coordinator: User) -> None:
    sample = mapped(panel, coordinator, [row(1), row(2)])
    assert sample.job is not None
    before = list(Addressee.objects.values_list("pk", "code_hash"))
    result = importing.run_import(jobs.Progress(sample.job), sample.pk)
    assert result["imported"] == 2
    assert list(Addressee.objects.values_list("pk", "code_hash")) == before


def test_a_cancelled_import_leaves_nothing(
    panel: Panel, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs.Progress, "cancelled", lambda self: True)
    sample = mapped(panel, coordinator, [row(n) for n in range(1, 600)])
    assert sample.job is not None
    assert sample.job.state == "cancelled"
    assert Addressee.objects.count() == 0
    assert sample.open


def test_a_second_sample_goes_on_from_the_first_and_finds_its_people(imported: Bring) -> None:
    imported([row(1), row(2)])
    with pytest.raises(BadInput):
        imported([row(2), row(3)])
    assert Addressee.objects.count() == 2
    imported([row(2), row(3)], leave_out_bad_rows=True)
    assert list(Addressee.objects.values_list("number", "last_name")) == [
        (1, "Esimerkki1"),
        (2, "Esimerkki2"),
        (3, "Esimerkki3"),
    ]


def test_rows_may_come_as_dicts(panel: Panel, coordinator: User) -> None:
    rows = [dict(zip(HEADER, row(number), strict=True)) for number in (1, 2)]
    columns = {target: HEADER[at] for target, at in guess(HEADER).items()}
    sample = actions.import_sample(panel=panel, rows=rows, columns=columns, actor=coordinator, **PERMIT)
    assert sample.imported == 2


def test_an_import_is_undone_until_somebody_answers_or_a_letter_is_made(
    panel: Panel, imported: Bring, coordinator: User
) -> None:
    first = imported([row(1)])
    actions.undo_import(sample=first, actor=coordinator)
    assert Addressee.objects.count() == 0
    second = imported([row(1)])
    Addressee.objects.update(letter_made=timezone.now())
    with pytest.raises(NotAllowed) as caught:
        actions.undo_import(sample=second, actor=coordinator)
    assert caught.value.code == "recruitment.import_in_use"
    with pytest.raises(NotAllowed):
        actions.undo_import(sample=first, actor=coordinator)


def test_a_discarded_upload_leaves_no_file(panel: Panel, coordinator: User) -> None:
    sample = received(panel, coordinator, [row(1)])
    assert sample.file is not None
    storage, name = sample.file.content.storage, sample.file.content.name
    assert storage.exists(name)
    actions.discard_sample(sample=sample, actor=coordinator)
    assert not storage.exists(name)
    assert SampleImport.objects.count() == 0


def test_the_log_holds_counts_and_the_hash_but_no_person(panel: Panel, coordinator: User) -> None:
    mapped(panel, coordinator, [row(1)])
    entry = LogEntry.objects.get(kind="recruitment.sample_imported")
    assert entry.data["imported"] == 1
    assert len(entry.data["sha256"]) == 64
    written = json.dumps(list(LogEntry.objects.values("kind", "data", "personal")))
    assert "Esimerkki1" not in written


def test_names_and_addresses_go_when_the_permit_ends(imported: Bring) -> None:
    imported([row(1), row(2)])
    assert retention.erase_expired_samples(today=date(2200, 1, 1)) == 0
    assert retention.erase_expired_samples(today=date(2200, 1, 2)) == 2
    first = Addressee.objects.get(number=1)
    assert (first.last_name, first.street, first.birth_year) == ("", "", None)
    assert first.features == {"municipality": "Pornainen", "age_band": "45-80"}
    assert retention.erase_expired_samples(today=date(2200, 1, 2)) == 0


def test_a_forgotten_upload_is_thrown_away(panel: Panel, coordinator: User) -> None:
    received(panel, coordinator, [row(1)])
    today = timezone.localdate()
    assert retention.forget_stale_uploads(today=today) == 0
    assert retention.forget_stale_uploads(today=date(today.year + 1, 1, 1)) == 1
    assert StoredFile.objects.count() == 0
