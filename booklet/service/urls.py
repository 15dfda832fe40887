"""The addresses of the service; those of an edition are the desk's, below `/e/NAME/`."""

from django.urls import include, path
from django.views.i18n import set_language

from booklet.service.home import health

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("service/", include("booklet.service.home")),
    path("language/", set_language, name="language"),
    path("health/", health, name="health"),
    path("", include("booklet.service.shelf.urls")),
]

handler404 = "booklet.service.lost.not_found"
handler500 = "booklet.service.lost.broken"
