"""The panel that has gone all the way: three meetings, a statement, answers, fees, evaluation, news."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from puntari.core import clock
from puntari.evaluation import actions as evaluation
from puntari.panels.models import Panel
from puntari.panels.queries import meetings_of
from puntari.site.demo import afterwards, answering, paying, preparing, stating, telling
from puntari.site.demo import meeting as meetings
from puntari.site.demo.scene import Scene

DECISIONS = [
    (150, "Aiheeksi valitaan lasten ja nuorten mielen hyvinvointi."),
    (130, "Kokouspalkkio on 90 euroa kokoukselta. Lastenhoito järjestetään kokouspaikalla."),
    (95, "Äänestyksessä suositus hyväksytään, kun kaksi kolmasosaa äänistä kannattaa sitä."),
]
ABSENT = (2, 3, 4)


def go_through(scene: Scene, panel: Panel) -> None:
    """From the first meeting to today."""
    days = list(meetings_of(panel))
    with clock.at(days[0].starts_at - timedelta(days=16)):
        evaluation.plan_surveys(panel=panel, actor=scene["arvioija"])
    for meeting, absent in zip(days, ABSENT, strict=True):
        meetings.hold(scene, meeting, absent)
    handed_over = date_of(days[-1].ends_at) + timedelta(days=24)
    statement = stating.form_statement(scene, panel, days, handed_over)
    answering.answer(scene, panel, handed_over)
    afterwards.go_on(scene, panel, handed_over)
    paying.pay(scene, panel, days)
    telling.tell(scene, panel, days, handed_over)
    telling.survey(scene, panel, days)
    telling.close_checklist(scene, panel, until=scene.today)
    preparing.note_letters_printed(panel, days[0].starts_at)
    scene.say(f"  {statement}")


def date_of(moment: object) -> date:
    """The Finnish day of a moment."""
    return timezone.localtime(moment).date()  # type: ignore[arg-type]
