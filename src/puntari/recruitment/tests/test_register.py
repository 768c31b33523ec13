"""Registering: who may, what is kept, what comes of a second try."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from puntari.core import clock, events
from puntari.core.errors import BadInput, DomainError, NotAllowed
from puntari.core.models import LogEntry, OutgoingMail, User
from puntari.recruitment import actions, queries
from puntari.recruitment.actions import opening
from puntari.recruitment.events import VolunteerWithdrew
from puntari.recruitment.models import Addressee, Consent, SampleImport, Volunteer, WrongCode
from puntari.recruitment.picture import pool_picture
from puntari.recruitment.tests.conftest import answers, row
from puntari.testing import make_volunteers

if TYPE_CHECKING:
    from puntari.panels.models import Panel


def registered(addressee: Addressee, **changes: Any) -> Volunteer:
    return actions.register(panel=addressee.panel, addressee=addressee, answers=answers(**changes))[0]


def test_a_person_registers_and_gets_a_receipt(addressee: Addressee) -> None:
    one = registered(addressee, wants_future_panels=True)
    assert one.features == {"gender": "woman", "age_band": "45-80", "municipality": "Pornainen"}
    assert (one.email, one.source, one.number) == ("aino@example.invalid", "web", 1)
    assert set(one.consents.values_list("topic", "version")) == {("data", "1"), ("future", "1")}
    assert all(consent.text for consent in one.consents.all())
    mail = OutgoingMail.objects.get()
    assert mail.to == "aino@example.invalid"
    assert f"/me/{one.token}/" in mail.body


def test_the_same_letter_twice_is_one_registration(addressee: Addressee) -> None:
    first, fresh = actions.register(panel=addressee.panel, addressee=addressee, answers=answers())
    again, fresh_again = actions.register(
        panel=addressee.panel, addressee=addressee, answers=answers(first_name="Toinen")
    )
    assert (fresh, fresh_again) == (True, False)
    assert again == first
    assert Volunteer.objects.get().first_name == "Aino"
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"attends_all": False}, "cannot_attend"),
        ({"eligible": False}, "not_eligible"),
        ({"consents_to_data": False}, "consent_needed"),
        ({"email": "", "phone": " "}, "contact_needed"),
        ({"birth_year": 1900}, "age_out"),
        ({"birth_year": 2020}, "age_out"),
        ({"features": {"gender": "woman"}}, "feature_missing"),
        ({"features": {"gender": "<script>", "municipality": "Pornainen"}}, "feature_missing"),
    ],
)
def test_what_cannot_be_accepted_is_said_and_nothing_is_kept(
    addressee: Addressee, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(BadInput) as caught:
        registered(addressee, **changes)
    assert caught.value.code == f"recruitment.{code}"
    assert str(caught.value) != caught.value.code
    assert (Volunteer.objects.count(), Consent.objects.count()) == (0, 0)


def test_a_minor_needs_the_guardians_permission(addressee: Addressee) -> None:
    minor = clock.today().year - 16
    with pytest.raises(BadInput) as caught:
        registered(addressee, birth_year=minor)
    assert caught.value.code == "recruitment.guardian_needed"
    one = registered(addressee, birth_year=minor, guardian_agrees=True)
    assert one.consents.filter(topic="guardian").exists()


def test_an_adults_tick_in_the_guardians_box_is_no_consent(addressee: Addressee) -> None:
    one = registered(addressee, birth_year=clock.today().year - 40, guardian_agrees=True)
    assert not one.consents.filter(topic="guardian").exists()


def test_the_days_of_registration_are_kept(addressee: Addressee, coordinator: User) -> None:
    panel = addressee.panel
    panel.registration_opens, panel.registration_closes = date(2026, 8, 1), date(2026, 8, 31)
    panel.save()

    def state(day: int, month: int) -> str:
        with clock.at(datetime(2026, month, day, 12, tzinfo=ZoneInfo("Europe/Helsinki"))):
            return queries.registration_state(panel)

    assert [state(31, 7), state(1, 8), state(31, 8), state(1, 9)] == ["waiting", "open", "open", "closed"]
    with clock.at(datetime(2026, 9, 1, 12, tzinfo=ZoneInfo("Europe/Helsinki"))):
        with pytest.raises(NotAllowed) as caught:
            registered(addressee)
        assert caught.value.code == "recruitment.registration_closed"
        late = actions.register(panel=panel, addressee=addressee, answers=answers(), taken_by=coordinator)
    assert late[1]


def test_without_a_letter_only_the_desk_registers(panel: Panel, coordinator: User) -> None:
    with pytest.raises(NotAllowed) as caught:
        actions.register(panel=panel, answers=answers())
    assert caught.value.code == "recruitment.letter_needed"
    one, _fresh = actions.register(panel=panel, answers=answers(), taken_by=coordinator, source="phone")
    assert one.addressee is None
    assert queries.pool(panel)[0].household == f"volunteer-{one.pk}"


def test_a_person_who_may_not_be_contacted_is_turned_away_kindly(
    addressee: Addressee, coordinator: User
) -> None:
    actions.mark_addressee(addressee=addressee, status="blocked", actor=coordinator)
    with pytest.raises(NotAllowed) as caught:
        registered(addressee)
    assert caught.value.code == "recruitment.blocked"


def test_no_thanks_can_be_changed_to_yes(addressee: Addressee) -> None:
    actions.decline(addressee=addressee, reason="ei ehdi")
    assert addressee.status == "declined"
    registered(addressee)
    addressee.refresh_from_db()
    assert addressee.status == "invited"
    with pytest.raises(NotAllowed):
        actions.decline(addressee=addressee)


def test_withdrawing_tells_the_other_rooms_and_may_be_taken_back(
    addressee: Addressee, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    monkeypatch.setitem(events._handlers, VolunteerWithdrew, [lambda event: told.append(event.volunteer_id)])
    one = registered(addressee)
    actions.withdraw(volunteer=one, reason="muutto")
    actions.withdraw(volunteer=one)
    assert told == [one.pk]
    assert queries.pool(addressee.panel) == []
    again = registered(addressee)
    assert (again.pk, again.withdrawn) == (one.pk, None)
    assert len(queries.pool(addressee.panel)) == 1


def test_erasing_blanks_the_person_and_the_log_but_keeps_the_row(addressee: Addressee) -> None:
    one = registered(addressee)
    actions.take_back_consent(volunteer=one, topic="data")
    one.refresh_from_db()
    assert (one.first_name, one.email, one.phone, one.household) == ("", "", "", "")
    assert one.withdrawn is not None
    assert one.number == 1
    assert not one.consents.filter(withdrawn=None).exists()
    kept = LogEntry.objects.filter(subject=f"volunteer/{one.pk}").exclude(personal=None)
    assert not kept.exists()
    with pytest.raises(DomainError):
        actions.give_future_consent(volunteer=one)


def test_the_future_consent_goes_and_comes_with_its_times(addressee: Addressee) -> None:
    one = registered(addressee)
    actions.give_future_consent(volunteer=one)
    actions.give_future_consent(volunteer=one)
    assert one.consents.filter(topic="future").count() == 1
    actions.take_back_consent(volunteer=one, topic="future")
    one.refresh_from_db()
    assert not one.wants_future_panels
    assert one.consents.get(topic="future").withdrawn is not None
    assert one.withdrawn is None


def test_two_of_one_home_have_one_household(imported: Callable[..., SampleImport], panel: Panel) -> None:
    imported([row(1), row(1, first_names="Eino", street="KUVITTEELLINEN TIE 1 A2"), row(2)])
    for one in Addressee.objects.select_related("panel"):
        registered(one)
    homes = [person.household for person in queries.pool(panel)]
    assert homes[0] == homes[1] != homes[2]


def test_the_pool_holds_features_and_no_identity(panel: Panel) -> None:
    made = make_volunteers(panel, 8)
    Volunteer.objects.filter(pk=made[0].pk).update(is_test=True)
    actions.withdraw(volunteer=made[1])
    pool = queries.pool(panel)
    assert [one.volunteer_id for one in pool] == [one.pk for one in made[2:]]
    assert set(pool[0].features) == {"gender", "age_band", "municipality"}
    assert sum(queries.pool_counts(panel)["gender"].values()) == 6
    assert queries.invited_counts(panel)["municipality"] == {"Hyvinkää": 4, "Pornainen": 4}
    assert queries.volunteer_by_token(made[2].token) == made[2]
    assert queries.volunteer_by_token("") is None


def test_the_picture_names_the_thin_spots(panel: Panel) -> None:
    make_volunteers(panel, 60)
    assert pool_picture(panel).thin == []
    Volunteer.objects.filter(features__gender="man").update(is_test=True)
    thin = pool_picture(panel).thin
    assert len(thin) == 1
    assert "Mies" in thin[0]
    picture = pool_picture(panel).features[0]
    assert [cell.rate for cell in picture.cells] == [100.0, 0.0]


def test_wrong_codes_are_counted_by_source_and_stop_for_a_while(addressee: Addressee) -> None:
    for _try in range(opening.WRONG_TRIES):
        with pytest.raises(BadInput):
            actions.open_letter(typed="K7FM-2QXA-9T", address="192.0.2.1")
    with pytest.raises(NotAllowed) as caught:
        actions.open_letter(typed=addressee.code, address="192.0.2.1")
    assert caught.value.code == "recruitment.too_many_tries"
    assert actions.open_letter(typed=addressee.code, address="192.0.2.2") == addressee
    assert not WrongCode.objects.filter(source__contains="192.0.2").exists()
    with clock.at(clock.now() + opening.PAUSE + timedelta(seconds=1)):
        assert actions.open_letter(typed=addressee.code.lower(), address="192.0.2.1") == addressee


def test_many_register_in_one_go(imported: Callable[..., SampleImport], panel: Panel) -> None:
    imported([row(n) for n in range(1, 31)])
    people = [(one, answers()) for one in Addressee.objects.all()]
    made = actions.register_many(panel=panel, people=people)
    assert [one.number for one in made] == list(range(1, 31))
    assert OutgoingMail.objects.count() == 0
