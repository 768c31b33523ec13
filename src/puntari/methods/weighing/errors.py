"""The one error of this package.

ValueError
└── WeighingError(code, **params)   the caller words `code` and `params` in the user's language
"""

from __future__ import annotations


class WeighingError(ValueError):
    """An input that cannot be weighed.

    `code` is a stable identifier (for example ``unknown_option``); `params` holds the facts of the case.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
