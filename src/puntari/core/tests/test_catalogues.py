import ast
import gettext
import os
from pathlib import Path
from textwrap import dedent

import pytest

from puntari.core import catalogues
from puntari.core.catalogues import Key

MODULE = """
from django.utils.translation import gettext as _, ngettext, pgettext, npgettext

def words(n):
    _("Paneeli")
    _("Hei {name}").format(name="Aino")
    _("")
    pgettext("ovi", "Auki")
    npgettext("puhe", "yksi vuoro", "%(n)s vuoroa", n)
    return ngettext("%(n)s päivä", "%(n)s päivää", n) % {"n": n}
"""
PAGE = """
{% load i18n %}<a title="it's (open">{% translate "Avoin" context "ovi" %}</a>
      {{ x|default:_("ei mitään") }}
   {% comment %} don't { translate( {% endcomment %}
  {% blocktranslate trimmed count n=rows %}
    {{ n }} kirje "perillä"
  {% plural %}{{ n }} kirjettä{% endblocktranslate %}
"""


@pytest.fixture
def room(tmp_path: Path) -> Path:
    room = tmp_path / "panels"
    (room / "templates" / "panels").mkdir(parents=True)
    (room / "tests").mkdir()
    (room / "__init__.py").touch()
    (room / "views.py").write_text(MODULE, "utf-8")
    (room / "tests" / "test_views.py").write_text('_("Ei näytetä kenellekään")', "utf-8")
    (room / "templates" / "panels" / "page.html").write_text(PAGE, "utf-8")
    return room


def write(room: Path, language: str, text: str) -> Path:
    path = catalogues.catalogue_path(room, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(catalogues.HEADER.format(language=language) + dedent(text), "utf-8")
    return path


def codes(room: Path, language: str = "sv") -> set[tuple[str, str]]:
    return {(p.code, p.msgid) for p in catalogues.check(room) if f"/{language}/" in str(p.path)}


def only(room: Path, source: str) -> None:
    (room / "views.py").write_text(source, "utf-8")
    (room / "templates" / "panels" / "page.html").unlink()


def test_messages_are_found_in_modules_and_templates_but_not_in_tests(room: Path) -> None:
    assert catalogues.messages_of(room) == [
        Key('%(n)s kirje "perillä"', "", "%(n)s kirjettä"),
        Key("%(n)s päivä", "", "%(n)s päivää"),
        Key("Auki", "ovi"),
        Key("Avoin", "ovi"),
        Key("Hei {name}"),
        Key("Paneeli"),
        Key("ei mitään"),
        Key("yksi vuoro", "puhe", "%(n)s vuoroa"),
    ]


def test_a_text_used_alone_and_with_a_plural_is_one_message(room: Path) -> None:
    only(room, '_("päivä")\nngettext("päivä", "päivää", n)\n_("päivä")\n')
    assert catalogues.messages_of(room) == [Key("päivä", "", "päivää")]


def test_an_update_lists_every_message_and_a_second_one_changes_nothing(room: Path) -> None:
    assert [path.parts[-3] for path in catalogues.update(room)] == ["sv", "en"]
    assert len(codes(room)) == 8
    assert {code for code, _ in codes(room)} == {"untranslated"}
    assert catalogues.update(room) == []


def test_an_update_keeps_translations_and_drops_what_is_no_longer_said(room: Path) -> None:
    only(room, '_("Paneeli")')
    path = write(room, "sv", 'msgid "Paneeli"\nmsgstr "Panel"\n\nmsgid "Vanha"\nmsgstr "Gammal"\n')
    catalogues.update(room)
    assert 'msgstr "Panel"' in path.read_text("utf-8")
    assert "Vanha" not in path.read_text("utf-8")


def test_an_update_finds_the_translation_in_another_room(room: Path, tmp_path: Path) -> None:
    only(room, '_("Paneeli")')
    other = tmp_path / "fees"
    other.mkdir()
    (other / "__init__.py").touch()
    write(other, "sv", 'msgid "Paneeli"\nmsgstr "Panel"\n')
    catalogues.update(room)
    assert codes(room) == set()


def test_catalogues_carry_no_dates_and_no_places(room: Path) -> None:
    catalogues.update(room)
    text = catalogues.catalogue_path(room, "en").read_text("utf-8")
    assert "Date" not in text
    assert "#:" not in text
    assert "views.py" not in text


def test_catalogues_are_sorted(room: Path) -> None:
    only(room, '_("b")\n_("c")\n_("a")')
    catalogues.update(room)
    text = catalogues.catalogue_path(room, "en").read_text("utf-8")
    assert text.index('"a"') < text.index('"b"') < text.index('"c"')


def test_a_room_without_messages_has_no_catalogue(room: Path) -> None:
    catalogues.update(room)
    only(room, "pass")
    catalogues.update(room)
    assert not catalogues.catalogue_path(room, "sv").exists()
    assert catalogues.check(room) == []


def test_a_missing_a_fuzzy_and_an_unused_message_are_reported(room: Path) -> None:
    only(room, '_("Uusi")\n_("Arvattu")')
    write(
        room,
        "sv",
        """
        #, fuzzy
        msgid "Arvattu"
        msgstr "Gissad"

        msgid "Vanha"
        msgstr "Gammal"
        """,
    )
    assert codes(room) == {("missing", "Uusi"), ("fuzzy", "Arvattu"), ("unused", "Vanha")}


@pytest.mark.parametrize(
    ("text", "translation", "agree"),
    [
        ("Hei %(name)s", "Hej %(name)s", True),
        ("Hei %(name)s", "Hej %(nam)s", False),
        ("Hei {name}", "Hej", False),
        ("Hei {when:%d.%m.}", "Hej {when:%d.%m.}", True),
        ("%s / %d", "%d / %s", True),
        ("Hei", "Hej {name}", False),
        ("100 %% varma", "100 %% säker", True),
        ("50 % osallistui", "50 % deltog", True),
    ],
)
def test_placeholders_agree(text: str, translation: str, agree: bool) -> None:
    assert catalogues.placeholders_agree(Key(text), (translation,)) is agree


@pytest.mark.parametrize(
    ("forms", "agree"),
    [
        (("%(n)s dag", "%(n)s dagar"), True),
        (("en dag", "%(n)s dagar"), True),
        (("en dag", "dagar"), False),
        (("%(m)s dag", "%(n)s dagar"), False),
    ],
)
def test_only_the_form_for_one_may_leave_the_number_out(forms: tuple[str, str], agree: bool) -> None:
    key = Key("%(n)s päivä", plural="%(n)s päivää")
    assert catalogues.placeholders_agree(key, forms) is agree


def test_two_rooms_may_not_translate_one_message_differently(room: Path, tmp_path: Path) -> None:
    other = tmp_path / "recruitment"
    other.mkdir()
    (other / "__init__.py").touch()
    write(room, "sv", 'msgid "Kutsu"\nmsgstr "Inbjudan"\n')
    path = write(other, "sv", 'msgid "Kutsu"\nmsgstr "Kallelse"\n')
    assert catalogues.conflicts(tmp_path) == [catalogues.Problem(path, "Kutsu", "conflict")]


def test_compiled_messages_are_read_by_gettext_and_only_changed_ones_are_compiled(room: Path) -> None:
    source = write(
        room,
        "sv",
        """
        msgid "päivä"
        msgid_plural "päivää"
        msgstr[0] "dag på ön"
        msgstr[1] "dagar på ön"
        """,
    )
    [target] = catalogues.compile_changed(room)
    with target.open("rb") as handle:
        translations = gettext.GNUTranslations(handle)
    assert [translations.ngettext("päivä", "päivää", n) for n in (1, 2)] == ["dag på ön", "dagar på ön"]
    assert catalogues.compile_changed(room) == []
    os.utime(source, (source.stat().st_atime, target.stat().st_mtime + 1))
    assert catalogues.compile_changed(room) == [target]


def test_a_check_with_faults_exits_with_one(room: Path, tmp_path: Path) -> None:
    lines, status = catalogues.run("check", [], tmp_path)
    assert status == 1
    assert len(lines) == 16
    assert catalogues.run("check", ["fees"], tmp_path) == ([], 0)


def test_no_message_hides_inside_an_f_string_where_it_would_not_be_found() -> None:
    hidden = [
        f"{path.relative_to(catalogues.PACKAGE)}:{call.lineno}"
        for path in sorted(catalogues.PACKAGE.rglob("*.py"))
        for text in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in catalogues.KEYWORDS
    ]
    assert hidden == []
