"""Encryption at rest for what identifies a person, and keyed hashes to look it up."""

import hashlib
import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=1)
def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])


def encrypt(text: str) -> str:
    """Encrypt with the newest key; the empty string stays empty."""
    return _box().encrypt(text.encode()).decode() if text else ""


def decrypt(token: str) -> str:
    """Decrypt with any of the keys."""
    return _box().decrypt(token.encode()).decode() if token else ""


def lookup_hash(text: str, purpose: str) -> str:
    """Keyed hash (HMAC-SHA-256, hex) to find an encrypted value; differs by purpose."""
    key = settings.FIELD_KEYS[-1]
    return hmac.new(key, f"{purpose}/{text}".encode(), hashlib.sha256).hexdigest()


class EncryptedField(models.TextField[str, str]):
    """A text that lies encrypted in the database. It cannot be searched; keep a `lookup_hash` beside it."""

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return None if value is None else decrypt(value)

    def get_prep_value(self, value: Any) -> Any:
        return value if value is None else encrypt(str(value))

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name in {"exact", "iexact", "contains", "icontains", "in"}:
            raise TypeError("an encrypted field cannot be searched: use its look-up hash")
        return super().get_lookup(lookup_name)
