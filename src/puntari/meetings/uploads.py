"""What a file really is, told from its first bytes and not from its name."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

from puntari.core.errors import BadInput

MAX_BYTES = 20 * 2**20
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_MARKS = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
)
_INSIDE = (
    ("ppt/presentation.xml", f"{_OFFICE}presentationml.presentation", ".pptx"),
    ("word/document.xml", f"{_OFFICE}wordprocessingml.document", ".docx"),
)
_MIMETYPES = {f"{_OPEN}presentation": ".odp", f"{_OPEN}text": ".odt"}
ACCEPT = ".pdf,.pptx,.docx,.odp,.odt,.png,.jpg,.jpeg"


def checked(content: bytes, name: str) -> tuple[str, str]:
    """The file's safe name and its content type; refuses what is too large, empty or of another kind."""
    if len(content) > MAX_BYTES:
        raise BadInput("meetings.file_too_large", name=name, limit=MAX_BYTES // 2**20)
    found = _by_mark(content) or _by_inside(content)
    if found is None:
        raise BadInput("meetings.file_type", name=name)
    content_type, ending = found
    return f"{PurePath(name).stem[:150] or 'aineisto'}{ending}", content_type


def _by_mark(content: bytes) -> tuple[str, str] | None:
    return next(((kind, ending) for mark, kind, ending in _MARKS if content.startswith(mark)), None)


def _by_inside(content: bytes) -> tuple[str, str] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any("vbaProject" in name for name in names):
                return None
            mimetype = _mimetype(archive) if "mimetype" in names else ""
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if mimetype in _MIMETYPES:
        return mimetype, _MIMETYPES[mimetype]
    return next(((kind, ending) for inside, kind, ending in _INSIDE if inside in names), None)


def _mimetype(archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as handle:
        return handle.read(100).decode("ascii", "replace").strip()
