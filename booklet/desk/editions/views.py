"""The pages of the screen "Editions": packs, where copies went, what holds no more, and the stickers for it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from booklet import BookletError
from booklet.api import clock
from booklet.api.printings import add_printings, correct_printing, list_printings, split_printing
from booklet.desk.edition import current, read_seen
from booklet.desk.editions.forms import LineForm, PrintedForm, SplitForm
from booklet.desk.editions.found import Pack, Shelf, find_pack, look
from booklet.desk.faults import faults_of, list_faults
from booklet.desk.jobs.downloads import send_file
from booklet.desk.jobs.queue import list_works, start
from booklet.desk.people import needs_name
from booklet.desk.revisions import note, revise

EDITIONS = ("office", "press")
"""What stickers can be made for."""


def index(request: HttpRequest) -> HttpResponse:
    """Show everything there is of the edition."""
    return _show(request)


def file(request: HttpRequest, name: str, place: int) -> FileResponse:
    """Send a file of a pack, or its zip."""
    pack = find_pack(current(), name)
    if pack is None or not 0 <= place < len(pack.paths):
        raise Http404
    return send_file(current().output, pack.paths[place].relative_to(current().output).as_posix())


@needs_name
@require_POST
def printed(request: HttpRequest, name: str) -> HttpResponse:
    """Note that the files of a pack were printed, and where they went."""
    edition, form = current(), PrintedForm(request.POST)
    pack = next((pack for pack in look(edition).packs if pack.name == name), None)
    if pack is None or not pack.may_be_printed:
        raise Http404

    def write() -> None:
        said = form.cleaned_data
        add_printings(edition.path, pack.pdfs, quantity=said["quantity"], where=said["where"], on=said["on"])
        note(request, "printed", pack.name, **{**said, "on": said["on"].isoformat()})

    said = _("%(count)s copies of each printed: %(where)s") % {
        "count": request.POST.get("quantity", ""),
        "where": request.POST.get("where", ""),
    }
    return _write(request, form, said, write, here=name)


@needs_name
@require_POST
def correct(request: HttpRequest) -> HttpResponse:
    """Mend lines of the ledger that say the same."""
    form, lines = LineForm(request.POST), _read_lines(request)

    def write() -> None:
        for line in lines:
            correct_printing(current().path, line, **form.cleaned_data)

    return _write(request, form, _("where printed copies went was mended"), write, line=lines[0])


@needs_name
@require_POST
def split(request: HttpRequest) -> HttpResponse:
    """Note that some copies of each file went on."""
    form, lines = SplitForm(request.POST), _read_lines(request)

    def write() -> None:
        for line in lines:
            split_printing(current().path, line, **form.cleaned_data)

    return _write(request, form, _("some printed copies went on"), write, line=lines[0])


def _read_lines(request: HttpRequest) -> list[int]:
    """Return the lines of the ledger that a form is about; there is no page for lines that do not count."""
    known = list_printings(current().path)[0]
    lines = [int(text) for text in request.POST.get("lines", "").split() if text.isascii() and text.isdigit()]
    if not lines or not set(lines) <= set(known):
        raise Http404
    return lines


@needs_name
@require_POST
def stickers(request: HttpRequest, number: int) -> HttpResponse:
    """Let exactly the stickers be made that some printed copies need."""
    old, edition = look(current()).old, request.POST.get("edition", "office")
    if number >= len(old) or edition not in EDITIONS:
        raise Http404
    if "seen" in request.POST and read_seen(request.POST["seen"]) != old[number].said:
        return _show(request, status=409)
    cure, places = old[number].cure, old[number].places
    where = "; ".join(place for place, _copies in places)
    said = _("%(count)d sets, for: %(where)s") % {"count": cure.copies, "where": where}
    start(
        request,
        "stickers",
        said,
        country=cure.country,
        locales=list(cure.locales),
        band=cure.band,
        contacts=list(cure.contacts),
        edition=edition,
    )
    return redirect(f"{reverse('editions:index')}#made")


def _write(request: HttpRequest, form: forms.Form, said: str, write: Callable[[], None], **where: Any) -> HttpResponse:
    """Write into the ledger if a form says all; else show the page with its faults where they belong."""
    if not form.is_valid():
        return _show(request, form=form, status=422, **where)
    try:
        with revise(request, said):
            write()
    except BookletError as error:
        return _show(request, form=form, wrong=faults_of(error), status=422, **where)
    return redirect("editions:index")


def _show(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    shelf = look(current())
    context = {
        "shelf": shelf,
        "packs": [(pack, _printed_form(pack)) for pack in shelf.packs if not pack.found.is_set_aside],
        "aside": [pack for pack in shelf.packs if pack.found.is_set_aside],
        "faults": list_faults(shelf.findings),
        "works": [work for work in list_works("pack", "stickers", most=5) if work.kind != "pack" or not work.is_done],
        "is_empty": _is_empty(shelf),
        **more,
    }
    return render(request, "desk/editions/index.html", context, status=status)


def _is_empty(shelf: Shelf) -> bool:
    return not (shelf.packs or shelf.others)


def _printed_form(pack: Pack) -> PrintedForm:
    said = {"quantity": pack.quantity, "where": pack.said("deliver_to"), "on": clock.today()}
    return PrintedForm(initial=said, auto_id=f"id_{pack.name}_%s")
