"""The report as a Word document with real headings."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from puntari.followup.reports.saying import Content

LANGUAGES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
LATE = RGBColor(0x8A, 0x1C, 0x1C)
FIELDS = ("schedule", "status", "unit", "deputy", "more_info", "effect", "updated", "next_update")


def make_docx(content: Content) -> bytes:
    """The report as a Word file in the language of its content."""
    document = Document()
    _set_up(document, content)
    _front(document, content)
    words = content["words"]
    document.add_heading(words["late"], 1)
    if not content["late"]:
        document.add_paragraph(words["none_late"])
    for one in content["late"]:
        _recommendation(document, one, content)
    document.add_heading(words["rest"], 1)
    for one in content["rest"]:
        _recommendation(document, one, content)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: Any, content: Content) -> None:
    properties = document.core_properties
    properties.title, properties.author = content["title"], content["organisation"]
    properties.language = LANGUAGES[content["language"]]
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    normal = document.styles["Normal"]
    normal.font.size, normal.paragraph_format.space_after = Pt(11), Pt(6)
    _language(normal.element.get_or_add_rPr(), LANGUAGES[content["language"]])


def _language(properties: Any, language: str) -> None:
    mark = properties.find(qn("w:lang"))
    if mark is None:
        mark = OxmlElement("w:lang")
        properties.append(mark)
    mark.set(qn("w:val"), language)


def _front(document: Any, content: Content) -> None:
    document.add_heading(_clean(content["title"]), 0)
    document.add_paragraph(content["organisation"])
    document.add_paragraph().add_run(content["day"]).bold = True
    table = document.add_table(rows=0, cols=2)
    for label, count in content["figures"]:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, str(count)
    document.add_paragraph(f"{content['words']['public']}: {content['address']}")
    document.add_paragraph(content["source"])


def _recommendation(document: Any, one: Content, content: Content) -> None:
    words = content["words"]
    document.add_heading(_clean(one["cell"]), 2)
    if content["across"]:
        document.add_paragraph(f"{words['panel']}: {_clean(one['panel'])}")
    if one["theme"]:
        document.add_paragraph(f"{words['theme']}: {_clean(one['theme'])}")
    _adopted(document, one, words)
    if one["due"]:
        _say(document.add_paragraph(), one["due"], late=one["late"])
    if one["promised"]:
        document.add_paragraph(one["promised"])
    for name in ("answer", "ratings"):
        _paragraphs(document, words[name], one[name])
    if not one["actions"]:
        document.add_paragraph(words["no_actions"])
    for action in one["actions"]:
        _action(document, action, words)


def _adopted(document: Any, one: Content, words: dict[str, str]) -> None:
    """What the panel adopted: its text, the vote and the reservations."""
    _paragraphs(document, words["text"], [line for line in one["text"].splitlines() if line.strip()])
    for part in one["parts"]:
        document.add_paragraph(_clean(part), style="List Bullet")
    _paragraphs(document, words["vote"], [one["vote"]] if one["vote"] else [])
    _paragraphs(document, words["reservations"], one["reservations"])


def _paragraphs(document: Any, name: str, texts: list[str]) -> None:
    """The texts, what they are said before the first."""
    for place, text in enumerate(texts):
        paragraph = document.add_paragraph()
        if place == 0:
            paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(_clean(text))


def _action(document: Any, action: Content, words: dict[str, str]) -> None:
    document.add_heading(_clean(action["text"] or words["action"]), 3)
    if action["late"]:
        _say(document.add_paragraph(), action["late_words"], late=True)
    if action["part"]:
        document.add_paragraph(f"{words['part']}: {_clean(action['part'])}")
    for name in FIELDS:
        if action[name]:
            document.add_paragraph(f"{words[name]}: {_clean(action[name])}")
    _paragraphs(document, words["evidence"], [_evidence(one) for one in action["evidence"]])


def _evidence(one: Content) -> str:
    return f"{one['name']}: {one['address']}" if one["address"] else str(one["name"])


def _say(paragraph: Any, text: str, *, late: bool) -> None:
    run = paragraph.add_run(text)
    run.bold = late
    if late:
        run.font.color.rgb = LATE


def _clean(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(one for one in text if one in "\t\n" or ord(one) >= 32)
