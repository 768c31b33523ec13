"""Pages of the newsroom: writing in the workspace, reading in public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from puntari.core import files, words
from puntari.core.errors import DomainError
from puntari.core.paging import paginate
from puntari.core.posted import posted
from puntari.core.roles import Role
from puntari.newsroom import actions, drafting, queries
from puntari.newsroom.facts import facts_of
from puntari.newsroom.forms import (
    ContactForms,
    ImageForm,
    JoinForm,
    PublishForm,
    ReleaseForm,
    WithdrawForm,
    contact_facts,
)
from puntari.newsroom.models import Release, Subscriber
from puntari.newsroom.text import as_plain_text
from puntari.panels.access import desk, public

if TYPE_CHECKING:
    from puntari.panels.models import Panel

WRITERS = (Role.COORDINATOR, Role.COMMUNICATIONS)


@desk(*WRITERS)
def desk_news(request: HttpRequest, panel: Panel) -> HttpResponse:
    """All releases of the panel and the moments that deserve one."""
    page = paginate(request, queries.releases_of(panel))
    rows = [(release, queries.state_of(release)) for release in page]
    return render(
        request,
        "newsroom/desk_news.html",
        {"page": page, "rows": rows, "moments": Release.Moment.choices},
    )


@desk(*WRITERS)
def desk_release_new(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Write a release; for a moment of the panel it starts from a draft made of the panel's data."""
    moment = request.GET.get("moment", Release.Moment.OTHER)
    initial = drafting.draft(panel, moment, facts_of(panel))
    form = ReleaseForm(posted(request), initial=initial)
    contacts = ContactForms(posted(request), prefix="contact", initial=_first_contact(request))
    if request.method == "POST" and form.is_valid() and contacts.is_valid():
        known = moment if moment in Release.Moment.values else Release.Moment.OTHER
        release = actions.write_release(
            panel=panel,
            actor=request.user,  # type: ignore[arg-type]
            contacts=contact_facts(contacts),
            moment=known,
            **form.cleaned_data,
        )
        messages.success(request, _("Luonnos tallennettiin."))
        return redirect("desk-release", panel.slug, release.number)
    return render(
        request, "newsroom/desk_release.html", {"form": form, "contacts": contacts, "release": None}
    )


def _first_contact(request: HttpRequest) -> list[dict[str, str]]:
    user: Any = request.user
    return [{"name": user.name, "title": user.title, "phone": user.phone, "email": user.email}]


def _release(panel: Panel, number: int) -> Release:
    return get_object_or_404(queries.releases_of(panel), number=number)


@desk(*WRITERS)
def desk_release(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Change a release, see where it stands, publish or withdraw it."""
    release = _release(panel, number)
    form = ReleaseForm(posted(request), instance=release)
    known = list(release.contacts.values("name", "title", "phone", "email"))
    contacts = ContactForms(posted(request), prefix="contact", initial=known)
    if request.method == "POST" and form.is_valid() and contacts.is_valid():
        actions.change_release(
            release=release,
            actor=request.user,  # type: ignore[arg-type]
            contacts=contact_facts(contacts),
            **form.cleaned_data,
        )
        messages.success(request, _("Muutokset tallennettiin."))
        return redirect("desk-release", panel.slug, number)
    return render(
        request,
        "newsroom/desk_release.html",
        {"form": form, "contacts": contacts, "release": release, "state": queries.state_of(release)},
    )


@desk(*WRITERS)
def desk_release_image(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Give the release a picture."""
    release = _release(panel, number)
    form = ImageForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["image"]
        try:
            actions.set_image(
                release=release,
                content=upload.read(actions.MAX_IMAGE + 1),
                name=upload.name,
                alt=form.cleaned_data["alt"],
                caption=form.cleaned_data["caption"],
                actor=request.user,  # type: ignore[arg-type]
            )
            return redirect("desk-release", panel.slug, number)
        except DomainError as error:
            form.add_error("image", words.say(error))
    return render(request, "newsroom/desk_image.html", {"form": form, "release": release})


@desk(*WRITERS)
def desk_release_publish(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Ask once more, then publish, at once or under embargo."""
    release = _release(panel, number)
    form = PublishForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish_release(release=release, actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, _("Tiedote on hyväksytty."))
            return redirect("desk-release", panel.slug, number)
        except DomainError as error:
            form.add_error(None, words.say(error))
    return render(request, "newsroom/desk_publish.html", {"form": form, "release": release})


@desk(*WRITERS)
def desk_release_withdraw(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """Take a release back, with a reason."""
    release = _release(panel, number)
    form = WithdrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.withdraw_release(release=release, actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        return redirect("desk-news", panel.slug)
    return render(request, "newsroom/desk_withdraw.html", {"form": form, "release": release})


@public
def panel_news(request: HttpRequest, panel: Panel) -> HttpResponse:
    """The panel's published releases."""
    return render(request, "newsroom/news.html", {"page": paginate(request, queries.published(panel))})


@public
def panel_release(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """One release; a withdrawn one says so, one under embargo is not here."""
    release = queries.published(panel).filter(number=number).first()
    if release is None:
        if Release.objects.filter(panel=panel, number=number).exclude(withdrawn=None).exists():
            return render(request, "newsroom/withdrawn.html", status=410)
        raise Http404
    return _show(request, release)


@public
def panel_release_preview(request: HttpRequest, panel: Panel, key: str) -> HttpResponse:
    """An approved release for a journalist with the link, before its embargo ends."""
    return _show(request, get_object_or_404(queries.by_preview_key(panel, key)), preview=True)


def _show(request: HttpRequest, release: Release, *, preview: bool = False) -> HttpResponse:
    state = queries.state_of(release)
    return render(request, "newsroom/release.html", {"release": release, "preview": preview, "state": state})


@public
def panel_release_text(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """The release as plain text, ready to paste into a distribution service."""
    release = get_object_or_404(queries.published(panel), number=number)
    return HttpResponse(as_plain_text(release), content_type="text/plain; charset=utf-8")


@public
def panel_release_image(request: HttpRequest, panel: Panel, number: int) -> HttpResponse:
    """The picture of a published release (or of any, for the panel's own people)."""
    release = get_object_or_404(queries.releases_of(panel).select_related("image"), number=number)
    is_out = queries.published(panel).filter(pk=release.pk).exists()
    if release.image is None or not (is_out or request.GET.get("key") == release.preview_key):
        raise Http404
    return files.response(release.image)


def news(request: HttpRequest) -> HttpResponse:
    """All published releases and the press list."""
    page = paginate(request, queries.published_everywhere(request.user))
    return render(request, "newsroom/newsroom.html", {"page": page, "form": JoinForm()})


def press_list_join(request: HttpRequest) -> HttpResponse:
    """Ask to get releases by e-mail; a reload or another language leads back to the form."""
    if request.method != "POST":
        return redirect("news")
    form = JoinForm(request.POST)
    organisation: Any = request.organisation  # type: ignore[attr-defined]
    if not form.is_valid() or not organisation:
        page = paginate(request, queries.published_everywhere(request.user))
        return render(request, "newsroom/newsroom.html", {"page": page, "form": form})
    actions.join_press_list(
        organisation=organisation, email=form.cleaned_data["email"], language=get_language() or "fi"
    )
    messages.success(request, _("Lähetimme viestin osoitteeseesi. Avaa siinä oleva linkki."))
    return redirect("news")


def press_list_confirm(request: HttpRequest, key: str) -> HttpResponse:
    """The link in the message: confirm by one button, so that mail scanners do not confirm."""
    subscriber = _subscriber(key)
    if request.method == "POST":
        actions.confirm_subscription(subscriber=subscriber)
        messages.success(request, _("Saat tiedotteet tästä lähtien sähköpostiin."))
        return redirect("news")
    return render(request, "newsroom/press_list.html", {"joining": True})


def press_list_leave(request: HttpRequest, key: str) -> HttpResponse:
    """Leave the press list by one button."""
    if request.method == "POST":
        actions.leave_press_list(subscriber=_subscriber(key))
        messages.success(request, _("Osoitteesi on poistettu. Tiedotteita ei enää tule."))
        return redirect("news")
    _subscriber(key)
    return render(request, "newsroom/press_list.html", {"joining": False})


def _subscriber(key: str) -> Subscriber:
    try:
        return Subscriber.objects.get(key=key)
    except ObjectDoesNotExist:
        raise Http404 from None
