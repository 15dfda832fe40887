"""Files that were made from what people sent are given out by another host name, where no cookie of ours is known.

Were one of them ever taken for a page by a browser, it would stand there with nothing to steal.
"""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from booklet.desk.edition import Edition, find_current
from booklet.desk.jobs.downloads import send_file
from booklet.desk.lost import not_found
from booklet.service.models import Partner

SALT = "service.download"

SECONDS = 60
"""For how long an address of a file holds: a browser follows it at once."""

PATH = "/file/"

MARK = "edition_file"
"""What an answer is marked by that is a file of an edition: the edition, and the path below its output."""

POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


class OtherHost:
    """The middleware that gives out files by the other host name, and nothing else there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return a file at the other host name; at ours, lead to it."""
        address = settings.SERVICE.files_address
        if not address:
            return self.get_response(request)
        if request.get_host() == urlsplit(address).netloc:
            return _give(request)
        answer = self.get_response(request)
        return _lead(answer, address) if isinstance(answer, FileResponse) else answer


def lead_to(edition: Edition, name: str, address: str) -> str:
    """Return the address at which a file of an edition's output is given out for a moment."""
    return f"{address}{PATH}{signing.dumps([edition.name, name], salt=SALT)}/"


def _lead(answer: FileResponse, address: str) -> HttpResponseBase:
    """Return the way to a file of an edition's output, and any other answer as it is."""
    kept = getattr(answer, MARK, None)
    if kept is None:
        return answer
    answer.close()
    edition, name = kept
    return redirect(lead_to(edition, name, address))


def mark(answer: HttpResponseBase) -> None:
    """Note of an answer that it is a file of the current edition's output."""
    edition, name = find_current(), getattr(getattr(answer, "file_to_stream", None), "name", None)
    if edition is not None and isinstance(answer, FileResponse) and isinstance(name, str):
        path, output = Path(name).resolve(), edition.output.resolve()
        if path.is_relative_to(output):
            setattr(answer, MARK, (edition, path.relative_to(output).as_posix()))


def _give(request: HttpRequest) -> HttpResponseBase:
    """Give a file out, if its address was made by us a moment ago."""
    token = request.path_info.removeprefix(PATH).removesuffix("/")
    try:
        if not request.path_info.startswith(PATH) or request.method not in {"GET", "HEAD"}:
            raise Http404
        edition, name = signing.loads(token, salt=SALT, max_age=SECONDS)
        partner = Partner.objects.filter(name=edition, closed=None).first()
        if partner is None:
            raise Http404
        answer = send_file(partner.edition.output, str(name))
    except (signing.BadSignature, Http404):
        return not_found(request, LookupError())
    answer.headers["Content-Security-Policy"] = POLICY
    return answer
