"""Minority reasons, the statement, its documents, and handing it over once."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from docx import Document
from pypdf import PdfReader

from puntari.core import clock, events, files
from puntari.deliberation import actions, queries
from puntari.deliberation.models import MinorityReason
from puntari.deliberation.tests.conftest import at, refused


@pytest.fixture
def voted(add, propose, open_vote, vote_as, coordinator):
    """Two proposals voted: the first adopted 7-3, the second refused. Returns (proposals, vote, codes)."""
    kept = propose(
        "Illat",
        add("Iltavastaanotto"),
        add("Myös viikonloppuna", table=2),
        frozen=True,
        theme="Palvelut",
        parts=["Auki tiistaisin", "Auki lauantaisin"],
    )
    lost = propose("Sairaala takaisin", add("Sairaala takaisin"), frozen=True)
    vote = open_vote(kept, lost)
    answers = [{kept: "yes", lost: "no"}] * 7 + [{kept: "no", lost: "no"}] * 3
    codes = vote_as(vote, answers)
    actions.close_vote(vote=vote, actor=coordinator)
    return (kept, lost), vote, codes


def later(minutes):
    return clock.at(at(18, day=24) + timedelta(minutes=minutes))


@pytest.fixture
def published(panel, voted, coordinator):
    with later(30):
        statement = actions.draft_statement(panel=panel, actor=coordinator)
        actions.publish_statement(statement=statement, actor=coordinator)
    return statement


def test_who_was_against_says_why_without_being_known(voted):
    (kept, _), _, codes = voted
    reason = actions.add_minority_reason(ballot_code=codes[-1], proposal=kept, text="Rahat eivät riitä.")
    again = actions.add_minority_reason(ballot_code=codes[-1], proposal=kept, text="Raha ei riitä.")
    assert reason.pk == again.pk
    assert MinorityReason.objects.get().name == ""
    related = {
        field.related_model.__name__ for field in MinorityReason._meta.get_fields() if field.is_relation
    }
    assert related == {"VoteItem"}


def test_a_reason_is_short_in_time_and_from_somebody_against(voted):
    (kept, _), _, codes = voted
    with refused("deliberation.reason_too_long"):
        actions.add_minority_reason(ballot_code=codes[-1], proposal=kept, text="sana " * 81)
    assert actions.add_minority_reason(ballot_code=codes[-1], proposal=kept, text="sana " * 80)
    with refused("deliberation.supported_it"):
        actions.add_minority_reason(ballot_code=codes[0], proposal=kept, text="Hyvä.")
    with later(16), refused("deliberation.reasons_closed"):
        actions.add_minority_reason(ballot_code=codes[-1], proposal=kept, text="Myöhässä.")


def test_reasons_show_only_where_enough_were_against(panel, propose, open_vote, vote_as, coordinator):
    proposal = propose("Melkein kaikki", frozen=True)
    vote = open_vote(proposal)
    codes = vote_as(vote, [{proposal: "yes"}] * 9 + [{proposal: "no"}])
    actions.close_vote(vote=vote, actor=coordinator)
    actions.add_minority_reason(ballot_code=codes[-1], proposal=proposal, text="En usko.")
    statement = actions.draft_statement(panel=panel, actor=coordinator)
    (row,) = queries.recommendations_of(statement)
    assert row.reasons == ()


def test_the_statement_takes_its_recommendations_from_the_votes(panel, voted, coordinator):
    (kept, lost), _, codes = voted
    actions.add_minority_reason(ballot_code=codes[-1], proposal=kept, text="Rahat eivät riitä.", name="Aino")
    statement = actions.draft_statement(panel=panel, actor=coordinator)
    (row,) = queries.recommendations_of(statement)
    assert (row.number, row.version.title, row.theme) == (1, "Illat", "Palvelut")
    assert row.sub == [("1.1", "Auki tiistaisin"), ("1.2", "Auki lauantaisin")]
    assert [reason.name for reason in row.reasons] == ["Aino"]
    assert [one.proposal for one in queries.not_carried(statement)] == [lost]


def test_there_is_no_statement_before_the_votes_are_counted(panel, propose, open_vote, coordinator):
    with refused("deliberation.no_vote_yet"):
        actions.draft_statement(panel=panel, actor=coordinator)
    open_vote(propose("Illat", frozen=True))
    with refused("deliberation.vote_going_on"):
        actions.draft_statement(panel=panel, actor=coordinator)


def test_texts_have_versions_and_nobody_overwrites_another(panel, voted, coordinator, facilitator):
    statement = actions.draft_statement(panel=panel, actor=coordinator)
    made = actions.save_text(
        statement=statement, part="introduction", text="Me.", actor=coordinator, base_version=1
    )
    assert made.version == 2
    with refused("deliberation.newer_text"):
        actions.save_text(
            statement=statement, part="introduction", text="Minä.", actor=facilitator, base_version=1
        )


def test_members_check_the_draft(panel, voted, coordinator, members):
    statement = actions.draft_statement(panel=panel, actor=coordinator)
    with refused("deliberation.check_closed"):
        actions.check_statement(statement=statement, member=members[0], agrees=True)
    actions.open_check(statement=statement, actor=coordinator)
    with refused("deliberation.remark_missing"):
        actions.check_statement(statement=statement, member=members[0], agrees=False)
    actions.check_statement(statement=statement, member=members[0], agrees=False, comment="Virhe luvussa")
    actions.check_statement(statement=statement, member=members[0], agrees=True)
    assert [check.agrees for check in queries.checks_of(statement)] == [True]


def test_it_is_not_published_while_reasons_are_still_taken(panel, voted, coordinator):
    statement = actions.draft_statement(panel=panel, actor=coordinator)
    with refused("deliberation.reasons_still_open"):
        actions.publish_statement(statement=statement, actor=coordinator)
    with later(16):
        actions.publish_statement(statement=statement, actor=coordinator)
    assert queries.published_statement(panel) == statement


def test_what_a_published_statement_rests_on_stays(panel, published, voted, add, propose, coordinator):
    with refused("deliberation.statement_published"):
        add("Myöhäinen ajatus")
    with refused("deliberation.statement_published"):
        propose("Myöhäinen ehdotus")
    actions.withdraw_publication(statement=published, actor=coordinator)
    assert add("Nyt mahtuu").number == 4


def test_the_pdf_is_tagged_and_says_what_was_decided(published):
    pdf = files.read(published.editions.get().pdf)
    reader = PdfReader(io.BytesIO(pdf))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "fi"
    assert "Suositus 1. Illat" in text
    assert "Puolesta 7, vastaan 3" in text.replace("\n", " ")


def test_the_word_file_has_real_headings_and_its_language(published):
    document = Document(io.BytesIO(files.read(published.editions.get().docx)))
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert ("Heading 1", "Suositukset") in headings
    assert ("Heading 2", "Suositus 1. Illat") in headings
    assert document.core_properties.language == "fi-FI"
    assert 'w:lang w:val="fi-FI"' in document.styles["Normal"].element.xml


def test_it_is_handed_over_once_and_followers_hear_of_it(panel, published, coordinator):
    heard = []
    events.on(actions.StatementHandedOver)(heard.append)
    try:
        with clock.at(at(12, day=28)):
            with refused("deliberation.handover_in_future"):
                actions.hand_over(statement=published, on=date(2026, 10, 29), actor=coordinator)
            actions.hand_over(statement=published, on=date(2026, 10, 28), actor=coordinator)
            with refused("deliberation.already_handed_over"):
                actions.hand_over(statement=published, on=date(2026, 10, 28), actor=coordinator)
    finally:
        events._handlers[actions.StatementHandedOver].remove(heard.append)
    (event,) = heard
    (handed,) = event.recommendations
    assert (handed.number, handed.title, handed.votes_for, handed.votes_against) == (1, "Illat", 7, 3)
    assert handed.sub == (("1.1", "Auki tiistaisin", ""), ("1.2", "Auki lauantaisin", ""))
    panel.refresh_from_db()
    assert panel.handed_over_on == date(2026, 10, 28)
