"""Where files of orders lie, and the addresses at which a provider fetches them, for some days and nothing else."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse

from booklet.service.files import files

SALT = "orders.file"

HOLDS = timedelta(days=14)
"""How long a provider may fetch a file again."""


def address_of(key: str, name: str) -> str:
    """Return the address of a file: its key is signed, so that nobody comes to another file from there."""
    path = reverse("buy:file", args=[signing.dumps(key, salt=SALT), name], urlconf="booklet.service.urls")
    return f"{settings.SERVICE.address}{path}"


def file(request: HttpRequest, signed: str, name: str) -> FileResponse:
    """Send a file of an order to whoever has its address; raise `Http404` once it no longer holds."""
    try:
        key = signing.loads(signed, salt=SALT, max_age=HOLDS)
        opened = files().open(key)
    except (signing.BadSignature, FileNotFoundError) as error:
        raise Http404 from error
    kind = "application/zip" if name.endswith(".zip") else "application/pdf"
    return FileResponse(opened, as_attachment=True, filename=name, content_type=kind)
