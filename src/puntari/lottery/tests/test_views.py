"""Pages: who may see what, that they work without scripts, and that they do not grow slow with people."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from puntari.core.models import LogEntry
from puntari.core.roles import Role
from puntari.lottery import actions, editor, queries
from puntari.lottery.models import Draw, Member

COORDINATOR = [
    "desk-targets", "desk-feasibility", "desk-draw-real",
]  # fmt: skip
READERS = ["desk-draw", "desk-draw-test", "desk-targets-file"]
CALLERS = ["desk-members"]


def at(name, *args):
    return reverse(name, args=args)


@pytest.mark.parametrize("name", [*COORDINATOR, *READERS, *CALLERS])
def test_strangers_are_asked_to_sign_in_and_outsiders_find_nothing(ready, outsider, signed_in, name):
    answer = Client().get(at(name, ready.slug))
    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url
    assert signed_in(outsider).get(at(name, ready.slug)).status_code == 404


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.COORDINATOR, {*COORDINATOR, *READERS, *CALLERS}),
        (Role.NOTARY, set(READERS)),
        (Role.PHONE_DESK, {"desk-draw", *CALLERS}),
        (Role.FACILITATOR, set()),
    ],
)
def test_each_role_sees_its_own_pages(ready, person, signed_in, role, seen):
    client = signed_in(person(role, name="somebody"))
    names = [*COORDINATOR, *READERS, *CALLERS]
    opened = {name for name in names if client.get(at(name, ready.slug), follow=True).status_code == 200}
    assert opened == seen


def test_files_with_names_are_the_coordinators_only(drawn, coordinator, person, signed_in):
    notary = signed_in(person(Role.NOTARY))
    for name, status in [
        ("selected.csv", 404),
        ("people.csv", 404),
        ("chances.csv", 200),
        ("targets.csv", 200),
    ]:
        assert notary.get(at("desk-draw-file", "testi", drawn.pk, name)).status_code == status
    address = at("desk-draw-file", "testi", drawn.pk, "selected.csv")
    assert signed_in(coordinator).get(address).status_code == 200


def test_checking_sums_saves_nothing(ready, coordinator, signed_in):
    data = {f"{bound}_{one.value_id}": 12 for one in queries.targets_of(ready) for bound in ("min", "max")}
    answer = signed_in(coordinator).post(at("desk-targets", "testi"), {**data, "step": "check"})
    assert 'data-verdict="high"' in answer.content.decode()
    assert queries.targets_of(ready).first().min == 5


def test_saving_refuses_in_words_and_keeps_what_was_typed(ready, coordinator, signed_in):
    data = {f"{bound}_{one.value_id}": 11 for one in queries.targets_of(ready) for bound in ("min", "max")}
    answer = signed_in(coordinator).post(at("desk-targets", "testi"), {**data, "step": "save"})
    page = answer.content.decode()
    assert "vähimmäismäärien summa on 22" in page
    assert 'value="11"' in page


def test_saving_leads_to_whether_the_targets_can_be_kept(ready, coordinator, signed_in):
    data = {f"min_{one.value_id}": one.min for one in queries.targets_of(ready)}
    data |= {f"max_{one.value_id}": 12 for one in queries.targets_of(ready)}
    answer = signed_in(coordinator).post(at("desk-targets", "testi"), {**data, "step": "save"}, follow=True)
    assert answer.redirect_chain[-1][0] == at("desk-feasibility", "testi")
    assert queries.targets_of(ready).first().max == 12


def test_a_file_is_taken_in_and_a_bad_one_is_told_off(ready, coordinator, signed_in):
    client, address = signed_in(coordinator), at("desk-targets-import", "testi")
    good = SimpleUploadedFile("targets.csv", editor.as_csv(ready).replace(b"woman,5,7", b"woman,4,8"))
    assert client.post(address, {"file": good}).status_code == 302
    assert queries.targets_of(ready).get(value__key="woman").min == 4
    bad = SimpleUploadedFile("targets.csv", b"feature,value,min,max\ngender,woman,x,2\n")
    assert "ei ole kokonaislukua" in client.post(address, {"file": bad}).content.decode()


def test_a_relaxation_is_picked_with_a_reason(ready, coordinator, signed_in, volunteers):
    for one in volunteers:
        one.features["municipality"] = "Hyvinkää"
        one.save()
    client, address = signed_in(coordinator), at("desk-feasibility", "testi")
    assert "ilmoittautuneita on 0" in client.get(address).content.decode()
    answer = client.post(address, {"choice": "0", "reason": "Muualta ei saatu ketään."}, follow=True)
    assert "Näistä ilmoittautuneista voi koota paneelin" in answer.content.decode()


def test_the_real_draw_is_ticked_and_then_shown(
    ready, coordinator, signed_in, django_capture_on_commit_callbacks
):
    client, address = signed_in(coordinator), at("desk-draw-real", "testi")
    assert client.post(address, {"reserves": 3, "one_per_household": "on"}).status_code == 200
    assert not Draw.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        data = {"reserves": 3, "one_per_household": "on", "understood": "on"}
        answer = client.post(address, data)
    assert answer.status_code == 302
    assert "Arvontaraportti" in client.get(answer.url).content.decode()


def test_a_test_draw_is_marked_as_a_test(ready, coordinator, signed_in):
    draw = actions.run_draw(panel=ready, is_test=True, reserves=0, actor=coordinator)
    page = signed_in(coordinator).get(at("desk-draw-report", "testi", draw.pk)).content.decode()
    assert "KOEARVONTA" in page
    assert Client().get(at("panel-draw", "testi")).status_code == 404


def test_a_notary_cannot_start_a_draw(ready, person, signed_in):
    answer = signed_in(person(Role.NOTARY)).post(at("desk-draw-test", "testi"), {"reserves": 0})
    assert answer.status_code == 200
    assert not Draw.objects.exists()


def test_results_go_out_after_a_question(drawn, coordinator, signed_in):
    client, address = signed_in(coordinator), at("desk-draw-results", "testi", drawn.pk)
    assert "Lähetetäänkö" in client.post(address).content.decode()
    drawn.refresh_from_db()
    assert drawn.results_sent is None
    client.post(address, {"confirmed": "yes"})
    drawn.refresh_from_db()
    assert drawn.results_sent is not None


def test_the_public_sees_the_report_and_no_name(drawn):
    page = Client().get(at("panel-draw", "testi")).content.decode()
    assert "Oliko arvonta reilu?" in page
    assert "Testi1 " not in page
    assert Client().get(at("panel-draw-pdf", "testi")).content.startswith(b"%PDF")


def test_a_draft_panels_draw_is_not_public(drawn):
    drawn.panel.visibility = "draft"
    drawn.panel.save()
    assert Client().get(at("panel-draw", "testi")).status_code == 404


def test_a_resident_sees_their_own_chance_and_confirms(drawn):
    member = queries.panelists(drawn.panel).first()
    token = member.volunteer.token
    assert "noin 1/5" in Client().get(at("me-draw", token)).content.decode()
    assert "Vahvistatko" in Client().post(at("me-draw-confirm", token)).content.decode()
    Client().post(at("me-draw-confirm", token), {"confirmed": "yes"})
    member.refresh_from_db()
    assert member.status == Member.Status.CONFIRMED


def test_a_resident_gives_the_seat_up(drawn):
    member = queries.panelists(drawn.panel).first()
    Client().post(at("me-draw-decline", member.volunteer.token), {"confirmed": "yes"})
    member.refresh_from_db()
    assert member.status == Member.Status.DECLINED
    assert member.notes.get().by is None


def test_who_was_not_chosen_has_nothing_to_confirm(drawn, volunteers):
    members = set(drawn.members.values_list("volunteer", flat=True))
    other = next(one for one in volunteers if one.pk not in members)
    assert "Arpa ei osunut sinuun" in Client().get(at("me-draw", other.token)).content.decode()
    assert Client().post(at("me-draw-confirm", other.token), {"confirmed": "yes"}).status_code == 404


def test_an_unknown_link_finds_nothing(drawn):
    assert Client().get(at("me-draw", "nobody")).status_code == 404


def test_the_phone_desk_writes_down_a_call(drawn, person, signed_in):
    client, address = signed_in(person(Role.PHONE_DESK)), at("desk-member", "testi", 1)
    assert "Seuraava soittaja tarvitsee" in client.post(address, {"status": "declined"}).content.decode()
    client.post(address, {"status": "declined", "comment": "Sairastui."})
    client.post(address, {"status": "", "comment": "Soitti vielä."})
    member = queries.get_member(drawn.panel, 1)
    assert member.status == Member.Status.DECLINED
    assert member.notes.count() == 2
    assert client.get(at("desk-member-replace", "testi", 1)).status_code == 404


def test_the_coordinator_calls_in_a_reserve(drawn, coordinator, signed_in):
    client = signed_in(coordinator)
    member = queries.get_member(drawn.panel, 1)
    actions.change_status(member=member, status="withdrawn", comment="Muutti.", actor=coordinator)
    address = at("desk-member-replace", "testi", 1)
    assert "Yksikään varahenkilö" in client.get(address).content.decode()
    reserve = queries.reserves(drawn.panel).first()
    actions.change_status(member=reserve, status="confirmed", actor=coordinator)
    assert "Vaihdon jälkeen" in client.get(address).content.decode()
    client.post(address, {"expected": reserve.number})
    assert queries.get_member(drawn.panel, reserve.number).kind == Member.Kind.PANELIST


def test_reading_the_list_is_logged(drawn, coordinator, signed_in):
    signed_in(coordinator).get(at("desk-members", "testi"))
    entry = LogEntry.objects.get(kind="identity.read")
    assert entry.data == {"what": "lottery.members", "rows": 16}


def test_the_list_asks_no_more_for_more_people(drawn, coordinator, signed_in):
    client = signed_in(coordinator)
    address = at("desk-members", "testi")
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as all_of_them:
        client.get(address)
    with CaptureQueriesContext(connection) as some:
        client.get(address, {"kind": "reserve"})
    assert len(all_of_them) == len(some)


def test_the_panel_page_and_the_own_page_carry_the_draw(drawn, rf):
    from puntari.lottery import wiring

    request = rf.get("/")
    member = queries.panelists(drawn.panel).first()
    assert wiring._for_panel(drawn.panel, request)["draw"] == drawn
    assert wiring._for_me(member.volunteer, request)["outcome"] == "panelist_selected"
