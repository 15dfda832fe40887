"""A page as it was signed beside the page of today, with what differs marked."""

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from booklet import BookletError, Project
from booklet.api.differences import find_differences, mark_differences
from booklet.desk.edition import Edition, current
from booklet.desk.pages.mending import list_mendings
from booklet.desk.pages.sheets import PRODUCTS, Sheet, choose, list_sheets
from booklet.desk.pages.signed import find_signed, read_signed
from booklet.desk.pages.views import find_sheet
from booklet.desk.pictures import send_png


def compare(request: HttpRequest, product: str) -> HttpResponse:
    """Show both versions of a page side by side; the differences are marked unless somebody switches that off."""
    edition = current()
    if not edition.exists or product not in PRODUCTS:
        return redirect("pages:index")
    with edition.engine() as project:
        try:
            sheet, path = _find(request, edition, project, product)
            before, now = (read_signed(path), _draw(project, sheet, read_signed(path))) if path else (b"", b"")
            boxes = _count(before, now) if path else 0
        except BookletError as error:
            return render(request, "desk/pages/broken.html", {"mendings": list_mendings(error.findings)}, status=422)
    if path is None:
        return redirect(sheet.large)
    shown = {
        "sheet": sheet,
        "count": boxes,
        "signed_on": datetime.fromtimestamp(path.stat().st_mtime, UTC),
        "signed": sheet.url("pages:signed"),
        "now": sheet.url("pages:marked"),
        "is_marked": request.GET.get("marks") != "off",
        "height": round(700 * sheet.height / 200),
    }
    return render(request, "desk/pages/compare.html", shown)


def signed(request: HttpRequest, product: str) -> HttpResponse:
    """Show the picture of a page as it was signed."""
    return _picture(request, product, is_marked=None)


def marked(request: HttpRequest, product: str) -> HttpResponse:
    """Show the page of today with what differs from the signed one marked, or without marks if they are off."""
    return _picture(request, product, is_marked=request.GET.get("marks") != "off")


def _picture(request: HttpRequest, product: str, *, is_marked: bool | None) -> HttpResponse:
    edition = current()
    with edition.engine() as project:
        try:
            sheet, path = _find(request, edition, project, product if product in PRODUCTS else "booklet")
            if path is None:
                raise Http404
            data = read_signed(path)
            if is_marked is not None:
                now = _draw(project, sheet, data)
                data = mark_differences(data, now) if is_marked else now
        except BookletError as error:
            raise Http404 from error
    return send_png(request, data)


def _find(request: HttpRequest, edition: Edition, project: Project, product: str) -> tuple[Sheet, Path | None]:
    sheets = list_sheets(edition, project, choose(request, edition, project, product))
    sheet = sheets[find_sheet(request, sheets)]
    return sheet, find_signed(edition, sheet)


def _draw(project: Project, sheet: Sheet, before: bytes) -> bytes:
    """Return the page of today as wide as a picture of before (bytes 16 to 20 of a PNG say its width)."""
    width = min(max(int.from_bytes(before[16:20], "big"), 200), 2000)
    return project.preview(sheet.job, sheet.page, width, even_if_unfit=True)


@lru_cache(64)
def _count(before: bytes, now: bytes) -> int:
    return len(find_differences(before, now))
