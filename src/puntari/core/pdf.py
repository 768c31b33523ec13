"""PDF from typst templates: tagged (PDF/UA-1), with the house's own font, one call.

A template reads its data with `json(bytes(sys.inputs.data))`. It must set a document title and give every
image an `alt`; typst refuses to make a PDF/UA-1 file otherwise, with a RuntimeError.
"""

import io
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
Data = dict[str, Any]


def render(template: Path, data: Data) -> bytes:
    """Compile a typst template to a tagged PDF."""
    made = _compile(template, _text(data), format="pdf", pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise TypeError("typst gave no document")
    return made


def page_count(template: Path, data: Data) -> int:
    """How many pages the template makes of the data."""
    made = _compile(template, _text(data), format="svg")
    return len(made) if isinstance(made, list) else 1


def render_apart(template: Path, data: Data, still_wanted: Callable[[], None]) -> bytes:
    """The same as `render` for thousands of pages, in a process of its own.

    The compiler keeps its cache as long as its process lives, which for 5,000 letters is a gigabyte; it also
    cannot be interrupted. `still_wanted` is called every second and may raise to stop the work.
    """
    command = [sys.executable, "-m", "puntari.core.pdf", str(template)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            made, trouble = _wait(process, _text(data).encode(), still_wanted)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise RuntimeError(trouble.decode(errors="replace").strip().splitlines()[-1:] or process.returncode)
    return made


def joined(parts: Sequence[bytes]) -> bytes:
    """One file of many, for printing: what the parts share is kept once; their tags are not kept."""
    if len(parts) == 1:
        return parts[0]
    from pypdf import PdfWriter

    writer = PdfWriter()
    for part in parts:
        writer.append(io.BytesIO(part), import_outline=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _wait(
    process: "subprocess.Popen[bytes]", data: bytes, still_wanted: Callable[[], None]
) -> tuple[bytes, bytes]:
    given: bytes | None = data
    while True:
        try:
            return process.communicate(given, timeout=1)
        except subprocess.TimeoutExpired:
            given = None
            still_wanted()


def _text(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False, default=str)


def _compile(template: Path, data: str, **options: Any) -> "bytes | list[bytes] | None":
    import typst

    made: bytes | list[bytes] | None = typst.compile(
        template.read_bytes(),
        root=str(template.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        **options,
    )
    return made


if __name__ == "__main__":
    sys.stdout.buffer.write(render(Path(sys.argv[1]), json.load(sys.stdin)))
