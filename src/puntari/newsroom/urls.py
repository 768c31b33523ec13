"""Addresses of the newsroom."""

from django.urls import path

from puntari.newsroom import views
from puntari.newsroom.feeds import NewsFeed

DESK = "desk/panels/<slug:slug>/news/"
PUBLIC = "panels/<slug:slug>/news/"

urlpatterns = [
    path(DESK, views.desk_news, name="desk-news"),
    path(f"{DESK}new/", views.desk_release_new, name="desk-release-new"),
    path(f"{DESK}<int:number>/", views.desk_release, name="desk-release"),
    path(f"{DESK}<int:number>/image/", views.desk_release_image, name="desk-release-image"),
    path(f"{DESK}<int:number>/publish/", views.desk_release_publish, name="desk-release-publish"),
    path(f"{DESK}<int:number>/withdraw/", views.desk_release_withdraw, name="desk-release-withdraw"),
    path(PUBLIC, views.panel_news, name="panel-news"),
    path(f"{PUBLIC}feed/", NewsFeed(), name="panel-news-feed"),
    path(f"{PUBLIC}<int:number>/", views.panel_release, name="panel-release"),
    path(f"{PUBLIC}<int:number>/text/", views.panel_release_text, name="panel-release-text"),
    path(f"{PUBLIC}<int:number>/image/", views.panel_release_image, name="panel-release-image"),
    path(f"{PUBLIC}preview/<str:key>/", views.panel_release_preview, name="panel-release-preview"),
    path("news/", views.news, name="news"),
    path("news/feed/", NewsFeed(), name="news-feed"),
    path("news/join/", views.press_list_join, name="press-list-join"),
    path("news/confirm/<str:key>/", views.press_list_confirm, name="press-list-confirm"),
    path("news/leave/<str:key>/", views.press_list_leave, name="press-list-leave"),
]
