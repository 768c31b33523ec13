"""Pages of the public draw: the whole way by forms, nothing shown too early, everybody's own receipt."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from puntari.core import clock
from puntari.core.roles import Role
from puntari.lottery import actions, closedpool, queries
from puntari.lottery.models import PublicDraw
from puntari.lottery.tests.test_public_draw import (  # noqa: F401 - the fixtures are used by name
    CLOSED,
    COMMITTED,
    DEADLINE,
    DRAND,
    LOTTO,
    VALUES,
    closed,
    committed,
    listed,
    publicly_drawn,
    second,
    sourced,
)

FORMAT = "%Y-%m-%dT%H:%M"


def at(name, *args):
    return reverse(name, args=["testi", *args])


def post(client, name, data, moment):
    with clock.at(moment):
        return client.post(at(name), data)


def test_the_whole_way_by_forms(ready, coordinator, second, signed_in, django_capture_on_commit_callbacks):  # noqa: F811
    one, two = signed_in(coordinator), signed_in(second)
    with django_capture_on_commit_callbacks(execute=True):
        data = {
            "reserves": 3,
            "panels": 100,
            "objection_days": 3,
            "one_per_household": "on",
            "understood": "on",
        }
        assert post(one, "desk-public-draw-close", data, CLOSED).status_code == 302
    assert queries.get_public_draw(ready).state == "listed"
    data = {
        "id_1": "lotto",
        "description_1": "Seitsemän numeroa",
        "at_1": LOTTO.strftime(FORMAT),
        "fallback_1": "lotto-next",
        "deadline": DEADLINE.strftime(FORMAT),
        "understood": "on",
    }
    refused = post(one, "desk-public-draw-commit", data, CLOSED + timedelta(days=1))
    assert "Huomautusaika päättyy" in refused.content.decode()
    assert 'value="lotto"' in refused.content.decode()
    assert post(one, "desk-public-draw-commit", data, COMMITTED).status_code == 302
    for client in (one, two):
        assert post(client, "desk-public-draw-values", {"value_0": "1 2 3"}, DRAND).status_code == 302
    assert "desk" in post(one, "desk-public-draw-draw", {"confirmed": "yes"}, DRAND).url
    page = Client().get(at("panel-public-draw")).content.decode()
    record = closedpool.record_of(queries.get_public_draw(ready))
    assert record["opened"]["tickets"][0] in page
    assert f"python3 verify.py record.json {record['commitment_hash']}" in page


def test_readers_who_differ_see_it_and_the_first_reading_is_hidden(
    committed,  # noqa: F811
    coordinator,
    second,  # noqa: F811
    signed_in,
):
    post(signed_in(coordinator), "desk-public-draw-values", {"value_0": "1 2 3"}, DRAND)
    with clock.at(DRAND):
        before = signed_in(second).get(at("desk-public-draw-values")).content.decode()
    assert "1 2 3" not in before
    post(signed_in(second), "desk-public-draw-values", {"value_0": "1 2 4"}, DRAND)
    with clock.at(DRAND):
        after = signed_in(second).get(at("desk-public-draw-values")).content.decode()
    assert "lukijat eri mieltä" in after
    assert "1 2 3" in after


def test_values_come_from_a_file_too(committed, coordinator, signed_in, tmp_path):  # noqa: F811
    path = tmp_path / "values.txt"
    path.write_text("\n".join(f"{name}={value}" for name, value in VALUES.items()), encoding="utf-8")
    with path.open("rb") as file, clock.at(DRAND):
        answer = signed_in(coordinator).post(at("desk-public-draw-values"), {"file": file})
    assert answer.status_code == 302
    assert committed.entries.count() == 2


NAMES = ["desk-public-draw", "desk-public-draw-values", "desk-public-draw-ceremony"]
WRITING = ["desk-public-draw-cancel"]


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.COORDINATOR, {*NAMES, *WRITING}),
        (Role.NOTARY, set(NAMES)),
        (Role.PHONE_DESK, set()),
        (None, set()),
    ],
)
def test_each_role_sees_its_own_pages(committed, person, signed_in, role, seen):  # noqa: F811
    client = signed_in(person(*([role] if role else []), name="somebody"))
    assert {name for name in [*NAMES, *WRITING] if client.get(at(name)).status_code == 200} == seen
    assert Client().get(at("desk-public-draw")).status_code == 302


def test_only_the_coordinator_draws(sourced, second, signed_in):  # noqa: F811
    assert signed_in(second).post(at("desk-public-draw-draw"), {"confirmed": "yes"}).status_code == 404
    sourced.refresh_from_db()
    assert sourced.state == "committed"


def test_the_ceremony_shows_nothing_before_the_draw(sourced, coordinator, signed_in):  # noqa: F811
    client = signed_in(coordinator)
    page = client.get(at("desk-public-draw-ceremony") + "?step=6").content.decode()
    assert "Arvo paneeli" in page
    assert "Siemen" not in page
    asked = client.post(at("desk-public-draw-draw"))
    assert "Arvotaanko paneeli nyt?" in asked.content.decode()
    assert not PublicDraw.objects.filter(state="drawn").exists()


def test_the_digits_come_one_by_one(publicly_drawn, coordinator, signed_in):  # noqa: F811
    record = closedpool.record_of(publicly_drawn)
    index = str(record["index"]).zfill(2)
    client = signed_in(coordinator)
    shown = [client.get(at("desk-public-draw-ceremony") + f"?step={n}").context.get("digits") for n in (3, 4)]
    assert shown == [[index[0], "·"], [index[0], index[1]]]
    last = client.get(at("desk-public-draw-ceremony") + "?step=99").content.decode()
    assert all(ticket in last for ticket in record["opened"]["tickets"])


def test_files_are_published_when_they_exist(committed, sourced, coordinator):  # noqa: F811
    client = Client()
    assert client.get(at("panel-public-draw-file", "record.json")).status_code == 404
    assert client.get(at("panel-public-draw-file", "private.json")).status_code == 404
    kept = client.get(at("panel-public-draw-file", "commitment.json")).content.decode()
    assert kept == sourced.commitment
    pool = client.get(at("panel-public-draw-file", "pool.json")).json()
    assert len(pool["leaves"]) == 60
    assert "salt" not in json.dumps(pool)
    actions.draw_public(public_draw=sourced, actor=coordinator)
    record = client.get(at("panel-public-draw-file", "record.json")).content.decode()
    assert record == PublicDraw.objects.get().record
    assert b"import hashlib" in client.get(at("panel-public-draw-file", "verify.py")).content


def test_no_ticket_of_the_others_is_published(publicly_drawn):  # noqa: F811
    opened = set(closedpool.record_of(publicly_drawn)["opened"]["tickets"])
    files = [
        Client().get(at("panel-public-draw-file", name)).content.decode()
        for name in ("pool.json", "record.json", "commitment.json")
    ]
    page = Client().get(at("panel-public-draw")).content.decode()
    others = {one.code for one in closedpool.tickets_of(publicly_drawn)} - opened
    assert not any(code in text for code in others for text in [*files, page])


def test_a_resident_sees_ticket_receipt_and_chance(committed, volunteers):  # noqa: F811
    token = volunteers[0].token
    ticket = queries.ticket_of(volunteers[0])
    page = Client().get(reverse("me", args=[token])).content.decode()
    assert ticket.code in page
    assert "Kuitti kunnossa" in page
    assert f"Lippusi on {ticket.numbers} paneelissa" in page
    receipt = Client().get(reverse("me-receipt", args=[token])).json()
    assert (receipt["leaf"], receipt["path"]) == (ticket.leaf, ticket.path)
    assert receipt["pool_root"] == committed.pool_root
    type(ticket).objects.filter(pk=ticket.pk).update(record={**ticket.record, "gender": "other"})
    assert "Kuitti ei täsmää" in Client().get(reverse("me", args=[token])).content.decode()
    assert Client().get(reverse("me-receipt", args=["nobody"])).status_code == 404


def test_the_documents_ten_lines_check_a_receipt(committed, volunteers, tmp_path):  # noqa: F811
    text = (Path(__file__).parents[4] / "docs" / "lottery.md").read_text(encoding="utf-8")
    (tmp_path / "receipt.py").write_text(
        re.findall(r"~~~python\n(.*?)~~~", text, re.DOTALL)[0], encoding="utf-8"
    )
    receipt = Client().get(reverse("me-receipt", args=[volunteers[0].token])).content.decode()
    pool = Client().get(at("panel-public-draw-file", "pool.json"))
    (tmp_path / "pool.json").write_bytes(pool.content)

    def said(content):
        (tmp_path / "receipt.json").write_text(content, encoding="utf-8")
        command = [sys.executable, "-I", "receipt.py", "receipt.json", "pool.json"]
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=True
        ).stdout.split()

    leaf, leads = said(receipt)
    assert leads == "True"
    assert leaf in pool.json()["leaves"]
    assert said(receipt.replace("Pornainen", "X").replace("Hyvinkää", "X"))[1] == "False"


def test_a_cancelled_draw_is_shown_to_everybody(committed, coordinator, signed_in):  # noqa: F811
    reason = "Lotto jäi arpomatta sinä lauantaina."
    post(signed_in(coordinator), "desk-public-draw-cancel", {"reason": reason}, DRAND)
    page = Client().get(at("panel-public-draw")).content.decode()
    assert reason in page
    assert committed.commitment_hash in page
    assert "vasta, kun lähteistä oli jo syntynyt tuloksia" in page
    assert "arvonta on peruttu" in Client().get(reverse("panel", args=["testi"])).content.decode()


def test_without_a_public_draw_nothing_is_said_of_one(drawn):
    assert Client().get(at("panel-public-draw")).status_code == 404
    assert "Julkinen arvonta" not in Client().get(reverse("panel", args=["testi"])).content.decode()


def test_the_simple_draw_gives_way_at_the_desk(closed, coordinator, signed_in):  # noqa: F811
    client = signed_in(coordinator)
    assert client.get(at("desk-draw-real")).url == at("desk-public-draw")
    assert "Avaa julkinen arvonta" in client.get(at("desk-draw")).content.decode()


def test_the_report_tells_where_the_seed_of_a_public_draw_came_from(publicly_drawn):  # noqa: F811
    page = Client().get(at("panel-draw")).content.decode()
    assert "nimettiin julkisesti ennen kuin niitä oli" in page
    assert "Järjestelmä arpoi siemenluvun" not in page
    assert at("panel-public-draw") in page


def test_pages_without_a_public_draw_lead_to_where_one_begins(ready, coordinator, second, signed_in):  # noqa: F811
    one, two = signed_in(coordinator), signed_in(second)
    for name in (*NAMES, *WRITING, "desk-public-draw-commit"):
        assert one.get(at(name), follow=True).redirect_chain[-1][0] == at("desk-public-draw-close")
    assert two.get(at("desk-public-draw")).url == at("desk-draw")


def test_the_queries_of_the_page_do_not_grow_with_people(committed, coordinator, signed_in):  # noqa: F811
    client = signed_in(coordinator)
    counts = []
    for people in (0, 30):
        make_volunteers_elsewhere(committed, people)
        with CaptureQueriesContext(connection) as caught:
            client.get(at("desk-public-draw"))
            Client().get(at("panel-public-draw"))
        counts.append(len(caught))
    assert counts[0] == counts[1]


def make_volunteers_elsewhere(public_draw, count):
    """Late ones, whom the page counts."""
    first = public_draw.tickets.first().volunteer
    kind = type(first)
    late = [
        kind(
            panel=public_draw.panel,
            number=1000 + n,
            token=f"late-{n}",
            birth_year=1980,
            features=first.features,
            registered=DEADLINE,
        )
        for n in range(count)
    ]
    kind.objects.bulk_create(late)


def test_a_draw_cancelled_in_time_is_not_blamed(committed, coordinator, signed_in):  # noqa: F811
    reason = "Joukosta puuttui yksi ilmoittautunut."
    post(signed_in(coordinator), "desk-public-draw-cancel", {"reason": reason}, COMMITTED)
    page = Client().get(at("panel-public-draw")).content.decode()
    assert reason in page
    assert "vasta, kun lähteistä" not in page
