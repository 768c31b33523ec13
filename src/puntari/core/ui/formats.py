"""How dates, months and money are written to a Finnish reader."""

from datetime import date, datetime

from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

NBSP = "\u00a0"
MINUS = "\u2212"


def local(value: date | datetime) -> date | datetime:
    """Return an aware moment in the time zone of the reader, anything else unchanged."""
    return localtime(value) if isinstance(value, datetime) and is_aware(value) else value


def format_date(value: date | datetime) -> str:
    """22.11.2026."""
    moment = local(value)
    return f"{moment.day}.{moment.month}.{moment.year}"


def format_datetime(value: datetime) -> str:
    """22.11.2026 klo 18.00 (the word for "at" follows the language)."""
    moment = local(value)
    return _("%(date)s klo %(time)s") % {"date": format_date(moment), "time": f"{moment:%H.%M}"}


def format_month(value: date | datetime) -> str:
    """11/2026."""
    moment = local(value)
    return f"{moment.month}/{moment.year}"


def format_euros(cents: int) -> str:
    """9000 cents to "90,00 €"; thousands and the sign are held by no-break spaces."""
    whole, rest = divmod(abs(cents), 100)
    sign = MINUS if cents < 0 else ""
    return f"{sign}{whole:,}".replace(",", NBSP) + f",{rest:02d}{NBSP}€"
