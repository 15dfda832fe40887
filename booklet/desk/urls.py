"""The addresses of the desk."""

from django.urls import include, path
from django.views.i18n import set_language

from booklet.desk.door import enter
from booklet.desk.front import front
from booklet.desk.people import who
from booklet.desk.pictures import picture
from booklet.desk.settings import SCREENS

urlpatterns = [
    path("", front, name="front"),
    path("enter/<str:entry>/", enter, name="enter"),
    path("who/", who, name="who"),
    path("language/", set_language, name="language"),
    path("picture/<slug:product>/", picture, name="picture"),
    path("jobs/", include("booklet.desk.jobs.urls")),
    *(path(f"{screen}/", include(f"booklet.desk.{screen}.urls")) for screen in SCREENS),
]

handler404 = "booklet.desk.lost.not_found"
handler500 = "booklet.desk.lost.broken"
