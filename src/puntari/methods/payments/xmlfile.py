"""Reading XML that came from outside, and asking a schema about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, cast

from lxml import etree


class LogEntry(Protocol):
    """One violation in the validator's log."""

    line: int
    message: str


def read(xml: bytes) -> etree._Element:
    """Parse a file without fetching or expanding anything that it does not contain itself.

    Layout between elements is dropped. Raises ``lxml.etree.XMLSyntaxError``.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True)
    return etree.fromstring(xml, parser)


def write(root: etree._Element) -> bytes:
    """Return the document as indented UTF-8; the same tree gives the same bytes."""
    out: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return out


def violations(root: etree._Element, schema: etree.XMLSchema) -> list[LogEntry]:
    """Return what in `root` breaks `schema`, in document order; empty when nothing does."""
    if schema.validate(root):
        return []
    return list(cast(Iterable[LogEntry], schema.error_log))
