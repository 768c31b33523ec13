"""The organisation's own words for how an action stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from puntari.core import log
from puntari.core.errors import BadInput
from puntari.followup.models import StatusTerm
from puntari.followup.statuses import FIRST_TERMS

if TYPE_CHECKING:
    from puntari.core.models import Organisation, User


@transaction.atomic
def ensure_terms(*, organisation: Organisation) -> list[StatusTerm]:
    """The organisation's vocabulary; a new organisation starts with the usual words."""
    terms = list(StatusTerm.objects.filter(organisation=organisation))
    if terms:
        return terms
    return StatusTerm.objects.bulk_create(
        StatusTerm(organisation=organisation, label=fi, label_sv=sv, label_en=en, kind=kind, order=order)
        for order, (fi, sv, en, kind) in enumerate(FIRST_TERMS)
    )


@transaction.atomic
def add_term(
    *,
    organisation: Organisation,
    label: str,
    kind: str,
    label_sv: str = "",
    label_en: str = "",
    actor: User | None,
) -> StatusTerm:
    """Add a word to the vocabulary."""
    terms = ensure_terms(organisation=organisation)
    _check_new(label, kind, terms)
    term = StatusTerm.objects.create(
        organisation=organisation,
        label=label.strip(),
        label_sv=label_sv,
        label_en=label_en,
        kind=kind,
        order=max((one.order for one in terms), default=0) + 1,
    )
    log.record("followup.term_added", actor=actor, data={"label": term.label, "kind": kind})
    return term


def _check_new(label: str, kind: str, terms: list[StatusTerm]) -> None:
    if not label.strip():
        raise BadInput("followup.text_missing")
    if kind not in StatusTerm.Kind.values:
        raise BadInput("followup.kind_unknown", kind=kind)
    if label.strip().casefold() in {term.label.casefold() for term in terms}:
        raise BadInput("followup.term_taken", label=label.strip())


@transaction.atomic
def change_term(
    *, term: StatusTerm, kind: str, label_sv: str = "", label_en: str = "", actor: User | None
) -> StatusTerm:
    """Change what a word means and its translations. The word stays: old tables are written with it."""
    if kind not in StatusTerm.Kind.values:
        raise BadInput("followup.kind_unknown", kind=kind)
    term.kind, term.label_sv, term.label_en = kind, label_sv, label_en
    term.save()
    log.record("followup.term_changed", actor=actor, data={"label": term.label, "kind": kind})
    return term
