"""Invitations: a coordinator invites anybody to any role, a partner callers and translators; a link in a mail accepts.

Opening the link changes nothing, so that programs that look at links before people do accept for nobody.
"""

import secrets
from datetime import timedelta
from hashlib import sha256

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from booklet.service.accounts.forms import INVITED_BY_PARTNERS, TITLES, InvitationForm, is_coordinator, partners_to_give
from booklet.service.accounts.limits import is_within
from booklet.service.accounts.log import write_line, write_line_of
from booklet.service.accounts.mail import send, write_mail
from booklet.service.accounts.models import Invitation
from booklet.service.models import Membership, Partner, Person, Role

DAYS = 7
"""For how long a link holds."""

INVITED = "invited"
"""Where the session has the address of who has just accepted, to sign in with."""

SHOWN = 200


def hash_token(secret: str) -> str:
    """Return what is kept of the secret in a link."""
    return sha256(secret.encode()).hexdigest()


def invite(
    email: str,
    role: str,
    *,
    by: Person | None,
    partner: Partner | None = None,
    locale: str = "",
    name: str = "",
    language: str = "en",
) -> tuple[Invitation, bool]:
    """Keep an invitation and send its link; return it, and whether the mail left."""
    secret = secrets.token_urlsafe(32)
    made = Invitation.objects.create(
        token=hash_token(secret),
        email=email,
        role=role,
        by=by,
        partner=partner,
        locale=locale,
        name=name,
        language=language,
        expires=timezone.now() + timedelta(days=DAYS),
    )
    path = reverse("accounts:invitation", args=[secret], urlconf="booklet.service.urls")
    said = {"invitation": made, "role": TITLES[Role(role)], "link": settings.SERVICE.address + path, "days": DAYS}
    return made, send(write_mail("invitation", email, language, said))


def invite_first(email: str) -> None:
    """Invite the first coordinator of a service that has none, nor an open invitation of one."""
    has_one = Membership.objects.filter(role=Role.COORDINATOR, partner=None).exists()
    waiting = Invitation.objects.filter(role=Role.COORDINATOR, accepted=None, expires__gt=timezone.now())
    if email and not has_one and not waiting.exists():
        invite(email.lower(), Role.COORDINATOR, by=None)
        write_line(None, "invited", email, role=Role.COORDINATOR)


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Show whom somebody may see invited, and invite whom a form names."""
    giver = request.user
    assert isinstance(giver, Person)
    form = InvitationForm(giver, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if not is_within(request, "invite", said["email"]):
            form.add_error(None, _("Many have been invited. Wait an hour, and go on then."))
        else:
            made, has_left = invite(**said, by=giver)
            write_line(request, "invited", made.email, **_details(made))
            if has_left:
                return redirect("accounts:invitations")
            form.add_error(None, _("The mail could not be sent. Take the invitation back, and tell the operator."))
    status = 422 if form.errors else 200
    asked = {"form": form, "invitations": _seen_by(giver)[:SHOWN], "titles": TITLES}
    return render(request, "service/accounts/invitations.html", asked, status=status)


def _seen_by(person: Person) -> "list[Invitation]":
    """Return the invitations that somebody may see and take back: their own edition's, or all."""
    found = Invitation.objects.select_related("partner", "by")
    return list(found if is_coordinator(person) else found.filter(partner__in=partners_to_give(person)))


def _details(invitation: Invitation) -> dict[str, str]:
    partner = invitation.partner.name if invitation.partner else ""
    return {"role": invitation.role, "partner": partner, "locale": invitation.locale}


@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Take an invitation back: its link no longer works."""
    assert isinstance(request.user, Person)
    found = get_object_or_404(Invitation, pk=number, pk__in=[one.pk for one in _seen_by(request.user)])
    if Invitation.objects.filter(pk=found.pk, accepted=None, revoked=None).update(revoked=timezone.now()):
        write_line(request, "invitation taken back", found.email, **_details(found))
    return redirect("accounts:invitations")


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what somebody is invited to; accept it when they say so."""
    if not is_within(request, "accept"):
        return render(request, "429.html", status=429)
    found = Invitation.objects.filter(token=hash_token(secret)).select_related("partner", "by").first()
    if found is None or not found.is_open or not is_backed(found):
        return render(request, "service/accounts/no_invitation.html", status=404 if found is None else 410)
    if request.method == "POST":
        if not accept(found):
            return render(request, "service/accounts/no_invitation.html", status=410)
        request.session[INVITED] = found.email
        return redirect("account_login")
    asked = {"invitation": found, "role": TITLES[Role(found.role)]}
    return render(request, "service/accounts/invitation.html", asked)


def is_backed(invitation: Invitation) -> bool:
    """Tell whether who invites may still give the role: what somebody gave who has lost their own ends with it."""
    giver = invitation.by
    if giver is None or is_coordinator(giver):
        return giver is None or giver.is_active
    is_theirs = invitation.role in INVITED_BY_PARTNERS and invitation.partner in partners_to_give(giver)
    return giver.is_active and is_theirs


def accept(invitation: Invitation) -> bool:
    """Give who was invited the role, and an account if they have none; tell whether it could be done: once."""
    with transaction.atomic():
        claimed = Invitation.objects.filter(pk=invitation.pk, accepted=None, revoked=None)
        if not claimed.update(accepted=timezone.now()):
            return False
        person = Person.objects.filter(email=invitation.email).first()
        if person is None:
            person = Person.objects.create_user(invitation.email, invitation.name)
            Person.objects.filter(pk=person.pk).update(language=invitation.language)
        elif not person.is_active:
            return False
        EmailAddress.objects.update_or_create(
            user=person, email=person.email, defaults={"verified": True, "primary": True}
        )
        give(person, invitation.role, invitation.partner, invitation.locale)
        write_line_of(person, "accepted", invitation.email, **_details(invitation))
    return True


def give(person: Person, role: str, partner: Partner | None, locale: str) -> bool:
    """Give somebody a role; tell whether they did not hold it already."""
    kept, is_new = Membership.objects.get_or_create(person=person, role=role, partner=partner, locale=locale)
    if not is_new and kept.until is not None:
        Membership.objects.filter(pk=kept.pk).update(until=None)
        return True
    return is_new
