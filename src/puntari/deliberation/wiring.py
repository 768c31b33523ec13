"""What this room registers at start: error words, its stage, its pieces of other rooms' pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from puntari.core import sections, stages, words
from puntari.deliberation import desks
from puntari.deliberation.wordings import WORDS

words.register(WORDS)

stages.register(
    stages.Stage("statement", 60, _("Loppulausuma"), "desk-statement", desks.READERS, desks.stage_state)
)
sections.register(
    sections.Section("statement", 60, "panel", "deliberation/section_panel.html", desks.section_for_panel)
)
sections.register(sections.Section("ballot", 10, "me", "deliberation/section_me.html", desks.section_for_me))
