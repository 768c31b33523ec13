"""What the floor registers at start: the words of an empty field."""

from puntari.core.forms import word_missing_fields

word_missing_fields()
