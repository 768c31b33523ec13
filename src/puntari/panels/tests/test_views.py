"""The pages: who may see them, what forms do, that lists stay cheap."""

import re
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from icalendar import Calendar

from puntari.core import clock, stages
from puntari.core.roles import Role
from puntari.panels import actions, calendars, queries
from puntari.panels.models import Panel, Promise, Step
from puntari.panels.tests.test_population import TABLE
from puntari.testing import HELSINKI

pytestmark = pytest.mark.django_db

FOR_ALL = ("desk-panel", "desk-timetable", "desk-timetable-print", "desk-timetable-csv")
FOR_COORDINATOR = (
    "desk-setup",
    "desk-basics",
    "desk-promise",
    "desk-steering",
    "desk-decision-new",
    "desk-meetings",
    "desk-meeting-new",
    "desk-features",
    "desk-feature-new",
    "desk-people",
    "desk-step-new",
)


def _url(name, panel, *more):
    return reverse(name, args=[panel.slug, *more])


@pytest.mark.parametrize("name", FOR_ALL + FOR_COORDINATOR)
def test_desk_pages_open_to_roles_only(client, panel, coordinator, outsider, signed_in, name):
    url = _url(name, panel)
    assert client.get(url).headers["Location"].startswith("/accounts/login/")
    assert signed_in(outsider).get(url).status_code == 404
    assert signed_in(coordinator).get(url).status_code == 200


@pytest.mark.parametrize("role", [Role.PHONE_DESK, Role.FACILITATOR, Role.OFFICIAL])
def test_other_roles_see_the_front_and_the_timetable_but_not_the_set_up(panel, person, signed_in, role):
    client = signed_in(person(role))
    assert {client.get(_url(name, panel)).status_code for name in FOR_ALL} == {200}
    assert {client.get(_url(name, panel)).status_code for name in FOR_COORDINATOR} == {404}


def test_others_see_their_own_doors_and_tasks_first(panel, person, signed_in, monkeypatch):
    def stage(key, role):
        return stages.Stage(key, 80, key, "desk-timetable-print", {role}, lambda panel: "current")

    rows = (stage("Maksupöytä", Role.PAYROLL), stage("Puhelinpöytä", Role.PHONE_DESK))
    monkeypatch.setattr(stages, "_stages", {one.key: one for one in rows})

    def step(title, **more):
        return Step.objects.create(panel=panel, title=title, due=date(2000, 1, 1), **more)

    clerk = person(Role.PAYROLL)
    panel.steps.all().delete()
    step("Maksa palkkiot", lane="payroll")
    step("Ohjaa pöytää", lane="facilitator")
    step("Tarkista luvut", lane="facilitator", owner=clerk)
    step("Kollegan oma", lane="payroll", owner=person(Role.PAYROLL, name="kollega"))
    page = signed_in(clerk).get(_url("desk-panel", panel)).content.decode()
    content = page[page.index("<h1") :]
    assert "Maksupöytä" in content
    assert "Puhelinpöytä" not in content
    assert "Maksa palkkiot" in content
    assert "Tarkista luvut" in content
    assert "Ohjaa pöytää" not in content
    assert "Kollegan oma" not in content
    assert "2 tehtävää on myöhässä" in content


def test_only_administrators_start_panels(admin, coordinator, signed_in):
    url = reverse("desk-create-panel")
    assert signed_in(coordinator).get(url).status_code == 404
    assert signed_in(admin).get(url).status_code == 200


def _new(organisation, **words):
    facts = {"organisation": organisation.pk, "title": "Nuorten paneeli", "kind": "residents"}
    return {**facts, "first_meeting": "2027-01-14", **words}


def test_a_panel_is_started_with_an_address_made_from_its_name(admin, organisation, signed_in):
    answer = signed_in(admin).post(reverse("desk-create-panel"), _new(organisation))
    assert answer.headers["Location"] == "/desk/panels/nuorten-paneeli/setup/"
    assert Panel.objects.get(slug="nuorten-paneeli").meetings.count() == 3


def test_a_panel_is_started_from_an_earlier_one(admin, ready, signed_in):
    signed_in(admin).post(reverse("desk-create-panel"), _new(ready.organisation, copy_from=ready.pk))
    assert Panel.objects.get(slug="nuorten-paneeli").question == ready.question


def test_a_taken_address_is_said_at_the_form_and_nothing_typed_is_lost(admin, ready, signed_in):
    answer = signed_in(admin).post(reverse("desk-create-panel"), _new(ready.organisation, slug="uusi"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "on jo toisella paneelilla" in page
    assert 'value="Nuorten paneeli"' in page


def test_money_is_typed_in_euros_and_kept_in_cents(admin, ready, signed_in):
    client = signed_in(admin)
    page = client.get(_url("desk-basics", ready))
    data = {name: "" if value is None else value for name, value in page.context["form"].initial.items()}
    client.post(_url("desk-basics", ready), {**data, "fee": "90.50"})
    ready.refresh_from_db()
    assert ready.fee_cents == 9050


def test_the_promise_form_starts_from_the_latest_promise_of_the_house(admin, ready, panel, signed_in):
    form = signed_in(admin).get(_url("desk-promise", panel)).context["form"]
    assert form.initial["text"] == "Vastaamme."
    assert "given_by" not in form.initial
    assert not Promise.objects.filter(panel=panel).exists()


def test_a_meeting_is_typed_as_day_and_hours(admin, ready, signed_in):
    url = _url("desk-meeting", ready, 1)
    data = {"day": "2027-01-15", "start": "17:30", "end": "20:00", "place": "Sali"}
    signed_in(admin).post(url, data)
    meeting = ready.meetings.get(number=1)
    assert meeting.starts_at == datetime(2027, 1, 15, 17, 30, tzinfo=HELSINKI)
    assert meeting.minutes == 150


def test_a_meeting_on_top_of_another_is_refused_at_the_form(admin, ready, signed_in):
    data = {"day": "2027-01-14", "start": "18:00", "end": "19:00"}
    answer = signed_in(admin).post(_url("desk-meeting-new", ready), data)
    assert "toinen kokous" in answer.content.decode()
    assert ready.meetings.count() == 3


def test_a_step_is_ticked_by_its_owner_and_by_nobody_else(ready, panel, person, signed_in, admin):
    owner, other = person(Role.EXPERT), person(Role.PAYROLL)
    for user in (owner, other):
        actions.give_role(panel=ready, email=user.email, role=Role.EXPERT, actor=admin)
    step = actions.save_step(panel=ready, title="Oma", due=date(2026, 9, 1), owner=owner, actor=admin)
    url = _url("desk-step-tick", ready, step.pk)
    assert signed_in(other).post(url).status_code == 404
    assert signed_in(owner).post(url).status_code == 302
    assert queries.get_step(ready, step.pk).is_done
    signed_in(admin).post(url)
    assert not queries.get_step(ready, step.pk).is_done


def test_another_panels_step_is_not_found_through_this_one(ready, panel, coordinator, signed_in):
    url = _url("desk-step", panel, ready.steps.first().pk)
    assert signed_in(coordinator).get(url).status_code == 404


@pytest.mark.parametrize("show", ["open", "late", "mine", "done", "all", "nonsense"])
def test_the_timetable_can_be_looked_at_in_parts(ready, admin, signed_in, show):
    assert signed_in(admin).get(_url("desk-timetable", ready), {"show": show}).status_code == 200


def test_what_cannot_be_undone_is_asked_first(ready, admin, signed_in):
    client = signed_in(admin)
    url = _url("desk-meeting-remove", ready, 3)
    asked = client.post(url)
    assert "Poistetaanko 3. kokous?" in asked.content.decode()
    assert ready.meetings.count() == 3
    client.post(url, {"confirmed": "yes"})
    assert ready.meetings.count() == 2


def test_publishing_asks_and_then_opens_the_page(ready, admin, signed_in, client):
    url = _url("desk-publish", ready, "public")
    boss = signed_in(admin)
    assert boss.post(url).status_code == 200
    assert client.get(ready.get_absolute_url()).status_code == 404
    boss.post(url, {"confirmed": "yes"})
    assert client.get(ready.get_absolute_url()).status_code == 200


def test_an_unready_panel_says_what_is_missing(fresh, admin, signed_in):
    answer = signed_in(admin).post(_url("desk-publish", fresh, "public"), {"confirmed": "yes"})
    assert answer.status_code == 409
    assert "Lupaus vastata" in answer.content.decode()


@pytest.mark.parametrize("visibility", ["draft", "everybody"])
def test_publishing_takes_only_known_audiences(ready, admin, signed_in, visibility):
    answer = signed_in(admin).post(_url("desk-publish", ready, visibility), {"confirmed": "yes"})
    assert answer.status_code == 409
    assert Panel.objects.get(pk=ready.pk).visibility == "draft"


def test_the_population_is_brought_in_from_a_file(ready, admin, signed_in):
    file = SimpleUploadedFile("vaesto.csv", TABLE.encode())
    signed_in(admin).post(_url("desk-features", ready), {"table": file})
    assert queries.get_feature(ready, "municipality").values.get(key="Koivula").population == 60


def _posted(editor):
    data = {name: value or "" for name, value in editor.form.initial.items() if name != "values"}
    data |= {"values-TOTAL_FORMS": "5", "values-INITIAL_FORMS": "3"}
    for row in editor.values:
        data |= {row.add_prefix(name): row.initial.get(name) or "" for name in row.fields}
    return data


def test_a_value_is_added_to_a_feature_and_one_removed(ready, admin, signed_in):
    client, url = signed_in(admin), _url("desk-feature", ready, "education")
    data = _posted(client.get(url).context["editor"])
    data |= {"values-0-DELETE": "on", "values-3-label": "Tohtori", "values-3-population": "7"}
    answer = client.post(url, data)
    assert answer.status_code == 302
    values = queries.get_feature(ready, "education").values.all()
    assert [(one.key, one.population) for one in values] == [("secondary", 0), ("higher", 0), ("tohtori", 7)]


def test_age_bands_with_a_hole_are_refused_at_the_form(ready, admin, signed_in):
    client, url = signed_in(admin), _url("desk-feature", ready, "age_band")
    data = _posted(client.get(url).context["editor"]) | {"values-0-max_age": "20"}
    answer = client.post(url, data)
    assert "jokainen ikä on yhdessä ryhmässä" in answer.content.decode()


def test_the_public_page_tells_the_question_the_promise_and_the_phase(ready, admin, client):
    actions.publish_panel(panel=ready, actor=admin)
    page = client.get(ready.get_absolute_url()).content.decode()
    for words in ("Mitä tehdään?", "Vastaamme.", "90 päivän", "Valmistelu", "3. kokous", "Sali"):
        assert words in page
    assert 'lang="sv"' in client.get(ready.get_absolute_url() + "?lang=sv").content.decode()


def test_an_internal_panel_is_for_the_signed_in(ready, admin, outsider, signed_in, client):
    actions.publish_panel(panel=ready, actor=admin, visibility="internal")
    assert client.get(ready.get_absolute_url()).status_code == 404
    assert signed_in(outsider).get(ready.get_absolute_url()).status_code == 200


def test_the_calendar_file_holds_the_meetings(panel, client):
    book = Calendar.from_ical(client.get(_url("panel-calendar", panel)).content)
    starts = [one.decoded("dtstart") for one in book.walk("VEVENT")]
    assert starts == [meeting.starts_at for meeting in panel.meetings.order_by("starts_at")]


def test_the_timetable_feed_works_without_signing_in_while_the_role_lasts(ready, admin, person, client):
    expert = person(Role.EXPERT)
    held = actions.give_role(panel=ready, email=expert.email, role=Role.EXPERT, actor=admin)
    path = calendars.feed_path(ready, expert)
    book = Calendar.from_ical(client.get(path).content)
    assert len(book.walk("VEVENT")) == ready.steps.count() + 3
    actions.take_role(held=held, actor=admin)
    assert client.get(path).status_code == 404
    assert client.get("/calendar/forged/timetable.ics").status_code == 404


def test_the_spreadsheet_runs_no_formula(ready, admin, signed_in):
    actions.save_step(panel=ready, title="=HYPERLINK()", due=date(2026, 9, 1), actor=admin)
    text = signed_in(admin).get(_url("desk-timetable-csv", ready)).content.decode("utf-8-sig")
    assert "'=HYPERLINK()" in text
    assert len(text.splitlines()) == ready.steps.count() + 1


@pytest.mark.parametrize("name", ["desk-timetable", "desk-people", "desk-steering", "desk-features"])
def test_queries_do_not_grow_with_rows(
    ready, admin, signed_in, django_assert_max_num_queries, django_assert_num_queries, name
):
    client, url = signed_in(admin), _url(name, ready)
    actions.add_steering_member(panel=ready, name="Anna", actor=admin)
    actions.record_decision(panel=ready, decided_on=date(2026, 5, 1), text="x", actor=admin)
    client.get(url)
    with django_assert_max_num_queries(40) as before:
        client.get(url)
    for number in range(6):
        actions.save_step(panel=ready, title="Lisä", due=date(2026, 9, 1), owner=admin, actor=admin)
        actions.give_role(panel=ready, email=f"x{number}@example.invalid", role=Role.EXPERT, actor=admin)
        actions.add_steering_member(panel=ready, name="Anna", actor=admin)
        actions.record_decision(panel=ready, decided_on=date(2026, 5, 1), text="x", actor=admin)
    specs = TABLE + "".join(f"Kunta{number},15-29,1,1,2\n" for number in range(6))
    actions.import_population(panel=ready, content=specs.encode(), name="t.csv", actor=admin)
    with django_assert_num_queries(len(before)):
        client.get(url)


def test_the_front_pages_do_not_ask_once_for_every_panel(
    ready, admin, signed_in, organisation, django_assert_max_num_queries, django_assert_num_queries
):
    client = signed_in(admin)
    for url in (reverse("front"), reverse("desk")):
        client.get(url)
        with django_assert_max_num_queries(40) as before:
            client.get(url)
        for number in range(3):
            slug = f"p{number}{'d' if 'desk' in url else 'f'}"
            actions.create_panel(organisation=organisation, slug=slug, title=slug, actor=admin)
        with django_assert_num_queries(len(before)):
            client.get(url)


def test_every_error_of_the_room_has_words():
    from pathlib import Path

    from puntari import panels
    from puntari.core import words

    sources = "".join(path.read_text() for path in Path(panels.__file__).parent.rglob("*.py"))
    raised = set(re.findall(r'(?:BadInput|NotAllowed|_refuse_repeats)\([^")]*"(panels\.\w+)"', sources))
    raised |= set(re.findall(r'"(panels\.(?:feature|value)_twice)"', sources))
    assert len(raised) > 25
    assert raised <= words.known()


def test_late_steps_stand_on_the_front_of_the_desk(ready, admin, signed_in):
    client = signed_in(admin)
    assert "myöhässä" not in client.get(ready.desk_url).content.decode()
    with clock.at(datetime(2026, 10, 1, 12, tzinfo=HELSINKI)):
        page = client.get(ready.desk_url).content.decode()
    assert "tehtävää on myöhässä" in page
