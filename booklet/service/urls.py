"""The addresses of the service; those of an edition are the desk's, below `/e/NAME/`."""

from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("account/", include("booklet.service.accounts.urls")),
    path("service/", include("booklet.service.home")),
    path("files/", include("booklet.service.files")),
    path("language/", set_language, name="language"),
    path("", include("booklet.service.orders.urls")),
    path("", include("booklet.service.shelf.urls")),
    path("", include("booklet.service.codes.urls")),
]

handler404 = "booklet.desk.lost.not_found"
handler500 = "booklet.desk.lost.broken"
