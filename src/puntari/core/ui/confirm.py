"""Asking before something that cannot be taken back.

The ``confirm_form`` component asks in a dialog and sends ``confirmed`` along.  Without scripts the form
arrives without it, and the view answers with the same question as a page of its own.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

CONFIRMED = "confirmed"


def confirmed(request: HttpRequest) -> bool:
    """Tell whether the person has already said yes."""
    return request.method == "POST" and request.POST.get(CONFIRMED) == "yes"


def ask_first(
    request: HttpRequest, *, question: str, label: str, back: str, text: str = "", kind: str = "danger"
) -> HttpResponse:
    """Render the question; what was posted is carried along to the answer.

    ``label`` is the verb on the button, ``back`` the address of the way out.
    """
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in {"csrfmiddlewaretoken", CONFIRMED}
    ]
    context = {"question": question, "label": label, "back": back, "text": text, "kind": kind, "kept": kept}
    return render(request, "ui/confirm_page.html", context)
