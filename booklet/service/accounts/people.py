"""The coordinator's pages about people: who there is, which roles they have, and accounts that are closed."""

from allauth.usersessions.models import UserSession
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from booklet.service.accounts.forms import TITLES, RoleForm
from booklet.service.accounts.inviting import give as give_role
from booklet.service.accounts.log import write_line
from booklet.service.models import Membership, Person, Role


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show all people with their roles."""
    held = Prefetch("memberships", Membership.objects.select_related("partner"))
    people = Person.objects.prefetch_related(held).order_by("name", "email")
    rows = [(person, [(TITLES[Role(one.role)], one) for one in person.memberships.all()]) for person in people]
    return render(request, "service/accounts/people.html", {"rows": rows})


@require_safe
def person(request: HttpRequest, number: int) -> HttpResponse:
    """Show one person, with what can be done."""
    return _show(request, get_object_or_404(Person, pk=number))


def _show(request: HttpRequest, shown: Person, form: RoleForm | None = None, fault: str = "") -> HttpResponse:
    assert isinstance(request.user, Person)
    asked = {
        "shown": shown,
        "roles": [(TITLES[Role(one.role)], one) for one in shown.memberships.select_related("partner")],
        "form": form or RoleForm(request.user),
        "fault": fault,
        "is_self": shown.pk == request.user.pk,
    }
    return render(request, "service/accounts/person.html", asked, status=422 if fault or form else 200)


@require_POST
def give(request: HttpRequest, number: int) -> HttpResponse:
    """Give a person a role."""
    assert isinstance(request.user, Person)
    found = get_object_or_404(Person, pk=number)
    form = RoleForm(request.user, request.POST)
    if not form.is_valid():
        return _show(request, found, form)
    if give_role(found, **form.cleaned_data):
        partner = form.cleaned_data["partner"]
        said = {"role": form.cleaned_data["role"], "locale": form.cleaned_data["locale"]}
        write_line(request, "role given", found.email, **said, partner=partner.name if partner else "", to=found.pk)
    return redirect("accounts:person", number)


@require_POST
def take(request: HttpRequest, number: int, role: int) -> HttpResponse:
    """Take a role from a person: whatever it allowed ends with their next click."""
    found = get_object_or_404(Person, pk=number)
    held = get_object_or_404(Membership, pk=role, person=found)
    if held.role == Role.COORDINATOR and not _is_coordinated_without(found):
        return _show(request, found, fault=_("Nobody else coordinates. Give somebody else the role first."))
    partner = held.partner.name if held.partner else ""
    write_line(request, "role taken", found.email, role=held.role, locale=held.locale, partner=partner, to=found.pk)
    held.delete()
    return redirect("accounts:person", number)


@require_POST
def switch(request: HttpRequest, number: int) -> HttpResponse:
    """Close an account, which ends its sessions at once, or open it again."""
    found = get_object_or_404(Person, pk=number)
    if found.is_active and not _is_coordinated_without(found):
        return _show(request, found, fault=_("Nobody else coordinates. Give somebody else the role first."))
    Person.objects.filter(pk=number).update(is_active=not found.is_active)
    write_line(request, "account closed" if found.is_active else "account opened", found.email, to=found.pk)
    for session in UserSession.objects.filter(user=found):
        session.end()
    return redirect("accounts:person", number)


def _is_coordinated_without(person: Person) -> bool:
    """Tell whether the service has a coordinator without one person."""
    held = Membership.objects.filter(role=Role.COORDINATOR, partner=None, until=None, person__is_active=True)
    return held.exclude(person=person).exists()
