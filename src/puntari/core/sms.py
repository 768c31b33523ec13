"""Text messages through an operator, in one of two ways, whichever PUNTARI_SMS_GATEWAY names:

`{number}@sms.example.fi`         an address that turns e-mail into text messages
`https://operator.example/send`   an interface that takes each message as a POST of JSON

Messages lie in the outbox of mail, and are sent, retried and resumed with it. Each POST carries the same
Idempotency-Key however often it is tried, so that an operator who knows the header sends a message once.
"""

import hashlib
import json
from http.client import HTTPException
from typing import Any
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

SCHEME = "sms:"
SECONDS = 20


class _NoRedirects(HTTPRedirectHandler):
    """A message goes where the setting says or nowhere."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


_opener = build_opener(_NoRedirects)


def available() -> bool:
    """Whether this site can send text messages."""
    return _by_http() or "{number}" in settings.SMS_GATEWAY


def address_of(number: str) -> str:
    """Where in the outbox a message to a number (+358...) is addressed."""
    return SCHEME + number if _by_http() else settings.SMS_GATEWAY.replace("{number}", number.lstrip("+"))


def is_for(address: str) -> bool:
    """Whether an address of the outbox is one that `send` takes."""
    return address.startswith(SCHEME)


def send(*, key: str, address: str, text: str) -> None:
    """Hand the message to the operator; OSError when it was not taken."""
    if not _by_http():
        raise OSError("PUNTARI_SMS_GATEWAY is no longer an address of an HTTP interface")
    said = {
        "{number}": address.removeprefix(SCHEME),
        "{text}": text.strip(),
        "{id}": hashlib.sha256(key.encode()).hexdigest()[:32],
    }
    headers = {"Content-Type": "application/json", "Idempotency-Key": said["{id}"]}
    if settings.SMS_AUTHORIZATION:
        headers["Authorization"] = settings.SMS_AUTHORIZATION
    body = json.dumps(_filled(json.loads(settings.SMS_BODY), said), ensure_ascii=False).encode()
    request = Request(settings.SMS_GATEWAY, data=body, headers=headers, method="POST")  # noqa: S310
    try:
        _opener.open(request, timeout=SECONDS).close()
    except HTTPException as trouble:
        raise OSError(f"the SMS gateway broke off: {trouble!r}") from trouble


def _by_http() -> bool:
    return settings.SMS_GATEWAY.startswith(("https://", "http://"))


def _filled(pattern: Any, said: dict[str, str]) -> Any:
    """The pattern with its placeholders filled, wherever in it they stand."""
    if isinstance(pattern, dict):
        return {name: _filled(value, said) for name, value in pattern.items()}
    if isinstance(pattern, list):
        return [_filled(value, said) for value in pattern]
    if isinstance(pattern, str):
        for name in ("{number}", "{id}", "{text}"):
            pattern = pattern.replace(name, said[name])
    return pattern
