"""Settings, read from the environment once and checked here.

`PUNTARI_MODE` is `production` (the default, refuses unsafe starts), `demo` or `test`.
Every variable is described in docs/deploy.md.
"""

import os
from pathlib import Path

from puntari.site.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(os.environ)

MODE = env.mode
DEBUG = env.flag("PUNTARI_DEBUG", default=False)
DATA_DIR = env.data_dir
SECRET_KEY = env.secret_key()
# Encrypts codes, identity codes and account numbers at rest; several keys, newest first, allow rotation.
FIELD_KEYS = env.field_keys()
ALLOWED_HOSTS = env.allowed_hosts()
CSRF_TRUSTED_ORIGINS = env.trusted_origins()
PUBLIC_URL = env.public_url()
DEMO_MODE = MODE == "demo"

HTTPS = env.https()
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("PUNTARI_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "puntari.core",
    "puntari.panels",
    "puntari.recruitment",
    "puntari.lottery",
    "puntari.meetings",
    "puntari.deliberation",
    "puntari.followup",
    "puntari.fees",
    "puntari.newsroom",
    "puntari.evaluation",
    "puntari.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "puntari.core.middleware.LanguageInAddress",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "puntari.core.middleware.CurrentOrganisation",
    "puntari.core.middleware.ErrorsInWords",
]

ROOT_URLCONF = "puntari.site.urls"
ASGI_APPLICATION = "puntari.site.asgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Before the apps' own, so that the sign-in pages of allauth wear the house's clothes.
        "DIRS": [BASE_DIR / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "puntari.core.context.site",
                "puntari.panels.context.workspace",
                "puntari.site.menu.public_menu",
            ],
            "builtins": ["puntari.core.templatetags.ui", "puntari.core.templatetags.words"],
        },
    }
]

DATABASES = {"default": env.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "core.User"

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")]
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"
LOCALE_PATHS: list[str] = []

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"
if MODE != "production":
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = MODE != "production"
WHITENOISE_MAX_AGE = 3600 if MODE == "production" else 0
# In production `collectstatic` writes each file also packed, and readers get that one.
PACKED = "whitenoise.storage.CompressedStaticFilesStorage"
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": PACKED if MODE == "production" else PLAIN},
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_LOGOUT_REDIRECT_URL = "front"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "puntari.core.accounts.StaffAdapter"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Puntari: "
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Accounts are given by an administrator and opened from a message to the address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "add_webauthn": "puntari.site.account_forms.AddKeyForm",
    "edit_webauthn": "puntari.site.account_forms.EditKeyForm",
}

EMAIL_BACKEND = env.email_backend()
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
EMAIL_HOST = env.text("PUNTARI_SMTP_HOST", "localhost")
EMAIL_PORT = env.number("PUNTARI_SMTP_PORT", 25)
EMAIL_HOST_USER = env.text("PUNTARI_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.text("PUNTARI_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.flag("PUNTARI_SMTP_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("PUNTARI_MAIL_FROM", "puntari@example.invalid")
# See core/sms.py; empty: no text messages.
SMS_GATEWAY = env.sms_gateway()
SMS_AUTHORIZATION = env.text("PUNTARI_SMS_AUTHORIZATION", "")
SMS_BODY = env.sms_body()

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("PUNTARI_LOG_LEVEL", "WARNING")},
}
