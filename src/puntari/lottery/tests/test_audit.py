"""The notary opens every sealed panel: what is honest holds, and each thing that was changed shows."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from puntari.core.errors import NotAllowed
from puntari.core.models import LogEntry
from puntari.core.roles import Role
from puntari.lottery import actions, closedpool
from puntari.lottery.models import Member, PublicDraw, Ticket
from puntari.lottery.tests.test_public_draw import (  # noqa: F401 - the fixtures are used by name
    closed,
    committed,
    listed,
    publicly_drawn,
    second,
    sourced,
)

PAGE = reverse("desk-public-draw-audit", args=["testi"])
FILE = reverse("desk-public-draw-sealed-file", args=["testi"])
EVERYTHING = {"pool", "panel_list", "order", "size", "chances", "quotas", "recomputed"}


def broken(public_draw):
    audited = actions.audit_public_draw(public_draw.pk)
    return {code for code, holds in audited.audit["claims"].items() if not holds}


def reseal(public_draw, change):
    """Change the sealed panels, and let the hash that was published follow, as somebody inside could."""
    stored = PublicDraw.objects.get(pk=public_draw.pk)
    inside = json.loads(stored.sealed)
    change(inside["panels"])
    stored.sealed = json.dumps(inside)
    stored.panel_list = closedpool.sealed_of(stored).digest
    stored.save()


def test_an_honest_list_holds_in_every_way(listed, publicly_drawn):  # noqa: F811
    audited = actions.audit_public_draw(publicly_drawn.pk)
    assert set(audited.audit["claims"]) == EVERYTHING | {"record", "reserves"}
    assert all(audited.audit["claims"].values())


def test_panels_exchanged_behind_the_published_hash_show(listed):  # noqa: F811
    stored = PublicDraw.objects.get(pk=listed.pk)
    inside = json.loads(stored.sealed)
    inside["panels"].reverse()
    stored.sealed = json.dumps(inside)
    stored.save()
    assert broken(listed) >= {"panel_list", "order"}


def test_an_order_that_somebody_chose_shows(listed):  # noqa: F811
    reseal(listed, lambda panels: panels.reverse())
    assert broken(listed) == {"order", "recomputed"}


def test_a_panel_put_in_for_another_shows(listed):  # noqa: F811
    def stuff(panels):
        panels[:] = [panels[0]] * len(panels)

    reseal(listed, stuff)
    assert broken(listed) == {"chances", "recomputed"}


def test_a_panel_that_breaks_a_quota_shows(listed):  # noqa: F811
    women = [one.code for one in closedpool.tickets_of(listed) if one.record["gender"] == "woman"]

    def only_women(panels):
        panels[0] = sorted(women)[:12]

    reseal(listed, only_women)
    assert "quotas" in broken(listed)


def test_features_changed_after_closing_show(listed):  # noqa: F811
    ticket = Ticket.objects.first()
    changed = {**ticket.record, "gender": "man" if ticket.record["gender"] == "woman" else "woman"}
    Ticket.objects.filter(pk=ticket.pk).update(record=changed)
    assert "pool" in broken(listed)


def test_a_reserve_put_in_by_hand_shows(publicly_drawn, coordinator):  # noqa: F811
    leaver = Member.objects.filter(kind="panelist").first()
    for one in Member.objects.filter(kind="reserve"):
        actions.change_status(member=one, status="confirmed", actor=coordinator)
    actions.change_status(member=leaver, status="declined", comment="Muutti pois.", actor=coordinator)
    actions.replace_member(member=leaver, actor=coordinator)
    assert broken(publicly_drawn) == set()
    first, last = (
        Member.objects.filter(call_order__gt=0).order_by(by).first() for by in ("call_order", "-call_order")
    )
    Member.objects.filter(pk=last.pk).update(call_order=0)
    Member.objects.filter(pk=first.pk).update(call_order=last.call_order)
    assert broken(publicly_drawn) == {"reserves"}


def test_what_cannot_be_checked_any_more_is_not_claimed(publicly_drawn, volunteers):  # noqa: F811
    actions.volunteer_left(volunteers[0].pk)
    found = actions.audit_public_draw(publicly_drawn.pk).audit
    assert found["forgotten"] == 1
    assert set(found["claims"]) == (EVERYTHING | {"record"}) - {"quotas", "recomputed"}
    assert (
        "1 ilmoittautuneen tiedot on poistettu"
        in Client().get(reverse("panel-public-draw", args=["testi"])).content.decode()
    )


def test_another_version_of_the_solver_claims_nothing_of_its_panels(listed):  # noqa: F811
    PublicDraw.objects.filter(pk=listed.pk).update(certificate={**listed.certificate, "version": "0"})
    assert "recomputed" not in actions.audit_public_draw(listed.pk).audit["claims"]


def test_there_is_nothing_to_audit_before_the_list(closed, second):  # noqa: F811
    for act in (
        lambda: actions.start_audit(public_draw=closed, actor=second),
        lambda: actions.open_sealed(public_draw=closed, actor=second),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.code == "lottery.list_missing"


def test_the_notary_audits_by_a_page_and_everybody_sees_the_answer(
    listed,  # noqa: F811
    second,  # noqa: F811
    signed_in,
    django_capture_on_commit_callbacks,
):
    notary = signed_in(second)
    assert "Avaa ja tarkasta kaikki paneelit" in notary.get(PAGE).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert notary.post(PAGE).status_code == 302
    assert "Kaikki täsmää" in notary.get(PAGE).content.decode()
    assert "Kaikki täsmää" in Client().get(reverse("panel-public-draw", args=["testi"])).content.decode()
    entry = LogEntry.objects.get(kind="lottery.sealed_audited")
    assert entry.actor_id == second.pk
    assert entry.data["claims"]["recomputed"] is True


def test_the_sealed_panels_are_the_notarys_and_opening_them_is_logged(listed, second, signed_in):  # noqa: F811
    opened = signed_in(second).get(FILE).json()
    assert len(opened["panels"]) == len(opened["salts"]) == 100
    assert opened["panel_list"] == listed.panel_list
    assert LogEntry.objects.get(kind="lottery.sealed_opened").actor_id == second.pk


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.PHONE_DESK, Role.EVALUATOR])
def test_nobody_else_opens_the_panels(listed, person, signed_in, role):  # noqa: F811
    client = signed_in(person(role, name="somebody"))
    assert {client.get(PAGE).status_code, client.post(PAGE).status_code, client.get(FILE).status_code} == {
        404
    }
