"""An answer has the day it was written down; of answers given before, the log tells it."""

from django.db import migrations, models
from django.utils import timezone

ANSWERED = ("followup.answered", "followup.answer_changed")


def stamp_from_log(apps, schema_editor):
    entries = apps.get_model("core", "LogEntry").objects.filter(kind__in=ANSWERED).order_by("number")
    days = {
        subject.removeprefix("recommendation/"): timezone.localtime(at).date()
        for subject, at in entries.values_list("subject", "at")
    }
    for answer in apps.get_model("followup", "Response").objects.filter(updated_on=None):
        answer.updated_on = days.get(str(answer.recommendation_id))
        answer.save(update_fields=["updated_on"])
    # The table's rows hold the stamp too; they are made anew after the migrations.
    apps.get_model("followup", "TableRow").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("followup", "0002_public_table"),
    ]

    operations = [
        migrations.AddField(
            model_name="response",
            name="updated_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="päivitetty"),
        ),
        migrations.RunPython(stamp_from_log, migrations.RunPython.noop),
    ]
