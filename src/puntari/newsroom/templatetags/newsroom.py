"""The text of a release in templates."""

from django import template

from puntari.core.translated import tr
from puntari.newsroom.models import Release
from puntari.newsroom.text import Block, blocks

register = template.Library()


@register.filter
def body_blocks(release: Release) -> list[Block]:
    """The body in the reader's language, cut into paragraphs and subheads."""
    return blocks(tr(release, "body"))
