"""The newsroom: nothing out before its time, everything the press needs when it is."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from puntari.core import clock
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import LogEntry, OutgoingMail
from puntari.core.roles import Role
from puntari.newsroom import actions, drafting, queries
from puntari.newsroom.models import Release, Subscriber
from puntari.newsroom.text import as_plain_text, blocks
from puntari.newsroom.wiring import send_when_embargo_has_ended

pytestmark = pytest.mark.django_db
CONTACT = {"name": "Viivi Viestijä", "phone": "040 000 0000", "email": "viivi@example.invalid"}
TEXTS = {
    "title": "Arpa valitsi paneelin",
    "lead": "Kaksi lausetta.",
    "body": "## Alku\n\nTeksti.",
    "keywords": "a, b",
}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture
def writer(person):
    return person(Role.COMMUNICATIONS)


@pytest.fixture
def release(panel, writer):
    return actions.write_release(panel=panel, actor=writer, contacts=[CONTACT], **TEXTS)


def test_a_draft_is_not_public(panel, release):
    assert queries.state_of(release) == "draft"
    assert Client().get(release.get_absolute_url()).status_code == 404


def test_a_release_needs_somebody_to_ask(panel, writer):
    lonely = actions.write_release(panel=panel, actor=writer, **TEXTS)
    with pytest.raises(NotAllowed, match="yhteyshenkilö"):
        actions.publish_release(release=lonely, actor=writer)


def test_a_published_release_shows_contacts_and_subheads(release, writer):
    actions.publish_release(release=release, actor=writer)
    page = Client().get(release.get_absolute_url()).content.decode()
    assert "<h2>Alku</h2>" in page
    assert "Viivi Viestijä" in page
    assert 'property="og:title"' in page


def test_an_embargo_holds_for_all_but_the_link(release, writer):
    actions.publish_release(release=release, actor=writer, embargo_until=clock.now() + timedelta(hours=2))
    assert Client().get(release.get_absolute_url()).status_code == 404
    assert "Ei saa julkaista vielä" in Client().get(release.preview_url).content.decode()
    with clock.at(clock.now() + timedelta(hours=3)):
        assert Client().get(release.get_absolute_url()).status_code == 200


def test_the_press_list_gets_it_once_and_only_when_out(organisation, release, writer):
    asked = actions.join_press_list(
        organisation=organisation, email="Toimitus@Example.invalid", language="fi"
    )
    actions.join_press_list(organisation=organisation, email="unconfirmed@example.invalid", language="fi")
    actions.confirm_subscription(subscriber=asked)
    actions.publish_release(release=release, actor=writer, embargo_until=clock.now() + timedelta(hours=2))
    assert not OutgoingMail.objects.filter(subject=release.title).exists()
    with clock.at(clock.now() + timedelta(days=1)):
        send_when_embargo_has_ended(clock.today())
        send_when_embargo_has_ended(clock.today())
    assert OutgoingMail.objects.filter(subject=release.title).values_list("to", flat=True).get() == (
        "toimitus@example.invalid"
    )


def test_a_withdrawn_release_says_so(release, writer):
    actions.publish_release(release=release, actor=writer)
    actions.withdraw_release(release=release, reason="Väärä luku", actor=writer)
    assert Client().get(release.get_absolute_url()).status_code == 410
    with pytest.raises(NotAllowed):
        actions.change_release(release=release, actor=writer, title="x")


@pytest.mark.parametrize(("content", "alt"), [(PNG, ""), (b"<svg onload=x>", "kuva")])
def test_a_picture_needs_words_and_a_safe_type(release, writer, content, alt):
    with pytest.raises(BadInput):
        actions.set_image(release=release, content=content, name="k.png", alt=alt, caption="", actor=writer)


def test_the_picture_of_a_draft_is_not_public(panel, release, writer):
    actions.set_image(release=release, content=PNG, name="k.png", alt="Sali", caption="", actor=writer)
    address = reverse("panel-release-image", args=[panel.slug, release.number])
    assert Client().get(address).status_code == 404
    actions.publish_release(release=release, actor=writer)
    assert Client().get(address).status_code == 200


def test_plain_text_has_all_the_parts(release, writer):
    actions.publish_release(release=release, actor=writer)
    text = as_plain_text(release)
    assert text.startswith("ARPA VALITSI PANEELIN\n")
    assert "Avainsanat: a, b" in text
    assert "040 000 0000" in text


def test_blocks():
    assert [(one.text, one.heading) for one in blocks("## A\r\n\r\nb\nc\n\n\n")] == [
        ("A", True),
        ("b\nc", False),
    ]


def test_a_draft_from_data_is_written_in_three_languages(panel):
    facts = {"letters": 5000, "volunteers": 250, "panelists": 45, "recommendations": 6, "answered": 2}
    for moment in drafting.OF_RESIDENTS:
        texts = drafting.draft(panel, moment, facts)
        assert len({texts["title"], texts["title_sv"], texts["title_en"]}) == 3, moment
        assert "%(" not in "".join(texts.values())


def test_the_feed_tells_what_is_out(panel, release, writer):
    assert TEXTS["title"] not in Client().get("/news/feed/").content.decode()
    actions.publish_release(release=release, actor=writer)
    for address in ("/news/feed/", f"/panels/{panel.slug}/news/feed/"):
        assert TEXTS["title"] in Client().get(address).content.decode()


def test_joining_and_leaving_the_press_list(organisation):
    client = Client()
    assert client.post("/news/join/", {"email": "nope"}).status_code == 200
    client.post("/news/join/", {"email": "lehti@example.invalid"})
    one = Subscriber.objects.get()
    client.get(reverse("press-list-confirm", args=[one.key]))
    one.refresh_from_db()
    assert one.confirmed is None
    client.post(reverse("press-list-confirm", args=[one.key]))
    one.refresh_from_db()
    assert one.confirmed is not None
    client.post(reverse("press-list-leave", args=[one.key]))
    assert not Subscriber.objects.exists()
    told = LogEntry.objects.filter(kind__startswith="newsroom.press_list").order_by("number")
    assert [entry.kind.rpartition("_")[2] for entry in told] == ["asked", "confirmed", "left"]
    assert not any("lehti" in str((entry.subject, entry.data, entry.personal)) for entry in told)


def test_writing_through_the_pages(panel, writer, signed_in):
    client = signed_in(writer)
    address = reverse("desk-release-new", args=[panel.slug]) + "?moment=drawn"
    assert client.get(address).status_code == 200
    data = {**TEXTS, "contact-TOTAL_FORMS": "1", "contact-INITIAL_FORMS": "1"}
    data |= {f"contact-0-{field}": value for field, value in CONTACT.items()}
    assert client.post(address, data).status_code == 302
    release = Release.objects.get()
    assert (release.moment, release.contacts.count()) == ("drawn", 1)
    publish = reverse("desk-release-publish", args=[panel.slug, release.number])
    assert client.post(publish, {}).status_code == 302
    release.refresh_from_db()
    assert queries.state_of(release) == "published"


def test_only_writers_come_in(panel, outsider, person, signed_in):
    address = reverse("desk-news", args=[panel.slug])
    assert Client().get(address).status_code == 302
    assert signed_in(outsider).get(address).status_code == 404
    assert signed_in(person(Role.PAYROLL)).get(address).status_code == 404


def test_the_list_asks_no_more_for_more_rows(panel, writer, signed_in, django_assert_max_num_queries):
    for _ in range(2):
        actions.write_release(panel=panel, actor=writer, contacts=[CONTACT], **TEXTS)
    client = signed_in(writer)
    address = reverse("desk-news", args=[panel.slug])
    with django_assert_max_num_queries(100) as few:
        client.get(address)
    for _ in range(12):
        actions.write_release(panel=panel, actor=writer, contacts=[CONTACT], **TEXTS)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


@pytest.mark.parametrize("moment", sorted(drafting.OF_RESIDENTS))
def test_a_draft_of_a_staff_panel_speaks_of_staff(panel, moment):
    panel.kind = "staff"
    facts = {"letters": 900, "volunteers": 90, "panelists": 24, "recommendations": 6, "answered": 2}
    texts = drafting.draft(panel, moment, facts)
    said = f"{texts['title']} {texts['lead']} {texts['keywords']}".lower()
    assert "asuka" not in said
    assert "henkilöstö" in said
