"""The panel itself: question, promise, steering group, meetings, timetable, checklist."""
