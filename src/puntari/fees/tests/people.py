"""Members and attendance, made directly: the rooms that make them have tests of their own."""

from datetime import date
from decimal import Decimal

from django.apps import apps

from puntari.core import clock
from puntari.fees import actions
from puntari.methods.payments import iban, identity

PAY_DAY = date(2026, 11, 6)
ACCOUNT = iban.finnish_iban("1234560000078")
CODE = identity.compose(date(1990, 1, 5), 903)


def make_members(panel, volunteers):
    draw = apps.get_model("lottery", "Draw").objects.create(
        panel=panel, size=panel.size, created=clock.now(), is_test=False, state="done"
    )
    member = apps.get_model("lottery", "Member")
    return [
        member.objects.create(
            panel=panel, draw=draw, volunteer=one, number=number, kind="panelist", status="confirmed"
        )
        for number, one in enumerate(volunteers, start=1)
    ]


def attend(meeting, member, minutes):
    attendance = apps.get_model("meetings", "Attendance")
    attendance.objects.update_or_create(
        meeting=meeting, member=member, defaults={"minutes": minutes, "arrived": meeting.starts_at}
    )


def pay_facts(member, **changes):
    facts = {
        "account_holder": "Äijö Öhman",
        "account": ACCOUNT,
        "identity_code": CODE,
        "card_percent": Decimal("25.0"),
    }
    return actions.set_payee(member=member, **{**facts, **changes})
