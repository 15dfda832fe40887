"""The first page of somebody who signed in: the editions that are theirs; and whether the service is well."""

from typing import cast

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from booklet.service.models import Person
from booklet.service.rights import partners_of


def home(request: HttpRequest) -> HttpResponse:
    """Show the editions on which somebody works."""
    return render(request, "service/home.html", {"partners": partners_of(cast(Person, request.user))})


def health(request: HttpRequest) -> HttpResponse:
    """Say whether the service can answer: its database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


app_name = "service"
urlpatterns = [path("", home, name="home")]
