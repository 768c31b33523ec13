from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from puntari.core.errors import BadInput
from puntari.core.models import LogEntry, User
from puntari.followup import actions, exporting, queries
from puntari.followup.actions.tables import Imported
from puntari.followup.models import Action, Recommendation, SubRecommendation
from puntari.followup.tables import Asked, Keys
from puntari.followup.tests.tables import DIGITAL, HEADING, SCHOOLS, as_csv, without_keys
from puntari.panels.models import Panel


def bring(panel: Panel, text: str, **more: object) -> Imported:
    return actions.import_table(panel=panel, content=as_csv(text), name="t.csv", actor=None, **more)


def out(panel: Panel, kind: str = "csv") -> bytes:
    return exporting.write(kind, Keys([panel], Asked()).rows(), [panel], None)


@pytest.mark.parametrize("text", [SCHOOLS, DIGITAL])
def test_what_goes_in_comes_out_cell_by_cell(panel: Panel, text: str) -> None:
    bring(panel, text)
    assert without_keys(out(panel)) == text


@pytest.mark.parametrize("text", [SCHOOLS, DIGITAL])
@pytest.mark.parametrize("kind", sorted(exporting.FORMATS))
def test_an_export_brought_in_again_changes_nothing(panel: Panel, text: str, kind: str) -> None:
    bring(panel, text)
    entries = LogEntry.objects.filter(kind__contains="action_").count()
    again = actions.import_table(panel=panel, content=out(panel, kind), name=f"t.{kind}", actor=None)
    assert (again.counts["new"], again.counts["changed"], again.counts["absent"]) == (0, 0, 0)
    assert LogEntry.objects.filter(kind__contains="action_").count() == entries


def test_the_spanning_recommendation_stands_once(panel: Panel) -> None:
    bring(panel, SCHOOLS)
    one = Recommendation.objects.get()
    assert (one.number, one.title) == (1, "Aikuisia koulujen arkeen")
    assert list(one.subs.values_list("number", flat=True)) == ["1.1", "1.2", "1.3", "1.4"]
    assert one.actions.count() == 4
    assert one.actions.first().text == ""


def test_the_status_is_a_known_word_and_free_words(panel: Panel) -> None:
    bring(panel, DIGITAL)
    action = Action.objects.get(schedule="Jatkuvaa")
    assert (action.status.label, action.status_words) == ("Käsitelty", "Kokeiltu ajanvarauksessa")
    assert action.status_text == "Käsitelty. Kokeiltu ajanvarauksessa"
    assert action.continuous


def test_a_changed_cell_updates_and_is_remembered(panel: Panel) -> None:
    bring(panel, DIGITAL, updated_on=date(2024, 11, 1))
    changed = DIGITAL.replace("Kokeiltu ajanvarauksessa", "Käytössä kaikkialla").replace(
        "2.2. Hyvät", "2.2. Selkeät"
    )
    done = bring(panel, changed, updated_on=date(2025, 3, 1))
    assert (done.counts["new"], done.counts["changed"], done.counts["same"]) == (0, 1, 2)
    assert SubRecommendation.objects.count() == 3
    assert queries.newest_update(Panel.objects.all()) == date(2025, 3, 1)
    entry = LogEntry.objects.filter(kind="followup.action_changed").get()
    assert entry.data["changes"] == {
        "status_text": ["Käsitelty. Kokeiltu ajanvarauksessa", "Käsitelty. Käytössä kaikkialla"]
    }
    assert without_keys(out(panel)) == changed


def test_a_changed_action_text_updates_the_action_it_stands_for(panel: Panel) -> None:
    bring(panel, DIGITAL)
    keys = set(Action.objects.values_list("pk", flat=True))
    bring(panel, DIGITAL.replace("Ohjeet tehdään aina mukana", "Ohjeet tehdään ensin"))
    assert set(Action.objects.values_list("pk", flat=True)) == keys


def test_without_numbers_the_text_is_the_match(panel: Panel) -> None:
    text = f"{HEADING}\nPuistot kuntoon;;Kunnostus;;;;\nValoa poluille;;Lamput;;;;\n"
    bring(panel, text)
    turned = f"{HEADING}\nValoa  poluille;;Lamput;2026;;;\nPuistot kuntoon;;Kunnostus;;;;\n"
    done = bring(panel, turned)
    assert Recommendation.objects.count() == 2
    assert done.counts["changed"] == 1


def test_what_the_file_does_not_have_stays(panel: Panel) -> None:
    bring(panel, DIGITAL)
    shorter = "\r\n".join(DIGITAL.split("\r\n")[:2])
    done = bring(panel, shorter)
    assert done.counts["absent"] == 2
    assert Action.objects.count() == 3
    assert without_keys(out(panel)) == DIGITAL


def test_a_missing_column_leaves_what_is_there(panel: Panel) -> None:
    bring(panel, DIGITAL)
    bring(panel, "Suositus;Toimenpide;Status\n1. Oman asian seuranta – missä mennään;Uusi työ;Kesken\n")
    action = Action.objects.get(text="Uusi työ")
    assert action.recommendation.number == 1
    assert Action.objects.filter(unit="Tietohallinto").count() == 2


def test_several_actions_under_one_part_leave_its_cell_empty(panel: Panel) -> None:
    text = f"{HEADING}\r\n1. A;1.1. x;yksi;;;;\r\n;;kaksi;;;;\r\n;1.2. y;;;;;\r\n2. B;;;;;;\r\n"
    bring(panel, text)
    assert SubRecommendation.objects.count() == 2
    assert without_keys(out(panel)) == text


def test_problems_are_told_by_line(panel: Panel) -> None:
    text = f"{HEADING};Väri\n;x;y;;;;\n1. A;;t;pian;hyvin menee;;;sininen\n1. B;;u;;;;\n"
    done = bring(panel, text)
    told = [(problem.line, problem.code) for problem in done.problems]
    assert told == [
        (1, "followup.column_left_out"),
        (2, "followup.row_without_recommendation"),
        (3, "followup.status_unknown"),
        (3, "followup.schedule_unread"),
        (4, "followup.number_twice"),
    ]
    assert list(Recommendation.objects.values_list("number", flat=True)) == [1, 2]


def test_a_bad_table_leaves_nothing_behind(panel: Panel) -> None:
    long = "x" * 400
    with pytest.raises(BadInput):
        bring(panel, f"{HEADING}\n1. A;;t;;;;\n2. B;;t;{long};;;\n")
    with pytest.raises(BadInput):
        bring(panel, "Väri;Muoto\nsininen;pyöreä\n")
    with pytest.raises(BadInput):
        bring(panel, f"{HEADING}\n")
    assert not Recommendation.objects.exists()


def test_formulas_do_not_run_and_still_come_back(panel: Panel) -> None:
    text = f"{HEADING}\r\n1. A;;=1+1;;;@x;-5 %\r\n"
    bring(panel, text)
    written = out(panel).decode("utf-8-sig")
    assert "'=1+1" in written
    again = actions.import_table(panel=panel, content=out(panel), name="t", actor=None)
    assert again.counts["changed"] == 0
    book = actions.import_table(panel=panel, content=out(panel, "xlsx"), name="t", actor=None)
    assert book.counts["changed"] == 0


def test_a_draft_is_looked_at_mapped_and_applied(panel: Panel) -> None:
    draft = actions.start_draft(panel=panel, content=b"Suositus;Kuka\n1. A;Yksikko\n", name="t", actor=None)
    assert draft.mapping == ["recommendation", ""]
    assert not Recommendation.objects.exists()
    actions.map_draft(draft=draft, mapping=["recommendation", "unit"], updated_on=date(2025, 1, 1))
    with pytest.raises(BadInput):
        actions.map_draft(draft=draft, mapping=["unit", "unit"], updated_on=date(2025, 1, 1))
    actions.apply_draft(draft=draft, actor=None)
    assert Action.objects.get().unit == "Yksikko"


def test_a_table_of_other_recommendations_is_stopped_by_its_texts(panel: Panel) -> None:
    bring(panel, SCHOOLS)
    with pytest.raises(BadInput) as refused:
        bring(panel, DIGITAL)
    assert refused.value.code == "followup.another_text"
    assert [one.title for one in queries.recommendations_of(panel)] == ["Aikuisia koulujen arkeen"]


def test_a_reworded_recommendation_is_the_same_one(panel: Panel) -> None:
    bring(panel, SCHOOLS)
    bring(panel, SCHOOLS.replace("1. Aikuisia koulujen arkeen", "1. Kouluihin aikuiset arkea varten"))
    assert [one.title for one in queries.recommendations_of(panel)] == ["Kouluihin aikuiset arkea varten"]


def test_a_table_numbered_anew_updates_by_its_texts(panel: Panel) -> None:
    bring(panel, DIGITAL)
    first, second = (one.title for one in queries.recommendations_of(panel))
    again = DIGITAL.replace("1. Oman", "9. Oman").replace("2. Selkeät", "1. Selkeät").replace("9. O", "2. O")
    bring(panel, again)
    assert [(one.number, one.title) for one in queries.recommendations_of(panel)] == [(1, first), (2, second)]


def test_what_the_panel_adopted_stays_and_the_rest_comes_in(panel: Panel) -> None:
    bring(panel, SCHOOLS)
    Recommendation.objects.update(handed_over_on=date(2026, 1, 1))
    SubRecommendation.objects.update(adopted=True)
    other = SCHOOLS.replace("koulujen arkeen", "koulun arkeen").replace("jalkautuvat;Kura", "jalkautuu;Kura")
    done = bring(panel, other.replace("luokissa;;Käsitelty", "luokissa;5/2026;Käsitelty"))
    assert queries.recommendations_of(panel)[0].title == "Aikuisia koulujen arkeen"
    assert SubRecommendation.objects.filter(text="Ammattilaiset jalkautuvat").count() == 1
    assert Action.objects.filter(schedule="5/2026").count() == 1
    assert done.counts["changed"] == 1


def test_the_preview_tells_what_was_and_what_will_be(
    panel: Panel, coordinator: User, signed_in: Callable[[User], Client]
) -> None:
    bring(panel, SCHOOLS)
    new = SCHOOLS.replace("Aikuisia koulujen", "Aikuisia koulun").replace("Osa arkea jo nyt.", "Osa alkaa.")
    draft = actions.start_draft(panel=panel, content=as_csv(new), name="t.csv", actor=coordinator)
    address = reverse("desk-import-draft", args=[panel.slug, draft.pk])
    page = signed_in(coordinator).get(address).content.decode()
    for was, will in (("Osa arkea jo nyt.", "Osa alkaa."), ("koulujen arkeen", "koulun arkeen")):
        assert page.count(f"{was}</del>") == page.count(f"{will}</ins>") == 1
    assert page.index("preview__changed") < page.index(
        reverse("desk-import-apply", args=[panel.slug, draft.pk])
    )
