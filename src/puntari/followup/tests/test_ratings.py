from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from puntari.core import clock
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import LogEntry, User
from puntari.followup import actions, ratings
from puntari.followup.models import Rating, Recommendation
from puntari.lottery.models import Draw, Member
from puntari.panels.models import Panel
from puntari.testing import make_volunteers

HANDED = date(2026, 3, 31)


def at(year: int, month: int, day: int) -> Any:
    return clock.at(datetime(year, month, day, 12, 0, tzinfo=ZoneInfo("Europe/Helsinki")))


OPEN, CLOSED = (2026, 10, 5), (2026, 11, 20)


@pytest.fixture
def one(panel: Panel) -> Recommendation:
    """An answered recommendation, and another that nobody has answered."""
    first, second = (actions.add_recommendation(panel=panel, title=text, actor=None) for text in ("A", "B"))
    Recommendation.objects.filter(pk__in=[first.pk, second.pk]).update(handed_over_on=HANDED)
    actions.answer_recommendation(
        recommendation=first,
        decision="reject",
        reason="Ei rahaa",
        body="Hallitus",
        decided_on=date(2026, 5, 1),
        actor=None,
    )
    return Recommendation.objects.get(pk=first.pk)


@pytest.fixture
def members(panel: Panel) -> list[Member]:
    draw = Draw.objects.create(panel=panel, is_test=False, state="done", size=6, created=clock.now())
    return [
        Member.objects.create(
            panel=panel, draw=draw, volunteer=volunteer, number=number, kind="panelist", status="confirmed"
        )
        for number, volunteer in enumerate(make_volunteers(panel, 6), start=1)
    ]


def rate(members: list[Member], words: str = "") -> None:
    with at(*OPEN):
        for place, member in enumerate(members):
            actions.rate_answers(member=member, given={1: (place, words and f"{words} {place}")})


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 3, 31), 6, date(2026, 9, 30)),
        (date(2026, 8, 30), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_end_on_a_day_that_is(day: date, months: int, then: date) -> None:
    assert ratings.months_after(day, months) == then


@pytest.mark.parametrize(
    ("today", "turn"),
    [
        (date(2026, 9, 29), None),
        (date(2026, 9, 30), 6),
        (date(2026, 11, 10), 6),
        (date(2026, 11, 11), None),
        (date(2027, 3, 31), 12),
        (date(2027, 5, 12), None),
    ],
)
def test_rounds_open_half_a_year_and_a_year_after(one: Recommendation, today: date, turn: int | None) -> None:
    assert ratings.open_round(one, today) == turn
    assert ratings.to_rate(one.panel, today) == ([(one, turn)] if turn else [])


def test_a_rating_is_changed_and_taken_back(one: Recommendation, members: list[Member]) -> None:
    with at(*OPEN):
        assert actions.rate_answers(member=members[0], given={1: (3, " Laiha ")}) == 1
        assert actions.rate_answers(member=members[0], given={1: (7, "")}) == 1
        assert (Rating.objects.get().score, Rating.objects.get().words) == (7, "")
        assert actions.rate_answers(member=members[0], given={1: (None, "")}) == 0


def test_nothing_kept_tells_whose_it_is(one: Recommendation, members: list[Member]) -> None:
    rate(members[:1], "Salainen")
    rating, entry = Rating.objects.get(), LogEntry.objects.get(kind="followup.answers_rated")
    assert str(members[0].pk) != rating.who
    assert len(rating.who) == 64
    assert (entry.actor, entry.data, entry.personal, entry.subject) == (None, {}, None, "")
    days = [one.name for one in Rating._meta.get_fields() if one.get_internal_type().startswith("Date")]
    assert days == ["decided_on"]
    assert rating.decided_on == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({1: (11, "")}, "followup.rating_off_scale"),
        ({1: (-1, "")}, "followup.rating_off_scale"),
        ({1: (5, "x" * 501)}, "followup.rating_too_long"),
        ({1: (None, "Sanat")}, "followup.rating_without_score"),
        ({2: (5, "")}, "followup.rating_not_open"),
    ],
)
def test_what_cannot_be_is_refused(
    one: Recommendation, members: list[Member], given: dict[int, tuple[int | None, str]], code: str
) -> None:
    with at(*OPEN), pytest.raises((BadInput, NotAllowed)) as refused:
        actions.rate_answers(member=members[0], given=given)
    assert refused.value.code == code
    assert not Rating.objects.exists()


@pytest.mark.parametrize(("kind", "status"), [("reserve", "confirmed"), ("panelist", "withdrawn")])
def test_only_the_panel_rates(one: Recommendation, members: list[Member], kind: str, status: str) -> None:
    Member.objects.filter(pk=members[0].pk).update(kind=kind, status=status)
    with at(*OPEN), pytest.raises(NotAllowed):
        actions.rate_answers(member=members[0], given={1: (5, "")})


def page(client: Client) -> str:
    return client.get("/panels/testi/recommendations/1/").content.decode()


def test_the_public_page_shows_five_or_none_and_only_after_closing(
    client: Client, one: Recommendation, members: list[Member]
) -> None:
    rate(members[:4], "Sana")
    with at(*CLOSED):
        html = page(client)
        assert "Arvioita on alle viisi" in html
        assert "Sana 1" not in html
    rate(members[:5], "Sana")
    with at(*OPEN):
        assert "Sana 1" not in page(client)
        assert "Mitä paneeli itse ajattelee" not in page(client)
    with at(*CLOSED):
        html = page(client)
        assert "Keskiarvo 2,0 asteikolla 0–10, 5 paneelilaista" in html
        assert "Sana 1" in html
        assert html.index("Ei rahaa") < html.index("Sana 1")


def test_hidden_words_leave_the_page_but_not_the_mean(
    client: Client, one: Recommendation, members: list[Member], coordinator: User, signed_in: Any
) -> None:
    rate(members, "Sana")
    rating = Rating.objects.get(words="Sana 3")
    desk, hide = signed_in(coordinator), f"/desk/panels/testi/followup/ratings/{rating.pk}/hide/"
    with at(*OPEN):
        assert desk.get(hide).status_code == 404
    with at(*CLOSED):
        assert hide in desk.get("/desk/panels/testi/followup/1/").content.decode()
        assert desk.post(hide, {"reason": ""}).status_code == 422
        assert desk.post(hide, {"reason": "Nimi mainittu"}).status_code == 302
        html = page(client)
    assert "Sana 3" not in html
    assert "Sana 4" in html
    assert "Keskiarvo 2,5" in html
    assert LogEntry.objects.get(kind="followup.rating_words_hidden").data == {"reason": "Nimi mainittu"}


def test_a_panelist_rates_from_their_own_page(
    client: Client, one: Recommendation, members: list[Member]
) -> None:
    me = f"/me/{members[0].volunteer.token}/"
    with at(2026, 8, 1):
        assert "Arvioi vastaukset" not in client.get(me).content.decode()
        assert "Mitään ei voi nyt arvioida" in client.get(f"{me}ratings/").content.decode()
    with at(*OPEN):
        assert "Arvioi vastaukset" in client.get(me).content.decode()
        assert "Ei rahaa" in client.get(f"{me}ratings/").content.decode()
        bad = client.post(f"{me}ratings/", {"score_1": "", "words_1": "Vain sanat"})
        assert bad.status_code == 422
        assert "Vain sanat" in bad.content.decode()
        assert client.post(f"{me}ratings/", {"score_1": "0", "words_1": "Ei näin"}).status_code == 302
        assert (Rating.objects.get().score, Rating.objects.get().words) == (0, "Ei näin")
        assert '<option value="0" selected>' in client.get(f"{me}ratings/").content.decode()
        assert client.post(f"{me}ratings/", {"score_1": "99"}).status_code == 422
    assert client.get("/me/roska/ratings/").status_code == 404


def test_queries_do_not_grow_with_recommendations(
    client: Client, one: Recommendation, members: list[Member]
) -> None:
    address = f"/me/{members[0].volunteer.token}/ratings/"

    def cost() -> int:
        with at(*OPEN), CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    few = cost()
    for number in range(3, 10):
        more = actions.add_recommendation(panel=one.panel, title=f"R{number}", actor=None)
        Recommendation.objects.filter(pk=more.pk).update(handed_over_on=HANDED)
        actions.answer_recommendation(
            recommendation=more,
            decision="reject",
            reason="Ei",
            body="Hallitus",
            decided_on=date(2026, 5, 1),
            actor=None,
        )
    assert cost() == few


@pytest.mark.browser
def test_the_rating_page_shuts_nobody_out(
    request: Any, live_site: str, one: Recommendation, members: list[Member], axe: Callable[[Any], None]
) -> None:
    Recommendation.objects.update(handed_over_on=ratings.months_after(clock.today(), -6))
    for device in ("phone", "desk"):
        browser = request.getfixturevalue(device)
        browser.goto(f"/me/{members[0].volunteer.token}/ratings/")
        axe(browser)
        browser.get_by_label("Arvosana 0–10").first.select_option("4")
        browser.get_by_role("button", name="Tallenna arviot").click()
        browser.get_by_text("Arviosi on tallennettu").first.wait_for()


def accept(one: Recommendation, day: date) -> None:
    with at(day.year, day.month, day.day):
        actions.answer_recommendation(
            recommendation=one,
            decision="accept",
            reason="Rahaa löytyi",
            body="Hallitus",
            decided_on=day,
            new_action=actions.NewAction("Työ", "12/2027"),
            actor=None,
        )


def test_a_rating_stays_with_the_answer_that_was_rated(
    client: Client, one: Recommendation, members: list[Member]
) -> None:
    rate(members[:5], "Sana")
    accept(one, date(2026, 11, 15))
    with at(*CLOSED):
        html = page(client)
        (told,) = ratings.rated_rounds(Recommendation.objects.get(pk=one.pk), clock.today())
    assert "Arvosana vastaukselle: Ei hyväksytä, 1.5.2026." in html
    assert (told.decision, told.decided_on, told.mean) == ("reject", date(2026, 5, 1), 2.0)


def test_an_answer_that_changes_in_the_round_has_ratings_of_its_own(
    client: Client, one: Recommendation, members: list[Member]
) -> None:
    rate(members)
    accept(one, date(2026, 10, 20))
    me = f"/me/{members[5].volunteer.token}/"
    with at(2026, 10, 25):
        assert actions.rate_answers(member=members[0], given={1: (9, "")}) == 1
        assert actions.rate_answers(member=members[5], given={1: (None, "")}) == 1
        assert "0 / 1" in client.get(me).content.decode()
        html = client.get(f"{me}ratings/").content.decode()
    assert "Annoit arvosanan 5 aiemmalle vastaukselle (Ei hyväksytä, 1.5.2026)." in html
    assert '<option value="5" selected>' not in html
    with at(*CLOSED):
        told = ratings.rated_rounds(Recommendation.objects.get(pk=one.pk), clock.today())
    assert [(one.decision, one.count, one.mean) for one in told] == [("reject", 5, 3.0), ("accept", 1, None)]


def test_an_answer_that_was_not_read_is_not_rated(
    client: Client, one: Recommendation, members: list[Member]
) -> None:
    address = f"/me/{members[0].volunteer.token}/ratings/"
    accept(one, date(2026, 10, 1))
    with at(*OPEN):
        old = client.post(address, {"score_1": "5", "answer_1": "reject/2026-05-01"})
        assert old.status_code == 422
        assert "vastaus muuttui, kun täytit lomaketta" in old.content.decode()
        assert not Rating.objects.exists()
        assert client.post(address, {"score_1": "5", "answer_1": "accept/2026-10-01"}).status_code == 302
    assert Rating.objects.get().decision == "accept"


def test_the_form_names_the_round_its_last_day_and_the_panel_s_own_words(
    client: Client, one: Recommendation, members: list[Member]
) -> None:
    Recommendation.objects.filter(pk=one.pk).update(text="Bussit kulkevat myös iltaisin.")
    actions.add_sub(recommendation=one, text="1.1. Iltavuoro", actor=None)
    with at(*OPEN):
        html = client.get(f"/me/{members[0].volunteer.token}/ratings/").content.decode()
    assert "6 kuukautta luovutuksesta." in html
    assert "Kierros sulkeutuu 10.11.2026." in html
    assert "Bussit kulkevat myös iltaisin." in html
    assert "1.1. Iltavuoro" in html
    assert "Hallitus, 1.5.2026" in html


def test_earlier_ratings_learn_their_answer_from_the_log(one: Recommendation, members: list[Member]) -> None:
    Rating.objects.create(recommendation=one, round=6, who="a", score=5)
    Rating.objects.create(recommendation=one, round=12, who="a", score=6)
    LogEntry.objects.filter(kind="followup.answered").update(at=datetime(2026, 5, 1, 12, tzinfo=UTC))
    accept(one, date(2027, 4, 5))
    import_module("puntari.followup.migrations.0005_rated_answers").fill(apps, None)
    first, second = Rating.objects.order_by("round")
    assert (first.decision, first.decided_on) == ("reject", date(2026, 5, 1))
    assert (second.decision, second.decided_on) == ("", None)
