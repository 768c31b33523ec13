"""The message to somebody who got a role: what it is, where to go, how to choose a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.panels.models import PanelRole


def message(user: User, held: PanelRole) -> tuple[str, str]:
    """Subject and body; with a link to choose a password when the account has none."""
    context = {
        "user": user,
        "role": held.get_role_display(),
        "panel": held.panel,
        "desk_url": _absolute(held.panel.desk_url),
        "password_url": "" if user.has_usable_password() else _absolute(_password_path(user)),
        "forgotten_url": _absolute(reverse("account_reset_password")),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
    }
    subject = _("Roolisi paneelissa: %(title)s") % {"title": held.panel.title}
    return subject, render_to_string("panels/mail/role.txt", context)


def _password_path(user: User) -> str:
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})


def _absolute(path: str) -> str:
    return settings.PUBLIC_URL.rstrip("/") + path
