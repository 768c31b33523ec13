"""What every room's forms share: native date and time inputs, and an action's error shown at its form."""

from collections.abc import Callable
from typing import Any, Protocol

from django import forms

from puntari.core import words
from puntari.core.errors import DomainError


class Fillable(Protocol):
    """A form, or several that are sent as one."""

    def is_valid(self) -> bool: ...

    def add_error(self, field: None, error: Any, /) -> None: ...


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own time field."""

    input_type = "time"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


def carried_out(form: Fillable, do: Callable[[], object]) -> bool:
    """Whether the form was right and the action done; a refusal stands at the form, nothing typed is lost.

    if request.method == "POST" and carried_out(form, lambda: actions.save_thing(**form.cleaned_data)):
        return redirect(...)
    """
    if not form.is_valid():
        return False
    try:
        do()
    except DomainError as refusal:
        form.add_error(None, words.say(refusal))
        return False
    return True
