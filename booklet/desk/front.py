"""The front page: the edition at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def front(request: HttpRequest) -> HttpResponse:
    """Show the edition."""
    return render(request, "desk/front.html")
