"""The pages of the screen "History": what changed, when, by whom; the way back; the log that only grows."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from booklet.api.versions import VersionChange, compare_versions, put_back
from booklet.desk.edition import BRAND, Edition, current, read_seen, sign_seen
from booklet.desk.models import Event, Revision
from booklet.desk.people import needs_name
from booklet.desk.revisions import CHANGED, OUTSIDE, keep_outside, revise
from booklet.values import Frozen

EACH = 50
"""Lines on a page."""

MOST_CHANGES = 60
"""Changes of one file that are shown; of more, only how many there are."""

ACTIONS = {
    CHANGED: gettext_lazy("changed files"),
    OUTSIDE: gettext_lazy("changed outside the desk"),
    "began": gettext_lazy("began the edition"),
    "rules": gettext_lazy("set the rules"),
    "called": gettext_lazy("called: the number is right"),
    "wrong": gettext_lazy("called: the number is wrong"),
    "no-answer": gettext_lazy("called: no answer"),
    "gone": gettext_lazy("called: out of use"),
    "looked": gettext_lazy("looked at own words and pictures"),
    "work": gettext_lazy("let something be made"),
    "printed": gettext_lazy("noted what was printed"),
    "asked": gettext_lazy("asked somebody to sign"),
    "link taken back": gettext_lazy("took a link back"),
    "signed": gettext_lazy("signed"),
    "translated back": gettext_lazy("translated back"),
    "compared": gettext_lazy("compared a translation back"),
    "change asked": gettext_lazy("asked for a change"),
    "change done": gettext_lazy("made a change that was asked for"),
    "release begun": gettext_lazy("released, as the first person"),
    "released": gettext_lazy("released"),
    "recalled": gettext_lazy("recalled"),
}
"""What people do, by the word in the log; others are shown as they stand there."""

KINDS = {
    "translations/countries/": gettext_lazy("Contacts"),
    "translations/": gettext_lazy("Words"),
    "layouts/art/": gettext_lazy("Pictures"),
    "layouts/": gettext_lazy("Layouts"),
    "brand.yaml": gettext_lazy("Name and looks"),
}
"""What files are about, by how their names begin."""


class FileChange(Frozen):
    """What changed in a file: its changes in words, how many more there are, whether it is as it was left then."""

    revision: Revision
    about: str
    changes: tuple[VersionChange, ...]
    more: int
    is_same: bool
    can_go_back: bool


def index(request: HttpRequest) -> HttpResponse:
    """Show what changed in the files, newest first."""
    edition = current()
    keep_outside(edition)
    found = Event.objects.filter(action__in=(CHANGED, OUTSIDE))
    if file := request.GET.get("file", ""):
        found = found.filter(revisions__file=file).distinct()
    if who := request.GET.get("who", ""):
        found = found.filter(who=who)
    names = Revision.objects.order_by("file").values_list("file", flat=True).distinct()
    return render(
        request,
        "desk/history/index.html",
        {
            "page": (page := _page(request, found)),
            "events": [(event, _name_files(event)) for event in page],
            "files": [(name, _name_file(name)) for name in names],
            "people": _people(Event.objects.filter(action=CHANGED)),
            "file": file,
            "who": who,
            "query": _query(request),
        },
    )


def change(request: HttpRequest, number: int) -> HttpResponse:
    """Show what changed, file by file, in words."""
    event = get_object_or_404(Event, pk=number, action__in=(CHANGED, OUTSIDE))
    edition = current()
    files = [_file_change(edition, one) for one in event.revisions.order_by("file")]  # type: ignore[attr-defined]
    return render(
        request,
        "desk/history/change.html",
        {"event": event, "files": files, "can_go_back": len(files) > 1 and all(one.can_go_back for one in files)},
    )


def _file_change(edition: Edition, revision: Revision) -> FileChange:
    found = compare_versions(revision.file, revision.before or b"", revision.after or b"")
    return FileChange(
        revision,
        about(revision.file),
        found[:MOST_CHANGES],
        max(0, len(found) - MOST_CHANGES),
        _today(edition, revision.file) == revision.after,
        revision.file != BRAND or revision.before is not None,
    )


def about(file: str) -> str:
    """Return what a file is about, "" if it is about nothing that people know by a name."""
    return next((str(title) for start, title in KINDS.items() if file.startswith(start)), "")


def _name_file(file: str) -> str:
    """Return what a file is about and its name without folders, its whole name if it is about nothing known."""
    title = about(file)
    return f"{title} ({file.rpartition('/')[2]})" if title else file


def _name_files(event: Event) -> str:
    return " · ".join(map(_name_file, event.details.get("files", ())))


def _today(edition: Edition, file: str) -> bytes | None:
    """Return a file as it is now, None if it is not there; only files that the desk keeps revisions of are read."""
    return (edition.path / file).read_bytes() if file in edition.files() else None


@needs_name
@require_POST
def back(request: HttpRequest, number: int) -> HttpResponse:
    """Let a file be as it was before a change; if it was changed since, show both versions first."""
    return _go_back(request, [get_object_or_404(Revision, pk=number)])


@needs_name
@require_POST
def all_back(request: HttpRequest, number: int) -> HttpResponse:
    """Let all files of a change be as they were before it; those that changed since are shown first."""
    event = get_object_or_404(Event, pk=number, action__in=(CHANGED, OUTSIDE))
    return _go_back(request, [*event.revisions.order_by("file")])  # type: ignore[attr-defined]


def _go_back(request: HttpRequest, revisions: list[Revision]) -> HttpResponse:
    edition = current()
    if any(one.file == BRAND and one.before is None for one in revisions):
        return redirect("history:change", number=revisions[0].event_id)  # type: ignore[attr-defined]
    with edition.lock:
        now = {one.file: _today(edition, one.file) for one in revisions}
        later = [one for one in revisions if now[one.file] != one.after]
        stamps = {file: sha256(data).hexdigest() if data is not None else "" for file, data in now.items()}
        if later and read_seen(request.POST.get("seen", "")) != stamps:
            return _show_both(request, revisions, later, now, stamps)
        said = _("as it was before: %(what)s") % {"what": revisions[0].event.said or revisions[0].event.action}
        with revise(request, said):
            for one in revisions:
                put_back(edition.path, one.file, one.before)
    return redirect("history:index")


def _show_both(
    request: HttpRequest,
    revisions: list[Revision],
    later: list[Revision],
    now: dict[str, bytes | None],
    stamps: dict[str, str],
) -> HttpResponse:
    """Show what going back would change in files that were changed since."""
    files = [(one, compare_versions(one.file, now[one.file] or b"", one.before or b"")) for one in later]
    return render(
        request,
        "desk/history/both.html",
        {
            "event": revisions[0].event,
            "action": request.path,
            "files": [(one, about(one.file), found[:MOST_CHANGES]) for one, found in files],
            "seen": sign_seen(stamps),
        },
        status=409,
    )


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """Show the log: who did what, newest first."""
    actions = Event.objects.order_by("action").values_list("action", flat=True).distinct()
    return render(
        request,
        "desk/history/log.html",
        {
            "page": _page(request, _filtered(request)),
            "actions": [(name, ACTIONS.get(name, name)) for name in actions],
            "people": _people(Event.objects.all()),
            "titles": ACTIONS,
            "asked": {name: request.GET.get(name, "") for name in ("action", "who", "words")},
            "query": _query(request),
        },
    )


@require_GET
def download(request: HttpRequest) -> StreamingHttpResponse:
    """Give the log away, oldest line first, each a value of JSON."""
    lines = _filtered(request).order_by("id").iterator(chunk_size=500)
    answer = StreamingHttpResponse(_json_lines(lines), content_type="application/jsonl; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="log.jsonl"'
    return answer


def _json_lines(events: Iterator[Event]) -> Iterator[str]:
    for event in events:
        line: dict[str, Any] = {"at": event.at.isoformat(), "who": event.who, "action": event.action}
        line |= {"said": event.said, "details": event.details}
        yield json.dumps(line, ensure_ascii=False) + "\n"


def _filtered(request: HttpRequest) -> "QuerySet[Event]":
    found = Event.objects.all()
    if action := request.GET.get("action", ""):
        found = found.filter(action=action)
    if who := request.GET.get("who", ""):
        found = found.filter(who=who)
    if words := request.GET.get("words", "")[:200]:
        found = found.filter(Q(said__icontains=words) | Q(who__icontains=words))
    return found


def _people(events: "QuerySet[Event]") -> list[str]:
    return [name for name in events.order_by("who").values_list("who", flat=True).distinct() if name]


def _page(request: HttpRequest, found: "QuerySet[Event]") -> "Page[Event]":
    return Paginator(found, EACH).get_page(request.GET.get("page"))


def _query(request: HttpRequest) -> str:
    """Return the filter of an address, for the links to other pages of it."""
    said = request.GET.copy()
    said.pop("page", None)
    return said.urlencode()
