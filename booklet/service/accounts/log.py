"""The log of the service: who invited whom, who has which role, who signed in. It only grows."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from booklet.service.accounts.models import LogLine
from booklet.service.models import Person

PER_PAGE = 100


def write_line(request: HttpRequest | None, action: str, said: str = "", **details: object) -> None:
    """Add a line about what the person at a page did, or the operator if there is no page."""
    person = getattr(request, "user", None)
    write_line_of(person if isinstance(person, Person) else None, action, said, **details)


def write_line_of(person: Person | None, action: str, said: str = "", **details: object) -> None:
    """Add a line about what a person did, by name and account; no code, link or other secret belongs into it."""
    kept = {**details, "account": str(person.pk)} if person else details
    who = f"{person.shown_name} <{person.email}>" if person else ""
    LogLine.objects.create(who=who[:200], action=action, said=said[:500], details=kept)


def show(request: HttpRequest) -> HttpResponse:
    """Show the log, the newest line first."""
    page = Paginator(LogLine.objects.all(), PER_PAGE).get_page(request.GET.get("n"))
    return render(request, "service/accounts/log.html", {"page": page})
