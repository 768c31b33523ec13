"""Experts' talks and their materials."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction

from puntari.core import files, log
from puntari.core.errors import BadInput
from puntari.core.models import StoredFile, User
from puntari.meetings import uploads
from puntari.meetings.models import Material, Talk

if TYPE_CHECKING:
    from puntari.panels.models import Meeting


class TalkFacts(TypedDict, total=False):
    """What is told about a talk."""

    title: str
    expert_name: str
    expert_title: str
    summary: str
    user: User | None


@transaction.atomic
def add_talk(*, meeting: Meeting, actor: User, **facts: Unpack[TalkFacts]) -> Talk:
    """Add an expert's talk to a meeting, after those it has."""
    last = meeting.talks.order_by("-order").first()
    talk = Talk.objects.create(meeting=meeting, order=last.order + 1 if last else 1, **facts)
    _record(talk, actor, "meetings.talk_added")
    return talk


@transaction.atomic
def change_talk(*, talk: Talk, actor: User, **facts: Unpack[TalkFacts]) -> Talk:
    """Change what is told about a talk."""
    for name, value in facts.items():
        setattr(talk, name, value)
    talk.save()
    _record(talk, actor, "meetings.talk_changed")
    return talk


@transaction.atomic
def remove_talk(*, talk: Talk, actor: User) -> None:
    """Take a talk off, its materials with it; questions put to it stay."""
    for material in talk.materials.select_related("file"):
        _drop(material)
    _record(talk, actor, "meetings.talk_removed")
    talk.delete()


@transaction.atomic
def add_material(
    *, talk: Talk, actor: User, title: str = "", content: bytes | None = None, name: str = "", url: str = ""
) -> Material:
    """Add a file (its bytes and name) or a link to a talk; one of the two, not both."""
    if bool(content) == bool(url):
        raise BadInput("meetings.file_or_link")
    stored = _keep(talk, content, name) if content else None
    shown = title or (stored.name if stored else url)
    material = Material.objects.create(talk=talk, title=shown[:200], file=stored, url=url)
    _record(talk, actor, "meetings.material_added", material=material.pk)
    return material


@transaction.atomic
def remove_material(*, material: Material, actor: User) -> None:
    """Take a file or a link off, the file's bytes with it."""
    _record(material.talk, actor, "meetings.material_removed", material=material.pk)
    _drop(material)


def _keep(talk: Talk, content: bytes, name: str) -> StoredFile:
    safe, content_type = uploads.checked(content, name)
    slug = talk.meeting.panel.slug
    return files.keep(
        content, name=safe, content_type=content_type, kind="meetings.material", panel_slug=slug
    )


def _drop(material: Material) -> None:
    stored = material.file
    material.delete()
    if stored is not None:
        place, storage = str(stored.content.name), stored.content.storage
        stored.delete()
        transaction.on_commit(lambda: storage.delete(place))


def _record(talk: Talk, actor: User, kind: str, **data: object) -> None:
    facts = {"meeting": talk.meeting.number, "talk": talk.pk, **data}
    log.record(kind, actor=actor, panel_slug=talk.meeting.panel.slug, data=facts)
