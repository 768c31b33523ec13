"""What is shown: chances in plain words, small groups hidden from the public, files in the field's shape."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from puntari.core.models import LogEntry
from puntari.lottery import actions, exports, presenting, wordings
from puntari.lottery.disclosure import hide_small
from puntari.lottery.phrases import in_plain_words, odds
from puntari.lottery.report import histogram
from puntari.methods import sortition
from puntari.panels.models import Panel


@pytest.mark.parametrize(
    ("chance", "words"), [(0.0909, "1/11"), (0.2, "1/5"), (0.5, "1/2"), (0.6667, "2/3"), (0.9, "9/10")]
)
def test_a_chance_is_said_as_a_plain_fraction(chance, words):
    assert odds(chance) == words


def test_a_chance_is_said_in_a_sentence():
    assert in_plain_words(0.0909) == "Sinun mahdollisuutesi tulla valituksi oli noin 1/11 (9,1 %)."
    assert "varma" in in_plain_words(1.0)
    assert "ei ollut" in in_plain_words(0.0)


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([30, 12, 9], [30, 12, 9]),
        ([30, 12, 4], [30, None, None]),
        ([30, 3, 4], [30, None, None]),
        ([6, 0], [None, None]),
        ([3], [None]),
    ],
)
def test_a_small_number_is_hidden_and_cannot_be_worked_out(numbers, shown):
    assert hide_small(numbers) == shown


def test_the_histogram_counts_everybody():
    bins = histogram([0.05, 0.0501, 0.2, 1.0])
    assert sum(one["people"] for one in bins) == 4
    assert bins[0]["low"] <= 0.05 < bins[0]["high"]
    assert bins[-1]["high"] == 1.0


def test_the_public_report_hides_what_the_desk_sees(drawn):
    features = drawn.report["features"]
    features[0]["values"][0] |= {"pool": 3}
    public = presenting.report_of(drawn, public=True)
    desk = presenting.report_of(drawn, public=False)
    assert public["tables"][0]["rows"][0]["pool"] is None
    assert desk["tables"][0]["rows"][0]["pool"] == 3


def rows(draw, name, actor):
    content = exports.draw_file(draw, name, actor=actor, may_see_people=True).content.decode()
    return list(csv.DictReader(io.StringIO(content)))


def test_selected_and_remaining_are_the_pool_in_two(drawn, coordinator):
    selected, remaining = rows(drawn, "selected.csv", coordinator), rows(drawn, "remaining.csv", coordinator)
    members = {str(one.volunteer.number) for one in drawn.members.filter(kind="panelist")}
    assert {row["id"] for row in selected} == members
    assert len(remaining) == 48
    assert LogEntry.objects.filter(kind="identity.read").count() == 2


def test_another_tool_can_check_the_draw_from_the_files(drawn, coordinator):
    def content(name):
        return exports.draw_file(drawn, name, actor=coordinator, may_see_people=True).content

    quotas = sortition.read_targets(content("targets.csv"))
    pool = sortition.read_people(content("people.csv"), quotas)
    panels = [(float(row["weight"]), row["ids"].split()) for row in rows(drawn, "panels.csv", coordinator)]
    chances = {row["id"]: float(row["chance"]) for row in rows(drawn, "chances.csv", coordinator)}
    assert sortition.check_solution(pool, quotas, 12, panels, chances).ok


def test_a_formula_in_a_name_is_defused(drawn, coordinator):
    volunteer = drawn.members.first().volunteer
    volunteer.last_name, volunteer.phone = "=HYPERLINK()", "+358 40 1234567"
    volunteer.save()
    row = next(one for one in rows(drawn, "people.csv", coordinator) if one["id"] == str(volunteer.number))
    assert (row["last_name"], row["phone"]) == ("'=HYPERLINK()", "+358 40 1234567")


def test_the_pdf_says_a_test_is_a_test(ready, coordinator):
    draw = actions.run_draw(panel=ready, is_test=True, reserves=0, actor=coordinator)
    reader = PdfReader(io.BytesIO(exports.report_pdf(draw)))
    assert all("KOEARVONTA" in page.extract_text() for page in reader.pages)


def test_the_pdf_names_nobody(drawn):
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(exports.report_pdf(drawn))).pages)
    assert "testisiemen" in text
    assert "Testi47" not in text


def test_every_reason_of_the_methods_has_words():
    counted = {"too_few_people", "minimums_above_size", "maximums_below_size", "people_below_size"}
    codes = {*counted, "size_above_pool", "households_below_size", "clash"}
    assert {f"lottery.reason.{code}" for code in codes} == set(wordings.REASONS)


def table_of(answer):
    return list(csv.reader(io.StringIO(answer.content.decode())))


def test_the_report_is_a_table_too_and_hides_what_the_page_hides(drawn, client, coordinator, signed_in):
    drawn.report["features"][0]["values"][0]["pool"] = 3
    drawn.save()
    public = table_of(client.get("/panels/testi/draw/report.csv"))
    desk = table_of(signed_in(coordinator).get(f"/desk/panels/testi/draw/{drawn.pk}/report.csv"))
    groups = [row for row in public if row[0] == "group"]
    assert groups[0][1:5] == ["Sukupuoli", "Nainen", "50", ""]
    assert next(row for row in desk if row[0] == "group")[4] == "3"
    assert ["fact", "Siemenluku", "testisiemen"] in public
    assert sum(int(row[4]) for row in desk if row[0] == "chance") == 60


def test_a_test_draw_says_so_in_the_names_of_its_files(ready, coordinator):
    draw = actions.run_draw(panel=ready, is_test=True, reserves=0, actor=coordinator)
    assert {exports.csv_name(draw)[:5], exports.pdf_name(draw)[:5]} == {"TEST-"}


def test_a_staff_panel_mirrors_the_staff_on_page_and_paper(drawn, coordinator, signed_in):
    drawn.panel.kind = Panel.Kind.STAFF
    drawn.panel.save()
    client = signed_in(coordinator)
    for name, args in (("desk-draw-report", [drawn.pk]), ("desk-targets", []), ("desk-draw", [])):
        page = client.get(reverse(name, args=[drawn.panel.slug, *args])).content.decode()
        assert "väestö" not in page.lower(), name
    paper = "".join(page.extract_text() for page in PdfReader(io.BytesIO(exports.report_pdf(drawn))).pages)
    assert "henkilöstö" in paper
    assert "väestö" not in paper.lower()
