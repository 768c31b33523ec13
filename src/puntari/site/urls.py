"""All addresses: public pages, residents' pages, the staff workspace."""

from django.contrib.auth.decorators import login_required
from django.urls import include, path

from puntari.core import job_views
from puntari.core.style_guide import style_guide
from puntari.site import views

ROOMS = (
    "panels",
    "recruitment",
    "lottery",
    "meetings",
    "deliberation",
    "followup",
    "fees",
    "newsroom",
    "evaluation",
)

urlpatterns = [
    path("", views.front, name="front"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("health/", views.health, name="health"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("allauth.urls")),
    path("desk/", views.desk_home, name="desk"),
    path("desk/jobs/<uuid:key>/", job_views.job_status, name="job-status"),
    path("desk/jobs/<uuid:key>/cancel/", job_views.job_cancel, name="job-cancel"),
    path("desk/style/", login_required(style_guide), name="style-guide"),
    path("demo/", views.demo_roles, name="demo-roles"),
    *[path("", include(f"puntari.{room}.urls")) for room in ROOMS],
]
