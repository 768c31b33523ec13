"""Errors of this package.

ValueError
└── SeatingError(code, **params)   the caller words `code` and `params` in the user's language
Exception
└── Cancelled                      the caller's `cancel` asked to stop
"""

from __future__ import annotations


class SeatingError(ValueError):
    """An input that cannot be seated; `code` is a stable identifier, `params` the facts of the case."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class Cancelled(Exception):
    """Work was stopped from outside; there is no result."""
