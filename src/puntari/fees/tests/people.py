"""Members and attendance, made directly: the rooms that make them have tests of their own."""

from django.apps import apps

from puntari.core import clock


def make_members(panel, volunteers):
    draw = apps.get_model("lottery", "Draw").objects.create(
        panel=panel, size=panel.size, created=clock.now(), is_test=False, state="done"
    )
    member = apps.get_model("lottery", "Member")
    return [
        member.objects.create(
            panel=panel, draw=draw, volunteer=one, number=number, kind="panelist", status="confirmed"
        )
        for number, one in enumerate(volunteers, start=1)
    ]


def attend(meeting, member, minutes):
    attendance = apps.get_model("meetings", "Attendance")
    attendance.objects.update_or_create(
        meeting=meeting, member=member, defaults={"minutes": minutes, "arrived": meeting.starts_at}
    )
