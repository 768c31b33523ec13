"""Content in the reader's language: {{ panel|tr:"title" }}."""

from typing import Any

from django import template

from puntari.core.translated import tr as _tr

register = template.Library()


@register.filter
def tr(thing: Any, field: str) -> str:
    """The field's text in the current language, Finnish where a translation is missing."""
    return _tr(thing, field) if thing else ""


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """A value of a mapping by a key that is itself a variable."""
    return mapping.get(key) if hasattr(mapping, "get") else None
