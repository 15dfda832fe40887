"""What browsers are told with every answer of a service, whoever made it: also one that never came to a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from booklet.desk.door import CONTENT_POLICY


class Headers:
    """The outermost middleware: no answer leaves without what a page may do, however it came about."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return an answer with all that a page did not say by itself."""
        response = self.get_response(request)
        for name, value in (
            ("Content-Security-Policy", CONTENT_POLICY),
            ("Cache-Control", "no-store"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
            ("Referrer-Policy", "same-origin"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
        ):
            response.headers.setdefault(name, value)
        return response
