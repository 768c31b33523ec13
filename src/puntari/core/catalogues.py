"""The message catalogues: Finnish is written in the code, Swedish and English in each room's .po files.

Works without GNU gettext and without starting Django, so a fresh clone can compile its messages at once:
`python -m puntari.core.catalogues update|check|compile [ROOM ...]`. The files are sorted and carry neither
dates nor line numbers, so that two people's changes meet only where they touch the same message.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGES = ("sv", "en")
TEMPLATE_SUFFIXES = frozenset({".html", ".txt", ".xml", ".svg"})
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Swedish and English decline alike: one form for one, another for everything else.
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-+#0]*[\d.]*[a-zA-Z]|\{\w*(?:[.\[!:][^{}]*)?\}")


@dataclass(frozen=True, order=True)
class Key:
    """What a message is found by: its context, its Finnish text and the plural of that text if any."""

    text: str
    context: str = ""
    plural: str = ""

    @property
    def found_by(self) -> tuple[str, str]:
        return self.context, self.text


@dataclass(frozen=True, order=True)
class Problem:
    """A fault of a catalogue: `code` is missing, untranslated, fuzzy, placeholders, unused or conflict."""

    path: Path
    msgid: str
    code: str

    def __str__(self) -> str:
        return f"{self.path}: {self.code}: {self.msgid!r}"


def rooms(package: Path = PACKAGE) -> list[Path]:
    return sorted(path.parent for path in package.glob("*/__init__.py"))


def catalogue_path(room: Path, language: str) -> Path:
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def messages_of(room: Path) -> list[Key]:
    """Every message the room's Python modules and templates name, sorted; tests and migrations aside."""
    return sorted(set(_merge_plurals(_all_keys(room))))


def _all_keys(room: Path) -> Iterator[Key]:
    for path in sorted(room.rglob("*")):
        inside = path.relative_to(room).parts
        if "tests" in inside or "migrations" in inside or not path.is_file():
            continue
        if path.suffix == ".py":
            yield from keys_in_python(path.read_text("utf-8"))
        elif "templates" in inside and path.suffix in TEMPLATE_SUFFIXES:
            yield from keys_in_template(path.read_text("utf-8"), origin=str(path))


def _merge_plurals(keys: Iterable[Key]) -> Iterator[Key]:
    """gettext finds a message by its singular, so one text used alone and with a plural is one message."""
    found: dict[tuple[str, str], Key] = {}
    for key in keys:
        if key.plural or key.found_by not in found:
            found[key.found_by] = key
    yield from found.values()


def keys_in_python(source: str) -> Iterator[Key]:
    """Messages of a Python module; an empty text is no message."""
    encoded = io.BytesIO(source.encode("utf-8"))
    for _line, text, _comments, context in extract("python", encoded, keywords=KEYWORDS, comment_tags=()):
        singular, plural = text if isinstance(text, tuple) else (text, "")
        if singular:
            yield Key(singular, context or "", plural)


def keys_in_template(source: str, *, origin: str | None = None) -> Iterator[Key]:
    from django.utils.translation.template import templatize

    code = templatize(source, origin=origin)
    # The rest of the page is left as blanks and letters, whose indentation is no Python.
    return keys_in_python("\n".join(line.strip() for line in code.splitlines()))


def read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as handle:
        return read_po(handle, locale=language, ignore_obsolete=True, abort_invalid=True)


def entries(catalogue: Catalog) -> dict[Key, Message]:
    return {_key_of(message): message for message in catalogue if message.id}


def _key_of(message: Message) -> Key:
    singular, plural = message.id if isinstance(message.id, tuple | list) else (message.id, "")
    return Key(singular, message.context or "", plural)


def forms(message: Message) -> tuple[str, ...]:
    """The translation's forms, one or two; an untranslated form is empty."""
    string = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return tuple(form or "" for form in string)


def is_translated(message: Message) -> bool:
    return all(forms(message)) and len(forms(message)) == (2 if message.pluralizable else 1)


def merged(keys: Iterable[Key], known: dict[Key, Message], language: str) -> Catalog:
    """A catalogue of exactly these messages, with the translations that are known already."""
    catalogue = Catalog(locale=language)
    for key in keys:
        old = known.get(key)
        msgid, empty = ((key.text, key.plural), ("", "")) if key.plural else (key.text, "")
        catalogue.add(
            msgid,
            old.string if old else empty,
            context=key.context or None,
            user_comments=old.user_comments if old else (),
            flags=old.flags if old else (),
        )
    return catalogue


def as_text(catalogue: Catalog, language: str) -> str:
    out = io.BytesIO()
    write_po(out, catalogue, width=100, no_location=True, omit_header=True, sort_output=True)
    return HEADER.format(language=language) + out.getvalue().decode("utf-8").strip() + "\n"


def known_translations(package: Path, language: str) -> dict[Key, Message]:
    """Every translation of the house, so that a text moved to another room keeps its translation."""
    known: dict[Key, Message] = {}
    for room in rooms(package):
        for key, message in entries(read(catalogue_path(room, language), language)).items():
            if is_translated(message):
                known.setdefault(key, message)
    return known


def update(room: Path) -> list[Path]:
    """Write the room's catalogues anew from its messages; returns the files that changed."""
    keys, changed = messages_of(room), []
    for language in LANGUAGES:
        path = catalogue_path(room, language)
        own = {key: one for key, one in entries(read(path, language)).items() if is_translated(one)}
        known = known_translations(room.parent, language) | own
        if _write_if_changed(path, as_text(merged(keys, known, language), language), wanted=bool(keys)):
            changed.append(path)
    return changed


def _write_if_changed(path: Path, text: str, *, wanted: bool) -> bool:
    if not wanted:
        existed = path.exists()
        path.unlink(missing_ok=True)
        path.with_suffix(".mo").unlink(missing_ok=True)
        return existed
    if path.exists() and path.read_text("utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return True


def check(room: Path) -> list[Problem]:
    """Faults of the room's own catalogues, sorted."""
    keys = messages_of(room)
    return sorted(problem for language in LANGUAGES for problem in _check_language(room, language, keys))


def _check_language(room: Path, language: str, keys: list[Key]) -> Iterator[Problem]:
    path = catalogue_path(room, language)
    present = entries(read(path, language))
    for key in keys:
        code = _fault_of(key, present.get(key))
        if code:
            yield Problem(path, key.text, code)
    for key in present.keys() - set(keys):
        yield Problem(path, key.text, "unused")


def _fault_of(key: Key, message: Message | None) -> str:
    if message is None:
        return "missing"
    if message.fuzzy:
        return "fuzzy"
    if not is_translated(message):
        return "untranslated"
    return "" if placeholders_agree(key, forms(message)) else "placeholders"


def placeholders(text: str) -> frozenset[str]:
    """Names that are filled in when the message is shown, such as `%(count)s` and `{name}`."""
    return frozenset(PLACEHOLDER.findall(text.replace("%%", "")))


def placeholders_agree(key: Key, translated: tuple[str, ...]) -> bool:
    """The same names on both sides; the form for one may write the number out instead of naming it."""
    if not key.plural:
        return placeholders(key.text) == placeholders(translated[0])
    one, many = placeholders(key.text), placeholders(key.plural)
    return placeholders(translated[0]) <= one | many and placeholders(translated[-1]) == many


def conflicts(package: Path) -> list[Problem]:
    """Messages two rooms translate differently: Django would show the first room's words in both."""
    found = []
    for language in LANGUAGES:
        first: dict[tuple[str, str], tuple[str, ...]] = {}
        for room in rooms(package):
            path = catalogue_path(room, language)
            for key, message in entries(read(path, language)).items():
                if first.setdefault(key.found_by, forms(message)) != forms(message):
                    found.append(Problem(path, key.text, "conflict"))
    return sorted(found)


def compile_changed(room: Path) -> list[Path]:
    """Write the .mo beside each .po that is newer; returns the .mo files written."""
    written = []
    for language in LANGUAGES:
        source = catalogue_path(room, language)
        target = source.with_suffix(".mo")
        if source.exists() and _is_older(target, source):
            with target.open("wb") as handle:
                write_mo(handle, read(source, language))
            written.append(target)
    return written


def _is_older(target: Path, source: Path) -> bool:
    return not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("task", choices=["update", "check", "compile"])
    parser.add_argument("room", nargs="*", help="names of rooms; all when left out")


def run(task: str, names: list[str], package: Path = PACKAGE) -> tuple[list[str], int]:
    """Lines to print and the exit status."""
    chosen = [room for room in rooms(package) if not names or room.name in names]
    if task == "check":
        problems = [problem for room in chosen for problem in check(room)] + conflicts(package)
        return [str(problem) for problem in problems], int(bool(problems))
    work = update if task == "update" else compile_changed
    return [str(path) for room in chosen for path in work(room)], 0


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="catalogues", description=__doc__.splitlines()[0])
    add_arguments(parser)
    options = parser.parse_args(arguments)
    lines, status = run(options.task, options.room)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
