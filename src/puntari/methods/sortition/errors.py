"""Errors of the sortition methods: a code for machines, parameters for the sentence.

    SortitionError
    ├── InputError        a file, a row or an argument cannot be used as it stands
    │   ├── TableError    the bytes are no readable table
    │   ├── PeopleError   the people file
    │   ├── TargetsError  the targets file, or quotas that contradict themselves
    │   └── SettingsError the settings file
    ├── InfeasibleError   no panel keeps every quota
    ├── SolverError       the optimiser broke down; nothing was decided
    ├── CancelledError    the caller asked to stop
    └── ProtocolError     a public draw whose records do not hold

Whoever shows an error words it: ``error.code`` is stable, ``error.params`` is plain data.
"""


class SortitionError(Exception):
    """Base class. ``code`` is a stable identifier, ``params`` plain values for the wording."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({details})"


class InputError(SortitionError):
    """A file, a row or an argument cannot be used as it stands."""


class TableError(InputError):
    """The bytes are no readable table."""


class PeopleError(InputError):
    """The people file has a fault; ``params`` carry line and column where known."""


class TargetsError(InputError):
    """The targets file has a fault, or its quotas contradict themselves."""


class SettingsError(InputError):
    """The settings file has a fault."""


class InfeasibleError(SortitionError):
    """No panel keeps every quota; ``check_feasible`` says why."""


class SolverError(SortitionError):
    """The optimiser broke down. No result was produced."""


class CancelledError(SortitionError):
    """The caller asked to stop."""


class ProtocolError(SortitionError):
    """A record of a public draw does not hold."""
