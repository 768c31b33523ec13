"""A rating tells which answer it rated; of earlier ones the log does, if none changed in their round."""

import calendar
from datetime import date, timedelta

from django.db import migrations, models
from django.utils import timezone

ANSWERED = ("followup.answered", "followup.answer_changed")
OPEN_DAYS = 42


def months_after(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def fill(apps, schema_editor):
    answers = {}
    for entry in apps.get_model("core", "LogEntry").objects.filter(kind__in=ANSWERED).order_by("number"):
        answers.setdefault(entry.subject, []).append((timezone.localtime(entry.at).date(), entry.data))
    ratings = apps.get_model("followup", "Rating").objects.select_related("recommendation")
    for rating in ratings.filter(decision=""):
        said = rated(rating, answers.get(f"recommendation/{rating.recommendation_id}", []))
        if said:
            rating.decision, rating.decided_on = said["decision"], date.fromisoformat(said["decided_on"])
            rating.save(update_fields=["decision", "decided_on"])


def rated(rating, answers):
    """The only answer that was in force in the whole round; None if there were several, or none is known."""
    handed = rating.recommendation.handed_over_on
    if handed is None:
        return None
    opens = months_after(handed, rating.round)
    closes = opens + timedelta(days=OPEN_DAYS - 1)
    before = [said for day, said in answers if day < opens][-1:]
    said = before + [said for day, said in answers if opens <= day <= closes]
    decisions = {(one.get("decision"), one.get("decided_on")) for one in said}
    return said[-1] if len(decisions) == 1 and all(decisions.copy().pop()) else None


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("followup", "0004_promises"),
    ]

    operations = [
        migrations.AddField(
            model_name="rating",
            name="decision",
            field=models.CharField(
                blank=True,
                choices=[
                    ("accept", "Hyväksytään"),
                    ("in_part", "Hyväksytään osittain"),
                    ("already_done", "Tehdään jo"),
                    ("study", "Selvitetään määräpäivään mennessä"),
                    ("not_ours", "Ei kuulu meille, lähetetty eteenpäin"),
                    ("reject", "Ei hyväksytä"),
                ],
                default="",
                max_length=12,
                verbose_name="päätös",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="rating",
            name="decided_on",
            field=models.DateField(blank=True, null=True, verbose_name="päätöksen päivä"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
