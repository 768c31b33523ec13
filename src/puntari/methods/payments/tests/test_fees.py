from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puntari.methods.payments import FeeError, FeeRule, TaxCard, compute_fee, withhold

MEETING = FeeRule(per_meeting_cents=15000, minimum_share_percent=75)
HOURLY = FeeRule(per_hour_cents=2500, hour_step_minutes=30)
CARD = TaxCard(Decimal("18.5"), limit_cents=100_000, additional_percent=Decimal(41))


@pytest.mark.parametrize(("attended", "paid"), [(0, 0), (179, 0), (180, 15000), (240, 15000), (400, 15000)])
def test_meeting_fee_needs_the_minimum_share(attended: int, paid: int) -> None:
    assert compute_fee(MEETING, attended_minutes=attended, meeting_minutes=240).fee_cents == paid


def test_time_may_be_paid_below_the_minimum() -> None:
    rule = FeeRule(per_meeting_cents=10000, minimum_share_percent=75, proportional_below_minimum=True)
    assert compute_fee(rule, attended_minutes=80, meeting_minutes=240).fee_cents == 3333
    assert compute_fee(rule, attended_minutes=160, meeting_minutes=240).fee_cents == 6667


@pytest.mark.parametrize(
    ("attended", "paid"), [(1, 1250), (30, 1250), (31, 2500), (240, 10000), (500, 10000)]
)
def test_hourly_fee_pays_begun_steps_up_to_the_end(attended: int, paid: int) -> None:
    assert compute_fee(HOURLY, attended_minutes=attended, meeting_minutes=240).fee_cents == paid


def test_travel_has_a_rate_and_a_ceiling() -> None:
    rule = FeeRule(per_meeting_cents=15000, travel_cents_per_km=55, travel_maximum_cents=3000)
    near = compute_fee(rule, attended_minutes=60, meeting_minutes=60, travel_metres=12_345)
    far = compute_fee(rule, attended_minutes=60, meeting_minutes=60, travel_metres=50_000, receipts_cents=900)
    assert (near.travel_cents, far.travel_cents) == (679, 3000)


def test_absent_panelists_are_paid_no_travel() -> None:
    rule = FeeRule(per_meeting_cents=15000, travel_cents_per_km=55)
    assert compute_fee(rule, attended_minutes=0, meeting_minutes=60, travel_metres=9000).total_cents == 0


def test_travel_is_taxable_until_payroll_decides_otherwise() -> None:
    taxed = FeeRule(per_meeting_cents=15000, travel_cents_per_km=50)
    free = FeeRule(per_meeting_cents=15000, travel_cents_per_km=50, travel_is_taxable=False)
    fees = [
        compute_fee(r, attended_minutes=9, meeting_minutes=9, travel_metres=10_000) for r in (taxed, free)
    ]
    assert [(fee.taxable_cents, fee.tax_free_cents) for fee in fees] == [(15500, 0), (15000, 500)]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({}, "rule_needs_one_basis"),
        ({"per_meeting_cents": 1, "per_hour_cents": 1}, "rule_needs_one_basis"),
        ({"per_meeting_cents": -1}, "rule_negative"),
        ({"per_hour_cents": 1, "travel_cents_per_km": -1}, "rule_negative"),
        ({"per_hour_cents": 1, "minimum_share_percent": 101}, "rule_share_range"),
        ({"per_hour_cents": 1, "hour_step_minutes": 0}, "rule_step_range"),
    ],
)
def test_rules_that_make_no_sense(fields: dict[str, int], fault: str) -> None:
    with pytest.raises(FeeError) as caught:
        FeeRule(**fields)
    assert caught.value.code == fault


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"meeting_minutes": 0}, "meeting_length"),
        ({"attended_minutes": -1}, "attendance_negative"),
        ({"travel_metres": -1}, "distance_negative"),
        ({"receipts_cents": -1}, "expense_negative"),
    ],
)
def test_attendance_that_makes_no_sense(fields: dict[str, int], fault: str) -> None:
    with pytest.raises(FeeError) as caught:
        compute_fee(MEETING, **{"attended_minutes": 60, "meeting_minutes": 60, **fields})
    assert caught.value.code == fault


def test_no_card_means_sixty_per_cent() -> None:
    assert withhold(15000, None) == (9000, 6000)


@pytest.mark.parametrize(
    ("gross", "cumulated", "withheld"),
    [
        (15000, 0, 2775),
        (15000, 85_000, 2775),
        (15000, 90_000, 10_000 * 185 // 1000 + 5000 * 41 // 100),
        (15000, 100_000, 6150),
        (15000, 250_000, 6150),
        (0, 0, 0),
    ],
)
def test_additional_percentage_bears_on_what_exceeds_the_limit(
    gross: int, cumulated: int, withheld: int
) -> None:
    assert withhold(gross, CARD, cumulated) == (withheld, gross - withheld)


def test_halves_of_a_cent_are_rounded_up_once() -> None:
    assert withhold(100, TaxCard(Decimal("18.5"))).withheld_cents == 19
    # 0.5 and 0.5 cents make one cent, not two.
    split = TaxCard(Decimal(50), limit_cents=1, additional_percent=Decimal(50))
    assert withhold(2, split).withheld_cents == 1


def test_a_young_persons_card_may_say_zero() -> None:
    assert withhold(15000, TaxCard(Decimal(0))) == (0, 15000)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"percent": Decimal(101)}, "card_percent_range"),
        ({"percent": Decimal(-1)}, "card_percent_range"),
        ({"percent": Decimal(1), "limit_cents": 5}, "card_needs_both"),
        ({"percent": Decimal(1), "additional_percent": Decimal(5)}, "card_needs_both"),
        (
            {"percent": Decimal(1), "limit_cents": -5, "additional_percent": Decimal(5)},
            "card_limit_negative",
        ),
    ],
)
def test_cards_that_make_no_sense(fields: dict[str, Decimal], fault: str) -> None:
    with pytest.raises(FeeError) as caught:
        TaxCard(**fields)
    assert caught.value.code == fault


def test_negative_amounts_are_refused() -> None:
    with pytest.raises(FeeError, match="amount_negative"):
        withhold(-1, None)
    with pytest.raises(FeeError, match="amount_negative"):
        withhold(1, None, -1)


def test_a_card_is_valid_in_its_own_time() -> None:
    card = TaxCard(Decimal(20), valid_from=date(2026, 2, 1), valid_until=date(2026, 12, 31))
    days = (date(2026, 1, 31), date(2026, 2, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [card.is_valid_on(day) for day in days] == [False, True, True, False]
    assert TaxCard(Decimal(20)).is_valid_on(date(2026, 1, 1))


percents = st.decimals(0, 100, places=1)
cents = st.integers(min_value=0, max_value=10**9)


@settings(deadline=None)
@given(cents, percents, cents, percents, cents)
def test_withheld_and_net_make_the_gross(
    gross: int, percent: Decimal, limit: int, additional: Decimal, before: int
) -> None:
    card = TaxCard(percent, limit, additional)
    withheld, net = withhold(gross, card, before)
    assert withheld + net == gross
    assert 0 <= withheld <= gross
    exact = gross * max(percent, additional) / 100
    assert withheld <= exact + Decimal("0.5")


@settings(deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=100_000), min_size=1, max_size=8), percents, percents)
def test_paying_in_parts_withholds_the_same_within_half_a_cent_a_part(
    parts: list[int], percent: Decimal, additional: Decimal
) -> None:
    card = TaxCard(percent, 120_000, additional)
    paid, withheld = 0, 0
    for part in parts:
        withheld += withhold(part, card, paid).withheld_cents
        paid += part
    assert abs(withheld - withhold(paid, card).withheld_cents) * 2 <= len(parts) + 1


@settings(deadline=None)
@given(
    st.integers(min_value=0, max_value=50_000),
    st.integers(min_value=0, max_value=600),
    st.integers(min_value=1, max_value=600),
    st.integers(min_value=0, max_value=100),
    st.booleans(),
)
def test_a_meeting_never_pays_more_than_its_fee(
    full: int, attended: int, length: int, share: int, proportional: bool
) -> None:
    rule = FeeRule(
        per_meeting_cents=full, minimum_share_percent=share, proportional_below_minimum=proportional
    )
    fee = compute_fee(rule, attended_minutes=attended, meeting_minutes=length).fee_cents
    assert 0 <= fee <= full
    longer = compute_fee(rule, attended_minutes=attended + 1, meeting_minutes=length).fee_cents
    assert longer >= fee
