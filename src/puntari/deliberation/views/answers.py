"""How a page answers after an action."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from puntari.core import words
from puntari.core.errors import DomainError


def carry_out(request: HttpRequest, do: Callable[[], object], said: str, *where: Any) -> HttpResponse:
    """Do it, say so or say why not, and go on to `where`."""
    try:
        do()
    except DomainError as refusal:
        messages.error(request, words.say(refusal))
    else:
        messages.success(request, said)
    return redirect(*where)
