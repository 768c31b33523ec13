"""A public draw as its pages show it: how far it is, what is published, how the number comes about."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from puntari.core.ui.formats import format_datetime
from puntari.lottery import closedpool, presenting, queries, sources
from puntari.lottery.models import PublicDraw, Ticket
from puntari.lottery.phrases import percent
from puntari.recruitment import queries as recruitment

if TYPE_CHECKING:
    from puntari.panels.models import Panel
    from puntari.recruitment.models import Volunteer

State = PublicDraw.State
ORDER = [State.CLOSED, State.LISTED, State.COMMITTED, State.DRAWN]


def page_of(public_draw: PublicDraw) -> dict[str, Any]:
    """All that is published of the draw so far."""
    return {
        "public_draw": public_draw,
        "panel": public_draw.panel,
        "steps": steps(public_draw),
        "facts": facts(public_draw),
        "tables": [_table(feature, public_draw) for feature in public_draw.targets],
        "sources": sources.sources_of(public_draw),
        "hall_id": sources.HALL,
        "deadline": deadline(public_draw),
        "late": late_registrations(public_draw),
        "record": closedpool.record_of(public_draw),
        "commands": commands(public_draw),
        "audit": audit(public_draw),
    }


def steps(public_draw: PublicDraw) -> list[dict[str, Any]]:
    """The four steps with their states."""
    labels = (
        (_("Joukon sulkeminen"), public_draw.closed),
        (_("Paneelien laskeminen"), None),
        (_("Sitoumuksen julkaisu"), public_draw.committed),
        (_("Paneelin arvonta"), public_draw.draw.drawn if public_draw.draw else None),
    )
    reached = ORDER.index(State(public_draw.cancelled_in or public_draw.state))
    return [
        {"label": label, "state": _step_state(place, reached), "date": format_datetime(at) if at else ""}
        for place, (label, at) in enumerate(labels)
    ]


def _step_state(place: int, reached: int) -> str:
    if place <= reached:
        return "done"
    return "current" if place == reached + 1 else "todo"


def facts(public_draw: PublicDraw) -> list[tuple[str, object]]:
    """What was published when, longest numbers last."""
    rows: list[tuple[str, object]] = [
        (_("Joukko suljettiin"), format_datetime(public_draw.closed)),
        (_("Huomautusaika päättyy"), format_datetime(public_draw.objections_end)),
        (_("Ilmoittautuneita joukossa"), public_draw.pool_size),
        (_("Paikkoja"), public_draw.size),
        (_("Paneeleja, joista yksi arvotaan"), public_draw.panels),
    ]
    change = public_draw.certificate.get("largest_change")
    if change is not None:
        rows.append((_("Suurin muutos mahdollisuuteen pyöristyksessä"), percent(float(change))))
    for label, text in (
        (_("Miksi joukko suljettiin ennen ilmoittautumisen päättymistä"), public_draw.override_reason),
        (_("Miksi sitoumus julkaistiin ennen huomautusajan loppua"), public_draw.early_reason),
    ):
        if text:
            rows.append((label, text))
    return rows


def _table(feature: dict[str, Any], public_draw: PublicDraw) -> dict[str, Any]:
    counts = next(one["values"] for one in public_draw.counts if one["feature"] == feature["key"])
    rows = [
        {
            "name": presenting.name(value),
            "pool": counts[value["key"]],
            "min": value["min"],
            "max": value["max"],
        }
        for value in feature["values"]
    ]
    return {"name": presenting.name(feature), "rows": rows}


def deadline(public_draw: PublicDraw) -> datetime | None:
    """Until when the sources are read."""
    commitment = closedpool.commitment_of(public_draw)
    return datetime.fromisoformat(commitment["deadline"]) if commitment else None


def late_registrations(public_draw: PublicDraw) -> int:
    """How many registered after the pool had closed; they are not in the draw."""
    rows = recruitment.active_volunteers(public_draw.panel)
    return rows.filter(registered__gt=public_draw.closed).exclude(tickets__public_draw=public_draw).count()


def commands(public_draw: PublicDraw) -> list[str]:
    """The three lines that check the record on anybody's own machine."""
    if not public_draw.record:
        return []
    slug = public_draw.panel.slug
    address = {
        name: settings.PUBLIC_URL + reverse("panel-public-draw-file", args=[slug, name])
        for name in ("record.json", "verify.py")
    }
    return [
        f"curl -o record.json {address['record.json']}",
        f"curl -o verify.py {address['verify.py']}",
        f"python3 verify.py record.json {public_draw.commitment_hash}",
    ]


def for_panel(panel: Panel) -> dict[str, Any] | None:
    """The public draw in the panel's own page, cancelled ones too."""
    rows = list(queries.public_draws_of(panel))
    if not rows:
        return None
    live = next((one for one in rows if one.state != State.CANCELLED), None)
    return {"panel": panel, "public_draw": live, "cancelled": len(rows) - (live is not None)}


def cancelled_draws(panel: Panel) -> list[dict[str, Any]]:
    """The draws that were called off, and whether their outcome could already be known then."""
    rows = queries.public_draws_of(panel).filter(state=State.CANCELLED)
    return [{"draw": one, "after_sources": _after_sources(one)} for one in rows]


def _after_sources(public_draw: PublicDraw) -> bool:
    named = closedpool.commitment_of(public_draw).get("sources", [])
    at = public_draw.cancelled
    return at is not None and any(datetime.fromisoformat(one["at"]) <= at for one in named)


def own_ticket(volunteer: Volunteer) -> dict[str, Any] | None:
    """A resident's ticket, receipt and chance; a late one is told so; None when there is nothing to tell."""
    public_draw = queries.live_public_draw(volunteer.panel)
    if public_draw is None:
        return None
    ticket = queries.ticket_of(volunteer)
    if ticket is None:
        is_late = volunteer.withdrawn is None and volunteer.registered > public_draw.closed
        return {"late": True, "public_draw": public_draw} if is_late else None
    return {
        "volunteer": volunteer,
        "ticket": ticket,
        "public_draw": public_draw,
        "has_receipt": bool(ticket.salt),
        "holds": bool(ticket.salt) and closedpool.receipt_holds(ticket),
        "chance": _chance(ticket, public_draw),
    }


def _chance(ticket: Ticket, public_draw: PublicDraw) -> str:
    if ticket.numbers is None or public_draw.state != State.COMMITTED:
        return ""
    return _(
        "Lippusi on %(numbers)s paneelissa, kun paneeleja on %(panels)s. Niistä arvotaan yksi, joten "
        "mahdollisuutesi tulla valituksi on %(percent)s."
    ) % {
        "numbers": ticket.numbers,
        "panels": public_draw.panels,
        "percent": percent(ticket.numbers / public_draw.panels),
    }


def audit(public_draw: PublicDraw) -> dict[str, Any] | None:
    """What the notary found on opening all sealed panels; None before that."""
    found = public_draw.audit
    if not found:
        return None
    said = _claims(public_draw.panels)
    claims = [{"words": said[code], "holds": holds} for code, holds in found["claims"].items()]
    return {
        "at": datetime.fromisoformat(found["at"]),
        "claims": claims,
        "holds": all(one["holds"] for one in claims),
        "forgotten": found["forgotten"],
    }


def _claims(panels: int) -> dict[str, str]:
    return {
        "pool": _("Jokainen lippu ja kuitti johtaa julkaistuun joukon tiivisteeseen."),
        "panel_list": _("Suljetut paneelit ovat ne, joista tiiviste julkaistiin."),
        "order": _("Paneelit on numeroitu joukon tiivisteestä, eikä järjestystä ole valittu."),
        "size": _("Paneeleja on %(panels)s, ja jokaisessa on oikea määrä eri ihmisiä.") % {"panels": panels},
        "chances": _("Jokainen lippu on niin monessa paneelissa kuin sen haltijalle on kerrottu."),
        "quotas": _("Jokainen paneeli täyttää kaikki tavoitteet ja kotien säännön."),
        "recomputed": _("Kun paneelit lasketaan uudelleen joukon tiivisteestä, tulevat samat paneelit."),
        "reserves": _("Varahenkilöt ja kutsujärjestys ovat ne, jotka seuraavat arvonnan siemenestä."),
        "record": _("Julkaistu pöytäkirja läpäisee tarkistusohjelman."),
    }


# -- the ceremony ------------------------------------------------------------------------------------


def ceremony(public_draw: PublicDraw, wanted: int) -> dict[str, Any]:
    """One step of the ceremony; before the draw nothing beyond the sources can be seen."""
    record = closedpool.record_of(public_draw)
    digits = len(str(public_draw.panels - 1))
    last = 3 + digits if record else 1
    step = min(max(wanted, 0), last)
    read = sources.sources_of(public_draw)
    context: dict[str, Any] = {
        "public_draw": public_draw,
        "panel": public_draw.panel,
        "step": step,
        "previous": step - 1 if step else None,
        "next": step + 1 if step < last else None,
        "sources": read,
        "hall_id": sources.HALL,
        "ready": all(one.is_confirmed for one in read),
        "is_drawn": bool(record),
        "hash_parts": _parts(public_draw.commitment_hash),
    }
    if record and step >= 2:
        context |= _number(record, digits, shown=step - 2)
        context |= {"seed_parts": _parts(record["seed"]), "tickets": record["opened"]["tickets"]}
        context["is_last"] = step == last
    return context


def _number(record: dict[str, Any], digits: int, *, shown: int) -> dict[str, Any]:
    """The drawn number from left to right as far as it is shown."""
    text = str(record["index"]).zfill(digits)
    shown = min(shown, digits)
    return {
        "digits": [*text[:shown], *("·" * (digits - shown))],
        "digits_shown": shown,
        "index": record["index"],
        "is_whole": shown == digits,
        "long_parts": _parts(str(_long_number(record["seed"], record["commitment"]["m"]))),
        "hall_number": record["hall"],
    }


def _long_number(seed: str, panels: int) -> int:
    """The number whose remainder is drawn: the first block below the last multiple of the panels."""
    counter = 0
    while True:
        block = hmac.new(bytes.fromhex(seed), counter.to_bytes(8, "big"), hashlib.sha256).digest()
        number = int.from_bytes(block, "big")
        if number < 2**256 - 2**256 % panels:
            return number
        counter += 1


def _parts(text: str) -> list[str]:
    """A long number in groups of eight."""
    return [text[place : place + 8] for place in range(0, len(text), 8)]
