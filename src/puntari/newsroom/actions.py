"""Writing, approving, publishing and withdrawing press releases; the press list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from puntari.core import clock, files, log, mail
from puntari.core.errors import BadInput, NotAllowed
from puntari.core.models import Organisation, User
from puntari.core.translated import tr
from puntari.newsroom.models import Contact, Release, Subscriber

if TYPE_CHECKING:
    from puntari.panels.models import Panel

IMAGE_TYPES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}
MAX_IMAGE = 8 * 2**20


class ContactFacts(TypedDict, total=False):
    """One contact of a release."""

    name: str
    title: str
    phone: str
    email: str


@transaction.atomic
def write_release(
    *, panel: Panel, actor: User, contacts: Sequence[ContactFacts] = (), **texts: Any
) -> Release:
    """Write a new draft; `texts` are the fields of the release."""
    last = Release.objects.filter(panel=panel).aggregate(last=Max("number"))["last"] or 0
    release = Release.objects.create(panel=panel, number=last + 1, changed=clock.now(), **texts)
    _set_contacts(release, contacts)
    log.record(
        "newsroom.release_written", actor=actor, panel_slug=panel.slug, data={"number": release.number}
    )
    return release


@transaction.atomic
def change_release(
    *, release: Release, actor: User, contacts: Sequence[ContactFacts] | None = None, **texts: Any
) -> Release:
    """Change a release. A published one shows when it was corrected; a withdrawn one stays as it is."""
    if release.withdrawn:
        raise NotAllowed("newsroom.withdrawn")
    for field, value in texts.items():
        setattr(release, field, value)
    release.changed = clock.now()
    release.save()
    if contacts is not None:
        _set_contacts(release, contacts)
    log.record(
        "newsroom.release_changed",
        actor=actor,
        panel_slug=release.panel.slug,
        data={"number": release.number, "fields": sorted(texts)},
    )
    return release


def _set_contacts(release: Release, contacts: Sequence[ContactFacts]) -> None:
    release.contacts.all().delete()
    Contact.objects.bulk_create(Contact(release=release, **facts) for facts in contacts if facts.get("name"))


@transaction.atomic
def set_image(*, release: Release, content: bytes, name: str, alt: str, caption: str, actor: User) -> Release:
    """Give the release a picture (PNG or JPEG, at most 8 MB) with words for those who cannot see it."""
    if not alt.strip():
        raise BadInput("newsroom.image_needs_alt")
    kind = next((kind for start, kind in IMAGE_TYPES.items() if content.startswith(start)), None)
    if kind is None or len(content) > MAX_IMAGE:
        raise BadInput("newsroom.image_not_usable", name=name)
    release.image = files.keep(
        content, name=name, content_type=kind, kind="release", panel_slug=release.panel.slug, public=True
    )
    release.image_alt, release.image_caption = alt.strip(), caption.strip()
    release.save(update_fields=["image", "image_alt", "image_caption"])
    log.record(
        "newsroom.image_set", actor=actor, panel_slug=release.panel.slug, data={"number": release.number}
    )
    return release


@transaction.atomic
def publish_release(*, release: Release, actor: User, embargo_until: datetime | None = None) -> Release:
    """Approve the release; it is out at once or when the embargo ends, and the press list gets it then."""
    if release.withdrawn:
        raise NotAllowed("newsroom.withdrawn")
    if not release.contacts.exists():
        raise NotAllowed("newsroom.needs_contact")
    release.approved, release.approved_by = release.approved or clock.now(), actor
    release.embargo_until = embargo_until
    release.save(update_fields=["approved", "approved_by", "embargo_until"])
    log.record(
        "newsroom.release_published",
        actor=actor,
        panel_slug=release.panel.slug,
        data={"number": release.number, "embargo_until": embargo_until},
    )
    if embargo_until is None or embargo_until <= clock.now():
        send_to_press(release)
    return release


@transaction.atomic
def withdraw_release(*, release: Release, reason: str, actor: User) -> Release:
    """Take a release back; its address then says that it was withdrawn and why."""
    if not reason.strip():
        raise BadInput("newsroom.withdrawal_needs_reason")
    release.withdrawn = clock.now()
    release.save(update_fields=["withdrawn"])
    log.record(
        "newsroom.release_withdrawn",
        actor=actor,
        panel_slug=release.panel.slug,
        data={"number": release.number, "reason": reason.strip()},
    )
    return release


def send_to_press(release: Release) -> int:
    """Queue the release to everybody on the confirmed press list, each once; how many there are."""
    subscribers = Subscriber.objects.filter(organisation=release.panel.organisation).exclude(confirmed=None)
    return sum(_send(release, one) for one in subscribers.iterator())


def _send(release: Release, subscriber: Subscriber) -> bool:
    with override(subscriber.language):
        leave = settings.PUBLIC_URL + reverse("press-list-leave", args=[subscriber.key])
        body = "\n\n".join(
            [
                tr(release, "lead"),
                settings.PUBLIC_URL + release.get_absolute_url(),
                _("Jos et halua enää tiedotteita, avaa: %(url)s") % {"url": leave},
            ]
        )
        key = f"release/{release.pk}/{subscriber.pk}"
        subject = tr(release, "title")
    sent = mail.queue(key, to=subscriber.email, subject=subject, body=body, panel_slug=release.panel.slug)
    return sent is not None


@transaction.atomic
def join_press_list(*, organisation: Organisation, email: str, language: str) -> Subscriber:
    """Ask to get releases; nothing is sent but one message with a link that confirms the address."""
    subscriber, is_new = Subscriber.objects.get_or_create(
        organisation=organisation,
        email=email.strip().lower(),
        defaults={"asked": clock.now(), "language": language},
    )
    if is_new:
        _log_list("newsroom.press_list_asked", subscriber)
    if subscriber.confirmed is None:
        url = settings.PUBLIC_URL + reverse("press-list-confirm", args=[subscriber.key])
        mail.queue(
            f"press-list/{subscriber.key}/{clock.today()}",
            to=subscriber.email,
            subject=_("Vahvista tiedotteiden tilaus"),
            body=_(
                "Joku pyysi tiedotteita tähän osoitteeseen. Jos se olit sinä, avaa linkki:\n\n%(url)s\n\n"
                "Jos et pyytänyt, sinun ei tarvitse tehdä mitään."
            )
            % {"url": url},
        )
    return subscriber


@transaction.atomic
def confirm_subscription(*, subscriber: Subscriber) -> Subscriber:
    """The address is its reader's own: from now on releases come."""
    subscriber.confirmed = subscriber.confirmed or clock.now()
    subscriber.save(update_fields=["confirmed"])
    _log_list("newsroom.press_list_confirmed", subscriber)
    return subscriber


@transaction.atomic
def leave_press_list(*, subscriber: Subscriber) -> None:
    """Forget the address."""
    _log_list("newsroom.press_list_left", subscriber)
    subscriber.delete()


def _log_list(kind: str, subscriber: Subscriber) -> None:
    """That the list changed, never whose address it was."""
    log.record(kind, subject=f"subscriber:{subscriber.pk}")


__all__ = [
    "ContactFacts",
    "change_release",
    "confirm_subscription",
    "join_press_list",
    "leave_press_list",
    "publish_release",
    "send_to_press",
    "set_image",
    "withdraw_release",
    "write_release",
]
