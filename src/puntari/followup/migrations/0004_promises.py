"""What was promised first, what the panel adopted, and how answers kept to it; the log tells of the past."""

from datetime import date

from django.db import migrations, models
from django.utils import timezone

ANSWERED = ("followup.answered", "followup.answer_changed")
STUDY = "study"


def day(text):
    return date.fromisoformat(text) if text else None


def subject(key):
    return f"recommendation/{key}"


def fill(apps, schema_editor):
    entries = apps.get_model("core", "LogEntry").objects
    keep_promises(apps, entries)
    mark_parts(apps, entries)
    count_answers(apps, entries)
    # The table's rows hold what is awaited; they are made anew after the migrations.
    apps.get_model("followup", "TableRow").objects.all().delete()


def keep_promises(apps, entries):
    """The day that was promised at the hand-over; where none was, the earliest the log or the row knows."""
    first = {}
    for entry in entries.filter(kind="followup.handed_over").order_by("number"):
        if entry.data.get("answer_due"):
            first.setdefault(entry.subject, day(entry.data["answer_due"]))
    changed = entries.filter(kind="followup.recommendation_changed").order_by("number")
    for entry in changed:
        for text in entry.data.get("changes", {}).get("answer_due", ()):
            if text:
                first.setdefault(entry.subject, day(text))
    for one in apps.get_model("followup", "Recommendation").objects.all():
        promised = first.get(subject(one.pk), one.answer_due)
        if promised is None:
            continue
        one.promised_by = promised
        # A promised day that was blanked comes back.
        one.answer_due = one.answer_due or promised
        one.save(update_fields=["promised_by", "answer_due"])


def mark_parts(apps, entries):
    """Parts of a handed-over recommendation came with it, unless an entry says that they were added."""
    added = {entry.data.get("sub") for entry in entries.filter(kind="followup.sub_added").order_by("number")}
    parts = apps.get_model("followup", "SubRecommendation").objects
    for part in parts.exclude(recommendation__handed_over_on=None):
        if part.pk not in added:
            part.adopted = True
            part.save(update_fields=["adopted"])


def count_answers(apps, entries):
    given = {}
    for entry in entries.filter(kind__in=ANSWERED).order_by("number"):
        given.setdefault(entry.subject, []).append(entry)
    for answer in apps.get_model("followup", "Response").objects.all():
        answer.first_on, answer.study_by = answer.decided_on, answer.study_until
        said = None
        for entry in given.get(subject(answer.recommendation_id), ()):
            said = follow(answer, said, entry)
        answer.save(update_fields=["first_on", "study_by", "study_broken"])


def follow(answer, before, entry):
    """What one more answer does to the promises; `before` is what the one before it said."""
    data = entry.data
    decided, until = day(data.get("decided_on")), day(data.get("study_until"))
    if before is None:
        answer.first_on, answer.study_by = decided or answer.decided_on, until
        return data
    if data.get("decided_on") == before.get("decided_on") and data.get("decision") != before.get("decision"):
        # Another decision with the day of the old one: the day it was written down is nearer the truth.
        decided = timezone.localtime(entry.at).date()
    if answer.study_by and decided and decided > answer.study_by:
        answer.study_broken = True
    if not (data.get("decision") == STUDY and answer.study_by):
        answer.study_by = until
    return data


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("followup", "0003_answer_stamp"),
    ]

    operations = [
        migrations.AddField(
            model_name="recommendation",
            name="promised_by",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="alkuperäinen määräaika"
            ),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="due_reason",
            field=models.TextField(blank=True, editable=False, verbose_name="miksi määräaikaa siirrettiin"),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="told_by_actions",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="subrecommendation",
            name="adopted",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="response",
            name="first_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="response",
            name="study_by",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="response",
            name="study_broken",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
