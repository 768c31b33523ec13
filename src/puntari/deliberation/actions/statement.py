"""Writing the statement and letting the members read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from puntari.core import clock, log
from puntari.core.errors import BadInput, Conflict, NotAllowed
from puntari.deliberation.drafting import first_texts
from puntari.deliberation.guards import LIVE, refuse_published
from puntari.deliberation.models import Statement, StatementCheck, StatementText, Vote
from puntari.deliberation.numbering import lock
from puntari.deliberation.queries.statement import figures_of

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.lottery.models import Member
    from puntari.panels.models import Panel

TITLES = ("title", "title_sv", "title_en", "summary", "summary_sv", "summary_en")


@transaction.atomic
def draft_statement(*, panel: Panel, actor: User, title: str = "") -> Statement:
    """Begin the statement with texts made of the panel's data; the recommendations come from the votes."""
    lock(panel)
    if Statement.objects.filter(panel=panel).exists():
        raise Conflict("deliberation.statement_exists")
    refuse_unfinished_votes(panel)
    words = first_texts(panel, figures_of(panel))
    statement = Statement.objects.create(
        panel=panel,
        title=title.strip() or words.title,
        title_sv=words.title_sv,
        title_en=words.title_en,
    )
    for part, text in words.parts.items():
        _add_text(statement, part, text, actor)
    record("deliberation.statement_drafted", statement, actor)
    return statement


def refuse_unfinished_votes(panel: Panel) -> None:
    """A statement needs a counted vote and none that is still going on."""
    if Vote.objects.filter(panel=panel, state__in=LIVE).exists():
        raise NotAllowed("deliberation.vote_going_on")
    if not Vote.objects.filter(panel=panel, state=Vote.State.CLOSED).exists():
        raise NotAllowed("deliberation.no_vote_yet")


def _add_text(statement: Statement, part: str, text: str, actor: User) -> StatementText:
    last = statement.texts.filter(part=part).order_by("version").last()
    return StatementText.objects.create(
        statement=statement,
        part=part,
        version=last.version + 1 if last else 1,
        text=text.strip(),
        by=actor,
        made=clock.now(),
    )


@transaction.atomic
def save_text(
    *, statement: Statement, part: str, text: str, actor: User, base_version: int | None = None
) -> StatementText:
    """Write the next version of a text part; an equal text makes none."""
    lock(statement.panel)
    refuse_published(statement.panel)
    if part not in StatementText.Part.values:
        raise BadInput("deliberation.part_unknown", part=part)
    newest = statement.texts.filter(part=part).order_by("version").last()
    if newest is not None and base_version is not None and base_version != newest.version:
        raise Conflict("deliberation.newer_text", number=newest.version, by=str(newest.by or ""))
    if newest is not None and newest.text == text.strip():
        return newest
    made = _add_text(statement, part, text, actor)
    record("deliberation.statement_text_saved", statement, actor, part=part, version=made.version)
    return made


@transaction.atomic
def save_titles(*, statement: Statement, actor: User, **texts: str) -> Statement:
    """Set title and summary in three languages (`title`, `title_sv`, ..., `summary_en`)."""
    refuse_published(statement.panel)
    if not texts.get("title", statement.title).strip():
        raise BadInput("deliberation.title_missing")
    for name in TITLES:
        setattr(statement, name, texts.get(name, getattr(statement, name)).strip())
    statement.save()
    record("deliberation.statement_titles_saved", statement, actor)
    return statement


@transaction.atomic
def open_check(*, statement: Statement, actor: User) -> Statement:
    """Let the members read the draft on their own pages and say whether it is what they mean."""
    refuse_published(statement.panel)
    if statement.check_opened is None:
        statement.check_opened = clock.now()
        statement.save()
        record("deliberation.statement_check_opened", statement, actor)
    return statement


@transaction.atomic
def check_statement(
    *, statement: Statement, member: Member, agrees: bool, comment: str = ""
) -> StatementCheck:
    """A member's word on the draft; saying it again replaces it."""
    if statement.check_opened is None or statement.is_public:
        raise NotAllowed("deliberation.check_closed")
    if member.panel_id != statement.panel_id:
        raise BadInput("deliberation.not_on_roll")
    if not agrees and not comment.strip():
        raise BadInput("deliberation.remark_missing")
    check, _ = StatementCheck.objects.update_or_create(
        statement=statement,
        member=member,
        defaults={
            "agrees": agrees,
            "comment": comment.strip(),
            "made": clock.now(),
            "handled": False,
        },
    )
    record("deliberation.statement_checked", statement, None, agrees=agrees)
    return check


@transaction.atomic
def handle_check(*, check: StatementCheck, actor: User, handled: bool = True) -> StatementCheck:
    """Note that a member's remark has been dealt with (or not yet, after all)."""
    check.handled = handled
    check.save()
    record("deliberation.remark_handled", check.statement, actor, handled=handled)
    return check


def record(kind: str, statement: Statement, actor: User | None, **data: object) -> None:
    """One log entry about the statement."""
    log.record(
        kind, actor=actor, panel_slug=statement.panel.slug, subject=f"statement/{statement.pk}", data=data
    )
