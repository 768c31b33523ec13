"""The words of a recommendation are kept once for all its rows. Rows are made anew when migrating ends."""

import django.db.models.deletion
from django.db import migrations, models

import puntari.followup.models.index


def forget_rows(apps, schema_editor):
    apps.get_model("followup", "TableRow").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("followup", "0001_initial")]

    operations = [
        migrations.RunPython(forget_rows, migrations.RunPython.noop),
        migrations.DeleteModel(name="RowWords"),
        migrations.CreateModel(
            name="SharedWords",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=puntari.followup.models.index.new_key, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField(blank=True)),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shared_words",
                        to="followup.recommendation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RowWords",
            fields=[
                (
                    "row",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="followup.tablerow",
                    ),
                ),
                ("text", models.TextField(blank=True)),
                (
                    "shared",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="followup.sharedwords",
                    ),
                ),
            ],
        ),
    ]
