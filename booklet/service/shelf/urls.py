"""The addresses of the shelf: what is in a country, in a language, one thing; a name that somebody typed; a work."""

from django.urls import path, re_path

from booklet.service.shelf import named, sent, views

app_name = "shelf"

COUNTRY = r"^c/(?P<country>[A-Z]{2}|001)/"
LOCALE = COUNTRY + r"(?P<locale>[A-Za-z0-9+-]{2,30})/"
THING = (
    LOCALE
    + r"(?P<edition>[a-z0-9-]{1,60})/(?P<layout>[a-z0-9-]{1,60})/(?P<band>[0-9-]{1,10})/(?P<item>[a-z0-9+-]{1,80})/"
)
PICTURE = r"page-(?P<page>[1-9][0-9]{0,2})-(?P<width>320|900)"
FILE = r"(?P<printer>office|copy-shop|press)-(?P<ink>colour|grey|low-ink)\.(?P<form>pdf|zip)$"

urlpatterns = [
    path("", views.front, name="front"),
    re_path(COUNTRY + "$", views.country, name="country"),
    re_path(LOCALE + "$", views.language, name="language"),
    re_path(THING + "$", views.thing, name="thing"),
    re_path(THING + PICTURE + r"-(?P<mark>[0-9a-f]{40})\.png$", sent.picture, name="picture"),
    re_path(THING + "file/$", sent.choose, name="choose"),
    re_path(THING + FILE, sent.file, name="file"),
    re_path(THING + "name/$", named.keep, name="name"),
    path("named/<str:token>/", named.show, name="named"),
    path("named/<str:token>/forget/", named.forget, name="forget"),
    path("named/<str:token>/file/", named.choose, name="named-choose"),
    re_path(r"^named/(?P<token>[\w-]{32})/" + PICTURE + r"\.png$", named.picture, name="named-picture"),
    re_path(r"^named/(?P<token>[\w-]{32})/" + FILE, named.file, name="named-file"),
    path("making/<str:token>/", sent.work, name="work"),
]
