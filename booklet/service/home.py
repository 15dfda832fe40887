"""The first page of somebody who signed in: the editions that are theirs."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from booklet.service.models import Person
from booklet.service.rights import partners_of


def home(request: HttpRequest) -> HttpResponse:
    """Show the editions on which somebody works."""
    return render(request, "service/home.html", {"partners": partners_of(cast(Person, request.user))})


app_name = "service"
urlpatterns = [path("", home, name="home")]
