"""A panel held before this software was taken into use, known only by its action table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction

from puntari.core import log
from puntari.core.errors import BadInput
from puntari.core.models import Organisation

if TYPE_CHECKING:
    from puntari.core.models import User
    from puntari.panels.models import Panel

MAX_SLUG = 80
FIRST_ORGANISATION = ("Hyvinvointialue", "hyvinvointialue")


@transaction.atomic
def create_archive_panel(*, slug: str, title: str = "", actor: User | None = None) -> Panel:
    """A public panel without meetings or timetable, to hang a table on.

    It belongs to the installation's first organisation; an empty installation gets one with a plain name.
    """
    try:
        validate_slug(slug)
    except ValidationError as error:
        raise BadInput("followup.slug_unfit", slug=slug) from error
    if len(slug) > MAX_SLUG:
        raise BadInput("followup.slug_unfit", slug=slug)
    name, organisation_slug = FIRST_ORGANISATION
    organisation = Organisation.objects.first() or Organisation.objects.create(
        name=name, slug=organisation_slug
    )
    panel: Panel = apps.get_model("panels", "Panel").objects.create(
        organisation=organisation,
        slug=slug,
        title=title or slug.replace("-", " ").capitalize(),
        visibility="public",
    )
    log.record("followup.archive_panel_created", actor=actor, panel_slug=slug, data={"title": panel.title})
    return panel
