"""Arithmetic of the small finite fields that a seating plan is built on."""

from __future__ import annotations

from dataclasses import dataclass

Table = tuple[tuple[int, ...], ...]

# order -> (characteristic, coefficients of x^k in terms of lower powers, constant first)
_EXTENSIONS = {
    4: (2, (1, 1)),  # x^2 = x + 1
    8: (2, (1, 1, 0)),  # x^3 = x + 1
    9: (3, (2, 0)),  # x^2 = -1
}
_PRIMES = (2, 3, 5, 7, 11, 13)
ORDERS = frozenset({*_PRIMES, *_EXTENSIONS})


@dataclass(frozen=True)
class Field:
    """GF(order), its elements numbered 0..order-1; 0 and 1 are the neutral ones."""

    order: int
    sums: Table
    products: Table


def field_of(order: int) -> Field:
    """The field of that many elements. Raises KeyError for an order that is not in `ORDERS`."""
    prime, reduction = (order, (0,)) if order in _PRIMES else _EXTENSIONS[order]
    span = range(order)
    degree = len(reduction)
    digits = [_digits(element, prime, degree) for element in span]
    sums = tuple(tuple(_number(_add(digits[a], digits[b], prime), prime) for b in span) for a in span)
    products = tuple(
        tuple(_number(_multiply(digits[a], digits[b], prime, reduction), prime) for b in span) for a in span
    )
    return Field(order, sums, products)


def _digits(element: int, prime: int, degree: int) -> list[int]:
    return [element // prime**power % prime for power in range(degree)]


def _number(digits: list[int], prime: int) -> int:
    return sum(digit * prime**power for power, digit in enumerate(digits))


def _add(one: list[int], other: list[int], prime: int) -> list[int]:
    return [(a + b) % prime for a, b in zip(one, other, strict=True)]


def _multiply(one: list[int], other: list[int], prime: int, reduction: tuple[int, ...]) -> list[int]:
    degree = len(one)
    product = [0] * (2 * degree - 1)
    for low, a in enumerate(one):
        for high, b in enumerate(other):
            product[low + high] += a * b
    for power in range(len(product) - 1, degree - 1, -1):
        for lower, coefficient in enumerate(reduction):
            product[power - degree + lower] += product[power] * coefficient
    return [digit % prime for digit in product[:degree]]
