"""Addresses of this room."""

from django.urls import URLPattern, path

from puntari.followup.views import desk, imports, items, link, public

DESK = "desk/panels/<slug:slug>/followup/"

urlpatterns: list[URLPattern] = [
    path("actions/", public.all_actions, name="actions"),
    path("actions/download/<slug:kind>/", public.all_download, name="actions-download"),
    path("panels/<slug:slug>/actions/", public.panel_actions, name="panel-actions"),
    path(
        "panels/<slug:slug>/actions/download/<slug:kind>/",
        public.panel_download,
        name="panel-actions-download",
    ),
    path(
        "panels/<slug:slug>/recommendations/<int:number>/", public.recommendation, name="panel-recommendation"
    ),
    path("update/<str:token>/", link.update, name="action-update-link"),
    path(DESK, desk.overview, name="desk-followup"),
    path(f"{DESK}new/", desk.new_recommendation, name="desk-recommendation-new"),
    path(f"{DESK}terms/", desk.terms, name="desk-status-terms"),
    path(f"{DESK}posts/", desk.post_handover, name="desk-post-handover"),
    path(f"{DESK}import/", imports.upload, name="desk-actions-import"),
    path(f"{DESK}import/<int:pk>/", imports.draft, name="desk-import-draft"),
    path(f"{DESK}import/<int:pk>/apply/", imports.apply, name="desk-import-apply"),
    path(f"{DESK}import/<int:pk>/discard/", imports.discard, name="desk-import-discard"),
    path(f"{DESK}<int:number>/", desk.recommendation, name="desk-recommendation"),
    path(f"{DESK}<int:number>/edit/", desk.edit_recommendation, name="desk-recommendation-edit"),
    path(f"{DESK}<int:number>/answer/", desk.respond, name="desk-response"),
    path(f"{DESK}<int:number>/parts/new/", items.new_sub, name="desk-sub-new"),
    path(f"{DESK}<int:number>/actions/new/", items.new_action, name="desk-action-new"),
    path(f"{DESK}parts/<int:pk>/", items.edit_sub, name="desk-sub"),
    path(f"{DESK}actions/<int:pk>/", items.edit_action, name="desk-action"),
    path(f"{DESK}actions/<int:pk>/unchanged/", items.unchanged, name="desk-action-unchanged"),
    path(f"{DESK}actions/<int:pk>/owner/", items.owner, name="desk-action-owner"),
]
