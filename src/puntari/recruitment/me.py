"""What a resident's own page shows of the resident."""

from __future__ import annotations

from typing import Any

from puntari.core.models import LogEntry
from puntari.core.translated import tr
from puntari.panels import queries as panels
from puntari.recruitment.models import Volunteer


def own_features(volunteer: Volunteer) -> list[tuple[str, str]]:
    """(label, value) of each feature, in the reader's language."""
    rows = []
    for feature in panels.features_of(volunteer.panel):
        told = volunteer.features.get(feature.key, "")
        value = next((tr(one, "label") for one in feature.values.all() if one.key == told), told)
        rows.append((tr(feature, "label"), value or "–"))
    return rows


def own_data(volunteer: Volunteer) -> dict[str, Any]:
    """The person's copy of their data: registration, consents, letter and what was done with them."""
    letter = volunteer.addressee
    history = LogEntry.objects.filter(kind__startswith="recruitment.", subject=f"volunteer/{volunteer.pk}")
    return {
        "panel": volunteer.panel.title,
        "number": volunteer.number,
        "name": [volunteer.first_name, volunteer.last_name],
        "email": volunteer.email,
        "phone": volunteer.phone,
        "contact_by": volunteer.contact_by,
        "language": volunteer.language,
        "birth_year": volunteer.birth_year,
        "features": volunteer.features,
        "registered": volunteer.registered,
        "source": volunteer.source,
        "withdrawn": volunteer.withdrawn,
        "consents": list(volunteer.consents.values("topic", "version", "text", "given", "withdrawn")),
        "letter": letter
        and {
            "name": [letter.first_names, letter.last_name],
            "address": [letter.street, letter.postcode, letter.post_office],
            "municipality": letter.municipality,
            "made": letter.letter_made,
        },
        "history": [
            {"at": one.at, "what": one.kind, "by": "staff" if one.actor_id else ""}
            for one in history.filter(panel_slug=volunteer.panel.slug).order_by("number")
        ],
    }
