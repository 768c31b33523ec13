import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puntari.methods.payments import to_latin1


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Äijö Öhman-Åström", "Äijö Öhman-Åström"),
        ("A\u0308ijo\u0308", "Äijö"),
        ("Šimůnek Žižka", "Simunek Zizka"),
        ("Erdős Łukasz Đorđe", "Erdos Lukasz Dorde"),
        ("Ánnámárjá Čáhcesuolu Ŋuorvu", "Ánnámárjá Cáhcesuolu Nuorvu"),
        ("Nguyễn Thị Hạnh", "Nguyên Thi Hanh"),
        ("Skolt ǟ ǩ", "Skolt ä k"),
        ("Иванова", "Ivanova"),
        ("O’Neill – “x”…", 'O\'Neill - "x"...'),
        ("palkkio 100 €", "palkkio 100 EUR"),
        ("yksi\u00a0kaksi\n\tkolme\u200b", "yksi kaksi kolme"),
        ("\U0001f600", "?"),
        ("\u0000\u0007", ""),
    ],
)
def test_names_are_written_as_near_as_can_be(name: str, written: str) -> None:
    assert to_latin1(name) == written


def test_a_cut_leaves_no_space_behind() -> None:
    assert to_latin1("abc def", limit=4) == "abc"


@settings(deadline=None)
@given(st.text(), st.integers(min_value=1, max_value=140))
def test_every_text_becomes_printable_latin1(text: str, limit: int) -> None:
    written = to_latin1(text, limit=limit)
    assert written.encode("latin-1").decode("latin-1") == written
    assert len(written) <= limit
    assert "\n" not in written
    assert written == written.strip()
    assert to_latin1(written) == written
