"""Amounts: whole cents inside, decimal text at the edges. Binary fractions never touch money."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def euros(cents: int) -> str:
    """Return cents as euros with a decimal point: 12345 is ``123.45``. Used in XML."""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{whole}.{rest:02d}"


def euros_finnish(cents: int) -> str:
    """Return cents as euros with a decimal comma and no grouping: 12345 is ``123,45``. Used in CSV."""
    return euros(cents).replace(".", ",")


def cents_of(text: str) -> int:
    """Return the whole cents of a decimal text; a third decimal is rounded half up."""
    return int((Decimal(text) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def round_half_up(value: Fraction) -> int:
    """Round a non-negative number to the nearest whole one, halves upwards."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)
