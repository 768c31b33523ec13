"""Following: asked for twice, told once, left with one tap."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail as sent_mail
from django.db import transaction
from django.test import Client

from puntari.core import clock, events, mail, ticks
from puntari.core.errors import BadInput, DomainError
from puntari.core.models import Job, LogEntry, OutgoingMail, User
from puntari.core.roles import Role
from puntari.deliberation.events import HandedRecommendation, StatementHandedOver
from puntari.followup import actions, news
from puntari.followup.actions import following, telling
from puntari.followup.models import Action, Follower, Recommendation
from puntari.lottery.models import Draw, Member
from puntari.panels.models import Panel
from puntari.testing import make_volunteers

MONDAY = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with clock.at(MONDAY):
        yield


@pytest.fixture
def one(panel: Panel) -> Recommendation:
    return actions.add_recommendation(panel=panel, title="1. Lisää bussivuoroja", actor=None)


@pytest.fixture
def action(one: Recommendation) -> Action:
    return actions.add_action(recommendation=one, text="Vuorot lisätään", schedule="1/2028", actor=None)


def follower_of(what: Any = None, address: str = "liisa@example.invalid", **more: Any) -> Follower:
    """Somebody who has asked and confirmed; the messages about it are out of the way."""
    told = {"pace": "at_once", **more}
    if isinstance(what, Recommendation):
        made = actions.follow(recommendation=what, address=address, **told)
    else:
        made = actions.follow(panel=what, address=address, **told)
    assert made is not None
    actions.confirm_following(follower=made)
    OutgoingMail.objects.all().delete()
    return made


def bodies() -> list[str]:
    return list(OutgoingMail.objects.order_by("pk").values_list("body", flat=True))


def test_following_takes_two_yeses(client: Client, one: Recommendation, action: Action) -> None:
    path = "/panels/testi/recommendations/1/follow/"
    assert client.get(path).status_code == 200
    told = {"address": " Liisa@Example.invalid ", "pace": "at_once", "language": "sv"}
    assert "Vielä yksi napautus" in client.post(path, told).content.decode()
    follower = Follower.objects.get()
    assert (follower.address, follower.confirmed) == ("liisa@example.invalid", None)
    actions.change_action(action=action, percent=10, actor=None)
    asked = OutgoingMail.objects.get()
    assert "Bekräfta" in asked.subject
    confirm = f"/follow/{follower.token}/confirm/"
    assert confirm in asked.body
    assert client.get(confirm).status_code == 200
    follower.refresh_from_db()
    assert follower.confirmed is None
    assert client.post(confirm).status_code == 302
    actions.change_action(action=action, percent=20, actor=None)
    news_mail = OutgoingMail.objects.get(key__startswith="followup.news/")
    assert "20" in news_mail.body
    assert ": 10" not in news_mail.body
    assert f"/follow/{follower.token}/leave/" in news_mail.body


def test_asking_again_sends_one_message_a_day(one: Recommendation) -> None:
    for _ in range(3):
        actions.follow(recommendation=one, address="liisa@example.invalid")
    assert OutgoingMail.objects.count() == Follower.objects.count() == 1
    with clock.at(MONDAY + timedelta(days=1)):
        actions.follow(recommendation=one, address="liisa@example.invalid")
    assert OutgoingMail.objects.count() == 2


def test_nobody_floods_an_address(panel: Panel) -> None:
    for number in range(1, 9):
        one = actions.add_recommendation(panel=panel, title=f"{number}. N", actor=None)
        actions.follow(recommendation=one, address="liisa@example.invalid")
    assert OutgoingMail.objects.count() == 5


def test_the_page_does_not_tell_who_follows(client: Client, one: Recommendation) -> None:
    follower_of(one)
    told = {"pace": "weekly", "language": "fi"}
    path = "/panels/testi/recommendations/1/follow/"
    known = client.post(path, {**told, "address": "liisa@example.invalid"}).content
    assert known == client.post(path, {**told, "address": "outo@example.invalid"}).content
    assert "Seuraat jo" in OutgoingMail.objects.get(to="liisa@example.invalid").subject


@pytest.mark.parametrize(
    "told", [{"address": "ei"}, {"pace": "joskus"}, {"language": "de"}, {"channel": "kyyhky"}]
)
def test_bad_wishes_are_refused(one: Recommendation, told: dict[str, str]) -> None:
    with pytest.raises(DomainError):
        actions.follow(recommendation=one, **{"address": "liisa@example.invalid", **told})
    assert not Follower.objects.exists()


def test_an_internal_panel_cannot_be_followed(panel: Panel, one: Recommendation) -> None:
    follower_of(one)
    Panel.objects.update(visibility="internal")
    actions.add_sub(recommendation=one, text="1.1. Salainen osa", actor=None)
    assert bodies() == []
    one.panel.refresh_from_db()
    with pytest.raises(DomainError):
        actions.follow(recommendation=one, address="toinen@example.invalid")


def test_each_hears_of_their_own(panel: Panel, one: Recommendation, action: Action) -> None:
    other = actions.add_recommendation(panel=panel, title="2. Toinen", actor=None)
    follower_of(one, "yksi@example.invalid")
    follower_of(other, "toinen@example.invalid")
    follower_of(panel, "paneeli@example.invalid", language="en")
    follower_of(None, "kaikki@example.invalid")
    actions.change_action(action=action, percent=30, actor=None)
    heard = {message.to.split("@")[0] for message in OutgoingMail.objects.all()}
    assert heard == {"yksi", "paneeli", "kaikki"}
    english = OutgoingMail.objects.get(to__startswith="paneeli")
    assert "Stop following" in english.body
    assert "%(" not in english.body


def test_a_weekly_summary_comes_once_a_week(one: Recommendation, action: Action) -> None:
    follower_of(one, pace="weekly")
    for percent in (10, 20):
        actions.change_action(action=action, percent=percent, actor=None)
    assert actions.tell_followers(clock.today()) == 0
    with clock.at(MONDAY + timedelta(days=8)):
        assert "followup.followers" in ticks.run_due()
        assert actions.tell_followers(clock.today()) == 0
    (body,) = bodies()
    assert body.count("Toimenpiteen tietoja muutettiin") == 2
    with clock.at(MONDAY + timedelta(days=15)):
        ticks.run_due()
    assert len(bodies()) == 1


class Killed(BaseException):
    """The machine died."""


def test_after_a_kill_everybody_is_told_once(
    one: Recommendation, action: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        follower_of(one, f"seuraaja{number}@example.invalid")
    with monkeypatch.context() as patch:
        patch.setattr(telling, "start_telling", lambda slug="": None)
        actions.change_action(action=action, percent=10, actor=None)

    def die_at_the_third(done: int, total: int) -> None:
        if done == 3:
            raise Killed

    with pytest.raises(Killed):
        actions.tell_followers(clock.today(), die_at_the_third)
    assert len(bodies()) == 3
    ticks.run_due()
    assert len(bodies()) == 6
    assert actions.tell_followers(clock.today()) == 0
    assert mail.send_waiting() == 6
    assert mail.send_waiting() == 0
    assert {message.to[0] for message in sent_mail.outbox} == {
        f"seuraaja{number}@example.invalid" for number in range(6)
    }


def test_one_tap_leaves_also_from_the_mail_program(one: Recommendation, action: Action) -> None:
    follower = follower_of(one)
    actions.change_action(action=action, percent=10, actor=None)
    mail.send_waiting()
    (message,) = sent_mail.outbox
    leave = f"/follow/{follower.token}/leave/"
    assert message.extra_headers["List-Unsubscribe"].endswith(f"{leave}>")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(leave).status_code == 200
    follower.refresh_from_db()
    assert follower.left is None
    assert strict.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200
    follower.refresh_from_db()
    assert (follower.left, follower.address) == (clock.now(), "")
    assert strict.post(leave).status_code == 200
    actions.change_action(action=action, percent=20, actor=None)
    assert len(bodies()) == 1
    assert "liisa" not in str(list(LogEntry.objects.values_list("data", "personal", "subject")))


def test_settings_are_changed_by_link(client: Client, one: Recommendation) -> None:
    follower = follower_of(one)
    path = f"/follow/{follower.token}/"
    assert client.post(path, {"pace": "weekly", "language": "en"}).status_code == 200
    follower.refresh_from_db()
    assert (follower.pace, follower.language) == ("weekly", "en")
    assert client.post(path, {"pace": "outo", "language": "en"}).status_code == 422
    assert client.get("/follow/roska/").status_code == 404
    assert client.post("/follow/roska/leave/").status_code == 404


def test_addresses_nobody_confirmed_are_forgotten(one: Recommendation) -> None:
    actions.follow(recommendation=one, address="liisa@example.invalid")
    assert actions.forget_unconfirmed(clock.today()) == 0
    with clock.at(MONDAY + timedelta(days=15)):
        ticks.run_due()
    assert not Follower.objects.exists()


def hand_over(panel: Panel) -> None:
    handed = HandedRecommendation(1, "Busseja", "Lisää busseja.")
    with transaction.atomic():
        events.emit(StatementHandedOver(panel.pk, 7, date(2026, 11, 2), (handed,)))


def test_panelists_follow_from_the_hand_over_on(panel: Panel, client: Client) -> None:
    draw = Draw.objects.create(panel=panel, is_test=False, state="done", size=4, created=clock.now())
    people = make_volunteers(panel, 5)
    for number, volunteer in enumerate(people, start=1):
        kind = "reserve" if number == 5 else "panelist"
        Member.objects.create(panel=panel, draw=draw, volunteer=volunteer, number=number, kind=kind)
    without, gone = people[0], people[1]
    type(without).objects.filter(pk=without.pk).update(email="")
    Member.objects.filter(volunteer=gone).update(status="withdrawn")
    type(gone).objects.filter(pk=people[2].pk).update(language="sv")
    hand_over(panel)
    hand_over(panel)
    assert Follower.objects.count() == OutgoingMail.objects.count() == 2
    swedish = OutgoingMail.objects.get(to=people[2].email)
    assert "Tack för ditt arbete" in swedish.body
    assert swedish.leave_url.endswith("/leave/")
    html = client.get(f"/me/{people[3].token}/").content.decode()
    assert Follower.objects.get(member__volunteer=people[3]).token in html
    actions.leave(follower=Follower.objects.get(member__volunteer=people[3]))
    hand_over(panel)
    type(gone).objects.filter(pk=people[2].pk).update(withdrawn=clock.now())
    actions.add_action(recommendation=panel.recommendations.get(), text="Työ", schedule="2028", actor=None)
    with clock.at(MONDAY + timedelta(days=8)):
        ticks.run_due()
    assert not OutgoingMail.objects.filter(key__startswith="followup.news/").exists()


def test_text_messages_only_where_there_is_a_gateway(
    client: Client, one: Recommendation, settings: Any
) -> None:
    wish = {"recommendation": one, "channel": "sms", "pace": "at_once"}
    with pytest.raises(BadInput):
        actions.follow(address="040 123 4567", **wish)
    assert "Tekstiviesti" not in client.get("/actions/follow/").content.decode()
    settings.SMS_GATEWAY = "{number}@sms.example.invalid"
    assert "Tekstiviesti" in client.get("/actions/follow/").content.decode()
    for bad in ("liisa@example.invalid", "112", "040-ABC"):
        with pytest.raises(BadInput):
            actions.follow(address=bad, **wish)
    follower = actions.follow(address="040 123 4567", **wish)
    assert follower is not None
    message = OutgoingMail.objects.get()
    assert message.to == "358401234567@sms.example.invalid"
    assert f"/follow/{follower.token}/confirm/" in message.body
    assert len(message.body) < 320


def test_a_text_message_holds_its_link_and_the_way_out(
    one: Recommendation, action: Action, settings: Any
) -> None:
    settings.SMS_GATEWAY = "https://sms.example.invalid/send"
    follower = follower_of(one, address="00358 40 123 4567", channel="sms", language="sv")
    actions.change_action(action=action, percent=20, actor=None)
    message = OutgoingMail.objects.get()
    assert message.to == "sms:+358401234567"
    first, link, leave = message.body.splitlines()
    assert first == "Nytt: 1. Lisää bussivuoroja"
    assert link.endswith("/panels/testi/recommendations/1/?lang=sv")
    assert leave.startswith("Avsluta: ")
    assert leave.endswith(f"/follow/{follower.token}/leave/")


def test_a_flood_of_text_messages_ends_at_the_day_s_limit(one: Recommendation, settings: Any) -> None:
    settings.SMS_GATEWAY = "https://sms.example.invalid/send"
    for number in range(following.TEXTS_A_DAY):
        actions.follow(recommendation=one, channel="sms", address=f"040 100 {number:04}")
    with pytest.raises(BadInput):
        actions.follow(recommendation=one, channel="sms", address="040 999 9999")
    assert actions.follow(recommendation=one, address="liisa@example.invalid") is not None
    with clock.at(MONDAY + timedelta(days=1, minutes=1)):
        assert actions.follow(recommendation=one, channel="sms", address="040 999 9999") is not None


def test_residents_are_not_told_of_staff(
    one: Recommendation, action: Action, person: Callable[..., User], client: Client
) -> None:
    follower_of(one)
    official = person(Role.OFFICIAL)
    for post in ("Liikennejohtaja", "Liikennejohtaja"):
        actions.give_owner(action=action, owner=official, owner_post=post, actor=None)
    actions.give_owner(action=action, owner=None, owner_post="Liikennejohtaja", actor=None)
    assert bodies() == []
    assert b"Liikennejohtaja" not in client.get("/panels/testi/recommendations/1/feed/").content
    html = client.get("/panels/testi/recommendations/1/").content.decode()
    assert html.count("tehtävä merkittiin") == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", ("Hei,", "seuraamissasi suosituksissa on uutta", "Status: Kesken", "Lopeta seuraaminen:")),
        ("sv", ("Hej,", "det har hänt något", "Status: Ofullbordad", "Sluta följa:")),
        ("en", ("Hello,", "there is news", "Status: Unfinished", "Stop following:")),
    ],
)
def test_news_reads_as_a_letter_in_each_language(
    one: Recommendation, action: Action, language: str, words: tuple[str, ...]
) -> None:
    follower_of(one, language=language)
    terms = {term.label: term for term in actions.ensure_terms(organisation=one.panel.organisation)}
    actions.change_action(action=action, status=terms["Kesken"], actor=None)
    (body,) = bodies()
    for said in words:
        assert said in body


def test_many_changes_are_one_message(one: Recommendation, monkeypatch: pytest.MonkeyPatch) -> None:
    follower_of(one)
    with monkeypatch.context() as patch:
        patch.setattr(telling, "start_telling", lambda slug="": None)
        for number in range(news.LISTED + 3):
            actions.add_action(recommendation=one, text=f"Työ {number}", schedule="2028", actor=None)
    assert actions.tell_followers(clock.today()) == 1
    assert "Lisäksi 3 muutosta." in bodies()[0]


def test_a_waiting_job_takes_later_changes_along(one: Recommendation) -> None:
    follower_of(one)
    before = Job.objects.count()
    Job.objects.create(kind=telling.JOB, label="odottaa", created=clock.now())
    for number in range(3):
        actions.add_action(recommendation=one, text=f"Työ {number}", schedule="2028", actor=None)
    assert Job.objects.count() == before + 1


FEEDS = ("/actions/feed/", "/panels/testi/actions/feed/", "/panels/testi/recommendations/1/feed/")


@pytest.mark.parametrize("path", FEEDS)
def test_feeds_tell_what_changed(client: Client, one: Recommendation, action: Action, path: str) -> None:
    from lxml import etree

    actions.change_action(action=action, percent=45, actor=None)
    answer = client.get(path)
    assert answer["Content-Type"].startswith("application/atom+xml")
    tree = etree.fromstring(answer.content)
    entries = tree.findall("{*}entry")
    assert len(entries) == 3
    assert "45" in "".join(entries[0].itertext())
    assert len({entry.findtext("{*}id") for entry in entries}) == 3
    assert tree.findtext("{*}title")


def test_feeds_hold_only_what_the_reader_may_see(client: Client, one: Recommendation) -> None:
    Panel.objects.update(visibility="draft")
    assert "Lisää bussivuoroja" not in client.get(FEEDS[0]).content.decode()
    for path in FEEDS[1:]:
        assert client.get(path).status_code == 404
    Panel.objects.update(visibility="public")
    assert client.get("/panels/testi/recommendations/9/feed/").status_code == 404
