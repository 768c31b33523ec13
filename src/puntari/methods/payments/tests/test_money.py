from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from puntari.methods.payments.money import cents_of, euros, euros_finnish, round_half_up


def test_cents_as_text() -> None:
    assert [euros(c) for c in (0, 5, 100, 12345, -5)] == ["0.00", "0.05", "1.00", "123.45", "-0.05"]
    assert euros_finnish(1234567) == "12345,67"


@settings(deadline=None)
@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_text_keeps_every_cent(cents: int) -> None:
    assert cents_of(euros(cents)) == cents


def test_halves_go_up() -> None:
    assert [round_half_up(Fraction(n, 2)) for n in range(5)] == [0, 1, 1, 2, 2]
