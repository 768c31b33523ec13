"""Settings for tests and type checks: test mode, a throw-away data folder, fast password hashes."""

import os
import tempfile

os.environ.setdefault("PUNTARI_MODE", "test")
os.environ.setdefault("PUNTARI_DATA_DIR", tempfile.mkdtemp(prefix="puntari-test-"))
if "PUNTARI_TEST_POSTGRES_URL" in os.environ:
    os.environ["PUNTARI_DATABASE_URL"] = os.environ["PUNTARI_TEST_POSTGRES_URL"]

from puntari.site.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
