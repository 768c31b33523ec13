"""Addresses of this room."""

from django.urls import path

from puntari.lottery.views import (
    draws,
    letters,
    members,
    public,
    public_audit,
    public_desk,
    public_record,
    targets,
)

DESK = "desk/panels/<slug:slug>/draw/"
OPEN = f"{DESK}public/"

urlpatterns = [
    path(DESK, draws.desk_draw, name="desk-draw"),
    path(f"{DESK}targets/", targets.desk_targets, name="desk-targets"),
    path(f"{DESK}targets/fill/", targets.desk_targets_fill, name="desk-targets-fill"),
    path(f"{DESK}targets/import/", targets.desk_targets_import, name="desk-targets-import"),
    path(f"{DESK}targets/targets.csv", targets.desk_targets_file, name="desk-targets-file"),
    path(f"{DESK}feasibility/", targets.desk_feasibility, name="desk-feasibility"),
    path(f"{DESK}letters/", letters.desk_draw_letters, name="desk-draw-letters"),
    path(f"{DESK}letters/letters.csv", letters.desk_draw_letters_file, name="desk-draw-letters-file"),
    path(f"{DESK}test/", draws.desk_draw_test, name="desk-draw-test"),
    path(f"{DESK}real/", draws.desk_draw_real, name="desk-draw-real"),
    path(f"{DESK}<int:pk>/", draws.desk_draw_report, name="desk-draw-report"),
    path(f"{DESK}<int:pk>/report.pdf", draws.desk_draw_pdf, name="desk-draw-pdf"),
    path(f"{DESK}<int:pk>/report.csv", draws.desk_draw_csv, name="desk-draw-csv"),
    path(f"{DESK}<int:pk>/results/", draws.desk_draw_results, name="desk-draw-results"),
    path(f"{DESK}<int:pk>/<str:name>", draws.desk_draw_file, name="desk-draw-file"),
    path(OPEN, public_desk.desk_public_draw, name="desk-public-draw"),
    path(f"{OPEN}close/", public_desk.desk_public_draw_close, name="desk-public-draw-close"),
    path(f"{OPEN}list/", public_desk.desk_public_draw_list, name="desk-public-draw-list"),
    path(f"{OPEN}commit/", public_desk.desk_public_draw_commit, name="desk-public-draw-commit"),
    path(f"{OPEN}values/", public_desk.desk_public_draw_values, name="desk-public-draw-values"),
    path(f"{OPEN}ceremony/", public_desk.desk_public_draw_ceremony, name="desk-public-draw-ceremony"),
    path(f"{OPEN}draw/", public_desk.desk_public_draw_draw, name="desk-public-draw-draw"),
    path(f"{OPEN}receipts/", public_desk.desk_public_draw_receipts, name="desk-public-draw-receipts"),
    path(f"{OPEN}audit/", public_audit.desk_public_draw_audit, name="desk-public-draw-audit"),
    path(
        f"{OPEN}audit/sealed.json",
        public_audit.desk_public_draw_sealed_file,
        name="desk-public-draw-sealed-file",
    ),
    path(f"{OPEN}cancel/", public_desk.desk_public_draw_cancel, name="desk-public-draw-cancel"),
    path(f"{DESK}members/", members.desk_members, name="desk-members"),
    path(f"{DESK}members/<int:number>/", members.desk_member, name="desk-member"),
    path(f"{DESK}members/<int:number>/replace/", members.desk_member_replace, name="desk-member-replace"),
    path("panels/<slug:slug>/draw/", public.panel_draw, name="panel-draw"),
    path("panels/<slug:slug>/draw/report.pdf", public.panel_draw_pdf, name="panel-draw-pdf"),
    path("panels/<slug:slug>/draw/report.csv", public.panel_draw_csv, name="panel-draw-csv"),
    path("panels/<slug:slug>/draw/public/", public_record.panel_public_draw, name="panel-public-draw"),
    path(
        "panels/<slug:slug>/draw/public/<str:name>",
        public_record.panel_public_draw_file,
        name="panel-public-draw-file",
    ),
    path("me/<str:token>/draw/receipt.json", public_record.me_receipt, name="me-receipt"),
    path("me/<str:token>/draw/", public.me_draw, name="me-draw"),
    path(
        "me/<str:token>/draw/confirm/", public.me_draw_answer, {"answer": "confirm"}, name="me-draw-confirm"
    ),
    path(
        "me/<str:token>/draw/decline/", public.me_draw_answer, {"answer": "decline"}, name="me-draw-decline"
    ),
]
