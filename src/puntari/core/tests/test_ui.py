from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation
from lxml import html

from puntari.core.paging import paginate
from puntari.core.style_guide import ExampleForm, style_guide
from puntari.core.tests.markup import EVIL, one, page_of, select, text_of, words
from puntari.core.ui import charts, formats
from puntari.core.ui.icons import ICONS


class Addresses:
    """The components need none of the site's addresses; every link to one is optional."""

    urlpatterns: list[Any] = []


@pytest.fixture(autouse=True)
def _no_site(settings: Any) -> None:
    settings.ROOT_URLCONF = Addresses


@pytest.mark.parametrize(
    "source",
    [
        "{% button evil %}",
        "{% button 'x' value=evil data_copy=evil %}",
        "{% button_link evil evil %}",
        "{% status 'ok' evil %}",
        "{% breadcrumb evil evil evil %}",
        "{% notice title=evil %}{{ evil }}{% endnotice %}",
        "{% card evil url=evil %}{{ evil }}{% endcard %}",
        "{% empty evil evil evil evil %}",
        "{% progress 1 2 evil %}",
        "{% facts pairs %}",
        "{% timeline steps %}",
        "{% bars rows evil %}",
        "{% confirm_form evil evil evil %}",
        "{% icon 'check' evil %}",
        "{% job_progress job %}",
    ],
)
def test_nothing_given_to_a_component_becomes_markup(source: str) -> None:
    job = SimpleNamespace(
        pk=1,
        label=EVIL,
        state="running",
        done=1,
        total=2,
        message=EVIL,
        result_url=EVIL,
        cancel_url=EVIL,
        status_url=EVIL,
    )
    out = text_of(
        source,
        evil=EVIL,
        pairs=[(EVIL, EVIL)],
        steps=[{"label": EVIL, "state": "done", "date": EVIL, "text": EVIL, "url": EVIL}],
        rows=[{"label": EVIL, "values": [(EVIL, 1)]}],
        job=job,
    )
    assert "<script" not in out
    assert "&lt;script&gt;" in out


def test_no_component_writes_a_style_attribute(rf: RequestFactory) -> None:
    page = style_guide(rf.get("/")).content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert " onclick=" not in page


def test_a_button_carries_its_attributes() -> None:
    button = one(
        page_of("{% button 'Poista' kind='danger' name='step' data_confirm='Varmasti?' disabled=True %}"),
        "button",
    )
    assert button.attrib["class"] == "button button--danger"
    assert button.attrib["type"] == "submit"
    assert button.attrib["data-confirm"] == "Varmasti?"
    assert "disabled" in button.attrib


@pytest.mark.parametrize(
    "source",
    [
        "{% button 'x' kind='loud' %}",
        "{% status 'red' 'x' %}",
        "{% icon 'unicorn' %}",
        "{% notice 'x' %}{% endnotice %}",
    ],
)
def test_an_unknown_kind_is_refused(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        text_of(source)


def test_a_status_is_told_in_words_beside_its_icon() -> None:
    page = page_of("{% status 'late' 'Myöhässä' %}")
    assert words(page) == "Myöhässä"
    assert one(page, "svg").attrib["aria-hidden"] == "true"


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_icon_is_well_formed(name: str) -> None:
    drawing = one(page_of(f"{{% icon '{name}' %}}"), "svg")
    assert len(drawing) >= 1


def test_a_named_icon_is_an_image() -> None:
    assert one(page_of("{% icon 'lock' 'Suojattu' %}"), "svg[role=img]").attrib["aria-label"] == "Suojattu"


def paginated(rf: RequestFactory, address: str, number: int) -> html.HtmlElement:
    page = Paginator(range(500), 25).page(number)
    return page_of("{% pagination page '25,50' %}", request=rf.get(address), page=page)


def test_pages_keep_the_query(rf: RequestFactory) -> None:
    page = paginated(rf, "/?q=koti%26ty%C3%B6&page=4", 4)
    assert one(page, "a[rel=next]").attrib["href"] == "?q=koti%26ty%C3%B6&page=5"
    assert words(one(page, "a[aria-current=page]")) == "Sivu 4"
    assert "Rivit 76–100, yhteensä 500" in words(page)


def test_another_page_size_starts_from_the_first_page(rf: RequestFactory) -> None:
    [now, other] = select(paginated(rf, "/?page=4", 4), ".pagination__sizes a")
    assert now.attrib["aria-current"] == "true"
    assert other.attrib["href"] == "?page=1&size=50"


def test_two_lists_on_a_page_are_leafed_through_apart(rf: RequestFactory) -> None:
    request = rf.get("/?runs=2&page=3&size=10")
    runs, rows = paginate(request, list(range(90)), name="runs"), paginate(request, list(range(90)))
    assert (runs.number, len(runs), rows.number, len(rows)) == (2, 25, 3, 10)
    page = page_of("{% pagination runs label='Erät' %}", request=request, runs=runs)
    assert one(page, "a[rel=next]").attrib["href"] == "?runs=3&page=3&size=10#runs"
    assert one(page, "nav").attrib["aria-label"] == "Sivut: Erät"
    page = page_of("{% pagination rows %}", request=request, rows=rows)
    assert one(page, "a[rel=next]").attrib["href"] == "?runs=2&page=4&size=10"


def test_the_first_page_has_no_previous(rf: RequestFactory) -> None:
    assert select(paginated(rf, "/", 1), "a[rel=prev]") == []


def test_one_page_without_sizes_shows_only_its_count(rf: RequestFactory) -> None:
    page = Paginator(range(3), 25).page(1)
    assert words(page_of("{% pagination page %}", request=rf.get("/"), page=page)) == ""


def test_progress_is_native_and_in_words() -> None:
    page = page_of("{% progress 10 40 'Vahvistaneet' %}")
    assert one(page, "progress").attrib["max"] == "40"
    assert words(one(page, ".progress__text")) == "Vahvistaneet 10 / 40 (25 %)"


def test_progress_of_nothing_does_not_divide_by_it() -> None:
    assert one(page_of("{% progress 0 0 'Kirjeet' %}"), "progress").attrib["max"] == "1"


ROWS: list[charts.BarRow] = [
    {"label": "15–24", "values": [("Paneeli", 4), ("Tavoite", None)], "min": 2, "max": 6},
    {"label": "25–44", "values": [("Paneeli", 8), ("Tavoite", 5)]},
]


def test_bars_share_one_scale() -> None:
    first, second = charts.draw_bars(ROWS).rows
    assert [bar.width for bar in first.bars] == ["50.00%", "0.00%"]
    assert [bar.width for bar in second.bars] == ["100.00%", "62.50%"]
    assert first.band == charts.Band(2, 6, "25.00%", "50.00%")
    assert second.band is None


def test_bars_of_zeros_are_empty() -> None:
    [row] = charts.draw_bars([{"label": "a", "values": [("Paneeli", 0)]}]).rows
    assert row.bars[0].width == "0.00%"


def test_bars_give_the_numbers_as_a_table() -> None:
    page = page_of("{% bars rows 'Ikä' %}", rows=ROWS)
    cells = [[words(cell) for cell in select(row, "td.number")] for row in select(page, "tbody tr")]
    assert cells == [["4", "–", "2–6"], ["8", "5", ""]]
    assert words(one(page, "caption")) == "Ikä"
    assert all(drawing.attrib["aria-hidden"] == "true" for drawing in select(page, "svg"))


def test_a_timeline_says_its_states() -> None:
    steps = [
        {"label": "Vastaus", "state": "done"},
        {"label": "Toimi", "state": "current"},
        {"label": "Arvio", "state": "todo"},
    ]
    page = page_of("{% timeline steps %}", steps=steps)
    assert [words(step) for step in select(page, "li")] == [
        "Vastaus valmis",
        "Toimi käynnissä",
        "Arvio tulossa",
    ]
    assert len(select(page, "li[aria-current=step]")) == 1


def test_facts_take_a_mapping_too() -> None:
    assert words(one(page_of("{% facts pairs %}", pairs={"Kutsuttuja": 5000}), "dd")) == "5000"


def job(state: str, **changes: Any) -> SimpleNamespace:
    facts = {"pk": 7, "label": "Kirjeet", "done": 30, "total": 100, "message": "", "result_url": "/r/"}
    return SimpleNamespace(**{**facts, "state": state, "cancel_url": "/c/", "status_url": "/s/", **changes})


@pytest.mark.parametrize(
    ("state", "asks"), [("queued", True), ("running", True), ("done", False), ("failed", False)]
)
def test_a_job_asks_again_only_while_it_lives(state: str, asks: bool) -> None:
    block = one(page_of("{% job_progress job %}", job=job(state)), "#job-7")
    assert ("hx-get" in block.attrib) is asks


def test_a_running_job_is_spoken_by_quarters() -> None:
    block = one(page_of("{% job_progress job %}", job=job("running")), "#job-7")
    assert block.attrib["data-announce"] == "Kirjeet: käynnissä 25 %"


def test_a_done_job_leads_to_its_result() -> None:
    page = page_of("{% job_progress job %}", job=job("done", done=100))
    assert one(page, "a").attrib["href"] == "/r/"


def test_a_job_of_unknown_length_still_moves() -> None:
    page = page_of("{% job_progress job %}", job=job("running", done=0, total=0))
    assert "value" not in one(page, "progress").attrib


def test_dates_and_months_are_finnish() -> None:
    out = text_of("{{ day|fidate }} {{ day|month }} {{ none|fidate }}", day=date(2026, 3, 5), none=None)
    assert out == "5.3.2026 3/2026 "


@pytest.mark.parametrize(("language", "word"), [("fi", "klo"), ("sv", "kl.")])
def test_a_moment_is_told_in_helsinki_time(language: str, word: str) -> None:
    with translation.override(language):
        out = text_of("{{ moment|fidatetime }}", moment=datetime(2026, 12, 31, 22, 5, tzinfo=UTC))
    assert out == f"1.1.2027 {word} 00.05"


@pytest.mark.parametrize(
    ("cents", "shown"), [(9000, "90,00 €"), (123_456_789, "1 234 567,89 €"), (-5, "−0,05 €"), (0, "0,00 €")]
)
def test_money_is_written_the_finnish_way(cents: int, shown: str) -> None:
    assert formats.format_euros(cents) == shown.replace(" ", formats.NBSP)
    assert text_of("{{ none|euros }}", none=None) == ""


def test_the_style_guide_shows_every_shape_of_field(rf: RequestFactory) -> None:
    page = html.fromstring(style_guide(rf.get("/")).content.decode())
    assert len(select(page, "main .field")) == len(ExampleForm.base_fields)
    assert one(page, "h1").text_content() == "Tyyliopas"


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html"])
def test_the_pages_of_broken_days_need_no_context(name: str) -> None:
    from django.template.loader import get_template

    page = html.fromstring(get_template(name).render())
    assert len(select(page, "h1")) == 1
    assert select(page, "link[rel=stylesheet]")
