"""The page of a code, for whoever holds a print: nothing is noted of who asks."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from booklet import BookletError
from booklet.api.holding import typed_code
from booklet.service.codes.asking import ask, make_stickers
from booklet.service.shelf.limits import Limit, is_over

CODES = Limit("codes", 60, 10)
"""Codes that one address may ask for: they are short, and nobody should try them all."""


def front(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and go to its page; tell if a letter is wrong."""
    typed = request.GET.get("code", "")
    if not typed:
        return render(request, "service/codes/front.html", {"typed": ""})
    try:
        return redirect("code:show", typed_code(typed))
    except BookletError:
        return render(request, "service/codes/front.html", {"typed": typed[:40]}, status=422)


def show(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether the numbers of the prints with a code still hold, and what stands instead."""
    try:
        whole = typed_code(code)
    except BookletError:
        return render(request, "service/codes/front.html", {"typed": code[:40]}, status=404)
    if whole != code:
        return redirect("code:show", whole)
    if is_over(request, CODES):
        return render(request, "service/codes/slow.html", status=429)
    answers = ask(code)
    return render(
        request, "service/codes/show.html", {"code": code, "answers": answers}, status=200 if answers else 404
    )


def stickers(request: HttpRequest, code: str, partner: str) -> HttpResponse:
    """Give the sheet of stickers for a print; raise `Http404` if it needs none, or nobody has called yet."""
    if is_over(request, CODES):
        return render(request, "service/codes/slow.html", status=429)
    try:
        answer = next(one for one in ask(typed_code(code)) if one.partner.name == partner)
        data = make_stickers(answer)
    except (BookletError, StopIteration) as error:
        raise Http404 from error
    if data is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="stickers_{code}.pdf"'}
    return HttpResponse(data, content_type="application/pdf", headers=headers)
