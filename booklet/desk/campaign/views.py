"""The pages of the screen "Campaign": a run file by a form, tables of places, a look before, the run and its report."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from booklet import BookletError
from booklet.api.packing import Reason
from booklet.api.recipients import PlacesTable, read_places
from booklet.desk.campaign import runfile
from booklet.desk.campaign.forms import CampaignForm, LotForm, TableForm, fields_of_lot, fields_of_run
from booklet.desk.campaign.work import FOLDER
from booklet.desk.edition import Edition, current, read_seen, sign_seen
from booklet.desk.faults import Fault, faults_of, list_faults
from booklet.desk.jobs.downloads import send_file
from booklet.desk.jobs.queue import list_works, start
from booklet.desk.models import Work
from booklet.desk.order.forms import locales_of
from booklet.desk.people import needs_name
from booklet.desk.reasons import say_reason
from booklet.desk.revisions import revise
from booklet.desk.sent import is_auto

REPORT = "report.html"

REPORT_POLICY = "sandbox allow-downloads; default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""What the report may do: it is a page of ours in a file that others can change, so it runs nothing."""

MOST_LOTS = 60

SHOWN_LINES = 60
"""Lines of a table that are shown, besides those with faults."""

MOST_FAULTY = 200
"""Lines with faults that are shown."""

MOST_CELLS, LONGEST_CELL = 12, 120
"""Cells of a line, and letters of a cell, that are shown."""


def index(request: HttpRequest) -> HttpResponse:
    """Show the campaign, what it would make, and what it made."""
    edition = current()
    fields = runfile.read(edition)
    has_more = "add" in request.GET or not runfile.lots_of(fields)
    return render(request, "desk/campaign/index.html", _context(edition, fields, has_more=has_more))


@needs_name
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Write the run file as the form wants it; what it says of itself meanwhile is never written over unseen."""
    edition = current()
    found = runfile.read(edition)
    head, lots = _read_forms(edition, request.POST)
    seen = read_seen(request.POST.get("seen", ""))
    answer = "answer" if is_auto(request) else "index"
    context = {**_context(edition, found), "head": head, "lots": lots, "seen": request.POST.get("seen", "")}
    valid = [head.is_valid(), *(form.is_valid() for form in lots)]
    if not all(valid):
        return render(request, f"desk/campaign/{answer}.html", context, status=422)
    wanted = _wanted(found, head, lots)
    if wanted != found and found != seen and "mine" not in request.POST:
        changes = runfile.differences(wanted, found)
        context |= {"changes": changes, "now": sign_seen(found)}
        return render(request, f"desk/campaign/{answer}.html", context, status=409)
    try:
        with revise(request, _("the campaign was changed")):
            runfile.write(edition, wanted, found)
    except BookletError as error:
        context |= {"faults": faults_of(error)}
        return render(request, f"desk/campaign/{answer}.html", context, status=422)
    if not is_auto(request):
        return redirect(f"{reverse('campaign:index')}{'?add=1#new' if 'add' in request.POST else ''}")
    for form in lots:
        form.was = str(form.cleaned_data["name"])
    return render(request, "desk/campaign/answer.html", {**context, "seen": sign_seen(wanted), "is_saved": True})


@needs_name
@require_POST
def table(request: HttpRequest) -> HttpResponse:
    """Take a table of places, or show what is wrong in it, line by line."""
    edition = current()
    form = TableForm(runfile.list_tables(edition), request.POST, request.FILES)
    if not form.is_valid():
        context = {**_context(edition, runfile.read(edition)), "table": form}
        return render(request, "desk/campaign/index.html", context, status=422)
    given = form.cleaned_data["table"]
    with edition.lock:  # so that two tables at once do not come to the same name
        name = form.cleaned_data["instead"] or runfile.new_table(edition)
        found = read_places(given.read(), name)
        if found.is_sound:
            with revise(request, _("%(count)d places in %(name)s") % {"count": len(found.places), "name": name}):
                runfile.write_table(edition, name, found.data)
    return _show_table(request, name, found, status=200 if found.is_sound else 422, is_kept=found.is_sound)


def places(request: HttpRequest, name: str) -> HttpResponse:
    """Show a table of places with what is wrong in it."""
    edition = current()
    if name not in runfile.list_tables(edition):
        raise Http404
    return _show_table(request, name, read_places((edition.path / name).read_bytes(), name), is_kept=True)


@needs_name
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Let every file be placed, to know what there will be; nothing is made."""
    start(request, "examine")
    return redirect(f"{reverse('campaign:index')}#made")


@needs_name
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Let the campaign be made."""
    start(request, "campaign", str(runfile.read(current()).get("name", "")))
    return redirect(f"{reverse('campaign:index')}#made")


def made(request: HttpRequest, path: str) -> HttpResponse | FileResponse:
    """Show the report, or send a file that it lists."""
    folder = current().output / FOLDER
    if path == REPORT:
        try:
            data = (folder / REPORT).read_bytes()
        except OSError as error:
            raise Http404 from error
        return HttpResponse(data, content_type="text/html", headers={"Content-Security-Policy": REPORT_POLICY})
    if path not in _list_made(folder):
        raise Http404
    return send_file(current().output, f"{FOLDER}/{path}")


def _list_made(folder: Path) -> frozenset[str]:
    """Return the files that the manifest of a campaign lists."""
    try:
        files = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
        return frozenset(str(entry["path"]) for entry in files)
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()


def _read_forms(edition: Edition, said: Mapping[str, Any]) -> tuple[CampaignForm, list[LotForm]]:
    project, tables = edition.project(), runfile.list_tables(edition)
    head = CampaignForm(said, locales_of(project, edition.country))
    count = str(said.get("count", "0"))
    number = min(int(count), MOST_LOTS) if count.isascii() and count.isdigit() and len(count) < 4 else 0
    lots = [LotForm(edition, project, tables, said, prefix=f"lot-{place}") for place in range(number)]
    for form in lots:
        form.was = str(said.get(f"{form.prefix}-was", ""))
    return head, [form for form in lots if _is_filled(form) or form.was]


def _is_filled(form: LotForm) -> bool:
    """Tell whether somebody named a lot: an empty one at the end is none."""
    return bool(str(form.data.get(f"{form.prefix}-name", "")).strip())


def _wanted(found: Mapping[str, Any], head: CampaignForm, lots: Sequence[LotForm]) -> dict[str, Any]:
    """Return the run file that forms want; a lot is known by the name it had when the form was opened."""
    known = {str(lot.get("name")): lot for lot in runfile.lots_of(found)}
    changed = [
        runfile.change_lot(known.get(form.was, {}), form.said()) for form in lots if not form.cleaned_data["gone"]
    ]
    return runfile.change_run(found, head.said(), changed)


def _context(edition: Edition, fields: Mapping[str, Any], *, has_more: bool = False) -> dict[str, Any]:
    project, tables = edition.project(), runfile.list_tables(edition)
    lots = [_lot_form(edition, lot, tables, number) for number, lot in enumerate(runfile.lots_of(fields))]
    if has_more:
        lots.append(_lot_form(edition, _usual_lot(edition), tables, len(lots)))
    looked = next((work for work in list_works("examine", most=1) if work.state == Work.DONE and work.kept), None)
    result = looked.kept[-1] if looked else None
    making = list_works("campaign", most=1)
    last = next((work for work in making if work.state == Work.DONE and work.kept), None)
    return {
        "head": CampaignForm(None, locales_of(project, edition.country), initial=fields_of_run(fields)),
        "lots": lots,
        "table": TableForm(tables),
        "tables": tables,
        "seen": sign_seen(fields),
        "is_begun": bool(fields),
        "looked": result,
        "is_stale": result is not None and result["stamp"] != edition.stamp,
        "reasons": [say_reason(_reason(values), project) for values in (result or {}).get("reasons", ())],
        "works": [work for work in list_works("examine", "campaign", most=2) if work.is_open or work.state != Work.DONE]
        or list_works("examine", "campaign", most=1),
        "last": last.kept[-1] if last else None,
        "has_report": (edition.output / FOLDER / REPORT).is_file(),
    }


def _reason(values: Mapping[str, Any]) -> Reason:
    return Reason(**{**values, "names": tuple(values["names"])})


def _lot_form(edition: Edition, lot: Mapping[str, Any], tables: Sequence[str], number: int) -> LotForm:
    form = LotForm(edition, edition.project(), tables, None, prefix=f"lot-{number}", initial=fields_of_lot(lot))
    form.was = str(lot.get("name", ""))
    return form


def _usual_lot(edition: Edition) -> Mapping[str, Any]:
    """Return what an empty lot has ticked already."""
    return {"product": "poster", "countries": edition.country, "bands": "14-17", "editions": "press"}


def _show_table(
    request: HttpRequest, name: str, found: PlacesTable, *, status: int = 200, is_kept: bool = False
) -> HttpResponse:
    """Show a table: all lines with faults, and the first of the others."""
    wrong: dict[int, list[Fault]] = {}
    for fault in list_faults(found.findings):
        wrong.setdefault(fault.line, []).append(fault)
    lines = [(number, _shorten(cells), wrong.get(number, ())) for number, cells in found.lines]
    faulty = [number for number, _cells, faults in lines if faults][:MOST_FAULTY]
    chosen = {*faulty, *(number for number, _cells, _faults in lines[:SHOWN_LINES])}
    shown = [line for line in lines if line[0] in chosen]
    numbers = {number for number, _cells, _faults in shown}
    context = {
        "name": name,
        "found": found,
        "is_kept": is_kept,
        "faults": [fault for line, faults in wrong.items() for fault in faults if line not in numbers][:MOST_FAULTY],
        "heads": shown[0][1] if shown else (),
        "lines": shown[1:],
        "more": len(lines) - len(shown),
        "table": TableForm(runfile.list_tables(current())),
    }
    return render(request, "desk/campaign/table.html", context, status=status)


def _shorten(cells: Sequence[str]) -> list[str]:
    """Return as much of a line as a page shows."""
    return [f"{cell[:LONGEST_CELL]}…" if len(cell) > LONGEST_CELL else cell for cell in cells[:MOST_CELLS]]
