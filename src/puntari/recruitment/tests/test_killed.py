"""The machine dies in the middle of writing a sample: nothing is half-imported, and the job goes on."""

import os
import signal
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import os, signal, sys
import django
django.setup()
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import QuerySet
settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}

from puntari.core import jobs
from puntari.core.models import Job, Organisation, StoredFile, User
from puntari.panels.models import Panel
from puntari.recruitment import actions
from puntari.recruitment.models import Addressee, SampleImport
from puntari.recruitment.sample.mapping import guess
from puntari.recruitment.tests.conftest import HEADER, PERMIT, row, sample_bytes

if sys.argv[1] == "begin":
    call_command("migrate", "--run-syncdb", verbosity=0)
    organisation = Organisation.objects.create(name="Alue", slug="alue")
    panel = Panel.objects.create(organisation=organisation, slug="p", title="P", min_age=15, max_age=90)
    user = User.objects.create_user("a@example.invalid", "keksitty-salasana-1", name="A")
    content = sample_bytes([row(number) for number in range(1, 2501)])
    sample = actions.receive_sample(panel=panel, content=content, name="otos.csv", actor=user)
    write = QuerySet.bulk_create

    def half_then_die(self, objects, *args, **kwargs):
        if self.model is not Addressee:
            return write(self, objects, *args, **kwargs)
        write(self, list(objects)[:1000])
        os.kill(os.getpid(), signal.SIGKILL)

    actions.map_sample(sample=sample, columns=guess(HEADER), actor=user, **PERMIT)
    QuerySet.bulk_create = half_then_die
    jobs.run_job.func(Job.objects.get().pk)

job = Job.objects.get()
print(Addressee.objects.count(), StoredFile.objects.count(), job.state)
jobs.STALE = -jobs.STALE
print(jobs.resume_stale())
jobs.run_job.func(job.pk)
print(Addressee.objects.count(), StoredFile.objects.count(), Job.objects.get().state)
"""


def run(step: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PUNTARI_MODE": "demo",
        "PUNTARI_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "puntari.site.settings",
    }
    command = [sys.executable, "-c", PROGRAM, step]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)


def test_a_kill_in_mid_import_leaves_nothing_and_the_job_goes_on(tmp_path: Path) -> None:
    killed = run("begin", tmp_path)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    after = run("go on", tmp_path)
    assert after.stdout.split("\n")[:3] == ["0 1 running", "1", "2500 0 done"], after.stderr
