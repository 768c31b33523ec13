"""Talks, materials, questions and answers."""

import io
import zipfile
from datetime import date

import pytest

from puntari.core import clock, files
from puntari.core.models import StoredFile
from puntari.meetings import actions, queries, uploads
from puntari.meetings.models import ExpertQuestion
from puntari.meetings.tests.conftest import at, refused

PDF = b"%PDF-1.7\n%made up\n"


@pytest.fixture
def talk(meeting, coordinator):
    return actions.add_talk(
        meeting=meeting, title="Palvelut numeroina", expert_name="Eeva Esimerkki", actor=coordinator
    )


def _office(*names, mimetype=""):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "<x/>")
    return made.getvalue()


def test_a_file_is_kept_under_its_true_type(talk, coordinator):
    material = actions.add_material(talk=talk, content=PDF, name="../Diat.exe", actor=coordinator)
    assert material.file.name == "Diat.pdf"
    assert material.file.content_type == "application/pdf"
    assert files.read(material.file) == PDF


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (_office("ppt/presentation.xml"), ".pptx"),
        (_office("word/document.xml"), ".docx"),
        (_office("content.xml", mimetype="application/vnd.oasis.opendocument.presentation"), ".odp"),
        (b"\x89PNG\r\n\x1a\nrest", ".png"),
        (b"\xff\xd8\xffrest", ".jpg"),
    ],
)
def test_known_types_are_told_by_their_bytes(content, ending):
    assert uploads.checked(content, "x")[0] == f"x{ending}"


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90",
        b"<html><script>",
        b"PK\x03\x04broken",
        _office("a.txt"),
        _office("ppt/presentation.xml", "ppt/vbaProject.bin"),
        b"<svg xmlns='x'/>",
    ],
)
def test_other_types_are_refused(talk, coordinator, content):
    with refused("meetings.file_type"):
        actions.add_material(talk=talk, content=content, name="diat.pdf", actor=coordinator)
    assert not StoredFile.objects.exists()


def test_a_file_over_the_limit_is_refused(talk, coordinator, monkeypatch):
    monkeypatch.setattr(uploads, "MAX_BYTES", 10)
    with refused("meetings.file_too_large"):
        actions.add_material(talk=talk, content=PDF, name="diat.pdf", actor=coordinator)


def test_a_material_is_a_file_or_a_link(talk, coordinator):
    link = actions.add_material(talk=talk, url="https://example.invalid/", title="Tausta", actor=coordinator)
    assert link.title == "Tausta"
    for wrong in ({}, {"content": PDF, "name": "a.pdf", "url": "https://example.invalid/"}):
        with refused("meetings.file_or_link"):
            actions.add_material(talk=talk, actor=coordinator, **wrong)


def test_removing_a_talk_removes_its_files(talk, coordinator, django_capture_on_commit_callbacks):
    material = actions.add_material(talk=talk, content=PDF, name="a.pdf", actor=coordinator)
    path = material.file.content.path
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_talk(talk=talk, actor=coordinator)
    assert not StoredFile.objects.exists()
    with pytest.raises(FileNotFoundError):
        open(path, "rb").close()


def test_the_same_question_twice_is_one(meeting, members, coordinator):
    first = actions.ask_question(meeting=meeting, text=" Kuka  maksaa? ", member=members[0])
    again = actions.ask_question(meeting=meeting, text="Kuka maksaa?", member=members[0])
    other = actions.ask_question(meeting=meeting, text="Kuka maksaa?", table=2, actor=coordinator)
    assert first.pk == again.pk != other.pk
    assert first.text == "Kuka maksaa?"


def test_an_empty_or_endless_question_is_refused(meeting):
    for text in ("  ", "x" * 1001):
        with refused("meetings.question_length"):
            actions.ask_question(meeting=meeting, text=text)


def test_one_person_cannot_flood_the_queue(meeting, members):
    for number in range(20):
        actions.ask_question(meeting=meeting, text=f"Kysymys {number}", member=members[0])
    with refused("meetings.too_many_questions"):
        actions.ask_question(meeting=meeting, text="Vielä yksi", member=members[0])


@pytest.fixture
def three(meeting):
    return [actions.ask_question(meeting=meeting, text=text, table=n) for n, text in enumerate("abc", 1)]


def test_merged_questions_share_one_answer_and_keep_their_words(panel, meeting, three, coordinator):
    a, b, c = three
    actions.merge_questions(keep=b, others=[c], actor=coordinator)
    actions.merge_questions(keep=a, others=[b], actor=coordinator)
    assert list(queries.open_questions(panel)) == [a]
    actions.answer_question(question=a, answer="Kunta.", answered_by="Eeva", actor=coordinator)
    (shown,) = queries.answered_questions(meeting)
    assert sorted(one.text for one in shown.merged.all()) == ["b", "c"]
    c.refresh_from_db()
    with refused("meetings.already_merged"):
        actions.answer_question(question=c, answer="x", answered_by="", actor=coordinator)
    actions.unmerge_question(question=c, actor=coordinator)
    assert list(queries.open_questions(panel)) == [c]


def test_questions_with_a_due_date_come_first_and_go_late(panel, three, talk, coordinator):
    question = actions.assign_question(question=three[2], talk=talk, due=date(2026, 10, 5), actor=coordinator)
    assert queries.open_questions(panel).first() == question
    with clock.at(at(12, day=6)):
        assert question.is_overdue
        assert not three[0].is_overdue


def test_an_answer_kept_back_is_not_public(meeting, three, coordinator):
    actions.answer_question(
        question=three[0], answer="Selvitetään.", answered_by="", publish=False, actor=coordinator
    )
    assert not queries.answered_questions(meeting).exists()
    with refused("meetings.empty_answer"):
        actions.answer_question(question=three[1], answer=" ", answered_by="", actor=coordinator)
    assert ExpertQuestion.objects.exclude(answered=None).count() == 1
