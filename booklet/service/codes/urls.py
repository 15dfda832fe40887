"""The addresses of codes, short enough to be printed."""

from django.urls import path, re_path

from booklet.service.codes import views

app_name = "code"

CODE = r"^(?P<code>[A-Za-z]{5}-?[A-Za-z]{5})"
"""A code as it is printed, or as somebody types it."""

urlpatterns = [
    path("code/", views.front, name="front"),
    re_path(CODE + "/?$", views.show, name="show"),
    re_path(CODE + "/stickers/(?P<partner>[a-z0-9-]{1,60})/$", views.stickers, name="stickers"),
]
