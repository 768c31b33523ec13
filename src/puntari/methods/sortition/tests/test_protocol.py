"""The public draw: a resident can check it with one small script, and each known attack fails."""

import hashlib
import json
import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from puntari.methods.sortition import (
    ProtocolError,
    Source,
    append_entry,
    audit_panels,
    broken_entry,
    close_pool,
    commit,
    commitment_hash,
    derived_seed,
    draw_index,
    draw_record,
    draw_seed,
    merkle_root,
    new_ticket,
    published_counts,
    receipt_holds,
    record_bytes,
    seal_panels,
    solve,
    solver_seed,
    uniform_lottery,
    verify_record,
    verify_script,
)
from puntari.methods.sortition.tests.builders import random_case

M = 50
NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
LOTTO = Source("lotto", "Lotto of 5 September", NOON + timedelta(days=4), fallback="lotto-next")
BEACON = Source("drand", "round 5000000", NOON + timedelta(days=4, hours=1))
VALUES = {"lotto": "03 11 17 21 28 33 40 + 05", "drand": "9f" * 32}

POOL, QUOTAS = random_case(5, 60, 8, (2, 3))
CLOSED = close_pool({p.id: dict(p.values) for p in POOL.people}, random.Random(1).randbytes)
LOTTERY = uniform_lottery(solve(POOL, QUOTAS, 8, seed=solver_seed(CLOSED.root)), M, solver_seed(CLOSED.root))
SEALED = seal_panels(CLOSED.root, LOTTERY.panels, random.Random(2).randbytes)
TIMES = {"committed": NOON, "deadline": NOON + timedelta(days=8)}
COMMITMENT = commit(CLOSED, SEALED, QUOTAS, 8, [LOTTO, BEACON], **TIMES)
RECORD = draw_record(COMMITMENT, CLOSED, SEALED, VALUES)
PUBLISHED = commitment_hash(COMMITMENT)


def holds(record: dict, published: str | None = PUBLISHED) -> bool:
    return all(ok for _, ok in verify_record(record_bytes(record), published))


def forged(**changes: object) -> dict:
    """The record with changes, its own hash mended as a forger would."""
    body = {name: value for name, value in (RECORD | changes).items() if name != "record_hash"}
    return {**body, "record_hash": hashlib.sha256(record_bytes(body)[:-1]).hexdigest()}


def believed(data: bytes) -> bool:
    try:
        return all(ok for _, ok in verify_record(data, PUBLISHED))
    except ProtocolError:
        return False


def run_script(folder: Path, data: bytes, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "verify.py").write_text(verify_script(), encoding="utf-8")
    (folder / "record.json").write_bytes(data)
    command = [sys.executable, "-I", "verify.py", "record.json", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_an_honest_draw_verifies_with_the_script_alone(tmp_path: Path) -> None:
    done = run_script(tmp_path, record_bytes(RECORD), PUBLISHED)
    assert (done.returncode, done.stderr) == (0, "")
    assert "FAILED" not in done.stdout
    assert len(verify_script().splitlines()) < 100
    assert tuple(RECORD["opened"]["tickets"]) in LOTTERY.panels


def test_any_edited_byte_fails(tmp_path: Path) -> None:
    data = record_bytes(RECORD)
    assert believed(data)
    rng = random.Random(3)
    for place in rng.sample(range(len(data)), 150):
        edited = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        assert not believed(edited)
    assert run_script(tmp_path, data.replace(b'"index":', b'"index": ', 1)).returncode == 1


def test_a_late_addition_to_the_pool_fails() -> None:
    assert not holds(forged(leaves=sorted([*CLOSED.leaves, "00" * 32])))
    late = replace(CLOSED, leaves=(*CLOSED.leaves, "00" * 32))
    with pytest.raises(ProtocolError, match="pool_differs"):
        draw_record(COMMITMENT, late, SEALED, VALUES)


def test_nobody_chooses_the_solver_seed_or_the_numbers() -> None:
    reshuffled = seal_panels(CLOSED.root, LOTTERY.panels[::-1], random.Random(2).randbytes)
    assert reshuffled.panels == SEALED.panels
    swapped = replace(SEALED, panels=(SEALED.panels[1], SEALED.panels[0], *SEALED.panels[2:]))
    assert "panel_list_differs" in audit_panels(COMMITMENT, swapped)
    assert audit_panels(COMMITMENT, SEALED) == []


def test_a_source_chosen_afterwards_fails() -> None:
    with pytest.raises(ProtocolError, match="source_not_named"):
        draw_record(COMMITMENT, CLOSED, SEALED, {**VALUES, "dice": "6"})
    values = [{"used": "dice", "value": "6"}, RECORD["values"][1]]
    assert not holds(forged(values=values, seed=draw_seed(PUBLISHED, [("dice", "6"), ("drand", "9f" * 32)])))


def test_withholding_a_source_fails_but_its_fallback_counts() -> None:
    with pytest.raises(ProtocolError, match="source_missing"):
        draw_record(COMMITMENT, CLOSED, SEALED, {"drand": VALUES["drand"]})
    assert holds(draw_record(COMMITMENT, CLOSED, SEALED, {"lotto-next": "01", "drand": VALUES["drand"]}))


def test_rolling_again_under_a_new_commitment_fails_against_the_notice_board() -> None:
    again = seal_panels(CLOSED.root, LOTTERY.panels, random.Random(77).randbytes)
    second = draw_record(commit(CLOSED, again, QUOTAS, 8, [LOTTO, BEACON], **TIMES), CLOSED, again, VALUES)
    assert holds(second, None)
    assert not holds(second)


def test_a_hall_draw_is_added_and_must_be_out_before_the_last_source() -> None:
    with pytest.raises(ProtocolError, match="hall_too_late"):
        commit(CLOSED, SEALED, QUOTAS, 8, [LOTTO], hall=LOTTO.at, **TIMES)
    with_hall = commit(CLOSED, SEALED, QUOTAS, 8, [LOTTO, BEACON], hall=LOTTO.at, **TIMES)
    with pytest.raises(ProtocolError, match="hall_missing"):
        draw_record(with_hall, CLOSED, SEALED, VALUES)
    zero, seven = (draw_record(with_hall, CLOSED, SEALED, VALUES, hall=hall) for hall in (0, 7))
    assert seven["index"] == (zero["index"] + 7) % M
    assert holds(seven, commitment_hash(with_hall))
    with pytest.raises(ProtocolError, match="hall_out_of_range"):
        draw_record(with_hall, CLOSED, SEALED, VALUES, hall=M)


def test_another_panel_than_the_drawn_one_fails() -> None:
    other = (RECORD["index"] + 1) % M
    opened = {"tickets": list(SEALED.panels[other]), "salt": SEALED.salts[other]}
    assert not holds(forged(opened=opened))
    assert not holds(forged(opened=opened, index=other))


def test_refusals_cannot_steer_who_follows() -> None:
    # What follows the draw is seeded by the draw, so a faked refusal brings the person nobody chose.
    for purpose in ("alternates", "call order"):
        anybodys = hashlib.sha256(f"{RECORD['seed']}/{purpose}".encode()).hexdigest()
        assert derived_seed(RECORD["seed"], purpose) == int(anybodys[:15], 16)
    assert derived_seed(RECORD["seed"], "alternates") != derived_seed(RECORD["seed"], "call order")


@pytest.mark.parametrize(
    ("sources", "changes", "code"),
    [
        ([], {}, "no_sources"),
        ([replace(LOTTO, at=NOON + timedelta(hours=23))], {}, "too_late"),
        ([LOTTO, LOTTO], {}, "repeated_source"),
        ([replace(LOTTO, id="a=b")], {}, "repeated_source"),
        ([replace(LOTTO, at=datetime(2026, 9, 5, 12))], {}, "naive_time"),  # noqa: DTZ001
        ([LOTTO], {"deadline": NOON + timedelta(days=1)}, "deadline_before_sources"),
    ],
)
def test_a_commitment_must_leave_no_choice(sources: list[Source], changes: dict, code: str) -> None:
    with pytest.raises(ProtocolError, match=code):
        commit(CLOSED, SEALED, QUOTAS, 8, sources, **(TIMES | changes))


def test_a_backdated_commitment_fails_in_the_script() -> None:
    moved = COMMITMENT | {"committed": LOTTO.at.isoformat()}
    assert not holds(forged(commitment=moved, commitment_hash=commitment_hash(moved)), None)


def test_receipts_prove_membership_and_nothing_else() -> None:
    for receipt in CLOSED.receipts.values():
        assert receipt_holds(receipt, CLOSED.root)
    receipt = CLOSED.receipts["p00000"]
    assert not receipt_holds(replace(receipt, record={**receipt.record, "f0": "other"}), CLOSED.root)
    assert not receipt_holds(replace(receipt, salt="00" * 32), CLOSED.root)
    assert merkle_root(CLOSED.leaves) == CLOSED.root


@pytest.mark.parametrize("people", [1, 2, 3, 5, 8, 13])
def test_pools_of_any_size_have_receipts(people: int) -> None:
    closed = close_pool({f"t{i}": {"a": "x"} for i in range(people)}, random.Random(1).randbytes)
    assert all(receipt_holds(receipt, closed.root) for receipt in closed.receipts.values())


def test_small_cells_are_hidden() -> None:
    counts = Counter(p.values["f1"] for p in POOL.people)
    shown = {(row["feature"], row["value"]): row["people"] for row in published_counts(POOL, QUOTAS)}
    assert shown["f1", "v0"] == counts["v0"]
    few = published_counts(POOL.select(POOL.ids[:6]), QUOTAS)
    assert None in {row["people"] for row in few}


def test_the_index_is_uniform() -> None:
    drawn = Counter(draw_index(hashlib.sha256(str(i).encode()).hexdigest(), 10) for i in range(4000))
    assert set(drawn) == set(range(10))
    assert sum((count - 400) ** 2 / 400 for count in drawn.values()) < 27.9  # chi-square, 9 degrees, p = .001


def test_tickets_are_readable() -> None:
    ticket = new_ticket(random.Random(1).randbytes)
    assert ticket.startswith("T-")
    assert not set(ticket[2:]) & set("01IOSB")


def test_the_log_shows_where_it_was_cut_or_changed() -> None:
    log = append_entry([], "pool closed", {"root": CLOSED.root}, NOON)
    log = append_entry(log, "committed", {"hash": PUBLISHED}, NOON)
    log = append_entry(log, "drawn", {"index": RECORD["index"]}, NOON)
    assert broken_entry(log) is None
    assert broken_entry([log[0], log[2]]) == 1
    changed = json.loads(json.dumps(log))
    changed[1]["data"]["hash"] = "00"
    assert broken_entry(changed) == 1
