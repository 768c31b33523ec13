"""The import itself: everything is read and checked before anything is written, and then all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from puntari.core import clock, files, jobs, log
from puntari.core.errors import NotAllowed
from puntari.recruitment import codes, features
from puntari.recruitment.models import Addressee, SampleImport
from puntari.recruitment.sample.checking import Checked, Person, Problem, check_rows
from puntari.recruitment.sample.reading import Table, read_table

if TYPE_CHECKING:
    from puntari.core.models import User

KEPT_PROBLEMS = 10_000


def run_import(progress: jobs.Progress, sample_id: int) -> dict[str, Any]:
    """The job: read and check everything first, then write it in one transaction or not at all.

    Run again after a crash it finds either nothing written or everything, never a part.
    """
    sample = SampleImport.objects.select_related("panel", "file").get(pk=sample_id)
    if sample.finished is None:
        checked = check_table(sample, table_of(sample), progress)
        if checked.problems and not sample.leave_out_bad_rows:
            _keep_problems(sample, checked)
        else:
            message = _("Tallennetaan %(count)s henkilöä") % {"count": len(checked.people)}
            progress.step(checked.rows, checked.rows, message, force=True)
            sample = store(sample, checked, progress.job.actor)
    if sample.finished is not None:
        forget_file(sample)
    url = reverse("desk-sample-import", args=[sample.panel.slug, sample.pk])
    return {"url": url, "imported": sample.imported, "problems": len(sample.problems)}


def check_table(sample: SampleImport, table: Table, progress: jobs.Progress | None = None) -> Checked:
    """All rows of a table against the panel's rules; tells how it goes and may be cancelled."""
    rules = features.rules_for(sample.panel, sample.mapping["columns"], sample.mapping["code_names"])
    checked = Checked()
    for checked in check_rows(table.rows, len(table.header), rules):
        if progress:
            progress.step(checked.rows, len(table.rows), _("Tarkistetaan rivejä"))
    return checked


@transaction.atomic
def store(sample: SampleImport, checked: Checked, actor: User | None) -> SampleImport:
    """Write all good rows as addressees with codes, in one transaction."""
    current = SampleImport.objects.select_for_update().get(pk=sample.pk)
    if current.finished is not None:
        return current
    last = sample.panel.addressees.aggregate(last=Max("number"))["last"] or 0
    fresh = zip(checked.people, codes.new_codes(len(checked.people)), strict=True)
    Addressee.objects.bulk_create(
        (
            _addressee(sample, person, last + place, code)
            for place, (person, code) in enumerate(fresh, start=1)
        ),
        batch_size=1000,
    )
    sample.problems = _unseen(current, checked)
    sample.imported = sample.good = len(checked.people)
    sample.non_disclosure = checked.hidden
    sample.left_out = checked.bad_rows
    sample.rows = checked.rows
    sample.checked = sample.finished = clock.now()
    sample.save()
    log.record(
        "recruitment.sample_imported",
        actor=actor,
        panel_slug=sample.panel.slug,
        subject=f"sample/{sample.pk}",
        data={
            "sha256": sample.file_sha256,
            "permit": sample.permit_number,
            "rows": sample.rows,
            "imported": sample.imported,
            "non_disclosure": sample.non_disclosure,
            "left_out": sample.left_out,
        },
    )
    return sample


def table_of(sample: SampleImport) -> Table:
    """The rows of a sample whose file is still here."""
    if sample.file is None:
        raise NotAllowed("recruitment.sample_file_gone")
    return read_table(files.read(sample.file))


def forget_file(sample: SampleImport) -> None:
    """Delete the uploaded file; its row goes last, so that a crash between leaves it findable."""
    stored, sample.file = sample.file, None
    if stored is not None:
        stored.content.delete(save=False)
        stored.delete()


def _unseen(sample: SampleImport, checked: Checked) -> list[Problem]:
    """What is wrong on lines that the list of the check did not name: somebody may have come in since."""
    shown = {problem["line"] for problem in sample.problems}
    return [problem for problem in checked.problems if problem["line"] not in shown][:KEPT_PROBLEMS]


def _keep_problems(sample: SampleImport, checked: Checked) -> None:
    sample.problems = checked.problems[:KEPT_PROBLEMS]
    sample.rows, sample.good, sample.non_disclosure = checked.rows, len(checked.people), checked.hidden
    sample.left_out = checked.bad_rows
    sample.checked = clock.now()
    sample.save()


def _addressee(sample: SampleImport, person: Person, number: int, code: str) -> Addressee:
    return Addressee(
        panel=sample.panel,
        sample_import=sample,
        number=number,
        code=code,
        code_hash=codes.code_hash(code),
        last_name=person.last_name,
        first_names=person.first_names,
        street=person.street,
        postcode=person.postcode,
        post_office=person.post_office,
        email=person.email,
        municipality=person.features.get("municipality", person.municipality),
        language=person.language,
        gender=person.gender,
        birth_year=person.birth_year,
        features=person.features,
    )
