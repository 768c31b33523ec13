"""Every page: who may open it, what it shows, what a post does."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from puntari.core import clock
from puntari.core.models import Job, LogEntry, StoredFile
from puntari.core.roles import Role
from puntari.lottery.queries import active_panelists
from puntari.meetings import actions, queries, seats, shown
from puntari.meetings.models import AgendaItem, Attendance, ExpertQuestion, SeatingRule
from puntari.meetings.tests.conftest import at, make_members

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


@pytest.fixture
def full(meeting, members, coordinator, facilitator):
    """A meeting with everything: programme, seats, host, talk, question, somebody at the door."""
    actions.use_standard_programme(meeting=meeting, kind="learn", actor=coordinator)
    actions.seat_meeting(meeting=meeting, tables=3, rounds=2, seed=1, actor=coordinator, seconds=0.02)
    actions.set_hosts(meeting=meeting, hosts={facilitator.pk: 2}, actor=coordinator)
    actions.add_talk(meeting=meeting, title="Palvelut", expert_name="Eeva", actor=coordinator)
    actions.ask_question(meeting=meeting, text="Kuka maksaa?", table=2, actor=facilitator)
    actions.check_in(meeting=meeting, member=members[0], at=at(16, 55), actor=coordinator)
    return meeting


def test_each_page_lets_in_its_roles_and_nobody_else(full, panel, person, outsider, client, signed_in):
    holders = {role: signed_in(person(role, name=f"holder-{role}")) for role in Role}
    stranger = signed_in(outsider)
    for name, (args, roles) in PAGES.items():
        url = reverse(name, args=[panel.slug, *args])
        assert client.get(url).status_code == 302, name
        assert stranger.get(url).status_code == 404, name
        for role, holder in holders.items():
            assert holder.get(url).status_code == (200 if role in roles else 404), (name, role)


@pytest.fixture
def desk(coordinator, signed_in):
    return signed_in(coordinator)


def _post(client, name, panel, *args, **data):
    return client.post(reverse(name, args=[panel.slug, *args]), data)


def test_a_programme_from_the_page(meeting, panel, desk):
    answer = _post(desk, "desk-programme-standard", panel, 1, kind="learn")
    assert answer.status_code == 302
    count = meeting.agenda.count()
    asked = _post(desk, "desk-programme-standard", panel, 1, kind="decide")
    assert "Korvataanko" in asked.content.decode()
    assert meeting.agenda.count() == count
    _post(desk, "desk-programme-standard", panel, 1, kind="decide", confirmed="yes")
    assert meeting.agenda.filter(kind="vote").exists()


def test_items_are_added_changed_moved_and_removed(meeting, panel, desk):
    new = {"title": "Avaus", "minutes": 10, "least": 5, "kind": "plenary"}
    for title in ("Avaus", "Tauko"):
        _post(desk, "desk-item-new", panel, 1, **{**new, "title": title})
    first, second = meeting.agenda.all()
    _post(desk, "desk-item", panel, 1, first.pk, **{**new, "minutes": 20})
    _post(desk, "desk-item-move", panel, 1, second.pk, to="up")
    assert list(meeting.agenda.values_list("title", "minutes")) == [("Tauko", 10), ("Avaus", 20)]
    assert "Poistetaanko" in _post(desk, "desk-item-remove", panel, 1, second.pk).content.decode()
    _post(desk, "desk-item-remove", panel, 1, second.pk, confirmed="yes")
    assert meeting.agenda.get() == first


def test_a_wrong_item_keeps_what_was_typed(meeting, panel, desk):
    answer = _post(desk, "desk-item-new", panel, 1, title="Avaus", minutes=0, least=5, kind="plenary")
    assert answer.status_code == 200
    assert 'value="Avaus"' in answer.content.decode()
    assert not AgendaItem.objects.exists()


def test_the_programme_says_how_it_sums_up(meeting, panel, desk, coordinator):
    actions.save_item(meeting=meeting, actor=coordinator, title="Lyhyt", minutes=30)
    page = desk.get(reverse("desk-programme", args=[panel.slug, 1])).content.decode()
    assert "puuttuu 150 minuuttia" in page
    assert "17.00–17.30" in page


def test_scripts_are_for_facilitators_only(full, panel, client, desk):
    script = "Älä kommentoi vastauksia."
    assert script in desk.get(reverse("desk-programme-print", args=[panel.slug, 1])).content.decode()
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


def test_hosts_from_the_page(meeting, panel, desk, facilitator):
    key = facilitator.pk
    _post(desk, "desk-hosts", panel, 1, **{f"here_{key}": "on", f"table_{key}": 4})
    assert queries.table_for_host(meeting, facilitator) == 4
    _post(desk, "desk-hosts", panel, 1)
    assert queries.table_for_host(meeting, facilitator) is None


def test_my_table_shows_who_sits_there_and_asks_for_the_table(full, panel, facilitator, signed_in):
    page = signed_in(facilitator).get(reverse("desk-my-table", args=[panel.slug]))
    text = page.content.decode()
    assert "Pöytäni on 2" in text
    for member in queries.table_people(full, 2)[1]:
        assert member.volunteer.first_name in text
    _post(signed_in(facilitator), "desk-questions", panel, text="Mitä se maksaa?", table=2)
    assert ExpertQuestion.objects.get(text="Mitä se maksaa?").table == 2


def test_the_run_sheet_runs_by_plain_posts_and_by_script(full, panel, desk):
    item = full.agenda.first()
    with clock.at(at(17, 12)):
        assert _post(desk, "desk-run-start", panel, 1, item.pk).status_code == 302
        url = reverse("desk-run-sheet", args=[panel.slug, 1])
        assert "12 minuuttia myöhässä" in desk.get(url).content.decode()
        part = desk.get(url, headers={"hx-request": "true"}).content.decode()
        assert "12 minuuttia myöhässä" in part
        assert "<html" not in part
        url = reverse("desk-run-change", args=[panel.slug, 1, "catch-up"])
        answer = desk.post(url, headers={"hx-request": "true"}).content.decode()
        assert "Peru lyhennykset" in answer
        _post(desk, "desk-run-change", panel, 1, "full-length")
        _post(desk, "desk-run-change", panel, 1, "undo")
        assert _post(desk, "desk-run-change", panel, 1, "nonsense").status_code == 404
    item.refresh_from_db()
    assert item.started is None


def test_the_projector_shows_what_is_on_and_how_long_still(full, panel, desk, coordinator):
    items = list(full.agenda.all())
    with clock.at(at(17, 4)):
        actions.start_item(item=items[0], actor=coordinator, at=at(17))
        page = desk.get(reverse("desk-projector", args=[panel.slug, 1])).content.decode()
    assert f"{items[0].minutes - 4} minuuttia jäljellä" in page
    assert items[1].title in page


def test_the_door_finds_by_number_and_name(full, panel, desk):
    url = reverse("desk-door", args=[panel.slug, 1])

    def found(words):
        return [member.number for member, _row in desk.get(url, {"q": words}).context["rows"]]

    assert found("3") == [3]
    assert found("testi7") == [7]
    assert found("esim testi1") == [1, 10, 11, 12]
    assert found("nobody") == []


def test_who_is_missing_can_be_called(full, members, panel, desk, coordinator):
    members[1].volunteer.phone = "040 123"
    members[1].volunteer.save()
    actions.excuse(meeting=full, member=members[2], actor=coordinator)
    answer = desk.get(reverse("desk-door", args=[panel.slug, 1]), {"show": "missing"})
    numbers = {member.number for member, _row in answer.context["rows"]}
    assert numbers == set(range(1, 13)) - {1, 3}
    assert 'href="tel:040123"' in answer.content.decode()


def test_taps_at_the_door(meeting, members, panel, desk, evening):
    tap = ("desk-door-tap", panel, 1, 3)
    answer = _post(desk, *tap, "arrive", q="3")
    assert answer["Location"].endswith("?q=3#member-3")
    _post(desk, *tap, "arrive")
    assert Attendance.objects.get().arrived == at(17, 10)
    _post(desk, *tap, "leave")
    assert Attendance.objects.get().left is not None
    _post(desk, *tap, "undo-leave")
    _post(desk, *tap, "undo-arrive")
    assert Attendance.objects.get().arrived is None
    _post(desk, *tap, "excuse")
    assert Attendance.objects.get().excused
    _post(desk, *tap, "undo-excuse")
    assert not Attendance.objects.get().excused
    assert _post(desk, *tap, "nonsense").status_code == 404
    assert _post(desk, "desk-door-tap", panel, 1, 99, "arrive").status_code == 404


def test_a_tap_by_script_answers_with_the_row_and_the_counts(meeting, members, panel, desk, evening):
    url = reverse("desk-door-tap", args=[panel.slug, 1, 3, "arrive"])
    text = desk.post(url, headers={"hx-request": "true"}).content.decode()
    assert 'id="member-3"' in text
    assert 'hx-swap-oob="true"' in text
    assert "<strong>1</strong> / 12" in text
    assert "Saapui 17.10" in text


def test_a_refusal_at_the_door_stands_in_the_row(meeting, members, panel, desk):
    url = reverse("desk-door-tap", args=[panel.slug, 1, 3, "arrive"])
    with clock.at(at(12).replace(month=9)):
        text = desk.post(url, headers={"hx-request": "true"}).content.decode()
    assert "vasta kokouspäivänä" in text


def test_reading_names_is_logged_once_an_hour(full, panel, desk):
    url = reverse("desk-door", args=[panel.slug, 1])
    desk.get(url)
    desk.get(url)
    logged = LogEntry.objects.filter(kind="identity.read", data__what="door")
    assert [entry.data["rows"] for entry in logged] == [12]


def _crowd(panel, meeting, coordinator):
    for member in active_panelists(panel):
        actions.check_in(meeting=meeting, member=member, at=at(17), actor=coordinator)
    actions.seat_meeting(meeting=meeting, tables=3, rounds=2, seed=1, actor=coordinator, seconds=0.02)


def test_pages_ask_no_more_for_more_people(panel, meeting, coordinator, desk):
    make_members(panel, 24)
    names = {"desk-door": [1], "desk-seating": [1], "desk-seating-print": [1], "desk-attendance": []}
    urls = [reverse(name, args=[panel.slug, *args]) for name, args in names.items()]
    counts = []
    for last in (0, 8, 24):
        panel.members.update(status="withdrawn")
        panel.members.filter(number__lte=last or 8).update(status="confirmed")
        _crowd(panel, meeting, coordinator)
        counts.append([_queries(desk, url) for url in urls])
    assert counts[1] == counts[2]


def _queries(client, url):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_attendance_is_corrected_and_exported(full, panel, members, desk):
    url = reverse("desk-attendance-correct", args=[panel.slug, 1, 2])
    assert desk.post(url, {"arrived": "17:30", "left": "17:10"}).status_code == 200
    assert desk.post(url, {"arrived": "17:30", "left": "18:30"}).status_code == 302
    table = queries.matrix(panel)
    assert table.lines[1].minutes == 60
    csv = desk.get(reverse("desk-attendance-export", args=[panel.slug, "csv"])).content.decode("utf-8-sig")
    assert csv.splitlines()[2].startswith("2;Esimerkki;Testi2;60;0;0;1,0;")
    made = desk.get(reverse("desk-attendance-export", args=[panel.slug, "xlsx"]))
    sheet = load_workbook(io.BytesIO(made.content)).active
    assert [cell.value for cell in sheet[2]][:4] == [1, "Esimerkki", "Testi1", 180]
    assert desk.get(reverse("desk-attendance-export", args=[panel.slug, "doc"])).status_code == 404


def test_a_name_that_looks_like_a_formula_stays_a_name(full, panel, members, desk):
    members[0].volunteer.last_name = "=HYPERLINK(1)"
    members[0].volunteer.save()
    csv = desk.get(reverse("desk-attendance-export", args=[panel.slug, "csv"])).content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in csv


def test_the_certificate_is_an_accessible_pdf(full, panel, desk):
    answer = desk.get(reverse("desk-certificate", args=[panel.slug, 1]))
    reader = PdfReader(io.BytesIO(answer.content))
    text = reader.pages[0].extract_text()
    assert "Testi1 Esimerkki" in text
    assert "3 tuntia" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert desk.get(reverse("desk-certificate", args=[panel.slug, 2])).status_code == 404


def test_seats_are_planned_in_a_job(meeting, members, panel, desk, monkeypatch):
    answer = _post(desk, "desk-seating-plan", panel, 1, tables=3, rounds=2, features=["gender"])
    assert answer.status_code == 302
    job = Job.objects.get(kind="meetings.seating")
    assert (job.state, job.message) == (Job.State.DONE, "")
    assert len(seats.rounds_of(meeting)) == 2
    page = desk.get(answer["Location"]).content.decode()
    assert "Kierros 2" in page


def test_a_planning_that_cannot_be_is_told_in_words(meeting, members, panel, desk):
    _post(desk, "desk-seating-plan", panel, 1, tables=30, rounds=2)
    page = desk.get(reverse("desk-seating", args=[panel.slug, 1])).content.decode()
    assert "Vähennä pöytiä" in page
    assert _post(desk, "desk-seating-plan", panel, 1, tables="x", rounds=2).status_code == 200


def test_hand_moves_replans_and_undo_from_the_page(full, panel, members, desk, monkeypatch):
    monkeypatch.setattr("puntari.meetings.actions.seating.DAY_SECONDS", 0.05)
    first = seats.rounds_of(full)[0]
    _post(desk, "desk-seating-move", panel, 1, round=1, member=first[0][0], to=f"m{first[1][0]}")
    assert first[1][0] in seats.rounds_of(full)[0][0]
    _post(desk, "desk-seating-move", panel, 1, round=1, member=first[0][1], to="t3")
    assert first[0][1] in seats.rounds_of(full)[0][2]
    _post(desk, "desk-seating-undo", panel, 1)
    _post(desk, "desk-seating-undo", panel, 1)
    assert seats.rounds_of(full)[0] == first
    for member in members[1:9]:
        actions.check_in(meeting=full, member=member, at=at(17), actor=full.panel.roles.first().user)
    _post(desk, "desk-seating-replan", panel, 1, from_round=2, tables=3)
    assert sum(map(len, seats.rounds_of(full)[1])) == 9
    for wrong in ({"round": 9}, {"round": 1, "member": 99}, {"round": "x"}):
        assert _post(desk, "desk-seating-move", panel, 1, **wrong).status_code == 404


def test_wishes_from_the_page(full, panel, desk):
    url = reverse("desk-seating-rules", args=[panel.slug])
    assert desk.post(url, {"kind": "apart", "member": 1}).status_code == 200
    desk.post(url, {"kind": "apart", "member": 1, "other": 2})
    rule = SeatingRule.objects.get()
    _post(desk, "desk-seating-rule-remove", panel, rule.pk)
    assert not SeatingRule.objects.exists()


def test_broken_wishes_are_named_in_words(full, panel, members, desk, coordinator):
    first = seats.rounds_of(full)[0]
    a, b = (next(m for m in members if str(m.number) == number) for number in first[0][:2])
    actions.add_seating_rule(panel=panel, kind="apart", member=a, other=b, actor=coordinator)
    actions.swap_seats(
        round=full.rounds.get(number=2),
        member=queries.table_people(full, 1)[2][0],
        other=queries.table_people(full, 2)[2][0],
        actor=coordinator,
    )
    page = desk.get(reverse("desk-seating", args=[panel.slug, 1])).content.decode()
    assert f"{a.number} {a.volunteer.first_name}" in page
    assert "istuvat samassa pöydässä 1" in page


def test_a_material_goes_up_is_public_and_goes_away(full, panel, desk, client):
    talk = full.talks.get()
    upload = SimpleUploadedFile("diat.pdf", b"%PDF-1.7 x", content_type="text/html")
    _post(desk, "desk-material-add", panel, talk.pk, file=upload, title="Diat")
    material = talk.materials.get()
    page = client.get(reverse("panel-meeting", args=[panel.slug, 1])).content.decode()
    assert "Diat" in page
    answer = client.get(reverse("panel-material", args=[panel.slug, 1, material.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 x"
    assert client.get(reverse("panel-material", args=[panel.slug, 2, material.pk])).status_code == 404
    assert "Poistetaanko" in _post(desk, "desk-material-remove", panel, material.pk).content.decode()
    _post(desk, "desk-material-remove", panel, material.pk, confirmed="yes")
    assert not StoredFile.objects.filter(kind="meetings.material").exists()


def test_a_wrong_file_is_refused_at_the_form(full, panel, desk):
    upload = SimpleUploadedFile("diat.pdf", b"MZ not a pdf")
    answer = _post(desk, "desk-material-add", panel, full.talks.get().pk, file=upload)
    assert "ei voi lisätä" in answer.content.decode()


def test_experts_change_their_own_talk_only(full, panel, person, signed_in):
    expert = person(Role.EXPERT)
    client = signed_in(expert)
    talk = full.talks.get()
    assert client.get(reverse("desk-talk", args=[panel.slug, talk.pk])).status_code == 404
    talk.user = expert
    talk.save()
    page = client.get(reverse("desk-talk", args=[panel.slug, talk.pk]))
    assert page.status_code == 200
    assert "user" not in page.context["form"].fields
    question = ExpertQuestion.objects.get()
    assert client.get(reverse("desk-question", args=[panel.slug, question.pk])).status_code == 404
    question.talk = talk
    question.save()
    assert client.get(reverse("desk-question", args=[panel.slug, question.pk])).status_code == 200


def test_questions_are_assigned_merged_answered_and_published(full, panel, desk, client):
    kept = ExpertQuestion.objects.get()
    other = actions.ask_question(meeting=full, text="Kuka maksaa tämän?", table=1)
    page = desk.get(reverse("desk-question", args=[panel.slug, kept.pk])).content.decode()
    assert "Kuka maksaa tämän?" in page
    _post(desk, "desk-question-assign", panel, kept.pk, talk=full.talks.get().pk, due="2026-10-05")
    _post(desk, "desk-question-merge", panel, kept.pk, other=[other.pk])
    answer = {"answer-answer": "Alue maksaa.", "answer-answered_by": "Eeva", "answer-publish": "on"}
    _post(desk, "desk-question", panel, kept.pk, **answer)
    public = client.get(reverse("panel-meeting", args=[panel.slug, 1])).content.decode()
    assert "Alue maksaa." in public
    assert "Kuka maksaa tämän?" in public
    assert (
        "Kuka maksaa?"
        in desk.get(reverse("desk-questions", args=[panel.slug]), {"state": "answered"}).content.decode()
    )
    _post(desk, "desk-question-unmerge", panel, other.pk)
    other.refresh_from_db()
    assert other.merged_into is None


def test_my_page_shows_the_next_meeting_and_my_tables(full, members, client):
    me = members[3].volunteer
    with clock.at(at(12)):
        page = client.get(reverse("me", args=[me.token])).content.decode()
    assert "Seuraava kokous" in page
    for number in (1, 2):
        table = queries.table_of(full, members[3], number)
        assert f"Kierros {number}: pöytä <strong>{table}</strong>" in page


def test_a_panelist_asks_and_sees_the_answer(full, members, client, coordinator):
    url = reverse("me-question", args=[members[3].volunteer.token])
    with clock.at(at(12)):
        assert client.post(url, {"text": ""}).status_code == 200
        for _tap in range(2):
            assert client.post(url, {"text": "Saako bussilipun?"}).status_code == 302
        question = ExpertQuestion.objects.get(member=members[3])
        actions.answer_question(question=question, answer="Saa.", answered_by="Eeva", actor=coordinator)
        page = client.get(url)
    assert "Saa." in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"


def test_who_is_not_on_the_panel_asks_nothing(full, members, panel, client):
    panel.members.filter(number=4).update(status="withdrawn")
    assert client.get(reverse("me-question", args=[members[3].volunteer.token])).status_code == 404
    assert client.get(reverse("me-question", args=["no-such-token"])).status_code == 404


def test_my_certificate_waits_for_the_last_meeting(full, members, client):
    token = members[0].volunteer.token
    with clock.at(at(12)):
        assert "osallistumistodistus" not in client.get(reverse("me", args=[token])).content.decode()
    with clock.at(at(12).replace(month=11)):
        assert "osallistumistodistus" in client.get(reverse("me", args=[token])).content.decode()
        answer = client.get(reverse("me-certificate", args=[token]))
    assert answer.content.startswith(b"%PDF-")
    assert client.get(reverse("me-certificate", args=[members[5].volunteer.token])).status_code == 404


def test_the_panel_page_links_to_the_meetings(full, panel, client):
    page = client.get(reverse("panel", args=[panel.slug])).content.decode()
    assert reverse("panel-meeting", args=[panel.slug, 1]) in page
    assert reverse("panel-meeting", args=[panel.slug, 2]) not in page


def test_the_stage_follows_the_meetings(full, panel):
    assert shown.state(panel) == "current"
    with clock.at(at(12).replace(month=12)):
        assert shown.state(panel) == "done"
    AgendaItem.objects.all().delete()
    assert shown.state(panel) == "todo"
