from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.test import Client

from puntari.core.errors import BadInput
from puntari.core.models import Organisation, User
from puntari.followup import actions, queries
from puntari.followup.models import Action
from puntari.followup.tests.tables import DIGITAL, as_csv
from puntari.panels.models import Panel

FRAME = "/panels/testi/actions/embed/"
FRAGMENT = "/panels/testi/actions/fragment/"
CODES = "/desk/panels/testi/followup/embed/"


@pytest.fixture
def table(panel: Panel) -> Panel:
    actions.import_table(panel=panel, content=as_csv(DIGITAL), name="t", actor=None)
    return panel


def ancestors(answer: Any) -> str:
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";") if part)
    return policy["frame-ancestors"]


def test_only_the_frame_may_be_held_by_others(client: Client, table: Panel) -> None:
    frame = client.get(FRAME)
    assert frame.status_code == 200
    assert ancestors(frame) == "*"
    assert "X-Frame-Options" not in frame
    for path in ("/panels/testi/actions/", FRAGMENT, "/actions/"):
        assert ancestors(client.get(path)) == "'none'"
        assert client.get(path)["X-Frame-Options"] == "DENY"


def test_an_organisation_names_the_sites(client: Client, table: Panel, coordinator: User) -> None:
    told = "https://www.Alue.example/\nhttps://*.kunta.example:8443"
    actions.allow_embedding(organisation=table.organisation, origins=told, actor=coordinator)
    assert ancestors(client.get(FRAME)) == "https://www.alue.example https://*.kunta.example:8443"
    actions.allow_embedding(organisation=table.organisation, origins="", actor=coordinator)
    assert ancestors(client.get(FRAME)) == "'none'"
    actions.allow_embedding(organisation=table.organisation, origins="* https://x.example", actor=coordinator)
    assert queries.embed_origins(table.organisation) == ["*"]


@pytest.mark.parametrize(
    "line", ["alue.example", "https://a.example;script-src", "javascript:x", "https://a/b", "'self'"]
)
def test_what_is_no_site_is_refused(organisation: Organisation, line: str) -> None:
    with pytest.raises(BadInput) as refused:
        actions.allow_embedding(organisation=organisation, origins=line, actor=None)
    assert refused.value.code == "followup.origin_unfit"
    assert queries.embed_origins(organisation) == ["*"]


def test_the_frame_is_the_table_without_the_site(client: Client, table: Panel) -> None:
    html = client.get(f"{FRAME}?q=ohje&lang=sv").content.decode()
    assert "2.2. Hyvät ohjeet" in html
    assert "Alustan hankinta" not in html
    assert "site-header" not in html
    assert '<input type="hidden" name="lang" value="sv">' in html
    assert f'action="{FRAME}#found"' in html
    assert 'target="_blank" rel="noopener"' in html


def test_the_fragment_is_a_plain_table_for_anybody(client: Client, table: Panel) -> None:
    answer = client.get(FRAGMENT)
    html = answer.content.decode()
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert (html[:4], html.rstrip()[-6:]) == ("<div", "</div>")
    assert html.count("<tr>") == 4
    assert 'rowspan="2"' in html
    assert "<script" not in html
    assert 'href="http://localhost:8000/panels/testi/recommendations/2/"' in html


def test_a_hidden_panel_cannot_be_embedded(client: Client, table: Panel) -> None:
    table.visibility = Panel.Visibility.DRAFT
    table.save()
    assert client.get(FRAME).status_code == client.get(FRAGMENT).status_code == 404


def test_the_codes_are_for_the_coordinator(
    client: Client, table: Panel, coordinator: User, outsider: User, signed_in: Any
) -> None:
    assert client.get(CODES).status_code == 302
    assert signed_in(outsider).get(CODES).status_code == 404
    desk = signed_in(coordinator)
    html = desk.get(CODES).content.decode()
    assert f"&lt;iframe data-puntari src=&quot;http://localhost:8000{FRAME}" in html.replace(
        '"http', "&quot;http"
    )
    assert desk.post(CODES, {"origins": "roska"}).status_code == 422
    assert desk.post(CODES, {"origins": "https://a.example"}).status_code == 302
    assert queries.embed_origins(table.organisation) == ["https://a.example"]


@pytest.fixture
def other_site() -> Iterator[Callable[[str], str]]:
    """Serve one page from another origin; browsers let only a real local server hold a local frame."""
    body = b""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    Thread(target=server.serve_forever, daemon=True).start()

    def serve(page: str) -> str:
        nonlocal body
        body = page.encode()
        return f"http://127.0.0.1:{server.server_port}/"

    yield serve
    server.shutdown()
    server.server_close()


def test_the_fragment_tells_the_answers_and_whose_language_is_whose(client: Client, table: Panel) -> None:
    one = actions.add_recommendation(panel=table, title="9. Ilman toimia", actor=None)
    actions.answer_recommendation(
        recommendation=one,
        decision="reject",
        reason="Laki estää sen. Muuta emme voi.",
        body="Hallitus",
        decided_on=date(2025, 1, 1),
        actor=None,
    )
    html = client.get(f"{FRAGMENT}?lang=sv").content.decode()
    assert '<span lang="fi">9. Ilman toimia</span></a><br>Godkänns inte' in html
    assert '<td colspan="5"><p>Motivering: <span lang="fi">Laki estää sen.</span></p></td>' in html
    assert 'Behandlad. <span lang="fi">Kokeiltu ajanvarauksessa</span>' in html
    assert "Uppdaterad" in html
    assert '<th scope="rowgroup"' in html
    assert '<th scope="row" rowspan="1">' in html


def test_a_late_action_without_a_status_says_only_that(client: Client, table: Panel) -> None:
    first = Action.objects.order_by("pk")[0]
    actions.change_action(action=first, actor=None, status=None, status_words="", schedule="1/2020")
    assert "<td>Myöhässä aikataulusta</td>" in client.get(FRAGMENT).content.decode()


@pytest.mark.browser
def test_a_frame_on_another_site_takes_the_height_of_its_table(
    live_site: str, table: Panel, desk: Any, other_site: Callable[[str], str]
) -> None:
    page = f"""<!doctype html><html lang="fi"><title>Alue</title><h1>Alue</h1>
    <iframe data-puntari title="Taulukko" src="{live_site}{FRAME}" width="100%" height="100"></iframe>
    <script src="{live_site}/static/followup/embed.js" async></script>"""
    desk.goto(other_site(page))
    frame = desk.frame_locator("iframe")
    frame.get_by_role("columnheader", name="Vastuu").wait_for()
    desk.wait_for_function("document.querySelector('iframe').clientHeight > 400")
    inside = frame.locator("main").evaluate("main => main.getBoundingClientRect().height")
    desk.wait_for_function(f"Math.abs(document.querySelector('iframe').clientHeight - {inside}) <= 2")
    full = desk.evaluate("document.querySelector('iframe').clientHeight")
    frame.get_by_label("Hakusana").fill("zzz")
    frame.get_by_role("button", name="Hae").click()
    frame.get_by_text("Haulla ei löytynyt").wait_for()
    desk.wait_for_function(f"document.querySelector('iframe').clientHeight < {full}")
