"""A post gets a new holder: what moves is shown first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from puntari.core.posted import posted
from puntari.core.roles import Role
from puntari.core.ui.confirm import ask_first, confirmed
from puntari.followup import actions, forms, posts
from puntari.followup.views.desk import form_page, me, said
from puntari.panels.access import desk

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.panels.models import Panel


@desk(Role.COORDINATOR)
def hand_over(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Give a post's actions to its new holder, after showing how many and in what part."""
    form = forms.PostForm(posted(request), panel=panel, posts=posts.posts_of(panel))
    if request.method == "POST" and form.is_valid():
        post, to = form.cleaned_data["post"], form.cleaned_data["to"]
        move = posts.to_move(panel, post, to)
        if not move:
            form.add_error("to", _("%(name)s hoitaa jo kaikkia tämän tehtävän toimenpiteitä.") % {"name": to})
        elif not confirmed(request):
            return _ask(request, panel, post, to, move)
        elif said(form, lambda: _hand_over(request, panel, post, to)):
            return redirect("desk-followup", panel.slug)
    return form_page(request, panel, form, _("Tehtävällä on uusi hoitaja"), template="post")


def _hand_over(request: HttpRequest, panel: Panel, post: str, to: User) -> None:
    moved = actions.hand_over_post(panel=panel, post=post, to=to, actor=me(request))
    messages.success(request, _("Siirretty henkilölle %(name)s.") % {"name": to} + f" {_parts(moved)}")


def _ask(request: HttpRequest, panel: Panel, post: str, to: User, move: posts.Move) -> HttpResponse:
    question = _("Siirretäänkö tehtävä ”%(post)s” henkilölle %(name)s?") % {"post": post, "name": to}
    told = [_parts(move), _("Aiemman hoitajan henkilökohtaiset linkit näihin lakkaavat toimimasta heti.")]
    if move.open:
        told.append(_("Uusi hoitaja saa sähköpostin, jossa ovat hänen avoimet toimenpiteensä."))
    if move.staying:
        told.append(_staying(move.staying))
    label, back = _("Siirrä"), reverse("desk-post-handover", args=[panel.slug])
    return ask_first(request, question=question, label=label, back=back, text=" ".join(told), kind="primary")


def _parts(move: posts.Move) -> str:
    return _("Vastuuhenkilönä: %(owned)s. Sijaisena: %(deputised)s.") % {
        "owned": _counted(len(move.owned)),
        "deputised": _counted(len(move.deputised)),
    }


def _counted(count: int) -> str:
    return ngettext("%(count)s toimenpide", "%(count)s toimenpidettä", count) % {"count": count}


def _staying(count: int) -> str:
    return ngettext(
        "Aiempi hoitaja on lisäksi omalla nimellään sijaisena %(count)s toimenpiteessä, johon ei ole "
        "merkitty sijaisen tehtävää: se ei siirry.",
        "Aiempi hoitaja on lisäksi omalla nimellään sijaisena %(count)s toimenpiteessä, joihin ei ole "
        "merkitty sijaisen tehtävää: ne eivät siirry.",
        count,
    ) % {"count": count}
