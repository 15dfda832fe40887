"""Pictures of pages as printed, of today's files: the axes of a job and a page in, a PNG out."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control

from booklet import BookletError, Finding, SourceError, Where
from booklet.api import clock
from booklet.desk.edition import Edition, current

WIDEST = 1600
"""Pixels that a picture has at most."""

KEPT = 200
"""Pictures that are kept in memory."""

AXES = ("locale", "country", "band", "item", "layout", "ink")

UNDRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 148 210"><rect width="148" height="210" fill="#FFF3D7"/>'
    '<path d="M74 70l34 60H40z" fill="none" stroke="#382350" stroke-width="5" stroke-linejoin="round"/>'
    '<path d="M74 90v20m0 8v4" stroke="#382350" stroke-width="6"/></svg>'
)
"""What stands in the place of a page that cannot be drawn today."""


def picture(request: HttpRequest, product: str) -> HttpResponse:
    """Show a page; a sign, with status 422, if it cannot be drawn because something is wrong in the files."""
    asked = {axis: request.GET.get(axis, "") for axis in AXES}
    page, width = _number(request.GET.get("page"), 1), min(_number(request.GET.get("width"), 700), WIDEST)
    try:
        data = draw_page(current(), product, asked, page, width)
    except BookletError:
        return HttpResponse(UNDRAWN, content_type="image/svg+xml", status=422)
    return send_png(request, data)


def send_png(request: HttpRequest, data: bytes) -> HttpResponse:
    """Send a picture, and nothing if the browser has it; it asks each time, since a file may have changed."""
    etag = f'"{blake2b(data, digest_size=12).hexdigest()}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    response = HttpResponse(data, content_type="image/png", headers={"ETag": etag})
    patch_cache_control(response, private=True, no_cache=True, max_age=0)
    return response


def picture_address(product: str, stamp: str, **axes: object) -> str:
    """Return the address of a picture of a page of an edition as its files are by a stamp."""
    asked = {axis: str(value) for axis, value in axes.items() if value}
    return f"{reverse('picture', args=[product])}?{urlencode({**asked, 'v': stamp})}"


def draw_page(edition: Edition, product: str, asked: Mapping[str, str], page: int, width: int) -> bytes:
    """Return a page, counted from 1, as a PNG of a width in pixels; raise `BookletError` if it cannot be drawn."""
    return _draw(edition, edition.stamp, clock.today(), product, tuple(sorted(asked.items())), page, width)


@lru_cache(KEPT)
def _draw(
    edition: Edition, stamp: str, day: date, product: str, asked: tuple[tuple[str, str], ...], page: int, width: int
) -> bytes:
    """Draw a page; a stamp and a day are given since with either a page may be another, or a PROOF."""
    with edition.engine() as project:
        axes = {axis: value for axis, value in asked if value}
        axes.setdefault("country", edition.country)
        jobs = project.plan(product, edition="screen", **axes)
        if len(jobs) != 1:
            message, hint = f"{len(jobs)} files are asked for", "name the locale, the band and the item"
            raise SourceError(Finding("not-one-file", Where(product), message, hint))
        (drawn,) = project.draw_pages(jobs[0], [page], width, even_if_unfit=True)
    return drawn.png()


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and 0 < len(text) < 6 and int(text) else otherwise
