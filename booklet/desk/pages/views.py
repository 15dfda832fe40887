"""The pages of the screen "Pages"."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def index(request: HttpRequest) -> HttpResponse:
    """Show the screen."""
    return render(request, "desk/pages/index.html")
