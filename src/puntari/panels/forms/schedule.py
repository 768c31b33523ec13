"""Meetings and lines of the timetable."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from puntari.core.forms import DateInput, TimeInput
from puntari.core.models import User
from puntari.panels import plan, queries
from puntari.panels.dates import MeetingPlan, local_moment
from puntari.panels.models import Meeting, Panel, Step


class MeetingForm(forms.Form):
    """One meeting; its day and hours are typed apart."""

    day = forms.DateField(label=_("Päivä"), widget=DateInput)
    start = forms.TimeField(label=_("Alkaa"), widget=TimeInput)
    end = forms.TimeField(label=_("Päättyy"), widget=TimeInput)
    place = forms.CharField(label=_("Paikka"), max_length=200, required=False)
    address = forms.CharField(label=_("Osoite"), max_length=200, required=False)
    title = forms.CharField(
        label=_("Otsikko"),
        max_length=200,
        required=False,
        help_text=_("Tyhjänä: 1. kokous, 2. kokous ja niin edelleen."),
    )
    notes = forms.CharField(
        label=_("Saapumisohjeet"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mistä ovesta sisään, bussit, pysäköinti, hissi ja kuulolaitteen silmukka."),
    )

    def __init__(self, data: Any = None, *, meeting: Meeting | None = None) -> None:
        super().__init__(data, initial=_typed(meeting) if meeting else None)

    def plan(self) -> MeetingPlan:
        """What the action takes."""
        words = {name: self.cleaned_data[name] for name in ("title", "place", "address", "notes")}
        day = self.cleaned_data["day"]
        start, end = (local_moment(day, self.cleaned_data[name]) for name in ("start", "end"))
        return MeetingPlan(start, end, **words)


def _typed(meeting: Meeting) -> dict[str, Any]:
    start, end = localtime(meeting.starts_at), localtime(meeting.ends_at)
    words = {name: getattr(meeting, name) for name in ("title", "place", "address", "notes")}
    return {"day": start.date(), "start": start.time(), "end": end.time(), **words}


class StepForm(forms.Form):
    """One line of the timetable."""

    title = forms.CharField(label=_("Mitä tehdään"), max_length=200)
    due = forms.DateField(
        label=_("Määräpäivä"),
        widget=DateInput,
        help_text=_("Päivä siirtyy mukana, jos kokouksia siirretään."),
    )
    lane = forms.ChoiceField(label=_("Kuka"), required=False)
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Vastuuhenkilö"), required=False, empty_label=_("Ei vielä sovittu")
    )

    def __init__(self, data: Any = None, *, panel: Panel, step: Step | None = None) -> None:
        super().__init__(data, initial=_line(step) if step else None)
        self.fields["lane"].choices = [("", "–"), *plan.LANES.items()]  # type: ignore[attr-defined]
        self.fields["owner"].queryset = queries.workers_of(panel)  # type: ignore[attr-defined]


def _line(step: Step) -> dict[str, Any]:
    return {"title": step.label, "due": step.due, "lane": step.lane, "owner": step.owner}
