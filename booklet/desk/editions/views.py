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
from booklet.api.printings import add_printings, correct_printing, split_printing
from booklet.desk.edition import current
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
def correct(request: HttpRequest, line: int) -> HttpResponse:
    """Mend a line of the ledger."""
    form = LineForm(request.POST)

    def write() -> None:
        correct_printing(current().path, line, **form.cleaned_data)

    return _write(request, form, _("where printed copies went was mended"), write, line=line)


@needs_name
@require_POST
def split(request: HttpRequest, line: int) -> HttpResponse:
    """Note that some copies of a line went on."""
    form = SplitForm(request.POST)

    def write() -> None:
        split_printing(current().path, line, **form.cleaned_data)

    return _write(request, form, _("some printed copies went on"), write, line=line)


@needs_name
@require_POST
def stickers(request: HttpRequest, number: int) -> HttpResponse:
    """Let exactly the stickers be made that some printed copies need."""
    cures, edition = look(current()).cures, request.POST.get("edition", "office")
    if number >= len(cures) or edition not in EDITIONS:
        raise Http404
    cure = cures[number]
    said = _("%(count)d sets, for: %(where)s") % {
        "count": cure.copies,
        "where": "; ".join(dict.fromkeys(printing.where for printing in cure.printings)),
    }
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
