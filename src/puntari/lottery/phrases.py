"""A chance said so that anybody understands it."""

from __future__ import annotations

from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _

CERTAIN = 0.995


def odds(chance: float) -> str:
    """ "1/11", "2/3": the nearest plain fraction, one out of something up to a half."""
    if chance <= 0.5:
        return f"1/{round(1 / chance)}"
    return str(Fraction(chance).limit_denominator(10))


def percent(chance: float) -> str:
    """ "8,8 %", with the decimals that a small number needs."""
    decimals = 1 if chance >= 0.01 else 2
    return _("%(number)s %%") % {"number": number_format(round(chance * 100, decimals), decimals)}


def in_plain_words(chance: float) -> str:
    """A sentence about the reader's own chance."""
    if chance <= 0:
        return _("Sinulla ei ollut tässä arvonnassa mahdollisuutta tulla valituksi.")
    if chance >= CERTAIN:
        return _("Mahdollisuutesi oli käytännössä varma: sinun kaltaisiasi oli ilmoittautunut hyvin vähän.")
    words = {"odds": odds(chance), "percent": percent(chance)}
    return _("Sinun mahdollisuutesi tulla valituksi oli noin %(odds)s (%(percent)s).") % words
