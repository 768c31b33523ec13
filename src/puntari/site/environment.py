"""Reads the environment and refuses nonsense with a message that says what to set."""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

MODES = ("production", "demo", "test")
SMS_BODY = '{"to": "{number}", "text": "{text}", "id": "{id}"}'
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


class Environment:
    """Typed access to PUNTARI_* variables; every refusal names the variable and the cure."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.mode = values.get("PUNTARI_MODE", "production")
        if self.mode not in MODES:
            raise ImproperlyConfigured(f"PUNTARI_MODE is {self.mode!r}: set it to one of {', '.join(MODES)}.")
        self.data_dir = Path(values.get("PUNTARI_DATA_DIR", "var")).resolve()

    @property
    def safe(self) -> bool:
        return self.mode == "production"

    def text(self, name: str, default: str) -> str:
        return self.values.get(name, default)

    def flag(self, name: str, *, default: bool = False) -> bool:
        raw = self.values.get(name)
        if raw is None:
            return default
        if raw.lower() not in TRUE | FALSE:
            raise ImproperlyConfigured(f"{name} is {raw!r}: set it to 1 or 0.")
        return raw.lower() in TRUE

    def number(self, name: str, default: int) -> int:
        raw = self.values.get(name, str(default))
        if not raw.isdigit():
            raise ImproperlyConfigured(f"{name} is {raw!r}: set it to a whole number.")
        return int(raw)

    def required(self, name: str, cure: str) -> str:
        value = self.values.get(name, "").strip()
        if not value:
            raise ImproperlyConfigured(f"{name} is missing. {cure}")
        return value

    def secret_key(self) -> str:
        if not self.safe:
            return self.values.get("PUNTARI_SECRET_KEY") or self._kept_secret("secret-key")
        key = self.required(
            "PUNTARI_SECRET_KEY",
            'Set it to at least 50 random characters, e.g. python3 -c "import secrets; '
            'print(secrets.token_urlsafe(50))", and keep it.',
        )
        if len(key) < 50:
            raise ImproperlyConfigured("PUNTARI_SECRET_KEY is short: use at least 50 random characters.")
        return key

    def field_keys(self) -> list[bytes]:
        raw = self.values.get("PUNTARI_FIELD_KEYS", "")
        if self.safe and not raw:
            self.required(
                "PUNTARI_FIELD_KEYS",
                "It encrypts personal codes. Set it to one or more random strings of 32 characters "
                "or more, separated by commas, the newest first, and keep a copy apart from the data.",
            )
        texts = [part.strip() for part in raw.split(",") if part.strip()] or [self._kept_secret("field-key")]
        return [base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()) for text in texts]

    def allowed_hosts(self) -> list[str]:
        if not self.safe:
            return ["localhost", "127.0.0.1", "[::1]", "testserver", *self._list("PUNTARI_ALLOWED_HOSTS")]
        self.required("PUNTARI_ALLOWED_HOSTS", "Set it to the site's names, e.g. panels.example.fi.")
        return self._list("PUNTARI_ALLOWED_HOSTS")

    def https(self) -> bool:
        if not self.safe:
            return False
        self.required(
            "PUNTARI_HTTPS", "Set PUNTARI_HTTPS=1 and serve over TLS (0 only for a closed test network)."
        )
        return self.flag("PUNTARI_HTTPS")

    def public_url(self) -> str:
        if not self.safe:
            return self.values.get("PUNTARI_PUBLIC_URL", "http://localhost:8000").rstrip("/")
        return self.required(
            "PUNTARI_PUBLIC_URL", "Set it to the address printed in letters, e.g. https://panels.example.fi."
        ).rstrip("/")

    def trusted_origins(self) -> list[str]:
        return [self.public_url(), *self._list("PUNTARI_TRUSTED_ORIGINS")]

    def email_backend(self) -> str:
        smtp = "PUNTARI_SMTP_HOST" in self.values
        kind = "smtp" if smtp or self.safe else "filebased"
        return f"django.core.mail.backends.{kind}.EmailBackend"

    def sms_gateway(self) -> str:
        """An operator's HTTPS interface or an e-mail address with {number} in it; nothing for no messages."""
        raw = self.values.get("PUNTARI_SMS_GATEWAY", "").strip()
        secure = raw.startswith("https://") or (raw.startswith("http://") and not self.safe)
        if raw and not secure and not ("{number}" in raw and "@" in raw):
            raise ImproperlyConfigured(
                f"PUNTARI_SMS_GATEWAY is {raw!r}: set it to an address of the operator's that begins with "
                "https://, or to an e-mail address such as {number}@sms.example.fi."
            )
        return raw

    def sms_body(self) -> str:
        """What is posted to an HTTPS interface: JSON with {number} and {text} in it."""
        raw = self.values.get("PUNTARI_SMS_BODY", "") or SMS_BODY
        try:
            json.loads(raw)
        except ValueError as error:
            said = f"PUNTARI_SMS_BODY is not JSON ({error}): see docs/deploy.md."
            raise ImproperlyConfigured(said) from error
        if not ("{number}" in raw and "{text}" in raw):
            raise ImproperlyConfigured("PUNTARI_SMS_BODY needs {number} and {text}: see docs/deploy.md.")
        return raw

    def database(self) -> dict[str, Any]:
        url = self.values.get("PUNTARI_DATABASE_URL", "")
        return _postgres(url) if url else _sqlite(self.data_dir / "puntari.sqlite3")

    def _list(self, name: str) -> list[str]:
        return [part.strip() for part in self.values.get(name, "").split(",") if part.strip()]

    def _kept_secret(self, name: str) -> str:
        """A random secret of this installation, made once and kept beside the demo or test data."""
        path = self.data_dir / f"{name}.txt"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(secrets.token_urlsafe(50))
            path.chmod(0o600)
        return path.read_text()


def _sqlite(path: Path) -> dict[str, Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;",
        },
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "PUNTARI_DATABASE_URL must look like postgresql://user:password@host:5432/name."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # Under ASGI every request has a thread of its own, so a connection kept by its thread is never used
        # again: the server runs out of them. The pool lends one for a request and takes it back.
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 20}},
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 0,
    }
