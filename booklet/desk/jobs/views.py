"""Pages about a piece of long work: how far it is, stop, go on, and its files."""

from collections.abc import Callable

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from booklet.desk.edition import current
from booklet.desk.jobs import queue
from booklet.desk.jobs.downloads import send_file
from booklet.desk.models import Work
from booklet.desk.sent import is_part


def show(request: HttpRequest, number: int) -> HttpResponse:
    """Show how far a piece of work is: the part of a page that is asked for every second, or a whole page."""
    work = _find(number)
    answer = render(request, f"desk/jobs/{'work' if is_part(request) else 'page'}.html", {"work": work})
    if is_part(request) and work.refreshes:
        answer.headers["HX-Refresh"] = "true"
    return answer


@require_POST
def stop(request: HttpRequest, number: int) -> HttpResponse:
    """Stop a piece of work."""
    return _change(request, number, queue.stop)


@require_POST
def go_on(request: HttpRequest, number: int) -> HttpResponse:
    """Let a piece of work go on."""
    return _change(request, number, queue.go_on)


def file(request: HttpRequest, number: int, place: int) -> FileResponse:
    """Send a file that a piece of work made."""
    files = _find(number).files
    if not 0 <= place < len(files):
        raise Http404
    return send_file(current().output, files[place])


def _change(request: HttpRequest, number: int, change: Callable[[HttpRequest, Work], None]) -> HttpResponse:
    change(request, _find(number))
    if is_part(request):
        return show(request, number)
    return redirect("jobs:show", number)


def _find(number: int) -> Work:
    work = queue.find_work(number)
    if work is None:
        raise Http404
    return work
