"""What a panelist is owed and what is withheld from it.

A fee for attending meetings is a meeting fee (kokouspalkkio), which the Prepayment Act 1118/1996
(ennakkoperintälaki), section 13(1)(2), counts as wages even without an employment relationship. Whether a
panel's fee is that, or compensation for work (työkorvaus), is payroll's to confirm; the arithmetic here is
the same for both. All amounts are whole cents, all times whole minutes, all distances whole metres.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from puntari.methods.payments.errors import FeeError
from puntari.methods.payments.money import round_half_up

NO_CARD_PERCENT: Final = Decimal(60)
MINUTES_PER_HOUR: Final = 60
METRES_PER_KM: Final = 1000


@dataclass(frozen=True, slots=True)
class FeeRule:
    """The organiser's decision on fees; there are no amounts by law.

    Exactly one of `per_meeting_cents` and `per_hour_cents` is given.
    `minimum_share_percent`: how much of a meeting must be attended for the fee (0-100).
    `proportional_below_minimum`: below that share pay by time instead of nothing (per-meeting rules).
    `hour_step_minutes`: per-hour rules pay each begun step of this many minutes (1-60).
    `travel_cents_per_km`: mileage allowance; 0 pays none.
    `travel_maximum_cents`: ceiling of mileage and receipts together per meeting, None for no ceiling.
    `travel_is_taxable`: True until payroll decides that the travel allowance is free of tax; the safe side,
    since the tax-free rules for volunteers concern non-profit organisations.

    Raises `FeeError`: rule_needs_one_basis, rule_negative, rule_share_range, rule_step_range.
    """

    per_meeting_cents: int | None = None
    per_hour_cents: int | None = None
    minimum_share_percent: int = 0
    proportional_below_minimum: bool = False
    hour_step_minutes: int = 1
    travel_cents_per_km: int = 0
    travel_maximum_cents: int | None = None
    travel_is_taxable: bool = True

    def __post_init__(self) -> None:
        if (self.per_meeting_cents is None) == (self.per_hour_cents is None):
            raise FeeError("rule_needs_one_basis")
        for field in ("per_meeting_cents", "per_hour_cents", "travel_cents_per_km", "travel_maximum_cents"):
            if (getattr(self, field) or 0) < 0:
                raise FeeError("rule_negative", field=field)
        if not 0 <= self.minimum_share_percent <= 100:
            raise FeeError("rule_share_range", percent=self.minimum_share_percent)
        if not 1 <= self.hour_step_minutes <= MINUTES_PER_HOUR:
            raise FeeError("rule_step_range", minutes=self.hour_step_minutes)


@dataclass(frozen=True, slots=True)
class Fee:
    """One panelist's pay for one meeting: fee, travel, and how they divide by tax treatment (cents)."""

    fee_cents: int
    travel_cents: int
    travel_is_taxable: bool

    @property
    def taxable_cents(self) -> int:
        return self.fee_cents + (self.travel_cents if self.travel_is_taxable else 0)

    @property
    def tax_free_cents(self) -> int:
        return 0 if self.travel_is_taxable else self.travel_cents

    @property
    def total_cents(self) -> int:
        return self.fee_cents + self.travel_cents


def compute_fee(
    rule: FeeRule,
    *,
    attended_minutes: int,
    meeting_minutes: int,
    travel_metres: int = 0,
    receipts_cents: int = 0,
) -> Fee:
    """Return what `rule` gives for one meeting.

    Time attended beyond the meeting's length is not paid. Whoever attended nothing gets neither fee nor
    travel. Fractions of a cent are rounded half up, once per part.

    Raises `FeeError`: meeting_length, attendance_negative, distance_negative, expense_negative.
    """
    _check_attendance(attended_minutes, meeting_minutes, travel_metres, receipts_cents)
    attended = min(attended_minutes, meeting_minutes)
    if attended == 0:
        return Fee(0, 0, rule.travel_is_taxable)
    travel = _travel_cents(rule, travel_metres, receipts_cents)
    return Fee(_fee_cents(rule, attended, meeting_minutes), travel, rule.travel_is_taxable)


def _check_attendance(attended: int, meeting: int, metres: int, receipts: int) -> None:
    if meeting <= 0:
        raise FeeError("meeting_length", minutes=meeting)
    if attended < 0:
        raise FeeError("attendance_negative", minutes=attended)
    if metres < 0:
        raise FeeError("distance_negative", metres=metres)
    if receipts < 0:
        raise FeeError("expense_negative", cents=receipts)


def _fee_cents(rule: FeeRule, attended: int, meeting: int) -> int:
    enough = attended * 100 >= meeting * rule.minimum_share_percent
    if rule.per_hour_cents is not None:
        steps = -(-attended // rule.hour_step_minutes)
        paid_minutes = steps * rule.hour_step_minutes
        return round_half_up(Fraction(rule.per_hour_cents * paid_minutes, MINUTES_PER_HOUR)) if enough else 0
    full = rule.per_meeting_cents or 0
    if enough:
        return full
    return round_half_up(Fraction(full * attended, meeting)) if rule.proportional_below_minimum else 0


def _travel_cents(rule: FeeRule, metres: int, receipts: int) -> int:
    travel = round_half_up(Fraction(metres * rule.travel_cents_per_km, METRES_PER_KM)) + receipts
    return travel if rule.travel_maximum_cents is None else min(travel, rule.travel_maximum_cents)


@dataclass(frozen=True, slots=True)
class TaxCard:
    """A tax card (verokortti) as shown by the panelist.

    `percent`: withholding percentage (ennakonpidätysprosentti).
    `limit_cents`, `additional_percent`: income ceiling (tuloraja) for wages paid on this card and the
    percentage (lisäprosentti) for what exceeds it; both or neither.
    `valid_from`, `valid_until`: days of validity, both included; None leaves that side open.

    There is one card for all wages since 2019; percentages come from the card, never from age or role.

    Raises `FeeError`: card_percent_range, card_limit_negative, card_needs_both.
    """

    percent: Decimal
    limit_cents: int | None = None
    additional_percent: Decimal | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    def __post_init__(self) -> None:
        for percent in (self.percent, self.additional_percent):
            if percent is not None and not 0 <= percent <= 100:
                raise FeeError("card_percent_range", percent=percent)
        if self.limit_cents is not None and self.limit_cents < 0:
            raise FeeError("card_limit_negative", cents=self.limit_cents)
        if (self.limit_cents is None) != (self.additional_percent is None):
            raise FeeError("card_needs_both")

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the card may be used for a payment made on `day`."""
        starts = self.valid_from or date.min
        return starts <= day <= (self.valid_until or date.max)


class Withholding(NamedTuple):
    """Tax withheld and what is left for the payee, in cents; they add up to the gross amount."""

    withheld_cents: int
    net_cents: int


def withhold(gross_cents: int, card: TaxCard | None, cumulated_cents: int = 0) -> Withholding:
    """Return the tax withheld from a taxable payment and the rest.

    `gross_cents`: taxable amount of this payment. `card`: the card valid on the payment date, or None when
    none has been shown: then 60 per cent (Prepayment Decree 1124/1996, section 3).
    `cumulated_cents`: taxable amounts this payer has already paid on the same card.

    The part of the payment above the card's income ceiling bears the additional percentage, the part below
    it the basic one (Tax Administration, instruction on withholding tax prepayment, VH/5903/00.01.00/2024).
    Rounding: the two parts are added exactly and the sum rounded once to the nearest cent, halves up. That
    is this program's convention; a payroll system may differ by one cent.

    Raises `FeeError`: amount_negative.
    """
    for field, cents in (("gross_cents", gross_cents), ("cumulated_cents", cumulated_cents)):
        if cents < 0:
            raise FeeError("amount_negative", field=field, cents=cents)
    basic, above = _split_at_limit(gross_cents, card, cumulated_cents)
    percent = NO_CARD_PERCENT if card is None else card.percent
    additional = Decimal(0) if card is None else card.additional_percent or Decimal(0)
    withheld = round_half_up((basic * Fraction(percent) + above * Fraction(additional)) / 100)
    return Withholding(withheld, gross_cents - withheld)


def _split_at_limit(gross: int, card: TaxCard | None, cumulated: int) -> tuple[int, int]:
    if card is None or card.limit_cents is None:
        return gross, 0
    basic = min(gross, max(0, card.limit_cents - cumulated))
    return basic, gross - basic
