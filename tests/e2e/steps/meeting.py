"""The meetings: programme, facilitators, seats, the door, experts."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from puntari.core.models import User
from puntari.evaluation.models import Survey
from puntari.lottery.queries import active_panelists
from puntari.meetings.queries import present_members
from puntari.panels.models import Meeting
from tests.e2e.steps.drawing import PANELISTS, panel_of
from tests.e2e.walk import Walk, address_of, fill

TABLES, ANSWERING = 2, 6
QUESTION = "Kuinka kauan ensimmäistä aikaa joutuu odottamaan?"


def meeting(walk: Walk, number: int) -> Meeting:
    return panel_of(walk).meetings.get(number=number)


def plan_the_programmes(walk: Walk) -> None:
    walk.clock.set("2027-04-20")
    for number, kind in ((1, "learn"), (3, "decide")):
        page = walk.desk("koordinaattori", "desk-programme", number)
        fill(page, {"kind": kind})
        walk.press(page, "Tee ohjelma pohjasta")
    walk.picture(walk.desk("koordinaattori", "desk-programme", 1), "programme")


def give_tables_to_the_facilitators(walk: Walk) -> None:
    host = User.objects.get(email=address_of("fasilitaattori"))
    for number in (1, 3):
        page = walk.desk("koordinaattori", "desk-hosts", number)
        fill(page, {f"here_{host.pk}": True, f"table_{host.pk}": 1})
        walk.press(page, "Tallenna")


def invite_an_expert(walk: Walk) -> None:
    expert = User.objects.get(email=address_of("asiantuntija"))
    page = walk.desk("koordinaattori", "desk-talk-new", 1)
    fill(
        page,
        {
            "title": "Miten palveluun löydetään nyt",
            "expert_name": expert.name,
            "expert_title": "Erityisasiantuntija",
            "summary": "Puhelut, verkko ja vastaanotto: mistä ihmiset tulevat.",
            "user": expert.pk,
        },
    )
    walk.press(page, "Tallenna")


def seat_the_panel(walk: Walk) -> None:
    page = walk.desk("koordinaattori", "desk-seating", 1)
    fill(page, {"tables": TABLES, "rounds": 2})
    walk.press(page, "Tee istumajärjestys")
    page = walk.desk("koordinaattori", "desk-seating", 1)
    walk.picture(page, "seating")
    assert meeting(walk, 1).rounds.count() == 2


def plan_the_surveys(walk: Walk) -> None:
    page = walk.desk("arvioija", "desk-evaluation")
    walk.press(page, "Tee tavalliset kyselyt")
    assert Survey.objects.filter(panel=panel_of(walk)).count() > 6


def answer_the_first_survey(walk: Walk) -> None:
    walk.clock.set("2027-05-05", 18)
    for member in active_panelists(panel_of(walk)).select_related("volunteer")[:ANSWERING]:
        answer_survey(walk, walk.notes.setdefault(f"me-{member.pk}", member.volunteer.token))


def answer_survey(walk: Walk, token: str) -> None:
    """Open the survey from one's own page and choose the third answer to everything."""
    phone = phone_of(walk)
    walk.open(phone, "me", token)
    walk.follow(phone, "Kysely")
    for group in phone.locator("main form fieldset").all():
        group.get_by_role("radio").nth(2).check()
    for select in phone.locator("main form select").all():
        select.select_option("7")
    walk.press(phone, "Lähetä vastaukset")


def phone_of(walk: Walk) -> Page:
    """One phone serves all panelists in turn: it knows nobody, only the link opens a page."""
    return walk.seats.setdefault("phone", walk.phone()) if "phone" not in walk.seats else walk.seats["phone"]


def check_in_at_the_door(walk: Walk, number: int = 1) -> None:
    one = meeting(walk, number)
    walk.clock.set(one.starts_at.date().isoformat(), 16 if number == 1 else 9, 50)
    page = walk.desk("fasilitaattori", "desk-door", number)
    for member in active_panelists(panel_of(walk)):
        row = page.locator(f"#member-{member.number}")
        row.get_by_role("button", name="Saapui").first.click()
        row.locator(".door-person__time", has_text="Saapui").wait_for()
    if number == 1:
        walk.picture(page, "door")
    assert present_members(one).count() == PANELISTS


def run_the_meeting(walk: Walk) -> None:
    walk.clock.set(meeting(walk, 1).starts_at.date().isoformat(), 17, 5)
    walk.picture(walk.desk("fasilitaattori", "desk-run-sheet", 1), "run-sheet")
    walk.desk("fasilitaattori", "desk-projector", 1)
    walk.picture(walk.desk("fasilitaattori", "desk-my-table"), "my-table")


def ask_the_expert(walk: Walk) -> None:
    page = walk.desk("fasilitaattori", "desk-my-table")
    fill(page, {"text": QUESTION})
    walk.press(page, "Lisää jonoon")


def the_question_goes_to_the_expert(walk: Walk) -> None:
    page = walk.desk("koordinaattori", "desk-questions")
    walk.follow(page, QUESTION)
    page.locator("select[name=talk]").select_option(index=1)
    fill(page, {"due": "2027-05-19"})
    walk.press(page, "Tallenna")


def the_expert_answers(walk: Walk) -> None:
    walk.clock.set("2027-05-17")
    page = walk.desk("asiantuntija", "desk-questions")
    walk.follow(page, QUESTION)
    told = {"answer": "Keskimäärin 24 päivää.", "answered_by": "Asta Asiantuntija", "publish": True}
    fill(page, {f"answer-{name}": value for name, value in told.items()})
    walk.press(page, "Tallenna vastaus")
    phone = phone_of(walk)
    walk.open(phone, "panel-meeting", walk.slug, 1)
    expect(phone.get_by_text("Keskimäärin 24 päivää.")).to_be_visible()


STEPS = [
    plan_the_programmes,
    give_tables_to_the_facilitators,
    invite_an_expert,
    seat_the_panel,
    plan_the_surveys,
    answer_the_first_survey,
    check_in_at_the_door,
    run_the_meeting,
    ask_the_expert,
    the_question_goes_to_the_expert,
]
