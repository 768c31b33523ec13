"""The statement as a Word document with real headings, lists and languages."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from puntari.deliberation.documents.content import Content, content_of

if TYPE_CHECKING:
    from puntari.deliberation.models import Statement

LANGUAGES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
DEEP = RGBColor(0x06, 0x34, 0x3E)


def make_docx(statement: Statement) -> bytes:
    """The statement as a Word file, in Finnish; summaries carry their own language."""
    content = content_of(statement)
    document = Document()
    _set_up(document, content)
    _front(document, content)
    for row in content["recommendations"]:
        _recommendation(document, row, content["words"])
    _back(document, content)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _set_up(document: Any, content: Content) -> None:
    properties = document.core_properties
    properties.title, properties.author = content["title"], content["organisation"]
    properties.language, properties.subject = "fi-FI", content["question"][:250]
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    _page_numbers(section.footer.paragraphs[0])
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        _style(document.styles[name], heading=name != "Normal")


def _style(style: Any, *, heading: bool) -> None:
    style.font.name = "Calibri"
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    fonts.set(qn("w:hAnsi"), "Calibri")
    if heading:
        style.font.color.rgb = DEEP
        style.paragraph_format.keep_with_next = True
    else:
        style.font.size = Pt(11.5)
        style.paragraph_format.space_after = Pt(8)
        _language(style.element.get_or_add_rPr(), "fi")


def _language(properties: Any, language: str) -> None:
    mark = properties.find(qn("w:lang"))
    if mark is None:
        mark = OxmlElement("w:lang")
        properties.append(mark)
    mark.set(qn("w:val"), LANGUAGES[language])


def _page_numbers(paragraph: Any) -> None:
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _front(document: Any, content: Content) -> None:
    document.add_heading(content["title"], level=0)
    for title in content["other_titles"]:
        _say(document, title["text"], language=title["language"])
    _say(document, " · ".join(filter(None, [content["organisation"], content["day"] or content["draft"]])))
    for summary in content["summaries"]:
        _heading(document, summary["heading"], 1, language=summary["language"])
        _paragraphs(document, summary["text"], language=summary["language"])
    words = content["words"]
    for key, text in (
        ("introduction", content["texts"]["introduction"]),
        ("question", content["question"]),
        ("method", content["texts"]["method"]),
    ):
        if text:
            _heading(document, words[key], 1)
            _paragraphs(document, text)
    _figures(document, content)
    _heading(document, words["recommendations"], 1)


def _heading(document: Any, text: str, level: int, *, language: str = "fi") -> None:
    heading = document.add_heading(level=level)
    _language(heading.add_run(text)._r.get_or_add_rPr(), language)


def _say(document: Any, text: str, *, language: str = "fi", style: str | None = None) -> None:
    run = document.add_paragraph(style=style).add_run(text)
    _language(run._r.get_or_add_rPr(), language)


def _paragraphs(document: Any, text: str, *, language: str = "fi") -> None:
    for paragraph in filter(str.strip, text.replace("\r", "").split("\n")):
        _say(document, paragraph.strip(), language=language)


def _figures(document: Any, content: Content) -> None:
    _heading(document, content["words"]["figures"], 2)
    for label, value in content["figures"]:
        _say(document, f"{label}: {value}", style="List Bullet")


def _recommendation(document: Any, row: Content, words: dict[str, str]) -> None:
    _heading(document, f"{words['recommendation']} {row['number']}. {row['title']}", 2)
    if row["theme"]:
        _say(document, f"{words['theme']}: {row['theme']}")
    _paragraphs(document, row["text"])
    for part in row["sub"]:
        _say(document, f"{part['number']} {part['text']}", style="List Bullet")
    for key in ("to_whom", "why", "measure"):
        if row[key]:
            _heading(document, words[key], 3)
            _paragraphs(document, row[key])
    _heading(document, words["vote"], 3)
    _say(document, f"{row['outcome'].capitalize()}. {row['result']}")
    if row["reasons"]:
        _heading(document, words["minority"], 3)
    for reason in row["reasons"]:
        _say(document, signed(reason), style="List Bullet")
    if row["trace"]:
        _say(document, row["trace"])


def signed(reason: Content) -> str:
    """A minority reason with its writer's name, if the writer gave one."""
    return f"{reason['text']} – {reason['name']}" if reason["name"] else str(reason["text"])


def _back(document: Any, content: Content) -> None:
    words = content["words"]
    _heading(document, words["votes"], 1)
    for vote in content["votes"]:
        _heading(document, f"{vote['title']} {vote['day']}", 2)
        for sentence in [*vote["rule"], vote["counts"]]:
            _say(document, sentence, style="List Bullet")
    if content["not_carried"]:
        _heading(document, words["not_carried"], 1)
    for row in content["not_carried"]:
        _say(document, f"{row['title']}. {row['why']}", style="List Bullet")
    if content["texts"]["closing"]:
        _heading(document, words["closing"], 1)
        _paragraphs(document, content["texts"]["closing"])
