"""Who is written to, when, and in what words."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from puntari.core import clock, ticks
from puntari.core.errors import BadInput
from puntari.core.models import Organisation, OutgoingMail, User
from puntari.core.roles import Role
from puntari.followup import actions, silence
from puntari.followup.models import Action
from puntari.followup.tests.tables import HEADING, as_csv
from puntari.panels.models import Panel, PanelRole

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
TODAY = NOW.date()
DESK = "/desk/panels/testi/followup/"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with clock.at(NOW):
        yield


@pytest.fixture
def action(panel: Panel, person: Callable[..., User]) -> Action:
    one = actions.add_recommendation(panel=panel, title="1. Lisää bussivuoroja", actor=None)
    made = actions.add_action(recommendation=one, text="Vuorot lisätään", schedule="1/2028", actor=None)
    owner, deputy = person(Role.OFFICIAL, name="omistaja"), person(Role.OFFICIAL, name="sijainen")
    return actions.give_owner(
        action=made, owner=owner, owner_post="Johtaja", deputy=deputy, deputy_post="Päällikkö", actor=None
    )


def due(action: Action, days: int) -> Action:
    return actions.change_action(action=action, next_update_due=TODAY + timedelta(days), actor=None)


def written_to() -> set[str]:
    return {mail.to.split("@")[0] for mail in OutgoingMail.objects.all()}


def test_reminders_are_a_daily_duty(action: Action) -> None:
    due(action, 3)
    assert "followup.reminders" in ticks.run_due()
    assert OutgoingMail.objects.get().to == action.owner.email
    assert "followup.reminders" not in ticks.run_due()


@pytest.mark.parametrize(
    ("days", "people"),
    [
        (8, set()),
        (7, {"omistaja"}),
        (0, {"omistaja"}),
        (-6, {"omistaja"}),
        (-7, {"omistaja", "sijainen"}),
        (-13, {"omistaja", "sijainen"}),
        (-14, {"omistaja", "sijainen", "coordinator"}),
    ],
)
def test_silence_is_escalated(action: Action, coordinator: User, days: int, people: set[str]) -> None:
    due(action, days)
    actions.send_reminders(TODAY)
    assert written_to() == people


def test_an_action_of_nobody_goes_to_the_coordinator_at_once(action: Action, coordinator: User) -> None:
    due(action, -1)
    actions.give_owner(action=action, owner=None, owner_post="Johtaja", actor=None)
    actions.send_reminders(TODAY)
    assert written_to() == {"coordinator"}


def test_a_gone_owner_leaves_the_deputy(action: Action) -> None:
    due(action, 2)
    User.objects.filter(pk=action.owner.pk).update(is_active=False)
    actions.send_reminders(TODAY)
    assert written_to() == {"sijainen"}


def test_one_letter_for_all_of_a_persons_actions(action: Action) -> None:
    due(action, -2)
    second = actions.add_action(
        recommendation=action.recommendation, text="Pysäkit valaistaan", schedule="2028", actor=None
    )
    actions.give_owner(action=second, owner=action.owner, owner_post="Johtaja", actor=None)
    due(second, 1)
    assert actions.send_reminders(TODAY) == 1
    body = OutgoingMail.objects.get().body
    assert body.count("?same=1") == 2
    assert "Päivitys viimeistään 31.10.2026 (2 päivää myöhässä)" in body
    assert "Pysäkit valaistaan" in body


@pytest.mark.parametrize(
    ("language", "word"),
    [("fi", "Mikään ei ole muuttunut"), ("sv", "ändrats"), ("en", "Nothing has changed")],
)
def test_letters_come_in_the_persons_language(action: Action, language: str, word: str) -> None:
    actions.choose_mail_language(person=action.owner, language=language)
    due(action, 3)
    actions.send_reminders(TODAY)
    mail = OutgoingMail.objects.get()
    assert word in mail.body
    assert "%(" not in mail.body + mail.subject
    with pytest.raises(BadInput):
        actions.choose_mail_language(person=action.owner, language="de")


def test_telling_that_nothing_changed_quiets_the_reminders(action: Action) -> None:
    due(action, -20)
    actions.confirm_unchanged(
        action=action, because="waits_money", next_update_due=TODAY + timedelta(90), actor=None
    )
    assert actions.send_reminders(TODAY) == 0
    assert silence.needs_of(action.recommendation.panel, TODAY).silent == []


def test_an_update_after_the_schedules_end_is_good_for_a_month(panel: Panel, action: Action) -> None:
    actions.change_action(action=action, schedule="9/2026", actor=None)
    assert silence.owed_on(action) == TODAY + silence.PATIENCE
    Action.objects.filter(pk=action.pk).update(updated_on=date(2026, 5, 1))
    (row,) = silence.needs_of(panel, TODAY).silent
    assert (row.since, row.days, row.nobody) == (date(2026, 9, 30), 33, False)


def test_the_coordinator_sees_who_is_silent_and_asks(
    action: Action, coordinator: User, signed_in: Callable[[User], Client]
) -> None:
    due(action, -20)
    client = signed_in(coordinator)
    html = client.get(f"{DESK}silent/").content.decode()
    assert "20 päivää myöhässä" in html
    assert "ei vielä" in html
    assert client.post(f"{DESK}actions/{action.pk}/ask/").status_code == 302
    assert written_to() == {"omistaja", "sijainen"}
    client.post(f"{DESK}actions/{action.pk}/ask/")
    assert OutgoingMail.objects.count() == 2
    assert "2 kertaa, viimeksi 2.11.2026" in client.get(f"{DESK}silent/").content.decode()
    official = signed_in(action.owner)
    assert official.get(f"{DESK}silent/").status_code == 404
    assert official.post(f"{DESK}actions/{action.pk}/ask/").status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", ("odottaa vastausta", "28.10.2026 (5 päivää myöhässä)", "Vastaaminen vaatii")),
        ("sv", ("väntar på svar", "28.10.2026 (5 dagar försenad)", "Du måste logga in")),
        ("en", ("waits for an answer", "28.10.2026 (5 days late)", "Answering needs")),
    ],
)
def test_a_decision_maker_is_told_what_is_late_and_where_to_answer(
    panel: Panel, person: Callable[..., User], language: str, words: tuple[str, ...]
) -> None:
    chair = person(Role.DECISION_MAKER)
    actions.choose_mail_language(person=chair, language=language)
    actions.add_recommendation(panel=panel, title="7. Nimi", answer_due=TODAY - timedelta(days=5), actor=None)
    actions.send_reminders(TODAY)
    body = OutgoingMail.objects.get().body
    for said in (*words, "7. Nimi", f"{DESK}7/answer/", "/desk/answers/"):
        assert said in body
    assert "%(" not in body


def test_a_reminder_says_whom_to_tell_when_it_is_not_yours(action: Action, coordinator: User) -> None:
    due(action, 3)
    actions.choose_mail_language(person=action.owner, language="sv")
    actions.send_reminders(TODAY)
    body = OutgoingMail.objects.get().body
    assert f"koordinator: {coordinator.name} {coordinator.email}" in body
    assert "Panel: Testipaneeli" in body


def test_asking_nobody_is_refused(action: Action) -> None:
    actions.give_owner(action=action, owner=None, owner_post="Johtaja", actor=None)
    with pytest.raises(BadInput):
        actions.ask_now(action=action, actor=None)


def test_a_decision_maker_sees_what_owes_an_answer(
    panel: Panel, person: Callable[..., User], signed_in: Callable[[User], Client], client: Client
) -> None:
    for number, days in ((1, 5), (2, -5)):
        actions.add_recommendation(
            panel=panel, title=f"{number}. Nimi {number}", answer_due=TODAY + timedelta(days), actor=None
        )
    html = signed_in(person(Role.DECISION_MAKER)).get("/desk/answers/").content.decode()
    assert html.index("2. Nimi 2") < html.index("1. Nimi 1")
    assert "Nimi 1" not in signed_in(person(Role.OFFICIAL)).get("/desk/answers/").content.decode()
    assert client.get("/desk/answers/").status_code == 302
    actions.answer_recommendation(
        recommendation=panel.recommendations.get(number=2),
        decision="reject", reason="Ei", body="H", decided_on=TODAY, actor=None,
    )  # fmt: skip
    html = signed_in(person(Role.DECISION_MAKER, name="toinen")).get("/desk/answers/").content.decode()
    assert "2. Nimi 2" not in html


def test_bringing_in_old_tables_writes_one_letter_and_no_more(
    panel: Panel, coordinator: User, organisation: Organisation
) -> None:
    cells = "Työ {0};1/2024 – 6/2025;Kesken;Yksikkö;"
    rows = [f"{number}. Vanha {number};;{cells.format(number)}" for number in range(1, 41)]
    table = as_csv("\n".join([HEADING, *rows]))
    for number in range(3):
        old = Panel.objects.create(
            organisation=organisation, slug=f"vanha-{number}", title=f"Vanha {number}", visibility="public"
        )
        PanelRole.objects.create(panel=old, user=coordinator, role=Role.COORDINATOR)
        actions.import_table(
            panel=old, content=table, name="t", actor=coordinator, updated_on=date(2025, 2, 1)
        )
    assert OutgoingMail.objects.count() == 0
    ticks.run_due()
    actions.send_reminders(TODAY + timedelta(1))
    letter = OutgoingMail.objects.get()
    assert (letter.to, letter.body.count("Työ ")) == (coordinator.email, 30)
    assert "Lisäksi 10 toimenpidettä." in letter.body
    assert letter.body.count("/followup/silent/") == 3
    assert "ei vastuuhenkilöä. Aikataulun loppu 30.6.2025 (490 päivää myöhässä)" in letter.body
