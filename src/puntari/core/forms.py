"""What every room's forms share: native date and time inputs, and an action's error shown at its form."""

from collections.abc import Callable
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext_lazy as _

from puntari.core import words
from puntari.core.errors import DomainError

# What to do about an empty field, said by what the reader sees: a line, a choice, a box, a file or a day.
MISSING: dict[type[forms.Field], Any] = {
    forms.Field: _("Kohta on tyhjä. Täytä se."),
    forms.ChoiceField: _("Valitse yksi vaihtoehto."),
    forms.ModelChoiceField: _("Valitse yksi vaihtoehto."),
    forms.MultipleChoiceField: _("Valitse ainakin yksi vaihtoehto."),
    forms.ModelMultipleChoiceField: _("Valitse ainakin yksi vaihtoehto."),
    forms.BooleanField: _("Merkitse tämä ruutu, jos se pitää paikkansa."),
    forms.FileField: _("Valitse tiedosto."),
    forms.IntegerField: _("Kohta on tyhjä. Kirjoita luku."),
    forms.DateField: _("Kohta on tyhjä. Valitse päivä."),
    forms.TimeField: _("Kohta on tyhjä. Kirjoita kellonaika."),
    forms.DateTimeField: _("Kohta on tyhjä. Kirjoita päivä ja kellonaika."),
    forms.EmailField: _("Kohta on tyhjä. Kirjoita sähköpostiosoite."),
}


def word_missing_fields() -> None:
    """Let every form of the house, also those of its libraries, say what to do about a missing answer."""
    for kind, message in MISSING.items():
        kind.default_error_messages = {**vars(kind).get("default_error_messages", {}), "required": message}


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
