"""Working through answers: changes that are made, and translations back into English that are compared."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from booklet import BookletError
from booklet.desk.edition import current
from booklet.desk.faults import Fault, faults_of
from booklet.desk.models import Answer, Remark
from booklet.desk.people import name_of, needs_name
from booklet.desk.revisions import note
from booklet.desk.signing.answers import LONGEST, TOLD, Changed, Wish, accept_back, refuse_back
from booklet.desk.signing.subjects import Shown, find_today, unpack


@needs_name
@require_POST
def done(request: HttpRequest, number: int) -> HttpResponse:
    """Mark a change as made, or as talked over and left."""
    found = get_object_or_404(Remark, pk=number)
    if Remark.objects.filter(pk=number, done=None).update(done=timezone.now(), done_by=name_of(request)):
        note(request, "change done", found.reason, remark=found.pk, asked_by=found.answer.by)
    return redirect(f"{reverse('signing:index')}#changes")


@needs_name
@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest, number: int) -> HttpResponse:
    """Compare what fixed messages say in English with ours, and sign them or ask for a change."""
    answer = get_object_or_404(Answer, pk=number, said=TOLD)
    shown = unpack(answer.ask.shown)
    if request.method != "POST":
        return _show(request, answer, shown)
    if request.POST.get("verdict") == "same":
        try:
            accept_back(request, current(), answer)
        except Changed:
            return redirect("signing:back", number=number)
        except BookletError as error:
            return _show(request, answer, shown, faults_of(error))
        return redirect("signing:index")
    wishes = [*_wishes(request, shown)]
    if not wishes:
        return _show(request, answer, shown, is_bare=True)
    refuse_back(request, answer, wishes)
    return redirect(f"{reverse('signing:index')}#changes")


def _wishes(request: HttpRequest, shown: Shown) -> Iterator[Wish]:
    """Yield what somebody found different, each with its line."""
    for part in shown.parts:
        for line in part.lines:
            reason = request.POST.get(f"why-{line.id}", "").strip()
            if reason:
                yield Wish(reason[:LONGEST], {"line": line.id, "words": line.words, "english": line.english})


def _show(
    request: HttpRequest, answer: Answer, shown: Shown, faults: list[Fault] | None = None, *, is_bare: bool = False
) -> HttpResponse:
    ask = answer.ask
    return render(
        request,
        "desk/signing/back.html",
        {
            "answer": answer,
            "rows": [(line, answer.back.get(line.id, "")) for part in shown.parts for line in part.lines],
            "faults": faults or [],
            "has_changed": find_today(current(), ask.kind, ask.subject) != ask.of,
            "is_bare": is_bare,
        },
        status=422 if faults or is_bare else 200,
    )
