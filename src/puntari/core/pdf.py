"""PDF from typst templates: tagged (PDF/UA-1), with the house's own font, one call."""

import json
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"


def render(template: Path, data: dict[str, Any]) -> bytes:
    """Compile a typst template; it reads its data with `json(bytes(sys.inputs.data))`.

    The result is tagged PDF/UA-1; typst refuses a document without a title or with an image without alt text.
    """
    made = typst.compile(
        template.read_bytes(),
        root=str(template.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, default=str)},
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no document")
    return made
