"""The first page of somebody who signed in: the editions that are theirs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from booklet.service.models import Partner


def home(request: HttpRequest) -> HttpResponse:
    """Show the editions."""
    return render(request, "service/home.html", {"partners": Partner.objects.filter(closed=None).order_by("title")})


app_name = "service"
urlpatterns = [path("", home, name="home")]
