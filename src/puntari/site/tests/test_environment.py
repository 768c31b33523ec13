"""A production start without its settings refuses and says what to set."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from puntari.site.environment import Environment

SAFE = {
    "PUNTARI_SECRET_KEY": "x" * 60,
    "PUNTARI_FIELD_KEYS": "y" * 40,
    "PUNTARI_ALLOWED_HOSTS": "panels.example",
    "PUNTARI_HTTPS": "1",
    "PUNTARI_PUBLIC_URL": "https://panels.example/",
}


def read_all(env: Environment) -> tuple[object, ...]:
    return (
        env.secret_key(),
        env.field_keys(),
        env.allowed_hosts(),
        env.https(),
        env.public_url(),
        env.database(),
    )


def test_a_whole_set_starts():
    assert read_all(Environment(SAFE))[2:5] == (["panels.example"], True, "https://panels.example")


@pytest.mark.parametrize("missing", sorted(SAFE))
def test_each_missing_setting_is_named(missing):
    values = {name: value for name, value in SAFE.items() if name != missing}
    with pytest.raises(ImproperlyConfigured, match=missing):
        read_all(Environment(values))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUNTARI_SECRET_KEY", "short"),
        ("PUNTARI_HTTPS", "maybe"),
        ("PUNTARI_MODE", "prod"),
        ("PUNTARI_DATABASE_URL", "mysql://x/y"),
    ],
)
def test_nonsense_is_refused(name, value):
    with pytest.raises(ImproperlyConfigured, match=name):
        read_all(Environment({**SAFE, name: value}))


def test_the_demo_makes_its_own_secrets_and_keeps_them(tmp_path):
    values = {"PUNTARI_MODE": "demo", "PUNTARI_DATA_DIR": str(tmp_path)}
    assert Environment(values).secret_key() == Environment(values).secret_key()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUNTARI_SMS_GATEWAY", "sms.example.fi"),
        ("PUNTARI_SMS_GATEWAY", "http://sms.example.fi/send"),
        ("PUNTARI_SMS_BODY", "{number} {text}"),
        ("PUNTARI_SMS_BODY", '{"to": "{number}"}'),
    ],
)
def test_an_unfit_gateway_for_text_messages_is_refused(name, value):
    env = Environment({**SAFE, name: value})
    with pytest.raises(ImproperlyConfigured, match=name):
        (env.sms_gateway(), env.sms_body())


def test_both_ways_of_sending_text_messages_are_taken():
    for way in ("https://sms.example.fi/send", "{number}@sms.example.fi", ""):
        assert Environment({**SAFE, "PUNTARI_SMS_GATEWAY": way}).sms_gateway() == way
