"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from puntari.followup.feeds import ActionFeed
from puntari.followup.opendata.api import api
from puntari.followup.views import (
    desk,
    embedding,
    evidence,
    following,
    imports,
    items,
    link,
    opendata,
    posts,
    public,
    ratings,
    reports,
    results,
    terms,
    waiting,
)

DESK = "desk/panels/<slug:slug>/followup/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("actions/", public.all_actions, name="actions"),
    path("me/<str:token>/ratings/", ratings.rate, name="me-ratings"),
    path("results/", results.results, name="results"),
    path("actions/download/<slug:kind>/", public.all_download, name="actions-download"),
    path("panels/<slug:slug>/actions/", public.panel_actions, name="panel-actions"),
    path("panels/<slug:slug>/actions/embed/", embedding.frame, name="panel-actions-embed"),
    path("panels/<slug:slug>/actions/fragment/", embedding.fragment, name="panel-actions-fragment"),
    path(
        "panels/<slug:slug>/actions/download/<slug:kind>/",
        public.panel_download,
        name="panel-actions-download",
    ),
    path(
        "panels/<slug:slug>/recommendations/<int:number>/", public.recommendation, name="panel-recommendation"
    ),
    path("update/new/", link.renew, name="action-update-renew"),
    path("update/<str:token>/", link.update, name="action-update-link"),
    path("update/<str:token>/language/", link.language, name="action-update-language"),
    path("actions/feed/", ActionFeed(), name="actions-feed"),
    path("actions/follow/", following.follow_everything, name="follow"),
    path("panels/<slug:slug>/actions/feed/", ActionFeed(), name="panel-actions-feed"),
    path("panels/<slug:slug>/actions/follow/", following.follow_panel, name="panel-follow"),
    path("panels/<slug:slug>/evidence/<uuid:key>/", evidence.file, name="panel-evidence"),
    path(
        "panels/<slug:slug>/recommendations/<int:number>/feed/",
        ActionFeed(),
        name="panel-recommendation-feed",
    ),
    path(
        "panels/<slug:slug>/recommendations/<int:number>/follow/",
        following.follow_recommendation,
        name="recommendation-follow",
    ),
    path("follow/<str:token>/confirm/", following.confirm, name="follow-confirm"),
    path("follow/<str:token>/", following.manage, name="follow-manage"),
    path("follow/<str:token>/leave/", following.leave, name="follow-leave"),
    path("data/", opendata.data, name="open-data"),
    path("catalog.jsonld", opendata.the_catalog, name="catalog"),
    path("api/v1/openapi.json", opendata.openapi, name="openapi"),
    path("api/v1/", api.urls),
    path("desk/answers/", waiting.answers, name="desk-answers"),
    path(DESK, desk.overview, name="desk-followup"),
    path(f"{DESK}new/", desk.new_recommendation, name="desk-recommendation-new"),
    path(f"{DESK}ratings/<int:pk>/hide/", ratings.hide, name="desk-rating-hide"),
    path(f"{DESK}report/", reports.report, name="desk-report"),
    path(f"{DESK}report/<slug:kind>/", reports.report_file, name="desk-report-file"),
    path(f"{DESK}embed/", embedding.codes, name="desk-embed"),
    path(f"{DESK}terms/", terms.terms, name="desk-status-terms"),
    path(f"{DESK}terms/<int:pk>/", terms.term, name="desk-status-term"),
    path(f"{DESK}posts/", posts.hand_over, name="desk-post-handover"),
    path(f"{DESK}import/", imports.upload, name="desk-actions-import"),
    path(f"{DESK}import/<int:pk>/", imports.draft, name="desk-import-draft"),
    path(f"{DESK}import/<int:pk>/apply/", imports.apply, name="desk-import-apply"),
    path(f"{DESK}import/<int:pk>/discard/", imports.discard, name="desk-import-discard"),
    path(f"{DESK}silent/", waiting.silent, name="desk-silent"),
    path(f"{DESK}<int:number>/", desk.recommendation, name="desk-recommendation"),
    path(f"{DESK}<int:number>/edit/", desk.edit_recommendation, name="desk-recommendation-edit"),
    path(f"{DESK}<int:number>/answer/", desk.respond, name="desk-response"),
    path(f"{DESK}<int:number>/parts/new/", items.new_sub, name="desk-sub-new"),
    path(f"{DESK}<int:number>/actions/new/", items.new_action, name="desk-action-new"),
    path(f"{DESK}parts/<int:pk>/", items.edit_sub, name="desk-sub"),
    path(f"{DESK}actions/<int:pk>/", items.edit_action, name="desk-action"),
    path(f"{DESK}actions/<int:pk>/unchanged/", items.unchanged, name="desk-action-unchanged"),
    path(f"{DESK}actions/<int:pk>/ask/", waiting.ask, name="desk-action-ask"),
    path(f"{DESK}actions/<int:pk>/evidence/", items.evidence, name="desk-evidence"),
    path(
        f"{DESK}actions/<int:pk>/evidence/<int:key>/remove/",
        items.remove_evidence,
        name="desk-evidence-remove",
    ),
    path(f"{DESK}actions/<int:pk>/owner/", items.owner, name="desk-action-owner"),
]
