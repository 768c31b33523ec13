"""Addresses of the evaluation room."""

from django.urls import path

from puntari.evaluation import views

DESK = "desk/panels/<slug:slug>/evaluation/"

urlpatterns = [
    path(DESK, views.desk_evaluation, name="desk-evaluation"),
    path(f"{DESK}plan/", views.desk_evaluation_plan, name="desk-evaluation-plan"),
    path(f"{DESK}<int:pk>/", views.desk_survey, name="desk-survey"),
    path(f"{DESK}<int:pk>/publish/", views.desk_survey_publish, name="desk-survey-publish"),
    path(f"{DESK}<int:pk>/csv/", views.desk_survey_csv, name="desk-survey-csv"),
    path("desk/panels/<slug:slug>/survey/<int:pk>/", views.desk_answer, name="desk-answer"),
    path("me/<str:token>/survey/<int:pk>/", views.me_answer, name="me-survey"),
    path("panels/<slug:slug>/evaluation/", views.panel_evaluation, name="panel-evaluation"),
]
