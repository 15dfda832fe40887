"""The addresses of the screen "Start"."""

from django.urls import path

from booklet.desk.start import first, saving, views

app_name = "start"

urlpatterns = [
    path("", views.index, name="index"),
    path("countries/", first.countries, name="countries"),
    path("organisation/", first.organisation, name="organisation"),
    path("logo/", views.logo, name="logo"),
    path("look/", views.look, name="look"),
    path("ready/", views.ready, name="ready"),
    path("booklet/<slug:locale>/<slug:band>/", views.booklet, name="booklet"),
    path("save/lines/", saving.lines, name="save-lines"),
    path("save/cover/", saving.cover, name="save-cover"),
    path("save/logo/", saving.logo, name="save-logo"),
    path("save/languages/", saving.languages, name="save-languages"),
    path("save/rules/", saving.rules, name="save-rules"),
]
