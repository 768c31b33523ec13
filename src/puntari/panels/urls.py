"""Addresses of this room."""

from django.urls import URLPattern, path

from puntari.panels.views import basics, features, front, meetings, people, public, publishing, timetable

DESK = "desk/panels/<slug:slug>/"
SETUP = DESK + "setup/"
TIMETABLE = DESK + "timetable/"
PANEL = "panels/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path("desk/new-panel/", front.create_panel, name="desk-create-panel"),
    path(DESK, front.panel_front, name="desk-panel"),
    path(SETUP, front.setup, name="desk-setup"),
    path(SETUP + "basics/", basics.basics, name="desk-basics"),
    path(SETUP + "promise/", basics.promise, name="desk-promise"),
    path(SETUP + "steering/", basics.steering, name="desk-steering"),
    path(SETUP + "steering/<int:pk>/remove/", basics.remove_member, name="desk-steering-remove"),
    path(SETUP + "decisions/new/", basics.decision, name="desk-decision-new"),
    path(SETUP + "decisions/<int:pk>/", basics.decision, name="desk-decision"),
    path(SETUP + "meetings/", meetings.meetings, name="desk-meetings"),
    path(SETUP + "meetings/new/", meetings.meeting, name="desk-meeting-new"),
    path(SETUP + "meetings/<int:number>/", meetings.meeting, name="desk-meeting"),
    path(SETUP + "meetings/<int:number>/remove/", meetings.remove_meeting, name="desk-meeting-remove"),
    path(SETUP + "features/", features.features, name="desk-features"),
    path(SETUP + "features/new/", features.feature, name="desk-feature-new"),
    path(SETUP + "features/edit/<slug:key>/", features.feature, name="desk-feature"),
    path(SETUP + "features/remove/<slug:key>/", features.remove_feature, name="desk-feature-remove"),
    path(SETUP + "people/", people.people, name="desk-people"),
    path(SETUP + "people/<int:pk>/remove/", people.take_role, name="desk-role-remove"),
    path(SETUP + "people/<int:pk>/invite/", people.invite_again, name="desk-role-invite"),
    path(SETUP + "publish/<slug:visibility>/", publishing.publish, name="desk-publish"),
    path(SETUP + "unpublish/", publishing.unpublish, name="desk-unpublish"),
    path(SETUP + "close/", publishing.close, name="desk-close"),
    path(SETUP + "reopen/", publishing.reopen, name="desk-reopen"),
    path(TIMETABLE, timetable.timetable, name="desk-timetable"),
    path(TIMETABLE + "print/", timetable.timetable_print, name="desk-timetable-print"),
    path(TIMETABLE + "timetable.csv", timetable.timetable_csv, name="desk-timetable-csv"),
    path(TIMETABLE + "restore/", timetable.restore, name="desk-timetable-restore"),
    path(TIMETABLE + "new/", timetable.step, name="desk-step-new"),
    path(TIMETABLE + "<int:pk>/", timetable.step, name="desk-step"),
    path(TIMETABLE + "<int:pk>/tick/", timetable.tick, name="desk-step-tick"),
    path(TIMETABLE + "<int:pk>/remove/", timetable.remove_step, name="desk-step-remove"),
    path("calendar/<str:token>/timetable.ics", timetable.timetable_feed, name="timetable-feed"),
    path(PANEL, public.panel, name="panel"),
    path(PANEL + "calendar.ics", public.panel_calendar, name="panel-calendar"),
    path(PANEL + "privacy/", public.panel_privacy, name="panel-privacy"),
]
