"""A draw as its pages and its PDF show it: facts, sentences, charts, tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from puntari.core import clock
from puntari.core.ui.charts import BarRow
from puntari.core.ui.formats import format_datetime
from puntari.lottery import queries, report, solving
from puntari.lottery.disclosure import hide_small, public_features
from puntari.lottery.explaining import say_change
from puntari.lottery.models import Draw, Member
from puntari.lottery.phrases import CERTAIN, in_plain_words, odds, percent
from puntari.panels import queries as panels

if TYPE_CHECKING:
    from puntari.panels.models import Panel
    from puntari.recruitment.models import Volunteer


def name(thing: Mapping[str, Any]) -> str:
    """The name of a kept feature or value in the reader's language."""
    language = (get_language() or "fi")[:2]
    return str(thing.get(f"label_{language}") or thing["label"])


def report_of(draw: Draw, *, public: bool) -> dict[str, Any]:
    """All that the report shows; for the public, numbers below five are hidden."""
    figures = draw.report
    features = public_features(figures["features"]) if public else figures["features"]
    tables = [_table(feature) for feature in features]
    hidden = public and any(row["pool"] is None or row["panel"] is None for t in tables for row in t["rows"])
    return {
        "draw": draw,
        "facts": facts(draw),
        "fairness": fairness(draw),
        "chances": chance_facts(draw),
        "reserve": reserve_facts(draw),
        "histogram": histogram(draw, public=public),
        "charts": [_chart(feature, draw) for feature in features],
        "tables": tables,
        "hidden": hidden,
        "hidden_note": hidden_note(),
        "relaxations": relaxations(draw.panel),
    }


def facts(draw: Draw) -> list[tuple[str, object]]:
    """What anybody may ask first."""
    household = (
        _("Enintään yksi samasta kodista") if draw.one_per_household else _("Kotia ei otettu huomioon")
    )
    rows: list[tuple[str, object]] = [
        (_("Arvottu"), format_datetime(draw.drawn) if draw.drawn else "–"),
        (_("Paneelin koko"), draw.size),
        (_("Ilmoittautuneita arvonnassa"), draw.pool_size),
        (_("Varahenkilöitä"), draw.report.get("reserves", 0)),
        (_("Sama koti"), household),
        (_("Menetelmä"), "LEXIMIN"),
        (_("Siemenluku"), draw.seed),
    ]
    if draw.attempts > 1:
        rows.append((_("Arvonta käynnistettiin"), _("%(times)s kertaa") % {"times": draw.attempts}))
    if draw.override_reason:
        rows.append((_("Miksi arvottiin ennen ilmoittautumisen päättymistä"), draw.override_reason))
    return rows


def fairness(draw: Draw) -> list[str]:
    """The certificate in plain words."""
    proof = draw.certificate
    if proof.get("exact"):
        first = _(
            "Arvonta oli niin tasapuolinen kuin se näillä tavoitteilla voi olla. Tämä on todistettu "
            "laskemalla: pienintä mahdollisuutta ei voi nostaa, eikä sen jälkeen seuraavaksi pienintäkään."
        )
    else:
        first = _(
            "Arvonta oli lähes niin tasapuolinen kuin se näillä tavoitteilla voi olla: kenenkään "
            "mahdollisuus ei jää parhaasta mahdollisesta enempää kuin %(gap)s."
        ) % {"gap": percent(float(proof.get("gap", 0)))}
    checked = _(
        "Erillinen tarkistusohjelma kävi läpi kaikki %(panels)s paneelia, joista yksi arvottiin. "
        "Jokainen niistä täyttää kaikki tavoitteet. Ohjelma laski myös jokaisen mahdollisuuden uudelleen."
    ) % {"panels": proof.get("checked_panels", 0)}
    if hasattr(draw, "public_draw"):
        return [first, *_public_fairness(proof), checked]
    same = _("Siemenluku kirjattiin ennen laskemista. Samoilla tiedoilla ja luvulla tulee aina sama paneeli.")
    return [first, checked, f"{same} {_seed_origin(draw)}"]


def _public_fairness(proof: Mapping[str, Any]) -> list[str]:
    rounded = _(
        "Mahdollisuudet pyöristettiin, jotta paneeleista voitiin arvota yksi luku. Kenenkään mahdollisuus "
        "ei muuttunut enempää kuin %(change)s."
    ) % {"change": percent(float(proof.get("largest_change", 0)))}
    public = _(
        "Siemenluku syntyi lähteistä, jotka nimettiin julkisesti ennen kuin niitä oli. "
        "Jokainen voi tarkistaa arvonnan itse julkisen arvonnan sivulla."
    )
    return [rounded, public]


def _seed_origin(draw: Draw) -> str:
    if draw.seed_given:
        return _("Siemenluku annettiin järjestelmän ulkopuolelta.")
    return _("Järjestelmä arpoi siemenluvun, eikä kukaan voinut valita tai vaihtaa sitä.")


def chance_facts(draw: Draw) -> list[tuple[str, object]]:
    """The lowest, the mean and the highest chance."""
    rows = (
        (_("Pienin mahdollisuus"), "lowest"),
        (_("Keskimäärin"), "mean"),
        (_("Suurin mahdollisuus"), "highest"),
    )
    return [(label, _said(float(draw.report[key]))) for label, key in rows]


def _said(chance: float) -> str:
    if chance <= 0 or chance >= CERTAIN:
        return percent(chance)
    return _("%(percent)s, noin %(odds)s") % {"percent": percent(chance), "odds": odds(chance)}


def reserve_facts(draw: Draw) -> list[tuple[str, object]]:
    """What the reserve was chosen for, and how well it is expected to do."""
    outlook = draw.report.get("outlook")
    if not outlook:
        return []
    learnt = _("opittu %(members)s ihmisestä aiemmissa paneeleissa") % {"members": outlook["members"]}
    basis = learnt if outlook["members"] else _("yleinen arvio, koska aiempia paneeleja ei ole")
    return [
        (_("Poisjääviä odotetaan"), f"{_one(outlook['expected'])} ({basis})"),
        (_("Tavoitteista puuttuu tai on liikaa ilman varahenkilöitä"), _persons(outlook["off_without"])),
        (_("Kun varahenkilöt kutsutaan tilalle"), _persons(outlook["off"])),
    ]


def _one(number: float) -> str:
    return number_format(round(number, 1), 1)


def _persons(number: float) -> str:
    return _("keskimäärin %(number)s henkilöä") % {"number": _one(number)}


def histogram(draw: Draw, *, public: bool) -> list[dict[str, Any]]:
    """How many people had a chance of each size."""
    bins = draw.report["histogram"]
    people = [int(one["people"]) for one in bins]
    shown: Sequence[int | None] = hide_small(people) if public else people
    return [
        {"range": f"{percent(one['low'])} – {percent(one['high'])}", "people": count}
        for one, count in zip(bins, shown, strict=True)
    ]


def _table(feature: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": name(feature), "rows": [{**value, "name": name(value)} for value in feature["values"]]}


def _chart(feature: Mapping[str, Any], draw: Draw) -> dict[str, Any]:
    caption = _("%(feature)s: henkilöitä, kun paikkoja on %(size)s") % {
        "feature": name(feature),
        "size": draw.size,
    }
    return {"caption": caption, "rows": [_bar(value, draw) for value in feature["values"]]}


def _bar(value: Mapping[str, Any], draw: Draw) -> BarRow:
    pool = None if value["pool"] is None else round(value["pool"] * draw.size / draw.pool_size, 1)
    expected = None if value["expected"] is None else round(value["expected"], 1)
    whole = _("Henkilöstö") if draw.panel.is_staff_panel else _("Väestö")
    series = [(_("Paneeli"), value["panel"]), (whole, expected), (_("Ilmoittautuneet"), pool)]
    return {"label": name(value), "values": series, "min": value["min"], "max": value["max"]}


def relaxations(panel: Panel) -> list[dict[str, Any]]:
    """What was loosened in the targets, when and why."""
    labels = solving.labels_of(panel)
    return [
        {"at": one.at, "reason": one.reason, "lines": [say_change(labels, change) for change in one.changes]}
        for one in queries.relaxations_of(panel)
    ]


def public_summary(draw: Draw) -> dict[str, Any]:
    """The draw in the public panel page."""
    return {"draw": draw, "panel": draw.panel, "lowest": _said(float(draw.report["lowest"]))}


# -- members -----------------------------------------------------------------------------------------


def quota_tables(draw: Draw, now: Sequence[Member], after: Sequence[Member] | None = None) -> dict[str, Any]:
    """The panel as it is against the targets, and as it would be after a change."""
    then = None if after is None else solving.counts([one.volunteer.features for one in after])
    rows = report.quota_rows(draw.targets, solving.counts([one.volunteer.features for one in now]), then)
    tables = [{"name": name(f), "rows": [{**v, "name": name(v)} for v in f["values"]]} for f in rows]
    result: dict[str, Any] = {
        "tables": tables,
        "off": report.persons_off(rows),
        "with_after": after is not None,
    }
    if after is not None:
        result["off_after"] = report.persons_off(rows, "after")
        result["sentence_after"] = off_sentence(result["off_after"])
    result["sentence"] = off_sentence(result["off"])
    result["seats"] = _("Paikoista on täynnä %(now)s/%(size)s.") % {"now": len(now), "size": draw.size}
    result["short"] = bool(result["off"]) or len(now) < draw.size
    return result


def off_sentence(off: int) -> str:
    """How far the panel is from its targets."""
    if off == 0:
        return _("Paneeli täyttää kaikki tavoitteet.")
    return ngettext(
        "Paneeli on %(off)s henkilön päässä tavoitteista.",
        "Paneeli on %(off)s henkilön päässä tavoitteista.",
        off,
    ) % {"off": off}


def own_result(volunteer: Volunteer) -> dict[str, Any] | None:
    """How the draw went for one resident, in their own page; None before the real draw."""
    draw = queries.real_draw(volunteer.panel)
    chance = queries.chance_of(draw, volunteer) if draw else None
    if draw is None or chance is None:
        return None
    member = queries.member_for_volunteer(volunteer)
    held = _all_held(volunteer.panel)
    return {
        "draw": draw,
        "panel": volunteer.panel,
        "volunteer": volunteer,
        "member": member,
        "outcome": _outcome(member),
        "chance": in_plain_words(chance),
        "may_confirm": not held and _may(member, Member.Status.CONFIRMED),
        "may_decline": not held and _may(member, Member.Status.DECLINED),
    }


def _all_held(panel: Panel) -> bool:
    """Whether the last meeting is over: then nobody can take or give up a seat any more."""
    ends = [meeting.ends_at for meeting in panels.meetings_of(panel)]
    return bool(ends) and max(ends) < clock.now()


def _may(member: Member | None, status: str) -> bool:
    if member is None or hasattr(member, "replaced_by") or member.status == status:
        return False
    return status == Member.Status.CONFIRMED or member.is_active


def _outcome(member: Member | None) -> str:
    if member is None:
        return "not_chosen"
    if not member.is_active:
        return "left"
    return f"{member.kind}_{member.status}"


def hidden_note() -> str:
    """Why some numbers are not shown."""
    return _(
        "Viiva (–) tarkoittaa, että luku on piilotettu. Alle viiden ihmisen ryhmiä ei näytetä, "
        "jotta ketään ei voi tunnistaa."
    )
