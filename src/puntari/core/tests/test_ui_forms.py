from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.test import RequestFactory
from lxml import html

from puntari.core.tests.markup import EVIL, one, page_of, select, text_of, words
from puntari.core.ui import confirm


class Addresses:
    """The components need none of the site's addresses; every link to one is optional."""

    urlpatterns: list[Any] = []


@pytest.fixture(autouse=True)
def _no_site(settings: Any) -> None:
    settings.ROOT_URLCONF = Addresses


EVERY_KIND = {
    "line": forms.CharField(),
    "mail": forms.EmailField(),
    "number": forms.IntegerField(),
    "day": forms.DateField(),
    "hour": forms.TimeField(),
    "moment": forms.DateTimeField(),
    "one": forms.ChoiceField(choices=[("a", "A")]),
    "many": forms.MultipleChoiceField(choices=[("a", "A")]),
    "box": forms.BooleanField(),
    "file": forms.FileField(),
}


class NeedsForm(forms.Form):
    email = forms.EmailField(
        label="Sähköposti", help_text="Vahvistusta varten", widget=forms.EmailInput({"autocomplete": "email"})
    )
    language = forms.ChoiceField(
        label="Kieli", choices=[("fi", "Suomi"), ("sv", "Svenska")], widget=forms.RadioSelect
    )
    consent = forms.BooleanField(label="Suostun", required=False)
    token = forms.CharField(widget=forms.HiddenInput)


@pytest.fixture
def wrong() -> NeedsForm:
    return NeedsForm({"email": "aino@", "token": "t"})


def test_a_field_is_tied_to_its_help_and_error(wrong: NeedsForm) -> None:
    page = page_of("{% field form.email %}", form=wrong)
    widget = one(page, "input")
    assert widget.attrib["aria-describedby"].split() == ["id_email_helptext", "id_email_error"]
    assert widget.attrib["aria-invalid"] == "true"
    assert widget.attrib["autocomplete"] == "email"
    assert {one(page, "#id_email_helptext").tag, one(page, "#id_email_error").tag} == {"div", "ul"}
    assert "(pakollinen)" in words(one(page, "label[for=id_email]"))


def test_an_optional_field_is_not_called_required(wrong: NeedsForm) -> None:
    assert "pakollinen" not in text_of("{% field form.consent %}", form=wrong)


def test_choices_are_a_fieldset_with_a_legend(wrong: NeedsForm) -> None:
    page = page_of("{% field form.language %}", form=wrong)
    assert one(page, "fieldset").attrib["aria-describedby"] == "id_language_error"
    assert words(one(page, "legend")).startswith("Kieli")
    assert len(select(page, "input[type=radio]")) == 2


def test_help_and_choices_from_a_database_are_escaped() -> None:
    field = forms.ChoiceField(label=EVIL, help_text=EVIL, choices=[("a", EVIL)], widget=forms.RadioSelect)
    form = type("F", (forms.Form,), {"answer": field})()
    assert "<script" not in text_of("{% field form.answer %}", form=form)


def test_a_hint_takes_the_place_of_the_help(wrong: NeedsForm) -> None:
    assert (
        words(one(page_of("{% field form.email 'Toinen' %}", form=wrong), "#id_email_helptext")) == "Toinen"
    )


def test_all_fields_are_shown_and_hidden_ones_kept(wrong: NeedsForm) -> None:
    page = page_of("{% form_fields form %}", form=wrong)
    assert [field.attrib.get("name") for field in select(page, "input")] == [
        "email", "language", "language", "consent", "token",
    ]  # fmt: skip


def test_the_error_summary_links_to_the_fields(wrong: NeedsForm) -> None:
    page = page_of("{% error_summary form %}", form=wrong)
    assert [link.attrib["href"] for link in select(page, "a")] == ["#id_email", "#id_language_0"]
    assert one(page, "[data-error-summary]").attrib["tabindex"] == "-1"


@pytest.mark.parametrize("name", EVERY_KIND)
def test_an_empty_field_says_what_to_do(name: str) -> None:
    form = type("F", (forms.Form,), {"answer": EVERY_KIND[name]})({})
    [said] = form.errors["answer"]
    assert said.endswith(".")
    assert any(what in said for what in ("Täytä", "Valitse", "Merkitse", "Kirjoita"))


def test_the_error_summary_names_the_empty_field() -> None:
    page = page_of("{% error_summary form %}", form=NeedsForm({"token": "t", "email": "aino@example.org"}))
    assert words(one(page, "a")) == "Kieli: Valitse yksi vaihtoehto."


def test_the_error_summary_tells_what_concerns_the_whole_form(wrong: NeedsForm) -> None:
    wrong.full_clean()
    wrong.add_error(None, "Ilmoittautuminen on päättynyt.")
    assert "Ilmoittautuminen on päättynyt." in text_of("{% error_summary form %}", form=wrong)


def test_a_right_form_has_no_error_summary() -> None:
    assert text_of("{% error_summary form %}", form=NeedsForm()).strip() == ""


def test_the_confirmation_page_carries_what_was_sent(rf: RequestFactory) -> None:
    request = rf.post("/poista/", {"rows": ["1", "2"], "csrfmiddlewaretoken": "t"})
    request.user = SimpleNamespace(is_authenticated=False)
    answer = confirm.ask_first(request, question="Poistetaanko?", label="Poista", back="/takaisin/")
    page = html.fromstring(answer.content.decode())
    kept = [field.attrib["value"] for field in select(page, "main input[name=rows]")]
    assert kept == ["1", "2"]
    assert one(page, "button[name=confirmed]").attrib["value"] == "yes"
    assert select(page, "a[href=/takaisin/]")


def test_only_a_yes_is_a_confirmation(rf: RequestFactory) -> None:
    assert confirm.confirmed(rf.post("/", {"confirmed": "yes"}))
    assert not confirm.confirmed(rf.post("/", {}))
    assert not confirm.confirmed(rf.get("/?confirmed=yes"))
