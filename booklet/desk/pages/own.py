"""A partner's own pages on the screen "Pages": in and out, off and on, in another order, and their words."""

from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from booklet import BookletError, Project
from booklet.api.ownpages import (
    OwnPage,
    PageText,
    add_own_page,
    change_own_page,
    list_own_pages,
    move_own_page,
    remove_own_page,
    set_picture,
    switch_own_page,
)
from booklet.desk.edition import Edition, current, read_seen
from booklet.desk.faults import Fault, faults_of
from booklet.desk.pages.forms import KINDS, PageForm, make_form, read_after, read_text
from booklet.desk.pages.mending import list_mendings
from booklet.desk.pages.sheets import list_locales
from booklet.desk.people import needs_name
from booklet.desk.revisions import revise
from booklet.desk.sent import is_auto
from booklet.values import replace

LARGEST = 40_000_000
"""Bytes that a picture has at most."""

MEANWHILE = "edited-meanwhile"
"""The code of what somebody else changed since it was read."""


@needs_name
def index(request: HttpRequest, faults: list[Fault] | None = None) -> HttpResponse:
    """Show all own pages in their order, and the ways to new ones."""
    edition = current()
    if not edition.exists:
        return redirect("start:index")
    with edition.lock:
        try:
            with edition.engine() as project:
                pages = list_own_pages(project)
                numbers, bands = _list_numbers(project, edition)[1], project.bands
        except BookletError as error:
            return render(request, "desk/pages/broken.html", {"mendings": list_mendings(error.findings)}, status=422)
    own = [page for page in pages if not page.is_fill]
    shown = {
        "rows": [(page, numbers.get(page.id, ()), n) for n, page in enumerate(own, start=1)],
        "fills": max(sum(page.is_fill and bool(page.after[band]) for page in pages) for band in bands),
        "kinds": KINDS.items(),
        "faults": faults or [],
        "ids": " ".join(page.id for page in own),
    }
    return render(request, "desk/pages/own.html", shown, status=422 if faults else 200)


def _list_numbers(project: Project, edition: Edition) -> tuple[str, dict[str, list[tuple[str, int]]]]:
    """Return a language, and on which page of which book each own page stands; none if books cannot be placed."""
    found: dict[str, list[tuple[str, int]]] = {}
    locale = list_locales(edition, project)[0]
    for band in project.bands:
        try:
            job = project.plan("booklet", country=edition.country, locale=locale, band=band, edition="screen")[0]
            pages = project.pages(job)
        except BookletError:
            continue
        for page in pages:
            if page.is_own and not page.is_continued:
                found.setdefault(page.topic, []).append((band, page.number))
    return locale, found


@require_POST
@needs_name
def order(request: HttpRequest) -> HttpResponse:
    """Put the pages into another order: all ids as a list is dragged, or one page up or down."""
    edition = current()
    try:
        with revise(request, _("put the own pages in another order")), edition.engine() as project:
            ids = [page.id for page in list_own_pages(project) if not page.is_fill]
            if moved := _find_move(ids, request):
                move_own_page(project, *moved)
    except BookletError as error:
        return index(request, faults_of(error))
    return redirect("pages:own")


def _find_move(ids: list[str], request: HttpRequest) -> tuple[str, str] | None:
    """Return which page moves behind which ("" before all), None if the order stays."""
    up, down = request.POST.get("up", ""), request.POST.get("down", "")
    if up in ids:
        place = ids.index(up)
        return (up, ids[place - 2] if place > 1 else "") if place else None
    if down in ids:
        place = ids.index(down)
        return (down, ids[place + 1]) if place + 1 < len(ids) else None
    wanted = request.POST.get("order", "").split()
    if sorted(wanted) != sorted(ids) or wanted == ids:
        return None
    for id in wanted:
        if [one for one in wanted if one != id] == [one for one in ids if one != id]:
            place = wanted.index(id)
            return id, wanted[place - 1] if place else ""
    return None


@require_POST
@needs_name
def switch(request: HttpRequest, id: str) -> HttpResponse:
    """Leave a page out, or print it again."""
    is_off = request.POST.get("off") == "yes"
    said = _("left out the page “%(title)s”") if is_off else _("prints the page “%(title)s” again")
    edition = current()
    try:
        with edition.engine() as project:
            page = _find(project, id)
            with revise(request, said % {"title": page.title}):
                switch_own_page(project, id, is_off=is_off)
    except BookletError as error:
        return index(request, faults_of(error))
    return redirect("pages:own")


@needs_name
def remove(request: HttpRequest, id: str) -> HttpResponse:
    """Ask whether a page shall go, and take it out."""
    edition = current()
    with edition.engine() as project:
        page = _find(project, id)
        if request.method != "POST":
            return render(request, "desk/pages/remove.html", {"page": page})
        try:
            with revise(request, _("took out the page “%(title)s”") % {"title": page.title}):
                remove_own_page(project, id)
        except BookletError as error:
            return index(request, faults_of(error))
    return redirect("pages:own")


@needs_name
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the form of a new page, and add it."""
    edition = current()
    if kind not in KINDS or not edition.exists:
        raise Http404
    with edition.engine() as project:
        if request.method != "POST":
            after = {band: _usual_place(band) for band in project.bands}
            text = PageText(kind, "", "", "", "", "", "")
            return _show(request, make_form(project, text, after), "add")
        after = read_after(project, request.POST)
        try:
            with revise(request, _("added a page of its own: “%(title)s”") % {"title": request.POST.get("title", "")}):
                picture = _take_picture(request, project) or _known_picture(request, project)
                text = read_text(kind, request.POST, picture)
                id = add_own_page(project, text, after)
        except BookletError as error:
            text = read_text(kind, request.POST, _known_picture(request, project))
            return _show(request, make_form(project, text, after, error.findings), "add", status=422)
    return redirect("pages:edit", id)


def _usual_place(band: str) -> str:
    return {"14-17": "friend", "10-13": "friend-tells"}[band]


def _take_picture(request: HttpRequest, project: Project) -> str:
    """Return the file of a picture that was sent, laid into the folder; "" if none was."""
    sent = request.FILES.get("picture")
    if not isinstance(sent, UploadedFile):
        return ""
    return set_picture(project, sent.read(LARGEST + 1), sent.name or "picture")


def _known_picture(request: HttpRequest, project: Project) -> str:
    """Return the file of a picture that was sent before and lies in the folder."""
    name = request.POST.get("file", "")
    return name if name in project.sources.art.pictures() else ""


def _find(project: Project, id: str) -> OwnPage:
    found = next((page for page in list_own_pages(project) if page.id == id), None)
    if found is None:
        raise Http404
    return found


@needs_name
def edit(request: HttpRequest, id: str) -> HttpResponse:
    """Show a page with its form, and write what is changed in it at every pause."""
    edition = current()
    if not edition.exists:
        return redirect("start:index")
    with edition.engine() as project:
        page = _find(project, id)
        if page.text is None:
            return render(request, "desk/pages/by_hand.html", {"page": page})
        if request.method != "POST":
            return _show(request, make_form(project, page.text, page.after, page=page), "edit", page)
        return _save(request, project, page, page.text)


def _save(request: HttpRequest, project: Project, page: OwnPage, old: PageText) -> HttpResponse:
    after: Mapping[str, str] = read_after(project, request.POST)
    seen = read_seen(request.POST.get("seen", ""))
    is_picture_alone = request.POST.get("only") == "picture"
    text = old if is_picture_alone else read_text(old.kind, request.POST, old.picture)
    after = page.after if is_picture_alone else after
    try:
        with revise(request, _("changed the page “%(title)s”") % {"title": page.title}):
            text = replace(text, picture=_take_picture(request, project) or text.picture)
            if (text, dict(after)) != (old, dict(page.after)):
                change_own_page(project, page.id, text, after, seen=seen if isinstance(seen, dict) else None)
    except BookletError as error:
        if any(finding.code == MEANWHILE for finding in error.findings):
            mine, theirs = make_form(project, text, after, page=page), make_form(project, old, page.after)
            shown = {"mine": mine, "theirs": theirs, "page": page, "is_auto": is_auto(request)}
            return render(request, "desk/pages/both.html", shown, status=409)
        form = make_form(project, text, after, error.findings, page)
        return _show(request, form, "edit", page, status=422, is_pause=is_auto(request))
    if not is_auto(request):
        return redirect("pages:edit", page.id)
    saved = _find(project, page.id)
    form = make_form(project, saved.text or text, saved.after, page=saved)
    return _show(request, form, "edit", saved, is_pause=True, is_saved=True)


def _show(
    request: HttpRequest,
    form: PageForm,
    way: str,
    page: OwnPage | None = None,
    *,
    status: int = 200,
    is_pause: bool = False,
    is_saved: bool = False,
) -> HttpResponse:
    template = "desk/pages/parts/saved.html" if is_pause else "desk/pages/form.html"
    edition = current()
    shown: dict[str, object] = {"form": form, "way": way, "page": page, "is_saved": is_saved, "kind": KINDS[form.kind]}
    if page is not None:
        with edition.engine() as project:
            shown["locale"], numbers = _list_numbers(project, edition)
            shown["numbers"] = numbers.get(page.id, ())
    return render(request, template, shown, status=status)
