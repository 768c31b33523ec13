"""Addresses of this room."""

from django.urls import URLPattern, path

from puntari.meetings.views import (
    attendance,
    door,
    experts,
    me,
    programme,
    public,
    questions,
    running,
    seating,
    table,
)

MEET = "desk/panels/<slug:slug>/meetings/"
ONE = f"{MEET}<int:number>/"
ATTENDANCE = f"{MEET}attendance/"
TALKS = f"{MEET}talks/"
QUESTIONS = "desk/panels/<slug:slug>/questions/"
PUBLIC = "panels/<slug:slug>/meetings/<int:number>/"

urlpatterns: list[URLPattern] = [
    path(MEET, programme.meetings, name="desk-meet"),
    path(f"{MEET}my-table/", table.my_table, name="desk-my-table"),
    path(f"{ONE}my-table/", table.my_table, name="desk-my-table-at"),
    path(f"{ONE}programme/", programme.programme, name="desk-programme"),
    path(f"{ONE}programme/print/", programme.programme_print, name="desk-programme-print"),
    path(f"{ONE}programme/standard/", programme.standard, name="desk-programme-standard"),
    path(f"{ONE}programme/new/", programme.item, name="desk-item-new"),
    path(f"{ONE}programme/<int:pk>/", programme.item, name="desk-item"),
    path(f"{ONE}programme/<int:pk>/move/", programme.move, name="desk-item-move"),
    path(f"{ONE}programme/<int:pk>/remove/", programme.remove, name="desk-item-remove"),
    path(f"{ONE}hosts/", programme.hosts, name="desk-hosts"),
    path(f"{ONE}run/", running.run_sheet, name="desk-run-sheet"),
    path(f"{ONE}run/<int:pk>/start/", running.start, name="desk-run-start"),
    path(f"{ONE}run/<slug:what>/", running.change, name="desk-run-change"),
    path(f"{ONE}projector/", running.projector, name="desk-projector"),
    path(f"{ONE}door/", door.door, name="desk-door"),
    path(f"{ONE}door/<int:member_number>/<slug:what>/", door.tap, name="desk-door-tap"),
    path(f"{ONE}seating/", seating.seating, name="desk-seating"),
    path(f"{ONE}seating/plan/", seating.plan, name="desk-seating-plan"),
    path(f"{ONE}seating/move/", seating.move, name="desk-seating-move"),
    path(f"{ONE}seating/replan/", seating.replan, name="desk-seating-replan"),
    path(f"{ONE}seating/undo/", seating.undo, name="desk-seating-undo"),
    path(f"{ONE}seating/print/", seating.seating_print, name="desk-seating-print"),
    path(f"{MEET}seating-rules/", seating.rules, name="desk-seating-rules"),
    path(f"{MEET}seating-rules/<int:pk>/remove/", seating.remove_rule, name="desk-seating-rule-remove"),
    path(ATTENDANCE, attendance.attendance, name="desk-attendance"),
    path(f"{ATTENDANCE}table.<slug:ending>", attendance.export, name="desk-attendance-export"),
    path(
        f"{ATTENDANCE}<int:member_number>/certificate.pdf",
        attendance.certificate_pdf,
        name="desk-certificate",
    ),
    path(f"{ONE}attendance/<int:member_number>/", attendance.correct, name="desk-attendance-correct"),
    path(f"{ONE}talks/new/", experts.talk_new, name="desk-talk-new"),
    path(TALKS, experts.talks, name="desk-talks"),
    path(f"{TALKS}<int:pk>/", experts.talk, name="desk-talk"),
    path(f"{TALKS}<int:pk>/remove/", experts.talk_remove, name="desk-talk-remove"),
    path(f"{TALKS}<int:pk>/materials/", experts.material_add, name="desk-material-add"),
    path(f"{TALKS}materials/<int:pk>/remove/", experts.material_remove, name="desk-material-remove"),
    path(QUESTIONS, questions.questions, name="desk-questions"),
    path(f"{QUESTIONS}<int:pk>/", questions.question, name="desk-question"),
    path(f"{QUESTIONS}<int:pk>/assign/", questions.assign, name="desk-question-assign"),
    path(f"{QUESTIONS}<int:pk>/merge/", questions.merge, name="desk-question-merge"),
    path(f"{QUESTIONS}<int:pk>/unmerge/", questions.unmerge, name="desk-question-unmerge"),
    path(PUBLIC, public.meeting, name="panel-meeting"),
    path(f"{PUBLIC}materials/<int:pk>/", public.material, name="panel-material"),
    path("me/<str:token>/questions/", me.ask, name="me-question"),
    path("me/<str:token>/certificate.pdf", me.own_certificate, name="me-certificate"),
]
