"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """The organisation, whether this is a demo, and the printed address of the site."""
    return {
        "organisation": getattr(request, "organisation", None),
        "demo_mode": settings.DEMO_MODE,
        "public_url": settings.PUBLIC_URL,
    }
