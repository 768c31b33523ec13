"""Every list of the room is paged, and reading it asks no more questions of the database for more rows."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.crypto import get_random_string

from puntari.core import clock
from puntari.deliberation import actions, queries
from puntari.deliberation.models import MinorityReason, StatementCheck
from puntari.deliberation.tests.conftest import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def grow(panel, add, propose, official):
    """More of everything that the desk lists before a vote."""

    def more(count):
        first = queries.open_proposals(panel).first() or propose("Ensin")
        for number in range(count):
            card = add(f"ajatus {number}")
            add(f"odottaa {number}")
            propose(f"Ehdotus {number}", card)
            actions.comment(proposal=first, kind="done", text="Näin tehtiin.", actor=official)
            actions.revise_proposal(
                proposal=first, actor=official, title="Ensin", text=f"{number} {get_random_string(6)}"
            )
        numbers = [one.pk for one in queries.cards_of(panel)]
        actions.set_cards(
            proposal=first, cards=queries.cards_of(panel).filter(pk__in=numbers), actor=official
        )

    return more


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("desk-cards-all", []),
        ("desk-table-cards", [3, 1]),
        ("desk-table-list", [3, 1]),
        ("desk-coverage", []),
        ("desk-proposals", []),
        ("desk-proposals-reading", []),
        ("desk-proposal", [1]),
        ("desk-proposal-history", [1]),
    ],
)
def test_more_rows_ask_no_more_queries(panel, grow, facilitator, signed_in, queries_for, name, args):
    client, url = signed_in(facilitator), reverse(name, args=[panel.slug, *args])
    grow(3)
    few = queries_for(client, url)
    grow(9)
    assert queries_for(client, url) <= few


def test_the_lists_of_a_proposal_are_paged_apart(panel, propose, add, official, facilitator, signed_in):
    proposal = propose("Illat", *[add(f"ajatus {number}") for number in range(30)])
    for number in range(27):
        actions.comment(proposal=proposal, kind="done", text=f"Sana {number}.", actor=official)
    url = reverse("desk-proposal", args=[panel.slug, 1])
    page = signed_in(facilitator).get(url, {"comments": 2, "cards": 2}).context
    assert [one.text for one in page["comments"]] == ["Sana 1.", "Sana 0."]
    assert len(page["cards"]) == 5


def test_versions_are_paged_and_each_is_compared_with_the_one_before(panel, propose, facilitator, signed_in):
    proposal = propose("Illat")
    for number in range(12):
        actions.revise_proposal(proposal=proposal, actor=facilitator, title="Illat", text=f"Sana{number}.")
    client, url = signed_in(facilitator), reverse("desk-proposal-history", args=[panel.slug, 1])
    newest, oldest = client.get(url).context["rows"], client.get(url, {"page": 2}).context["rows"]
    assert [version.number for version, _changes in newest] == list(range(13, 3, -1))
    assert newest[-1][1], "the last of the page is compared with one that is not on it"
    assert [version.number for version, _changes in oldest] == [3, 2, 1]
    assert oldest[-1][1] == []


def test_coverage_pages_its_three_lists_apart(panel, propose, add, facilitator, signed_in):
    for number in range(26):
        propose(f"Avoin {number}")
        propose(f"Lukittu {number}", frozen=True)
    for number in range(51):
        add(f"ajatus {number}")
    url = reverse("desk-coverage", args=[panel.slug])
    page = signed_in(facilitator).get(url, {"page": 2, "unfrozen": 2}).context
    assert (len(page["page"]), len(page["unfrozen"]), len(page["frozen"])) == (1, 1, 25)


@pytest.fixture
def counted(panel, propose, open_vote, vote_as, coordinator):
    """A counted vote on so many proposals."""

    def count(proposals):
        made = [propose(f"Ehdotus {number}", frozen=True) for number in range(proposals)]
        vote = open_vote(*made)
        vote_as(vote, [dict.fromkeys(made, "yes")] * 10)
        actions.close_vote(vote=vote, actor=coordinator)
        return vote

    return count


def test_a_result_with_more_proposals_asks_no_more_queries(
    panel, counted, coordinator, signed_in, queries_for
):
    desk = signed_in(coordinator)
    pages = [
        (Client(), "panel-vote"),
        (Client(), "panel-vote-receipts"),
        (desk, "desk-vote"),
        (desk, "desk-vote-csv"),
    ]
    asked = []
    for number, proposals in enumerate((2, 8), start=1):
        counted(proposals)
        asked.append([queries_for(one, reverse(name, args=[panel.slug, number])) for one, name in pages])
    assert all(many <= few for few, many in zip(*asked, strict=True))


def test_receipts_unfold_where_they_are_leafed_through(panel, counted, monkeypatch):
    from puntari.deliberation.views import public

    counted(2)
    monkeypatch.setattr(public, "RECEIPTS", 4)
    url = reverse("panel-vote", args=[panel.slug, 1])
    receipts = Client().get(url, {"receipts-2": 2}).context["receipts"]
    assert [(len(page), leafing) for _item, page, leafing in receipts] == [(4, False), (4, True)]


def test_reasons_and_remarks_are_paged(panel, counted, members, coordinator, signed_in, queries_for):
    item = counted(1).items.get()
    client, url = signed_in(coordinator), reverse("desk-vote", args=[panel.slug, 1])
    MinorityReason.objects.create(item=item, text="Ei aikaa.", mark="first")
    few = queries_for(client, url)
    MinorityReason.objects.bulk_create(
        MinorityReason(item=item, text="Ei rahaa.", mark=f"mark{number:02d}") for number in range(29)
    )
    assert queries_for(client, url) <= few
    assert len(client.get(url, {"reasons": 2}).context["reasons"]) == 5
    statement = actions.draft_statement(panel=panel, actor=coordinator)
    actions.open_check(statement=statement, actor=coordinator)
    url = reverse("desk-statement-text", args=[panel.slug])
    asked = []
    for some in (members[:1], members[1:]):
        StatementCheck.objects.bulk_create(
            StatementCheck(statement=statement, member=one, agrees=False, comment="Ei.", made=clock.now())
            for one in some
        )
        asked.append(queries_for(client, url))
    assert asked[0] == asked[1]
    assert len(client.get(url).context["remarks"]) == len(members)


def test_versions_of_a_text_are_paged(panel, counted, coordinator, signed_in):
    counted(1)
    statement = actions.draft_statement(panel=panel, actor=coordinator)
    for number in range(1, 13):
        actions.save_text(
            statement=statement, part="introduction", text=f"{number}", actor=coordinator, base_version=number
        )
    url = reverse("desk-statement-part", args=[panel.slug, "introduction"])
    page = signed_in(coordinator).get(url, {"page": 2}).context
    assert [one.version for one in page["versions"]] == [3, 2, 1]
    assert page["form"].initial["base_version"] == 13


def test_the_public_pages_of_a_statement_ask_no_more_for_more(
    panel, counted, add, propose, coordinator, queries_for
):
    actions.set_cards(proposal=propose("Ei äänestetty"), cards=[add("yksi")], actor=coordinator)
    counted(1)
    proposal = queries.get_proposal(panel, 2)
    actions.set_cards(proposal=proposal, cards=[add("kaksi")], actor=coordinator)
    statement = actions.draft_statement(panel=panel, actor=coordinator)
    with clock.at(at(9, day=30)):
        actions.publish_statement(statement=statement, actor=coordinator)
    urls = [reverse("panel-cards", args=[panel.slug]), reverse("panel-trace", args=[panel.slug, 1])]
    few = [queries_for(Client(), url) for url in urls]
    card = proposal.cards.get()
    for number in range(100, 120):
        card.pk, card.number, card.client_key = None, number, uuid4()
        card.save()
        proposal.cards.add(card)
    assert [queries_for(Client(), url) for url in urls] <= few
