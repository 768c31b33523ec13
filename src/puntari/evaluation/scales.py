"""The scales of survey questions and how an answer on them is read."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Scale:
    """A scale: numbers with words; `worst` to `best` are its ends. `words` = () marks a free text."""

    key: str
    words: tuple[tuple[int, Words], ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(number for number, _word in self.words)


AGREE = Scale(
    "agree",
    (
        (5, _("täysin samaa mieltä")),
        (4, _("melko samaa mieltä")),
        (3, _("siltä väliltä")),
        (2, _("melko eri mieltä")),
        (1, _("täysin eri mieltä")),
    ),
)
ZERO_TO_TEN = Scale("zero_to_ten", tuple((number, str(number)) for number in range(11)))
PACE = Scale("pace", ((1, _("liian hidas")), (2, _("sopiva")), (3, _("liian nopea"))))
YES_NO = Scale("yes_no", ((1, _("kyllä")), (0, _("ei"))))
TEXT = Scale("text", ())
SCALES = {scale.key: scale for scale in (AGREE, ZERO_TO_TEN, PACE, YES_NO, TEXT)}
