"""The pages of the screen "Pages": all pages of a product as thumbnails, and one of them large."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from booklet import BookletError, Finding, Project
from booklet.desk.edition import Edition, current
from booklet.desk.pages.mending import list_mendings
from booklet.desk.pages.sheets import PRODUCTS, Choice, Sheet, choose, list_locales, list_sheets
from booklet.desk.pages.signed import find_signed
from booklet.values import replace

LARGE = 900
"""Pixels of the width of a page that is shown alone."""


def index(request: HttpRequest) -> HttpResponse:
    """Show all pages of a product in a language and for ages, with what is to be said of them."""
    edition = current()
    if not edition.exists:
        return redirect("start:index")
    with edition.engine() as project:
        choice = choose(request, edition, project)
        shown = _show_choices(edition, project, choice)
        try:
            sheets = list_sheets(edition, project, choice)
            findings = _find_all(project, sheets)
        except BookletError as error:
            sheets, findings = (), error.findings
    shown |= {"sheets": sheets, "mendings": list_mendings(findings, sheets), "choice": choice}
    return render(request, "desk/pages/index.html", shown)


def _show_choices(edition: Edition, project: Project, choice: Choice) -> dict[str, object]:
    """Return the ways to other products, languages and ages."""
    return {
        "products": [(name, title, replace(choice, product=name)) for name, title in PRODUCTS.items()],
        "locales": [(tag, replace(choice, locale=tag)) for tag in list_locales(edition, project)],
        "bands": [(band, replace(choice, band=band)) for band in project.bands],
    }


def _find_all(project: Project, sheets: Sequence[Sheet]) -> tuple[Finding, ...]:
    """Return what is to be said of all files that pages belong to, each thing once."""
    jobs = dict.fromkeys(sheet.job for sheet in sheets)
    return tuple(dict.fromkeys(finding for job in jobs for finding in project.findings(job)))


def page(request: HttpRequest, product: str) -> HttpResponse:
    """Show one page large, with the way to the ones before and behind it, and to where it is changed."""
    edition = current()
    if not edition.exists or product not in PRODUCTS:
        return redirect("pages:index")
    with edition.engine() as project:
        choice = choose(request, edition, project, product)
        try:
            sheets = list_sheets(edition, project, choice)
            place = find_sheet(request, sheets)
            findings = project.findings(sheets[place].job)
        except BookletError as error:
            return render(request, "desk/pages/broken.html", {"mendings": list_mendings(error.findings)}, status=422)
    sheet = sheets[place]
    mine = [one for one in list_mendings(findings, sheets) if one.sheet == sheet.key]
    shown = {
        "choice": choice,
        "sheet": sheet,
        "place": place + 1,
        "count": len(sheets),
        "before": sheets[place - 1] if place else None,
        "behind": sheets[place + 1] if place + 1 < len(sheets) else None,
        "mendings": mine,
        "width": LARGE,
        "height": round(LARGE * sheet.height / 200),
        "is_signed": find_signed(edition, sheet) is not None,
    }
    return render(request, "desk/pages/page.html", shown)


def find_sheet(request: HttpRequest, sheets: Sequence[Sheet]) -> int:
    """Return which of some pages is asked for, the first if there is no such page."""
    item, number = request.GET.get("item", ""), request.GET.get("page", "")
    return next((n for n, one in enumerate(sheets) if (one.job.item, str(one.page)) == (item, number)), 0)
