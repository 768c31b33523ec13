"""The text of a release: paragraphs and subheads, for a page and for plain text."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from puntari.core.translated import tr
from puntari.core.ui.formats import format_datetime
from puntari.newsroom.models import Release


@dataclass(frozen=True)
class Block:
    """A paragraph or a subhead."""

    text: str
    heading: bool


def blocks(text: str) -> list[Block]:
    """Cut a text at empty lines; a part that begins with ## is a subhead."""
    parts = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n")]
    return [Block(part.lstrip("# "), part.startswith("##")) for part in parts if part]


def as_plain_text(release: Release) -> str:
    """The whole release as text that a distribution service takes by paste."""
    lines = [tr(release, "title").upper(), _stamp(release), "", tr(release, "lead"), ""]
    for block in blocks(tr(release, "body")):
        lines += [block.text, ""]
    lines += _contact_lines(release)
    if release.keyword_list:
        lines += [_("Avainsanat:") + " " + ", ".join(release.keyword_list), ""]
    return "\n".join([*lines, release.about]).strip() + "\n"


def _stamp(release: Release) -> str:
    out = release.embargo_until or release.approved
    when = format_datetime(timezone.localtime(out)) if out else ""
    return " | ".join((when, tr(release.panel.organisation, "name"), _("Tiedote")))


def _contact_lines(release: Release) -> list[str]:
    contacts = [
        ", ".join(part for part in (one.name, one.title, one.phone, one.email) if part)
        for one in release.contacts.all()
    ]
    return [_("Lisätietoja:"), *contacts, ""] if contacts else []
