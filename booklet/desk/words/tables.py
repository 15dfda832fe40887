"""All of a language: out as a spreadsheet, in again with what was taken and what was not, and as a proof."""

import tempfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from booklet import BookletError
from booklet.api.called import language_name
from booklet.api.catalogues import LARGEST, TakenWords, find_kind
from booklet.desk.edition import current
from booklet.desk.faults import faults_of
from booklet.desk.jobs.queue import start
from booklet.desk.people import needs_name
from booklet.desk.revisions import revise
from booklet.desk.words.views import PROOF, SOURCE, refuse, show_language

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlf": "application/xliff+xml",
}

WORD = ".docx"

MOST = 100
"""Rows that are shown of what was not simply taken."""


class TakenRow(NamedTuple):
    """A message of a file that was not simply taken: what became of it, why, and what to do."""

    fate: Promise
    context: str
    message: str
    hint: str


@require_GET
def send(request: HttpRequest, tag: str, kind: str) -> HttpResponse:
    """Send a language as a table."""
    if kind not in TYPES:
        raise Http404
    try:
        data = current().project().catalogues.table(tag, kind, date.today())
    except BookletError as error:
        return refuse(request, tag, error)
    name = f"guide_{tag}.{kind}"
    return HttpResponse(
        data, content_type=TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_POST
@needs_name
def take(request: HttpRequest, tag: str) -> HttpResponse:
    """Take a table back, and show what was taken, what is unsure, what was refused, and what is too long."""
    sent = request.FILES.get("table")
    if sent is None or not sent.size or sent.size > LARGEST:
        said = _("Choose a file first.") if sent is None else _("The file is empty, or larger than 8 MB.")
        return show_language(request, tag, 422, table_fault=said)
    data = sent.read()
    kind = find_kind(data)
    if kind == WORD:
        said = _("This is a Word file. Send back the spreadsheet, or the file of the translators' program.")
        return show_language(request, tag, 422, table_fault=said)
    language, project = language_name(tag, SOURCE), current().project()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"table{kind}"
        file.write_bytes(data)
        try:
            project.catalogues.check(tag)
            with revise(request, _("Words, %(language)s: a table was taken in") % {"language": language}):
                taken = project.catalogues.take(tag, file, date.today(), is_forced="replace" in request.POST)
        except BookletError as error:
            return show_language(request, tag, 422, table_faults=faults_of(error))
    rows = list_rows(taken)
    return show_language(request, tag, taken=taken, taken_rows=rows[:MOST], taken_more=max(0, len(rows) - MOST))


@require_POST
@needs_name
def proof(request: HttpRequest, tag: str) -> HttpResponse:
    """Let the proof of a language be made, after what waits already, and go where it is followed."""
    edition = current()
    try:
        edition.project().catalogues.check(tag)
        start(request, PROOF, language_name(tag, SOURCE), tag=tag, country=edition.country)
    except BookletError as error:
        return refuse(request, tag, error)
    return redirect(f"{reverse('words:language', args=[tag])}#proof")


def list_rows(taken: TakenWords) -> list[TakenRow]:
    """Return what was refused, kept as unsure, or is too long, in that order."""
    unsure = set(taken.unsure_names)
    rows = []
    for found in taken.refused:
        name = _name_in(found.message)
        fate = gettext_lazy("Kept as unsure") if name in unsure else gettext_lazy("Refused")
        rows.append(TakenRow(fate, name, found.message, found.hint))
    rows += [
        TakenRow(gettext_lazy("Too long"), _name_in(found.message), found.message, found.hint)
        for found in taken.too_long
    ]
    return rows


def _name_in(message: str) -> str:
    """Return the message that a finding is about: it is named first, in quotation marks."""
    parts = message.split('"')
    return parts[1] if len(parts) > 2 and not parts[0] else ""
