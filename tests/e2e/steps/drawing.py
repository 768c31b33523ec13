"""Targets, the test draw, the real draw, and who comes."""

from __future__ import annotations

from playwright.sync_api import expect

from puntari.lottery.models import Draw, Member
from puntari.lottery.queries import active_panelists
from puntari.panels.models import Panel
from tests.e2e.walk import Walk, fill

PANELISTS = 12


def panel_of(walk: Walk) -> Panel:
    return Panel.objects.get(slug=walk.slug)


def set_targets_from_the_population(walk: Walk) -> None:
    walk.clock.set("2027-04-07", 13)
    page = walk.desk("koordinaattori", "desk-targets")
    fill(page, {"slack": 2})
    walk.press(page, "Laske tavoitteet väestöstä")
    walk.picture(page, "targets")
    walk.press(page, "Tallenna tavoitteet")


def see_that_the_targets_can_be_kept(walk: Walk) -> None:
    page = walk.desk("koordinaattori", "desk-feasibility")
    assert page.locator(".notice--ok").count() == 1
    walk.picture(page, "feasibility")


def try_the_draw(walk: Walk) -> None:
    page = walk.desk("koordinaattori", "desk-draw-test")
    walk.press(page, "Tee koearvonta")
    expect(page.get_by_role("heading", name="KOEARVONTA")).to_be_visible()
    assert not Member.objects.filter(draw__is_test=False).exists()


def draw_the_panel(walk: Walk) -> None:
    page = walk.desk("koordinaattori", "desk-draw-real")
    fill(page, {"understood": True})
    walk.press(page, "Arvo paneeli")
    assert Draw.objects.filter(is_test=False, drawn__isnull=False).count() == 1
    assert active_panelists(panel_of(walk)).count() == PANELISTS
    page = walk.desk("koordinaattori", "desk-draw-report", Draw.objects.get(is_test=False).pk)
    walk.press_and_confirm(page, "Lähetä tulokset")


def anybody_reads_the_report(walk: Walk) -> None:
    phone = walk.phone()
    walk.open(phone, "panel-draw", walk.slug)
    assert walk.download(phone, f"/panels/{walk.slug}/draw/report.pdf").startswith(b"%PDF")
    reader = walk.staff("koordinaattori")
    walk.open(reader, "panel-draw", walk.slug)
    walk.picture(reader, "draw-report")


def one_confirms_and_one_declines_on_the_phone(walk: Walk) -> None:
    walk.clock.set("2027-04-08", 18)
    first, second = active_panelists(panel_of(walk)).select_related("volunteer").order_by("number")[:2]
    phone = walk.phone()
    walk.open(phone, "me", first.volunteer.token)
    walk.press_and_confirm(phone, "Vahvistan, että tulen")
    walk.picture(phone, "me-draw-phone")
    walk.open(phone, "me", second.volunteer.token)
    walk.press_and_confirm(phone, "En pääse")
    second.refresh_from_db()
    assert second.status == Member.Status.DECLINED


def the_phone_desk_calls_the_others(walk: Walk) -> None:
    walk.clock.set("2027-04-12", 12)
    waiting = Member.objects.filter(draw__is_test=False, status=Member.Status.SELECTED).order_by("number")
    for number in waiting.values_list("number", flat=True):
        page = walk.desk("puhelin", "desk-member", number)
        fill(page, {"status": "confirmed", "comment": "Soitettu, tulee."})
        walk.press(page, "Kirjaa")
    walk.desk("puhelin", "desk-members")
    assert not waiting.exists()


def the_one_who_declined_is_replaced(walk: Walk) -> None:
    gone = Member.objects.get(draw__is_test=False, status=Member.Status.DECLINED)
    page = walk.desk("koordinaattori", "desk-member", gone.number)
    walk.follow(page, "Kutsu tilalle toinen")
    walk.picture(page, "replace")
    walk.press_and_confirm(page, "Ota paneeliin")
    assert active_panelists(panel_of(walk)).filter(status="confirmed").count() == PANELISTS
    walk.picture(walk.desk("koordinaattori", "desk-members"), "members")


STEPS = [
    set_targets_from_the_population,
    see_that_the_targets_can_be_kept,
    try_the_draw,
    draw_the_panel,
    anybody_reads_the_report,
    one_confirms_and_one_declines_on_the_phone,
    the_phone_desk_calls_the_others,
    the_one_who_declined_is_replaced,
]
