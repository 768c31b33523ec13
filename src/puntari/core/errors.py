"""Errors of the domain carry a code and parameters; `words` says them in the user's language.

    DomainError
    +-- NotAllowed      the phase or the state forbids it
    +-- BadInput        what came in cannot be used; says where
    +-- Conflict        somebody else changed it meanwhile

A room registers its wordings in its `wiring.py`:

    words.register({"panels.slug_taken": _("Osoite %(slug)s on jo käytössä. Valitse toinen.")})
"""


class DomainError(Exception):
    """`code` is dotted, room first; `params` fill the wording."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        from puntari.core import words

        return words.say(self)


class NotAllowed(DomainError):
    """The phase or the state of the thing forbids it."""


class BadInput(DomainError):
    """What came in cannot be used; `params` say where."""


class Conflict(DomainError):
    """Somebody else changed the same thing meanwhile."""
