"""The wordings of what can be wrong on a line of a sample."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from puntari.recruitment.sample.checking import Problem

ROW_PROBLEMS = {
    "cells": _("rivillä on liikaa soluja (%(value)s)"),
    "duplicate": _("sama henkilö samassa osoitteessa on jo rivillä %(value)s"),
    "invited_before": _("sama henkilö on jo kutsuttu aiemmassa tuonnissa"),
    "no_last_name": _("sukunimi puuttuu"),
    "no_first_names": _("etunimi puuttuu"),
    "no_street": _("katuosoite puuttuu"),
    "no_postcode": _("postinumero puuttuu"),
    "bad_postcode": _("postinumero ”%(value)s” ei ole viisi numeroa"),
    "bad_email": _("sähköpostiosoite ”%(value)s” ei ole oikeassa muodossa"),
    "no_way": _("sähköposti ja katuosoite puuttuvat: toinen tarvitaan"),
    "too_long": _("liian pitkä teksti ”%(value)s”"),
    "no_age": _("syntymäaika puuttuu"),
    "bad_birth": _("syntymäaika ”%(value)s” ei ole päivä eikä vuosi"),
    "age_out": _("ikä %(value)s ei kuulu paneelin ikärajoihin"),
    "unknown_municipality": _("tuntematon kunta ”%(value)s”"),
    "unknown_value": _("tuntematon arvo ”%(value)s”"),
}


def say(problem: Problem) -> str:
    """What is wrong, in the reader's language."""
    return str(ROW_PROBLEMS[problem["code"]]) % {"value": problem["value"]}
