"""Every page: who may open it, what it shows, what a post does."""

import io

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from puntari.core import clock
from puntari.core.models import LogEntry
from puntari.core.roles import Role
from puntari.lottery.queries import active_panelists
from puntari.meetings import actions, queries, shown
from puntari.meetings.models import AgendaItem, Attendance, ExpertQuestion
from puntari.meetings.tests.conftest import at, make_members, post

BOTH = {Role.COORDINATOR, Role.FACILITATOR}
ONE = {Role.COORDINATOR}
PAGES = {
    "desk-meet": ([], BOTH),
    "desk-my-table": ([], BOTH),
    "desk-my-table-at": ([1], BOTH),
    "desk-programme": ([1], BOTH),
    "desk-programme-print": ([1], BOTH),
    "desk-item-new": ([1], BOTH),
    "desk-hosts": ([1], ONE),
    "desk-run-sheet": ([1], BOTH),
    "desk-projector": ([1], BOTH),
    "desk-door": ([1], BOTH),
    "desk-seating": ([1], BOTH),
    "desk-seating-print": ([1], BOTH),
    "desk-seating-rules": ([], ONE),
    "desk-attendance": ([], ONE),
    "desk-attendance-correct": ([1, 1], ONE),
    "desk-talk-new": ([1], ONE),
    "desk-talks": ([], BOTH | {Role.EXPERT}),
    "desk-questions": ([], BOTH | {Role.EXPERT}),
}


def test_each_page_lets_in_its_roles_and_nobody_else(full, panel, person, outsider, client, signed_in):
    holders = {role: signed_in(person(role, name=f"holder-{role}")) for role in Role}
    stranger = signed_in(outsider)
    for name, (args, roles) in PAGES.items():
        url = reverse(name, args=[panel.slug, *args])
        assert client.get(url).status_code == 302, name
        assert stranger.get(url).status_code == 404, name
        for role, holder in holders.items():
            assert holder.get(url).status_code == (200 if role in roles else 404), (name, role)


def test_a_programme_from_the_page(meeting, panel, workspace):
    answer = post(workspace, "desk-programme-standard", panel, 1, kind="learn")
    assert answer.status_code == 302
    count = meeting.agenda.count()
    asked = post(workspace, "desk-programme-standard", panel, 1, kind="decide")
    assert "Korvataanko" in asked.content.decode()
    assert meeting.agenda.count() == count
    post(workspace, "desk-programme-standard", panel, 1, kind="decide", confirmed="yes")
    assert meeting.agenda.filter(kind="vote").exists()


def test_items_are_added_changed_moved_and_removed(meeting, panel, workspace):
    new = {"title": "Avaus", "minutes": 10, "least": 5, "kind": "plenary"}
    for title in ("Avaus", "Tauko"):
        post(workspace, "desk-item-new", panel, 1, **{**new, "title": title})
    first, second = meeting.agenda.all()
    post(workspace, "desk-item", panel, 1, first.pk, **{**new, "minutes": 20})
    post(workspace, "desk-item-move", panel, 1, second.pk, to="up")
    assert list(meeting.agenda.values_list("title", "minutes")) == [("Tauko", 10), ("Avaus", 20)]
    assert "Poistetaanko" in post(workspace, "desk-item-remove", panel, 1, second.pk).content.decode()
    post(workspace, "desk-item-remove", panel, 1, second.pk, confirmed="yes")
    assert meeting.agenda.get() == first


def test_a_wrong_item_keeps_what_was_typed(meeting, panel, workspace):
    answer = post(workspace, "desk-item-new", panel, 1, title="Avaus", minutes=0, least=5, kind="plenary")
    assert answer.status_code == 200
    assert 'value="Avaus"' in answer.content.decode()
    assert not AgendaItem.objects.exists()


def test_the_programme_says_how_it_sums_up(meeting, panel, workspace, coordinator):
    actions.save_item(meeting=meeting, actor=coordinator, title="Lyhyt", minutes=30)
    page = workspace.get(reverse("desk-programme", args=[panel.slug, 1])).content.decode()
    assert "puuttuu 150 minuuttia" in page
    assert "17.00–17.30" in page


def test_scripts_are_for_facilitators_only(full, panel, client, workspace):
    script = "Älä kommentoi vastauksia."
    assert script in workspace.get(reverse("desk-programme-print", args=[panel.slug, 1])).content.decode()
    public = client.get(reverse("panel-meeting", args=[panel.slug, 1])).content.decode()
    assert "Tutustuminen pöydissä" in public
    assert script not in public


def test_the_public_page_speaks_swedish_and_english(full, panel, client):
    for language, word in [("sv", "Matpaus"), ("en", "Rules")]:
        AgendaItem.objects.filter(meeting=full, order=3).update(**{f"title_{language}": word})
        url = reverse("panel-meeting", args=[panel.slug, 1])
        assert word in client.get(url, headers={"accept-language": language}).content.decode()


def test_a_draft_panel_shows_its_meetings_to_nobody_outside(full, panel, client):
    panel.visibility = "draft"
    panel.save()
    assert client.get(reverse("panel-meeting", args=[panel.slug, 1])).status_code == 404


def test_hosts_from_the_page(meeting, panel, workspace, facilitator):
    key = facilitator.pk
    post(workspace, "desk-hosts", panel, 1, **{f"here_{key}": "on", f"table_{key}": 4})
    assert queries.table_for_host(meeting, facilitator) == 4
    post(workspace, "desk-hosts", panel, 1)
    assert queries.table_for_host(meeting, facilitator) is None


def test_my_table_shows_who_sits_there_and_asks_for_the_table(full, panel, facilitator, signed_in):
    page = signed_in(facilitator).get(reverse("desk-my-table", args=[panel.slug]))
    text = page.content.decode()
    assert "Pöytäni on 2" in text
    for member in queries.table_people(full, 2)[1]:
        assert member.volunteer.first_name in text
    post(signed_in(facilitator), "desk-questions", panel, text="Mitä se maksaa?", table=2)
    assert ExpertQuestion.objects.get(text="Mitä se maksaa?").table == 2


def test_the_run_sheet_runs_by_plain_posts_and_by_script(full, panel, workspace):
    item = full.agenda.first()
    with clock.at(at(17, 12)):
        assert post(workspace, "desk-run-start", panel, 1, item.pk).status_code == 302
        url = reverse("desk-run-sheet", args=[panel.slug, 1])
        assert "12 minuuttia myöhässä" in workspace.get(url).content.decode()
        part = workspace.get(url, headers={"hx-request": "true"}).content.decode()
        assert "12 minuuttia myöhässä" in part
        assert "<html" not in part
        url = reverse("desk-run-change", args=[panel.slug, 1, "catch-up"])
        answer = workspace.post(url, headers={"hx-request": "true"}).content.decode()
        assert "Peru lyhennykset" in answer
        post(workspace, "desk-run-change", panel, 1, "full-length")
        post(workspace, "desk-run-change", panel, 1, "undo")
        assert post(workspace, "desk-run-change", panel, 1, "nonsense").status_code == 404
    item.refresh_from_db()
    assert item.started is None


def test_the_projector_shows_what_is_on_and_how_long_still(full, panel, workspace, coordinator):
    items = list(full.agenda.all())
    with clock.at(at(17, 4)):
        actions.start_item(item=items[0], actor=coordinator, at=at(17))
        page = workspace.get(reverse("desk-projector", args=[panel.slug, 1])).content.decode()
    assert f"{items[0].minutes - 4} minuuttia jäljellä" in page
    assert items[1].title in page


def test_the_door_finds_by_number_and_name(full, panel, workspace):
    url = reverse("desk-door", args=[panel.slug, 1])

    def found(words):
        return [member.number for member, _row in workspace.get(url, {"q": words}).context["rows"]]

    assert found("3") == [3]
    assert found("testi7") == [7]
    assert found("esim testi1") == [1, 10, 11, 12]
    assert found("nobody") == []


def test_who_is_missing_can_be_called(full, members, panel, workspace, coordinator):
    members[1].volunteer.phone = "040 123"
    members[1].volunteer.save()
    actions.excuse(meeting=full, member=members[2], actor=coordinator)
    answer = workspace.get(reverse("desk-door", args=[panel.slug, 1]), {"show": "missing"})
    numbers = {member.number for member, _row in answer.context["rows"]}
    assert numbers == set(range(1, 13)) - {1, 3}
    assert 'href="tel:040123"' in answer.content.decode()


def test_taps_at_the_door(meeting, members, panel, workspace, evening):
    tap = ("desk-door-tap", panel, 1, 3)
    answer = post(workspace, *tap, "arrive", q="3")
    assert answer["Location"].endswith("?q=3#member-3")
    post(workspace, *tap, "arrive")
    assert Attendance.objects.get().arrived == at(17, 10)
    post(workspace, *tap, "leave")
    assert Attendance.objects.get().left is not None
    post(workspace, *tap, "undo-leave")
    post(workspace, *tap, "undo-arrive")
    assert Attendance.objects.get().arrived is None
    post(workspace, *tap, "excuse")
    assert Attendance.objects.get().excused
    post(workspace, *tap, "undo-excuse")
    assert not Attendance.objects.get().excused
    assert post(workspace, *tap, "nonsense").status_code == 404
    assert post(workspace, "desk-door-tap", panel, 1, 99, "arrive").status_code == 404


def test_a_tap_by_script_answers_with_the_row_and_the_counts(meeting, members, panel, workspace, evening):
    url = reverse("desk-door-tap", args=[panel.slug, 1, 3, "arrive"])
    text = workspace.post(url, headers={"hx-request": "true"}).content.decode()
    assert 'id="member-3"' in text
    assert 'hx-swap-oob="true"' in text
    assert "<strong>1</strong> / 12" in text
    assert "Saapui 17.10" in text


def test_a_refusal_at_the_door_stands_in_the_row(meeting, members, panel, workspace):
    url = reverse("desk-door-tap", args=[panel.slug, 1, 3, "arrive"])
    with clock.at(at(12).replace(month=9)):
        text = workspace.post(url, headers={"hx-request": "true"}).content.decode()
    assert "vasta kokouspäivänä" in text


def test_reading_names_is_logged_once_an_hour(full, panel, workspace):
    url = reverse("desk-door", args=[panel.slug, 1])
    workspace.get(url)
    workspace.get(url)
    logged = LogEntry.objects.filter(kind="identity.read", data__what="door")
    assert [entry.data["rows"] for entry in logged] == [12]


def _crowd(panel, meeting, coordinator):
    for member in active_panelists(panel):
        actions.check_in(meeting=meeting, member=member, at=at(17), actor=coordinator)
    actions.seat_meeting(meeting=meeting, tables=3, rounds=2, seed=1, actor=coordinator, seconds=0.02)


def test_pages_ask_no_more_for_more_people(panel, meeting, coordinator, workspace):
    make_members(panel, 24)
    names = {"desk-door": [1], "desk-seating": [1], "desk-seating-print": [1], "desk-attendance": []}
    urls = [reverse(name, args=[panel.slug, *args]) for name, args in names.items()]
    counts = []
    for last in (0, 8, 24):
        panel.members.update(status="withdrawn")
        panel.members.filter(number__lte=last or 8).update(status="confirmed")
        _crowd(panel, meeting, coordinator)
        counts.append([_queries(workspace, url) for url in urls])
    assert counts[1] == counts[2]


def _queries(client, url):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_attendance_is_corrected_and_exported(full, panel, members, workspace):
    url = reverse("desk-attendance-correct", args=[panel.slug, 1, 2])
    assert workspace.post(url, {"arrived": "17:30", "left": "17:10"}).status_code == 200
    assert workspace.post(url, {"arrived": "17:30", "left": "18:30"}).status_code == 302
    table = queries.matrix(panel)
    assert table.lines[1].minutes == 60
    csv = workspace.get(reverse("desk-attendance-export", args=[panel.slug, "csv"])).content.decode(
        "utf-8-sig"
    )
    assert csv.splitlines()[2].startswith("2;Esimerkki;Testi2;60;0;0;1,0;")
    made = workspace.get(reverse("desk-attendance-export", args=[panel.slug, "xlsx"]))
    sheet = load_workbook(io.BytesIO(made.content)).active
    assert [cell.value for cell in sheet[2]][:4] == [1, "Esimerkki", "Testi1", 180]
    assert workspace.get(reverse("desk-attendance-export", args=[panel.slug, "doc"])).status_code == 404


def test_a_name_that_looks_like_a_formula_stays_a_name(full, panel, members, workspace):
    members[0].volunteer.last_name = "=HYPERLINK(1)"
    members[0].volunteer.save()
    csv = workspace.get(reverse("desk-attendance-export", args=[panel.slug, "csv"])).content.decode(
        "utf-8-sig"
    )
    assert "'=HYPERLINK(1)" in csv


def test_the_certificate_is_an_accessible_pdf(full, panel, workspace):
    answer = workspace.get(reverse("desk-certificate", args=[panel.slug, 1]))
    reader = PdfReader(io.BytesIO(answer.content))
    text = reader.pages[0].extract_text()
    assert "Testi1 Esimerkki" in text
    assert "3 tuntia" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert workspace.get(reverse("desk-certificate", args=[panel.slug, 2])).status_code == 404


def test_the_stage_follows_the_meetings(full, panel):
    assert shown.state(panel) == "current"
    with clock.at(at(12).replace(month=12)):
        assert shown.state(panel) == "done"
    AgendaItem.objects.all().delete()
    assert shown.state(panel) == "todo"
