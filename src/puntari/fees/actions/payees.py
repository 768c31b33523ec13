"""A panelist's own bank and tax facts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from puntari.core import clock, log
from puntari.core.crypto import lookup_hash
from puntari.core.errors import BadInput, DomainError, NotAllowed
from puntari.fees import queries
from puntari.fees.models import Payee
from puntari.fees.requests import ask_for_facts
from puntari.methods.payments import PaymentError, TaxCard, iban, identity

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.lottery.models import Member
    from puntari.panels.models import Panel

Fault = DomainError | PaymentError


@transaction.atomic
def set_payee(
    *,
    member: Member,
    account_holder: str = "",
    account: str = "",
    identity_code: str = "",
    card_percent: Decimal | None = None,
    card_limit_cents: int | None = None,
    card_additional_percent: Decimal | None = None,
    declines_fee: bool = False,
    actor: User | None = None,
) -> Payee:
    """Keep what paying a panelist takes, checked and encrypted; who declines the fee gives nothing.

    `account` is an IBAN of the SEPA area, `identity_code` a Finnish one (henkilötunnus). Raises the first
    of `payee_faults`.
    """
    if member.kind != "panelist":
        raise NotAllowed("fees.not_a_panelist")
    card = (card_percent, card_limit_cents, card_additional_percent)
    if not declines_fee:
        for fault in payee_faults(account_holder, account, identity_code, *card).values():
            raise fault
    percent, limit, additional = (None, None, None) if declines_fee else card
    payee, _ = Payee.objects.update_or_create(
        member=member,
        defaults={
            **(_nothing() if declines_fee else _kept(account_holder, account, identity_code)),
            "card_percent": percent,
            "card_limit_cents": limit,
            "card_additional_percent": additional,
            "declines_fee": declines_fee,
            "given": clock.now(),
        },
    )
    log.record(
        "fees.payee_set",
        actor=actor,
        panel_slug=member.panel.slug,
        subject=f"member/{member.pk}",
        data={"declines": declines_fee},
    )
    return payee


def payee_faults(
    account_holder: str = "",
    account: str = "",
    identity_code: str = "",
    card_percent: Decimal | None = None,
    card_limit_cents: int | None = None,
    card_additional_percent: Decimal | None = None,
) -> dict[str, Fault]:
    """Everything that is missing or wrong in a payee's facts, by the name of the fact; else empty.

    The faults are `BadInput` for what is missing, AccountError, IdentityCodeError and FeeError of
    `methods.payments` for what is wrong.
    """
    checks: dict[str, Callable[[], object]] = {
        "account_holder": lambda: _given(account_holder, "fees.account_holder_missing"),
        "account": lambda: iban.normalise(_given(account, "fees.account_missing")),
        "identity_code": lambda: _checked_code(_given(identity_code, "fees.identity_code_missing")),
        "card_percent": lambda: _check_card(card_percent, card_limit_cents, card_additional_percent),
    }
    found = ((name, _fault(check)) for name, check in checks.items())
    return {name: fault for name, fault in found if fault is not None}


def _fault(check: Callable[[], object]) -> Fault | None:
    try:
        check()
    except (DomainError, PaymentError) as fault:
        return fault
    return None


def _given(text: str, code: str) -> str:
    if not text.strip():
        raise BadInput(code)
    return text


def _checked_code(code: str) -> str:
    return identity.check(code, today=clock.today(), allow_test=settings.MODE != "production")


def _check_card(percent: Decimal | None, limit: int | None, additional: Decimal | None) -> None:
    if percent is not None:
        TaxCard(percent, limit, additional)
    elif limit is not None or additional is not None:
        raise BadInput("fees.card_percent_missing")


def _nothing() -> dict[str, str]:
    return {"account_holder": "", "iban": "", "iban_hint": "", "identity_code": "", "identity_hash": ""}


def _kept(account_holder: str, account: str, identity_code: str) -> dict[str, str]:
    number, code = iban.normalise(account), _checked_code(identity_code)
    return {
        "account_holder": account_holder.strip(),
        "iban": number,
        "iban_hint": iban.mask(number),
        "identity_code": code,
        "identity_hash": lookup_hash(code, "identity"),
    }


@transaction.atomic
def ask_for_missing(*, panel: Panel, actor: User) -> int:
    """Ask everybody who is owed a fee and has not said where to pay it, once a day; how many now."""
    asked = sum(ask_for_facts(member) for member in queries.without_payee(panel).select_related("panel"))
    log.record("fees.facts_asked", actor=actor, panel_slug=panel.slug, data={"asked": asked})
    return asked
