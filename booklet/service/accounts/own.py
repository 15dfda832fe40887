"""The page of one's own account: name, language, passkeys, roles, and the sessions that are open."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from booklet.service.accounts.forms import TITLES, AccountForm, is_coordinator, partners_to_give
from booklet.service.accounts.log import write_line
from booklet.service.models import Person, Role


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Show somebody their own account, and write the name and the language that they choose."""
    person = _person_at(request)
    first = {"name": person.name, "language": person.language or settings.LANGUAGE_CODE}
    form = AccountForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        return _save(request, person, form)
    found = Authenticator.objects.filter(user_id=person.pk)
    asked = {
        "form": form,
        "passkeys": [one for one in found if one.type == Authenticator.Type.WEBAUTHN],
        "has_codes": any(one.type == Authenticator.Type.RECOVERY_CODES for one in found),
        "sessions": UserSession.objects.purge_and_list(person),
        "roles": [(TITLES[Role(one.role)], one) for one in person.held],
        "is_coordinator": is_coordinator(person),
        "may_invite": is_coordinator(person) or partners_to_give(person).exists(),
    }
    return render(request, "service/accounts/own.html", asked, status=422 if form.errors else 200)


def _person_at(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def _save(request: HttpRequest, person: Person, form: AccountForm) -> HttpResponse:
    name, language = form.cleaned_data["name"], form.cleaned_data["language"]
    if name != person.name:
        write_line(request, "renamed", name, before=person.name)
    Person.objects.filter(pk=person.pk).update(name=name, language=language)
    answer = redirect("accounts:own")
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return answer


@require_POST
def end_session(request: HttpRequest, number: int) -> HttpResponse:
    """End one of one's own sessions, on this device or another."""
    found = get_object_or_404(UserSession, pk=number, user=_person_at(request))
    write_line(request, "session ended")
    found.end()
    return redirect("accounts:own")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    for one in UserSession.objects.filter(user=_person_at(request)).exclude(session_key=request.session.session_key):
        one.end()
    write_line(request, "other sessions ended")
    return redirect("accounts:own")
