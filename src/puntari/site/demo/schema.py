"""The demo's tables in one go.

Running every migration one after the other takes most of a fresh demo's start. An empty demo database gets its
tables straight from the models, and the migrations are noted as done; a test holds the two ways against each
other. A database that has tables is migrated like any other.
"""

from __future__ import annotations

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model


def bring_up_to_date() -> None:
    """Make the tables, or migrate those that are there."""
    if connection.introspection.table_names():
        call_command("migrate", verbosity=0, interactive=False)
    else:
        make_tables()


def make_tables() -> None:
    """Create the tables of all models in an empty database and note the migrations, all or nothing."""
    recorder = MigrationRecorder(connection)
    models: list[type[Model]] = [*apps.get_models(), recorder.Migration]
    with connection.schema_editor(atomic=True) as editor:
        for model in models:
            if model._meta.managed and not model._meta.proxy and not model._meta.swapped:
                editor.create_model(model)
        recorder.Migration.objects.bulk_create(
            recorder.Migration(app=app, name=name)
            for app, name in sorted(MigrationLoader(None, ignore_no_migrations=True).graph.nodes)
        )
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
