"""Addresses of the fees room."""

from django.urls import path

from puntari.fees import views

DESK = "desk/panels/<slug:slug>/fees/"

urlpatterns = [
    path(DESK, views.desk_fees, name="desk-fees"),
    path(f"{DESK}ask/", views.desk_fees_ask, name="desk-fees-ask"),
    path(f"{DESK}settings/", views.desk_fee_settings, name="desk-fee-settings"),
    path(f"{DESK}correct/<int:pk>/", views.desk_fee_correct, name="desk-fee-correct"),
    path(f"{DESK}runs/new/", views.desk_run_new, name="desk-run-new"),
    path(f"{DESK}runs/<int:number>/", views.desk_run, name="desk-run"),
    path(f"{DESK}runs/<int:number>/approve/", views.desk_run_approve, name="desk-run-approve"),
    path(f"{DESK}runs/<int:number>/cancel/", views.desk_run_cancel, name="desk-run-cancel"),
    path(f"{DESK}runs/<int:number>/paid/", views.desk_run_paid, name="desk-run-paid"),
    path(
        f"{DESK}runs/<int:number>/<str:kind>/",
        views.desk_run_file,
        name="desk-run-file",
    ),
    path("me/<str:token>/fee/", views.me_payee, name="me-payee"),
]
