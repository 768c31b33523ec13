"""The outbox says which messages may have left twice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="outgoingmail",
            name="doubted",
            field=models.DateTimeField(db_index=True, null=True),
        ),
    ]
