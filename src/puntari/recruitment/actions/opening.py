"""Opening a letter with its code. Wrong tries are counted by source, so that codes cannot be guessed."""

from __future__ import annotations

from datetime import timedelta

from puntari.core import clock, crypto
from puntari.core.errors import BadInput, NotAllowed
from puntari.recruitment import codes
from puntari.recruitment.models import Addressee, WrongCode

WRONG_TRIES = 15
PAUSE = timedelta(minutes=15)


def open_letter(*, typed: str, address: str) -> Addressee:
    """The addressee of a typed code; `address` is where the request came from.

    Raises NotAllowed `too_many_tries`, BadInput `code_length`, `code_letters`, `code_mistyped` or
    `code_unknown`. Not one transaction: a wrong try stays counted although the request fails.
    """
    source = crypto.lookup_hash(address, "code-try")
    since = clock.now() - PAUSE
    if WrongCode.objects.filter(source=source, at__gte=since).count() >= WRONG_TRIES:
        raise NotAllowed("recruitment.too_many_tries", minutes=int(PAUSE.total_seconds() // 60))
    try:
        return _found(codes.normalised(typed))
    except BadInput:
        WrongCode.objects.filter(at__lt=since).delete()
        WrongCode.objects.create(source=source, at=clock.now())
        raise


def _found(code: str) -> Addressee:
    rows = Addressee.objects.select_related("panel__organisation", "volunteer")
    addressee = rows.filter(code_hash=codes.code_hash(code)).first()
    if addressee is None:
        raise BadInput("recruitment.code_unknown")
    return addressee
