"""The pages of the screen "Start": the steps to a first PROOF, and the settings of an edition."""

from datetime import date
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from booklet import Project
from booklet.api import clock
from booklet.api.brand import find_logo
from booklet.api.overview import overview_of
from booklet.desk.edition import Edition, current
from booklet.desk.people import needs_name
from booklet.desk.start.first import choose_country, steps
from booklet.desk.start.forms import BrandForm, accent_tiles, brand_form, cover_form, language_form

BAND = "14-17"
"""The age band of the pictures."""


def index(request: HttpRequest) -> HttpResponse:
    """Show the first step while there is no edition, its settings afterwards."""
    return settings(request) if current().exists else choose_country(request)


@needs_name
def settings(request: HttpRequest) -> HttpResponse:
    """Show the settings of the edition."""
    return show_page(request, "index")


@needs_name
def logo(request: HttpRequest) -> HttpResponse:
    """Show the step of the logo."""
    return show_page(request, "logo")


@needs_name
def look(request: HttpRequest) -> HttpResponse:
    """Show the step of colour and languages."""
    return show_page(request, "look")


@needs_name
def ready(request: HttpRequest) -> HttpResponse:
    """Show what was made, and what comes next."""
    return show_page(request, "ready")


PAGES = {"index": "settings", "logo": "logo", "look": "look", "ready": "ready"}
"""The templates of pages on which settings are shown, by the name of the page."""


def show_page(request: HttpRequest, name: str, status: int = 200, **given: object) -> HttpResponse:
    """Show a page with settings as the files have them, or as they were given; without an edition, the first step."""
    edition = current()
    if not edition.exists:
        return redirect("start:index")
    with edition.engine() as project:
        shown = {**settings_of(edition, project), **given, "page": name}
        if name == "ready":
            shown["overview"] = overview_of(project, edition.country)
    if name in {"logo", "look", "ready"}:
        shown["steps"] = steps(name)
    return render(request, f"desk/start/{PAGES[name]}.html", shown, status=status)


def settings_of(edition: Edition, project: Project) -> dict[str, object]:
    """Return all settings of an edition in their forms."""
    accent = brand_form("accent", project)
    return {
        "lines": brand_form("lines", project),
        **accent_of(project, accent),
        "cover": cover_form(project),
        "languages": language_form(edition, project),
        "logo": find_logo(project),
        "rules": edition.rules,
        **look_of(edition, project),
    }


def accent_of(project: Project, form: BrandForm) -> dict[str, object]:
    """Return the form of the accent with its tiles."""
    return {"accent": form, "tiles": accent_tiles(project, form.value)}


def look_of(edition: Edition, project: Project) -> dict[str, object]:
    """Return what the pictures of the products need."""
    return {"locale": project.country(edition.country).locales[0], "band": BAND, "bands": project.bands}


def booklet(request: HttpRequest, locale: str, band: str) -> HttpResponse:
    """Send the booklet for screens in a language and a band; the faults are shown if it cannot be made."""
    edition = current()
    name, data = _build(edition, edition.stamp, clock.today(), locale, band)
    return HttpResponse(
        data, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@lru_cache(4)
def _build(edition: Edition, stamp: str, day: date, locale: str, band: str) -> tuple[str, bytes]:
    """Build the booklet; a stamp and a day are given since with either it may be another, or a PROOF."""
    with edition.engine() as project:
        (job,) = project.plan("booklet", locale=locale, country=edition.country, band=band, edition="screen")
        file = project.build(job)
    return file.name, file.data
