"""Working through answers: changes that are made, and translations back into English that are compared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from booklet import BookletError
from booklet.desk.edition import current
from booklet.desk.faults import Fault, faults_of
from booklet.desk.models import Answer, Remark
from booklet.desk.people import name_of, needs_name
from booklet.desk.revisions import note
from booklet.desk.signing.answers import TOLD, Changed, Wish, accept_back, keep_wishes
from booklet.desk.signing.subjects import (
    show,
    unpack,
)


@needs_name
@require_POST
def done(request: HttpRequest, number: int) -> HttpResponse:
    """Mark a change as made, or as talked over and left."""
    found = get_object_or_404(Remark, pk=number)
    if Remark.objects.filter(pk=number, done=None).update(done=timezone.now(), done_by=name_of(request)):
        note(request, "change done", found.reason, remark=found.pk, asked_by=found.answer.by)
    return redirect(f"{reverse('signing:index')}#changes")


@needs_name
def back(request: HttpRequest, number: int) -> HttpResponse:
    """Compare what fixed messages say in English with ours, and sign them or ask for a change."""
    answer = get_object_or_404(Answer, pk=number, said=TOLD)
    edition = current()
    shown = unpack(answer.ask.shown)
    faults: list[Fault] = []
    if request.method == "POST" and request.POST.get("verdict") == "same":
        try:
            accept_back(request, edition, answer)
            return redirect("signing:index")
        except Changed:
            return redirect("signing:back", number=number)
        except BookletError as error:
            faults = faults_of(error)
    elif request.method == "POST":
        reasons = {
            line.id: request.POST.get(f"why-{line.id}", "").strip() for part in shown.parts for line in part.lines
        }
        wishes = [
            Wish(reasons[line.id][:2000], {"line": line.id, "words": line.words, "english": line.english})
            for part in shown.parts
            for line in part.lines
            if reasons[line.id]
        ]
        if wishes:
            Answer.objects.filter(pk=answer.pk, said=TOLD).update(said="change")
            keep_wishes(request, answer, wishes)
            return redirect(f"{reverse('signing:index')}#changes")
    with edition.engine() as project:
        try:
            has_changed = show(project, answer.ask.kind, answer.ask.subject, edition.country).of != answer.ask.of
        except BookletError:
            has_changed = True
    rows = [(line, answer.back.get(line.id, "")) for part in shown.parts for line in part.lines]
    return render(
        request,
        "desk/signing/back.html",
        {
            "answer": answer,
            "rows": rows,
            "faults": faults,
            "has_changed": has_changed,
            "is_bare": request.method == "POST" and not faults,
        },
        status=422 if request.method == "POST" else 200,
    )
