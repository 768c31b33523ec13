"""Publishing the statement and handing it over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from puntari.core import clock, events, files
from puntari.core.errors import BadInput, Conflict, NotAllowed
from puntari.deliberation.actions.statement import record, refuse_unfinished_votes
from puntari.deliberation.documents import make_docx, make_pdf
from puntari.deliberation.events import HandedRecommendation, StatementHandedOver
from puntari.deliberation.models import Edition, Statement
from puntari.deliberation.numbering import lock
from puntari.deliberation.queries.statement import Recommended, closed_votes, figures_of, recommendations_of
from puntari.panels.actions import record_handover

if TYPE_CHECKING:
    from puntari.core.models import User

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@transaction.atomic
def publish_statement(*, statement: Statement, actor: User) -> Edition:
    """Make the statement public as web page, PDF and Word; figures and documents stay as they are."""
    lock(statement.panel)
    statement.refresh_from_db()
    if statement.is_public:
        raise Conflict("deliberation.already_published")
    refuse_unfinished_votes(statement.panel)
    if any(vote.takes_reasons for vote in closed_votes(statement.panel)):
        raise NotAllowed("deliberation.reasons_still_open")
    if not recommendations_of(statement):
        raise NotAllowed("deliberation.nothing_adopted")
    statement.figures = figures_of(statement.panel)
    statement.state, statement.published = Statement.State.PUBLISHED, clock.now()
    statement.published_by = actor
    statement.save()
    edition = _edition(statement)
    record("deliberation.statement_published", statement, actor, pdf=edition.pdf.sha256)
    return edition


def _edition(statement: Statement) -> Edition:
    slug = statement.panel.slug
    number = (statement.editions.aggregate(last=Max("number"))["last"] or 0) + 1
    pdf = files.keep(
        make_pdf(statement),
        name=f"loppulausuma-{slug}.pdf",
        content_type=PDF,
        kind="statement",
        panel_slug=slug,
        public=True,
    )
    docx = files.keep(
        make_docx(statement),
        name=f"loppulausuma-{slug}.docx",
        content_type=DOCX,
        kind="statement",
        panel_slug=slug,
        public=True,
    )
    return Edition.objects.create(statement=statement, number=number, pdf=pdf, docx=docx, made=clock.now())


@transaction.atomic
def withdraw_publication(*, statement: Statement, actor: User) -> Statement:
    """Take a published statement back to a draft, as long as it has not been handed over."""
    lock(statement.panel)
    statement.refresh_from_db()
    if statement.state != Statement.State.PUBLISHED:
        raise NotAllowed("deliberation.not_published")
    statement.state, statement.published, statement.published_by = Statement.State.DRAFT, None, None
    statement.save()
    record("deliberation.statement_withdrawn", statement, actor)
    return statement


@transaction.atomic
def hand_over(*, statement: Statement, on: date, actor: User) -> Statement:
    """Hand the statement over to the decision makers: from this day the answers are due. Done once."""
    lock(statement.panel)
    statement.refresh_from_db()
    if statement.state == Statement.State.HANDED_OVER:
        raise Conflict("deliberation.already_handed_over")
    if not statement.is_public:
        raise NotAllowed("deliberation.not_published")
    if on > clock.today():
        raise BadInput("deliberation.handover_in_future")
    statement.state, statement.handed_over_on = Statement.State.HANDED_OVER, on
    statement.save()
    record_handover(panel=statement.panel, handed_over_on=on, actor=actor)
    record("deliberation.statement_handed_over", statement, actor, on=on)
    handed = tuple(_handed(row) for row in recommendations_of(statement))
    events.emit(StatementHandedOver(statement.panel_id, statement.pk, on, handed))
    return statement


def _handed(row: Recommended) -> HandedRecommendation:
    return HandedRecommendation(
        number=row.number,
        title=row.version.title,
        text=row.version.text,
        sub=tuple((number, text, "") for number, text in row.sub),
        votes_for=row.item.supporting,
        votes_against=row.item.opposing,
        votes_blank=row.item.blank,
        minority_reasons=tuple(reason.text for reason in row.reasons),
        theme=row.theme,
    )
