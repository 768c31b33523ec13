"""Letters: their words, their pages, who gets one."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from puntari.core import files, jobs
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import StoredFile, User
from puntari.recruitment import actions, codes, queries
from puntari.recruitment.actions.letters import make_letters
from puntari.recruitment.models import Addressee, LetterRun, SampleImport
from puntari.recruitment.tests.conftest import answers, row

if TYPE_CHECKING:
    from puntari.panels.models import Panel

Bring = Callable[..., SampleImport]


def pages_of(stored: StoredFile) -> PdfReader:
    return PdfReader(io.BytesIO(files.read(stored)))


def test_a_run_makes_a_page_for_each_and_a_manifest(
    panel: Panel, imported: Bring, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.phone = "019 000 000"
    panel.save()
    imported([row(1), row(2), row(3, street='#panic("typst") *tie* $x$ 3')])
    run = actions.start_letters(panel=panel, kind="invitation", actor=coordinator, per_file=2)
    assert run.job is not None
    assert run.job.state == "done", run.job.message
    first, second, manifest = run.files.order_by("pk")
    reader = pages_of(first)
    assert len(reader.pages) == 2
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "fi"
    one = Addressee.objects.get(number=1)
    text = reader.pages[0].extract_text()
    for wanted in (codes.grouped(one.code), "Esimerkki1", "05800 HYVINKÄÄ", "019 000 000", "90,00"):
        assert wanted in text
    assert '#panic("typst") *tie* $x$ 3' in pages_of(second).pages[0].extract_text()
    lines = files.read(manifest).decode("utf-8-sig").splitlines()
    assert lines[0] == "file;page;number;name;street;postcode;post_office"
    assert [line.split(";")[1:3] for line in lines[1:]] == [["1", "1"], ["2", "2"], ["1", "3"]]
    assert one.code not in "".join(lines)
    assert Addressee.objects.filter(letter_made=None).count() == 0


def test_one_letter_is_one_page_and_the_preview_is_made_up(panel: Panel, imported: Bring) -> None:
    imported([row(1)])
    assert actions.preview_pages(panel=panel) == 1
    text = PdfReader(io.BytesIO(actions.preview_letter(panel=panel, kind="reminder"))).pages[0].extract_text()
    assert "Esimerkki1" not in text
    assert "muistutus" in text


def test_reminders_go_to_those_who_have_not_answered(
    panel: Panel, imported: Bring, coordinator: User
) -> None:
    imported([row(n) for n in range(1, 6)])
    with pytest.raises(NotAllowed) as caught:
        actions.start_letters(panel=panel, kind="reminder", actor=coordinator)
    assert caught.value.code == "recruitment.no_letters_waiting"
    actions.start_letters(panel=panel, kind="invitation", actor=coordinator)
    people = {one.number: one for one in Addressee.objects.select_related("panel")}
    actions.register(panel=panel, addressee=people[1], answers=answers())
    actions.decline(addressee=people[2])
    actions.mark_addressee(addressee=people[3], status="returned", actor=coordinator)
    assert [one.number for one in queries.letters_waiting(panel, "reminder")] == [4, 5]
    run = actions.start_letters(panel=panel, kind="reminder", actor=coordinator)
    assert run.numbers == [4, 5]


def test_saving_the_words_makes_a_version_and_old_runs_keep_theirs(
    panel: Panel, imported: Bring, coordinator: User
) -> None:
    imported([row(1)])
    first = actions.save_letter_text(panel=panel, values={"title": "Tule mukaan"}, actor=coordinator)
    run = actions.start_letters(panel=panel, kind="invitation", actor=coordinator)
    second = actions.save_letter_text(panel=panel, values={"body": "Hei."}, actor=coordinator)
    assert (first.version, second.version, second.title) == (1, 2, "Tule mukaan")
    assert run.text == first
    with pytest.raises(BadInput):
        actions.save_letter_text(panel=panel, values={"window_left_mm": 500}, actor=coordinator)
    with pytest.raises(BadInput):
        actions.save_letter_text(panel=panel, values={"panel_id": 5}, actor=coordinator)


def test_a_run_that_was_not_sent_is_undone_until_somebody_answers(
    panel: Panel, imported: Bring, coordinator: User
) -> None:
    imported([row(1)])
    run = actions.start_letters(panel=panel, kind="invitation", actor=coordinator)
    names = [one.content.name for one in run.files.all()]
    actions.discard_letters(run=run, actor=coordinator)
    assert not any(default_storage.exists(name) for name in names)
    assert queries.letters_waiting(panel, "invitation").count() == 1
    run = actions.start_letters(panel=panel, kind="invitation", actor=coordinator)
    actions.decline(addressee=Addressee.objects.select_related("panel").get())
    with pytest.raises(NotAllowed) as caught:
        actions.discard_letters(run=run, actor=coordinator)
    assert caught.value.code == "recruitment.letters_answered"


def test_a_cancelled_run_leaves_no_files_and_marks_nobody(
    panel: Panel, imported: Bring, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported([row(1), row(2)])
    told: list[int] = []

    def cancel_after_first(self: jobs.Progress) -> bool:
        told.append(1)
        return len(told) > 1

    monkeypatch.setattr(jobs.Progress, "cancelled", cancel_after_first)
    run = actions.start_letters(panel=panel, kind="invitation", actor=coordinator, per_file=1)
    assert run.job is not None
    assert run.job.state == "cancelled"
    assert StoredFile.objects.count() == 0
    assert queries.letters_waiting(panel, "invitation").count() == 2


def test_all_letters_come_in_one_print_file_whose_pages_the_manifest_names(
    panel: Panel, imported: Bring, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported([row(number) for number in range(1, 6)])
    monkeypatch.setattr("puntari.recruitment.actions.letters.SET_AT_ONCE", 2)
    run = actions.start_letters(panel=panel, kind="invitation", actor=coordinator)
    print_file = run.files.get(content_type="application/pdf")
    manifest = files.read(run.files.get(content_type="text/csv")).decode("utf-8-sig").splitlines()
    pages = PdfReader(io.BytesIO(files.read(print_file))).pages
    last = manifest[-1].split(";")
    assert len(manifest) == 6
    assert last[0] == print_file.name
    assert str(last[3]) in pages[int(last[1]) - 1].extract_text()


@pytest.mark.parametrize("per_file", [0, 2])
def test_progress_is_unknown_before_the_first_portion_and_grows_after_it(
    panel: Panel, imported: Bring, coordinator: User, monkeypatch: pytest.MonkeyPatch, per_file: int
) -> None:
    imported([row(number) for number in range(1, 6)])
    monkeypatch.setattr("puntari.recruitment.actions.letters.SET_AT_ONCE", 2)
    monkeypatch.setattr("puntari.core.pdf.render_apart", lambda template, data, wanted: wanted() or b"%PDF")
    monkeypatch.setattr("puntari.core.pdf.joined", b"".join)
    told: list[tuple[int, int, str]] = []

    def note(self: jobs.Progress, done: int, total: int, message: str = "", *, force: bool = False) -> None:
        told.append((done, total, message))

    monkeypatch.setattr(jobs.Progress, "step", note)
    run = actions.start_letters(panel=panel, kind="invitation", actor=coordinator, per_file=per_file)
    assert run.job is not None
    assert run.job.state == "done", run.job.message
    assert [told[0][:2], *sorted({step[:2] for step in told if step[1]})] == [(0, 0), (2, 5), (4, 5), (5, 5)]
    assert [done for done, _total, _message in told] == sorted(done for done, _total, _message in told)
    assert all(message for _done, _total, message in told)


def test_a_finished_run_started_again_does_nothing(panel: Panel, imported: Bring, coordinator: User) -> None:
    imported([row(1)])
    run = actions.start_letters(panel=panel, kind="invitation", actor=coordinator)
    assert run.job is not None
    before = [one.pk for one in run.files.all()]
    make_letters(jobs.Progress(run.job), run.pk)
    assert [one.pk for one in run.files.all()] == before


def test_the_pages_of_letters(
    panel: Panel, imported: Bring, coordinator: User, signed_in: Callable[[User], Client]
) -> None:
    imported([row(1)])
    desk = signed_in(coordinator)
    preview = desk.get(reverse("desk-letter-preview", args=[panel.slug, "invitation"]))
    assert preview["Content-Type"] == "application/pdf"
    assert desk.get(reverse("desk-letter-preview", args=[panel.slug, "outo"])).status_code == 404
    url = reverse("desk-letters", args=[panel.slug])
    desk.post(url, {"kind": "invitation", "per_file": "1000"})
    run = LetterRun.objects.get()
    shown = desk.get(url)
    assert f"{panel.slug}-kutsut-" in shown.content.decode()
    made = run.files.first()
    assert made is not None
    assert desk.get(reverse("desk-letter-file", args=[panel.slug, run.pk, made.pk])).status_code == 200
    assert desk.get(reverse("desk-letter-file", args=[panel.slug, run.pk, made.pk + 99])).status_code == 404
    text = reverse("desk-letter-text", args=[panel.slug])
    form = desk.get(text).context["form"]
    posted = {name: form[name].value() for name in form.fields} | {"title": "Uusi otsikko"}
    assert desk.post(text, posted).status_code == 302
    assert queries.letter_text(panel).title == "Uusi otsikko"
    assert "Uusi otsikko" not in desk.post(text, {**posted, "title": ""}).context["form"]["title"].value()
