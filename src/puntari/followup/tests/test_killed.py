"""The machine dies while followers are told or mail is sent: everybody hears once, and everybody hears."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import os, signal, sys
import django
django.setup()
from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management import call_command
settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}

from puntari.core import clock, jobs, mail, ticks
from puntari.core.models import Job, Organisation, OutgoingMail
from puntari.followup import actions, channels
from puntari.followup.models import Follower
from puntari.panels.models import Panel

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def at_call(number, does):
    calls = []
    def counted(*args, **kwargs):
        calls.append(args)
        return die() if len(calls) == number else does(*args, **kwargs)
    return counted

def after_call(number, does):
    calls = []
    def counted(*args, **kwargs):
        calls.append(args)
        answer = does(*args, **kwargs)
        return die() if len(calls) == number else answer
    return counted

def told():
    return OutgoingMail.objects.filter(key__startswith="followup.news/").count()

step = sys.argv[1]
if step != "go on":
    call_command("migrate", "--run-syncdb", verbosity=0)
    organisation = Organisation.objects.create(name="Alue", slug="alue")
    panel = Panel.objects.create(organisation=organisation, slug="p", title="P", visibility="public")
    one = actions.add_recommendation(panel=panel, title="1. Busseja", actor=None)
    for number in range(5):
        follower = actions.follow(panel=panel, address=f"s{number}@example.invalid", pace="at_once")
        actions.confirm_following(follower=follower)
    OutgoingMail.objects.all().delete()
    actions.add_action(recommendation=one, text="Uusi vuoro", schedule="2028", actor=None)
    if step == "while told":
        # In the middle of the third: its mark has moved, its message is not in the outbox yet.
        channels.ByEmail.send = at_call(3, channels.ByEmail.send)
        jobs.run_job.func(Job.objects.get(kind="followup.tell").pk)
    jobs.run_job.func(Job.objects.get(kind="followup.tell").pk)
    die_when = after_call if step == "once taken" else at_call
    EmailMessage.send = die_when(3, EmailMessage.send)
    mail.send_waiting()

print(told())
jobs.STALE = -jobs.STALE
jobs.resume_stale()
for job in Job.objects.filter(kind="followup.tell", state="queued"):
    jobs.run_job.func(job.pk)
ticks.run_due()
print(told())
mail._due = lambda: OutgoingMail.objects.filter(sent=None)
mail.send_waiting()
mail.send_waiting()
print(OutgoingMail.objects.filter(sent=None).count())
print(*OutgoingMail.objects.exclude(doubted=None).values_list("to", flat=True))
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


def received(folder: Path, header: str = "To") -> list[str]:
    """What a header said in the messages that left, from the files the demo writes instead of sending."""
    letters = [path.read_text(errors="replace") for path in (folder / "mail").iterdir()]
    lines = [line for letter in letters for line in letter.splitlines() if line.startswith(f"{header}: ")]
    return sorted(line.removeprefix(f"{header}: ") for line in lines)


SUBSCRIBERS = [f"s{number}@example.invalid" for number in range(5)]


@pytest.mark.parametrize(("step", "before"), [("while told", "2"), ("while sent", "5")])
def test_after_a_kill_everybody_hears_once(tmp_path: Path, step: str, before: str) -> None:
    killed = run(step, tmp_path)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    after = run("go on", tmp_path)
    assert after.stdout.split("\n")[:3] == [before, "5", "0"], after.stderr
    assert received(tmp_path) == SUBSCRIBERS


def test_a_kill_after_the_server_took_it_repeats_one_message_and_says_so(tmp_path: Path) -> None:
    killed = run("once taken", tmp_path)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    after = run("go on", tmp_path)
    told, _again, left, doubted = after.stdout.split("\n")[:4]
    assert (told, left, doubted) == ("5", "0", "s2@example.invalid"), after.stderr
    assert received(tmp_path) == sorted([*SUBSCRIBERS, "s2@example.invalid"])
    names = received(tmp_path, "Message-ID")
    assert (len(names), len(set(names))) == (6, 5)
