"""An invitation by e-mail: the letter's words with a link in place of the code to type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from puntari.core import mail
from puntari.core.ui.formats import format_date
from puntari.panels import queries as panels
from puntari.recruitment import codes
from puntari.recruitment.letters.content import fee_line, letter_url, meeting_line
from puntari.recruitment.models import Addressee, LetterRun, LetterText

if TYPE_CHECKING:
    from puntari.panels.models import Panel


def queue(run: LetterRun, addressee: Addressee) -> None:
    """Put the message to one addressee in the outbox; the same run writes to nobody twice."""
    mail.queue(
        f"recruitment.letter/{run.pk}/{addressee.number}",
        to=addressee.email,
        subject=run.text.title,
        body=body(run.panel, run.text, addressee, run.kind),
        panel_slug=run.panel.slug,
    )


def body(panel: Panel, text: LetterText, addressee: Addressee, kind: str) -> str:
    """The message. Like the letter it is in Finnish, with a few words in Swedish and English at its end."""
    with override("fi"):
        reminder = text.reminder_text if kind == LetterRun.Kind.REMINDER else ""
        parts = [
            reminder,
            text.body,
            _answer(panel, addressee),
            _section(_("Milloin ja missä"), [meeting_line(one) for one in panels.meetings_of(panel)]),
            fee_line(panel),
            _section(_("Mitä siitä seuraa"), [text.result_text]),
            text.support_text,
            text.privacy_text,
            text.signature,
            text.short_sv,
            text.short_en,
        ]
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _answer(panel: Panel, addressee: Addressee) -> str:
    lines = [
        _("Ilmoittaudu omalla linkilläsi. Älä anna sitä muille:"),
        letter_url(addressee.code),
        _("Samasta osoitteesta voit kertoa, ettet osallistu. Silloin emme muistuta."),
        _("Jos linkki ei avaudu, koodisi on %(code)s.") % {"code": codes.grouped(addressee.code)},
    ]
    if panel.registration_closes:
        lines.append(_("Vastaa viimeistään %(day)s.") % {"day": format_date(panel.registration_closes)})
    if panel.phone:
        lines.append(_("Voit ilmoittautua myös puhelimessa: %(phone)s.") % {"phone": panel.phone})
    return "\n".join(lines)


def _section(title: str, lines: list[str]) -> str:
    filled = [line for line in lines if line.strip()]
    return "\n".join([title, *filled]) if filled else ""
