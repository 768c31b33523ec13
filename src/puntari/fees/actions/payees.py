"""A panelist's own bank and tax facts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from puntari.core import clock, log
from puntari.core.crypto import lookup_hash
from puntari.core.errors import BadInput, NotAllowed
from puntari.fees import queries
from puntari.fees.models import Payee
from puntari.fees.requests import ask_for_facts
from puntari.methods.payments import TaxCard, iban, identity

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.lottery.models import Member
    from puntari.panels.models import Panel


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

    `account` is an IBAN of the SEPA area, `identity_code` a Finnish one (henkilötunnus). Errors of the
    checks carry their own codes (AccountError, IdentityCodeError, FeeError).
    """
    if member.kind != "panelist":
        raise NotAllowed("fees.not_a_panelist")
    facts = _nothing() if declines_fee else _checked(account_holder, account, identity_code)
    if not declines_fee and card_percent is not None:
        TaxCard(card_percent, card_limit_cents, card_additional_percent)
    payee, _ = Payee.objects.update_or_create(
        member=member,
        defaults={
            **facts,
            "card_percent": None if declines_fee else card_percent,
            "card_limit_cents": None if declines_fee else card_limit_cents,
            "card_additional_percent": None if declines_fee else card_additional_percent,
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


@transaction.atomic
def ask_for_missing(*, panel: Panel, actor: User) -> int:
    """Ask everybody who is owed a fee and has not said where to pay it; how many have an e-mail address."""
    missing = {one.member_id: one.member for one in queries.without_payee(panel)}
    asked = sum(ask_for_facts(member) for member in missing.values())
    log.record("fees.facts_asked", actor=actor, panel_slug=panel.slug, data={"asked": asked})
    return asked


def _nothing() -> dict[str, str]:
    return {"account_holder": "", "iban": "", "iban_hint": "", "identity_code": "", "identity_hash": ""}


def _checked(account_holder: str, account: str, identity_code: str) -> dict[str, str]:
    if not account_holder.strip():
        raise BadInput("fees.account_holder_missing")
    number = iban.normalise(account)
    code = identity.check(identity_code, today=clock.today(), allow_test=settings.MODE != "production")
    return {
        "account_holder": account_holder.strip(),
        "iban": number,
        "iban_hint": iban.mask(number),
        "identity_code": code,
        "identity_hash": lookup_hash(code, "identity"),
    }
