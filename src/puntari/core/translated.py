"""Content in three languages: a field and its `_sv` and `_en` sisters."""

from django.utils.translation import get_language


def tr(thing: object, field: str, language: str | None = None) -> str:
    """The field's text in the wanted (or current) language, Finnish where a translation is missing."""
    wanted = (language or get_language() or "fi")[:2]
    sister = getattr(thing, f"{field}_{wanted}", "") if wanted != "fi" else ""
    return str(sister or getattr(thing, field))
