"""What is sent in fewer bytes: texts. Pictures, PDFs and zips are compressed already."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXTS = ("text/", "application/json", "application/manifest+json", "image/svg+xml")


class TextGZip(GZipMiddleware):
    """Compresses answers that are text; all others keep their length, by which a browser shows how far it is."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return an answer as it is sent."""
        if not response.headers.get("Content-Type", "").startswith(TEXTS):
            return response
        return super().process_response(request, response)
