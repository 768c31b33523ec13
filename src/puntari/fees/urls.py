"""Addresses of the fees room."""

from django.urls import path

from puntari.fees.views import desk, me, runs

DESK = "desk/panels/<slug:slug>/fees/"

urlpatterns = [
    path(DESK, desk.desk_fees, name="desk-fees"),
    path(f"{DESK}ask/", desk.desk_fees_ask, name="desk-fees-ask"),
    path(f"{DESK}settings/", desk.desk_fee_settings, name="desk-fee-settings"),
    path(f"{DESK}correct/<int:pk>/", desk.desk_fee_correct, name="desk-fee-correct"),
    path(f"{DESK}runs/new/", runs.desk_run_new, name="desk-run-new"),
    path(f"{DESK}runs/<int:number>/", runs.desk_run, name="desk-run"),
    path(f"{DESK}runs/<int:number>/print/", runs.desk_run_print, name="desk-run-print"),
    path(f"{DESK}runs/<int:number>/approve/", runs.desk_run_approve, name="desk-run-approve"),
    path(f"{DESK}runs/<int:number>/cancel/", runs.desk_run_cancel, name="desk-run-cancel"),
    path(f"{DESK}runs/<int:number>/paid/", runs.desk_run_paid, name="desk-run-paid"),
    path(
        f"{DESK}runs/<int:number>/<str:kind>/",
        runs.desk_run_file,
        name="desk-run-file",
    ),
    path("me/<str:token>/fee/", me.me_payee, name="me-payee"),
]
