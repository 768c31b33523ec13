"""The front, the pages about the service, and the dressed pages of allauth."""

import pytest
from django.core import mail
from django.urls import reverse

from puntari.panels.models import Panel
from puntari.testing import PASSWORD

pytestmark = pytest.mark.django_db

PAGES = ("front", "about", "accessibility", "privacy", "account_login", "account_reset_password")
OWN_PAGES = ("mfa_index", "account_change_password", "account_email", "account_logout")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_public_pages_open_in_every_language_even_before_anything_is_set_up(client, name, language):
    page = client.get(reverse(name), {"lang": language})
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.content.decode()


@pytest.mark.parametrize("name", OWN_PAGES)
def test_pages_of_ones_own_account_wear_the_house_layout(coordinator, signed_in, name):
    page = signed_in(coordinator).get(reverse(name), follow=True).content.decode()
    assert 'class="site-header"' in page
    assert page.count("<h1") == 1


def test_the_front_shows_published_panels_with_question_and_phase(panel, client):
    page = client.get("/").content.decode()
    assert panel.question in page
    assert "Nyt:" in page
    Panel.objects.update(visibility="draft")
    assert panel.question not in client.get("/").content.decode()


@pytest.mark.parametrize("name", ["front", "privacy"])
def test_more_panels_are_paged_and_ask_no_more_queries(panel, organisation, client, queries_for, name):
    def more(first, last):
        Panel.objects.bulk_create(
            Panel(organisation=organisation, slug=f"p{number}", title="P", visibility="public")
            for number in range(first, last)
        )

    more(0, 1)
    few = queries_for(client, reverse(name))
    more(1, 26)
    assert queries_for(client, reverse(name)) <= few
    assert len(client.get(reverse(name), {"page": 2}).context["page"]) == 2


def test_a_resident_types_the_code_of_the_letter_on_the_front(client):
    page = client.get("/").content.decode()
    assert f'action="{reverse("register-code")}"' in page
    assert 'name="code"' in page


def test_a_wrong_password_is_said_at_the_form_and_a_right_one_leads_to_the_desk(coordinator, client):
    url = reverse("account_login")
    wrong = client.post(url, {"login": coordinator.email, "password": "wrong"}).content.decode()
    assert "data-error-summary" in wrong
    right = client.post(url, {"login": coordinator.email, "password": PASSWORD})
    assert right.headers["Location"] == reverse("desk")


def test_nobody_signs_up(client):
    page = client.get(reverse("account_signup")).content.decode()
    assert "password1" not in page
    assert reverse("account_signup") not in client.get(reverse("account_login")).content.decode()


def test_a_forgotten_password_is_chosen_anew_from_a_message(coordinator, client):
    client.post(reverse("account_reset_password"), {"email": coordinator.email})
    link = next(word for word in mail.outbox[0].body.split() if "/reset/key/" in word)
    form = client.get(link.partition("testserver")[2], follow=True)
    new = "toinen-keksitty-salasana"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    coordinator.refresh_from_db()
    assert coordinator.check_password(new)


def test_an_administrator_without_panels_is_told_how_to_begin(coordinator, organisation, signed_in):
    Panel.objects.all().delete()
    boss = signed_in(coordinator)
    assert reverse("desk-create-panel") not in boss.get(reverse("desk")).content.decode()
    organisation.memberships.create(user=coordinator)
    assert reverse("desk-create-panel") in boss.get(reverse("desk")).content.decode()


def test_the_menu_leads_to_the_panels_the_actions_and_the_press_page(client):
    page = client.get(reverse("news")).content.decode()
    for name in ("front", "actions", "news", "about"):
        assert f'<a href="{reverse(name)}"' in page
    assert f'<a href="{reverse("news")}" aria-current="page"' in page


def test_reloading_what_only_a_button_does_gives_words_instead_of_an_empty_page(client):
    page = client.get(reverse("me-draw-confirm", args=["no-such-token"]))
    assert page.status_code == 405
    assert page.headers["Allow"] == "POST"
    assert "paina nappia uudelleen" in page.content.decode()
