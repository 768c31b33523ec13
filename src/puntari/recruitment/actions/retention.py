"""Forgetting the sample when the permit to use it ends."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from puntari.core import log
from puntari.recruitment.actions.importing import forget_file
from puntari.recruitment.models import Addressee, SampleImport

UPLOAD_KEPT = timedelta(days=14)
BLANK = {
    "last_name": "",
    "first_names": "",
    "street": "",
    "postcode": "",
    "post_office": "",
    "email": "",
    "birth_year": None,
    "status_reason": "",
}


@transaction.atomic
def erase_expired_samples(*, today: date) -> int:
    """Blank names and addresses of samples whose permit has ended; counts and strata stay. How many."""
    expired = SampleImport.objects.filter(expires_on__lt=today).select_related("panel", "file")
    erased = 0
    for sample in expired.exclude(permit_number=""):
        named = Addressee.objects.filter(sample_import=sample).exclude(last_name="")
        count = named.update(**BLANK)
        forget_file(sample)
        SampleImport.objects.filter(pk=sample.pk).update(problems=[])
        if count:
            log.record(
                "recruitment.sample_erased",
                panel_slug=sample.panel.slug,
                subject=f"sample/{sample.pk}",
                data={"addressees": count, "permit": sample.permit_number},
            )
        erased += count
    return erased


@transaction.atomic
def forget_stale_uploads(*, today: date) -> int:
    """Throw away uploads that nobody finished in two weeks. Returns how many."""
    stale = SampleImport.objects.filter(finished=None, created__date__lt=today - UPLOAD_KEPT)
    forgotten = list(stale.exclude(file=None).select_related("file"))
    for sample in forgotten:
        forget_file(sample)
        sample.delete()
    return len(forgotten)
