"""The pages of the screen "Calls"."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def index(request: HttpRequest) -> HttpResponse:
    """Show the screen."""
    return render(request, "desk/calls/index.html")
