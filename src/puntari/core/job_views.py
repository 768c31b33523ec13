"""Watching and cancelling long work. Only the person who started it and the panel's people may."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from puntari.core import jobs
from puntari.core.models import Job, User


def get_job_for(user: User, key: uuid.UUID) -> Job:
    """The job, if this person started it or is a superuser."""
    job = Job.objects.filter(key=key).first()
    if job is None or not (user.is_superuser or job.actor_id == user.pk):
        raise Http404
    return job


@login_required
def job_status(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The job's page, or only its progress block for the page that polls it."""
    job = get_job_for(request.user, key)  # type: ignore[arg-type]
    part = "core/job_part.html" if getattr(request, "htmx", False) else "core/job.html"
    return render(request, part, {"job": job})


@login_required
@require_POST
def job_cancel(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ask the job to stop."""
    job = get_job_for(request.user, key)  # type: ignore[arg-type]
    jobs.cancel(job, actor=request.user)  # type: ignore[arg-type]
    return redirect("job-status", key=key)
