"""Accounts: somebody is invited, accepts, signs in without a password, and sees and ends their sessions."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from services import sign_in

from booklet.service.accounts.idle import IDLE, LONGEST
from booklet.service.accounts.inviting import accept, invite, invite_first
from booklet.service.accounts.mail import settle
from booklet.service.accounts.models import Counted, Invitation, LogLine
from booklet.service.environment import Environment
from booklet.service.models import Membership, Partner, Person

AKINYI = {"email": "Akinyi@Example.org", "name": "Akinyi", "language": "en"}


def mails(service: Environment) -> list[tuple[str, str]]:
    """Return to whom each mail that left was sent, and what it says, the oldest first."""
    settle()
    found = sorted((service.home / "mails").glob("*"), key=lambda path: path.stat().st_mtime_ns)
    texts = [part for path in found for part in path.read_bytes().split(b"-" * 79 + b"\n") if part.strip()]
    read = [message_from_bytes(text, policy=policy.default) for text in texts]
    return [(str(one["To"]), str(one.get_content())) for one in read]


def link_in(text: str) -> str:
    """Return the path of the link in a mail."""
    found = re.search(r"http://testserver(/account/invited/\S+)", text)
    assert found, text
    return found[1]


def code_in(text: str) -> str:
    found = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", text, re.MULTILINE)
    assert found, text
    return found[1]


@pytest.mark.slow
def test_somebody_is_invited_accepts_and_signs_in_with_a_code(service: Environment) -> None:
    coordinator = sign_in("coordinator")
    amani = Partner.objects.get(name="amani")
    sent = coordinator.post(
        "/account/invitations/", {**AKINYI, "role": "translator", "partner": amani.pk, "locale": "sw"}
    )
    assert sent.status_code == 302, sent.content.decode()
    ((to, said),) = mails(service)
    assert to == "akinyi@example.org" and "Wanjiku" in said and "Amani House" in said

    browser, path = Client(), link_in(said)
    shown = browser.get(path)
    assert "Amani House" in shown.content.decode() and not Person.objects.filter(email=to).exists(), "GET only shows"
    assert browser.post(path)["Location"] == "/account/login/"
    assert 'value="akinyi@example.org"' in browser.get("/account/login/").content.decode()
    assert browser.post("/account/login/", {"email": to})["Location"] == "/account/login/code/"
    assert browser.get("/e/amani/help/").status_code == 302, "not in yet"
    before = browser.session.session_key
    code = code_in(mails(service)[-1][1])
    entered = browser.post("/account/login/code/", {"code": code})
    assert entered["Location"] == "/service/" and browser.session.session_key != before, "the session is another one"
    assert browser.get("/e/amani/words/sw/").status_code == 200
    assert browser.get("/e/amani/words/fr/").status_code == browser.get("/e/baraka/words/sw/").status_code == 403
    lines = list(LogLine.objects.values_list("action", "details__role")[::-1])
    assert lines[1:] == [("invited", "translator"), ("accepted", "translator"), ("signed in", None)]


def test_a_link_holds_once_for_a_week_and_until_it_is_taken_back(service: Environment) -> None:
    amani = Partner.objects.get(name="amani")

    def invited() -> tuple[Invitation, str]:
        made, has_left = invite("akinyi@example.org", "caller", by=None, partner=amani)
        assert has_left
        return made, link_in(mails(service)[-1][1])

    first, path = invited()
    assert path.rstrip("/").rpartition("/")[2] not in str(Invitation.objects.values()), "the link itself is not kept"
    assert first.expires - timezone.now() > timedelta(days=6)
    assert Client().post(path).status_code == 302 and Client().post(path).status_code == 410, "once"
    assert Client().get(path).status_code == 410 and not accept(first), "nor when two come at once"
    assert Membership.objects.filter(person__email="akinyi@example.org").count() == 1
    old, path = invited()
    Invitation.objects.filter(pk=old.pk).update(expires=timezone.now())
    assert Client().post(path).status_code == 410
    revoked, path = invited()
    assert sign_in("partner", "amani").post(f"/account/invitations/{revoked.pk}/revoke/").status_code == 302
    assert Client().post(path).status_code == 410
    late, path = invited()
    Partner.objects.update(closed=timezone.now())
    assert Client().post(path).status_code == 410 and late.accepted is None, "the partner is closed"
    assert Client().get("/account/invited/nothing/").status_code == 404


def test_what_somebody_gives_ends_with_what_they_had(service: Environment) -> None:
    """Whoever is about to lose a role cannot keep it by an invitation to another address of theirs."""
    amani = Partner.objects.get(name="amani")
    for role, partner_name, address in (("coordinator", "", "w@example.org"), ("partner", "amani", "o@example.org")):
        sign_in(role, partner_name, email=address)
    coordinator, partner = Person.objects.order_by("pk")
    asked = (("coordinator", coordinator, None), ("caller", partner, amani), ("lead", partner, amani))
    paths = []
    for role, by, whose in asked:
        invite("other@example.org", role, by=by, partner=whose)
        paths.append(link_in(mails(service)[-1][1]))
    assert [Client().get(path).status_code for path in paths] == [200, 200, 410], "a partner never gave that"
    Person.objects.filter(pk=coordinator.pk).update(is_active=False)
    Membership.objects.filter(person=partner).delete()
    assert [Client().post(path).status_code for path in paths] == [410, 410, 410]
    assert not Person.objects.filter(email="other@example.org").exists()


def test_a_closed_account_is_not_opened_by_an_invitation(service: Environment) -> None:
    person = Person.objects.create_user("akinyi@example.org")
    Person.objects.update(is_active=False)
    invite(person.email, "lead", by=None)
    assert Client().post(link_in(mails(service)[-1][1])).status_code == 410
    assert not Membership.objects.filter(person=person).exists()


@pytest.mark.parametrize(
    ("role", "partner", "expected"),
    [
        *(("caller", "amani", 302), ("translator", "amani", 302), ("caller", "baraka", 422), ("caller", "", 422)),
        *((role, "amani", 422) for role in ("partner", "lead", "coordinator", "printer", "king", "")),
    ],
)
def test_a_partner_invites_callers_and_translators_for_the_own_edition(
    service: Environment, role: str, partner: str, expected: int
) -> None:
    whose = Partner.objects.get(name=partner).pk if partner else ""
    said = {**AKINYI, "role": role, "partner": whose, "locale": "", "by": 1, "accepted": "2020-01-01"}
    assert sign_in("partner", "amani").post("/account/invitations/", said).status_code == expected
    made = Invitation.objects.all()
    assert len(made) == len(mails(service)) == (expected == 302)
    assert all(one.partner and one.partner.name == "amani" and one.accepted is None for one in made)


def test_a_partner_sees_and_takes_back_no_invitation_of_another(service: Environment) -> None:
    made, _ = invite("akinyi@example.org", "caller", by=None, partner=Partner.objects.get(name="baraka"))
    client = sign_in("partner", "amani")
    assert "akinyi" not in client.get("/account/invitations/").content.decode()
    assert client.post(f"/account/invitations/{made.pk}/revoke/").status_code == 404
    assert Invitation.objects.get().revoked is None


def test_the_operator_invites_the_first_coordinator_once(service: Environment) -> None:
    for _ in range(3):
        invite_first("Operator@example.org")
    ((to, said),) = mails(service)
    assert to == "operator@example.org" and Client().post(link_in(said)).status_code == 302
    invite_first("other@example.org")
    assert len(mails(service)) == 1


def test_nobody_learns_who_has_an_account(service: Environment) -> None:
    """The same answers, mails to nobody who has none, and no mail is waited for."""
    Person.objects.create_user("akinyi@example.org")
    Person.objects.create_user("closed@example.org")
    Person.objects.filter(email="closed@example.org").update(is_active=False)
    pages = []
    for address in ("akinyi@example.org", "nobodyy@example.org", "closed@example.org"):
        browser = Client()
        answer = browser.post("/account/login/", {"email": address})
        shown = browser.get(answer["Location"]).content.decode().replace(address, "ADDRESS")
        wrong = browser.post(answer["Location"], {"code": "WRONG-CODE"}).content.decode().replace(address, "ADDRESS")
        hidden = [re.sub(r'value="\w{64}"', "", text) for text in (shown, wrong)]
        pages.append((answer.status_code, answer["Location"], *hidden))
    assert pages[0] == pages[1] == pages[2]
    assert [to for to, _said in mails(service)] == ["akinyi@example.org"]


def test_a_code_is_guessed_three_times_and_asked_for_three_times(service: Environment) -> None:
    Person.objects.create_user("akinyi@example.org")
    browser = Client()
    browser.post("/account/login/", {"email": "akinyi@example.org"})
    for _ in range(3):
        last = browser.post("/account/login/code/", {"code": "AAAA-BBBB"})
    assert last.status_code == 302, "back to the start"
    right = code_in(mails(service)[-1][1])
    assert browser.post("/account/login/code/", {"code": right})["Location"].startswith("/account/login/")
    assert browser.get("/service/").status_code == 302, "the code is void"
    for _ in range(2):
        Client().post("/account/login/", {"email": "akinyi@example.org"})
    refused = Client(REMOTE_ADDR="10.9.9.9").post("/account/login/", {"email": "AKINYI@example.org"})
    assert refused.status_code == 200 and "again later" in refused.content.decode(), "by account, from any address"
    assert len(mails(service)) == 3 and Counted.objects.exists(), "counted where all processes see it"


@pytest.mark.slow
def test_many_sign_ins_from_one_address_are_refused(service: Environment) -> None:
    statuses = [Client().post("/account/login/", {"email": f"a{n}@example.org"}).status_code for n in range(25)]
    assert statuses.count(302) == 20
    elsewhere = Client(REMOTE_ADDR="10.0.0.9").post("/account/login/", {"email": "b@example.org"})
    assert elsewhere.status_code == 302


@pytest.mark.slow
def test_many_invitations_are_refused(service: Environment) -> None:
    client = sign_in("coordinator")
    sent = [client.post("/account/invitations/", {**AKINYI, "role": "lead"}).status_code for _ in range(7)]
    assert sent == [302] * 5 + [422] * 2 and len(mails(service)) == 5
    paths = [Client().get(f"/account/invited/guess{number}/").status_code for number in range(35)]
    assert paths == [404] * 30 + [429] * 5


def test_there_are_no_passwords(service: Environment) -> None:
    for path in ("password/change/", "password/set/", "password/reset/", "signup/", "reauthenticate/", "email/"):
        assert Client().get(f"/account/{path}").status_code in {404, 302}
        assert Client().post(f"/account/{path}").status_code in {404, 302}
    for name in ("account_signup", "account_change_password", "account_set_password", "account_reset_password"):
        with pytest.raises(NoReverseMatch):
            reverse(name, urlconf="booklet.service.urls")
    person = Person.objects.create_user("akinyi@example.org")
    assert not person.has_usable_password()
    Client().post("/account/login/", {"email": person.email, "login": person.email, "password": ""})
    assert not LogLine.objects.filter(action="signed in").exists()


@pytest.mark.slow
def test_sessions_are_seen_and_ended_and_those_of_others_are_not(service: Environment) -> None:
    here, there = sign_in("caller", "amani"), sign_in("caller", "baraka")
    other = sign_in("caller", "amani", email="otieno@example.org")
    for client in (here, there, other):
        assert client.get("/account/").status_code == 200
    page = here.get("/account/").content.decode()
    (number,) = re.findall(r"/account/sessions/(\d+)/end/", page)
    assert other.post(f"/account/sessions/{number}/end/").status_code == 404
    assert here.post(f"/account/sessions/{number}/end/").status_code == 302
    assert there.get("/service/").status_code == 302 and here.get("/service/").status_code == 200
    assert here.post("/account/sessions/end-others/").status_code == 302
    assert here.get("/service/").status_code == other.get("/service/").status_code == 200
    here.post("/account/logout/")
    assert here.get("/service/")["Location"].startswith("/account/login/")


def test_signing_out_needs_a_form(service: Environment) -> None:
    client = sign_in("caller", "amani")
    client.get("/account/logout/")
    assert client.get("/service/").status_code == 200


def test_one_changes_name_and_language_and_nothing_else(service: Environment) -> None:
    client = sign_in("caller", "amani")
    more = {"email": "root@example.org", "is_active": "", "role": "coordinator", "memberships": "1", "id": "99"}
    answer = client.post("/account/", {"name": "Wanjiku wa Kamau", "language": "sw", **more})
    assert answer.status_code == 302 and answer.cookies["language"].value == "sw"
    person = Person.objects.get()
    assert (person.name, person.language, person.email) == ("Wanjiku wa Kamau", "sw", "wanjiku@example.org")
    assert person.is_active and [one.role for one in person.memberships.all()] == ["caller"]
    assert client.post("/account/", {"name": "<1>", "language": "xx"}).status_code == 422


@pytest.mark.slow
def test_a_coordinator_gives_and_takes_roles_and_closes_accounts(service: Environment) -> None:
    coordinator, client = sign_in("coordinator"), sign_in(email="otieno@example.org")
    otieno, amani = Person.objects.get(email="otieno@example.org"), Partner.objects.get(name="amani")
    page = f"/account/people/{otieno.pk}/"
    assert client.get("/e/amani/help/").status_code == 403
    for _ in range(2):
        coordinator.post(f"{page}give/", {"role": "caller", "partner": amani.pk, "locale": ""})
    assert client.get("/e/amani/help/").status_code == 200, "the session that there is has it at once"
    held = otieno.memberships.get()
    assert coordinator.post(f"{page}take/{held.pk}/").status_code == 302
    assert client.get("/e/amani/help/").status_code == 403, "and no longer, at once"
    assert coordinator.post(f"{page}give/", {"role": "partner", "partner": "", "locale": ""}).status_code == 422
    coordinator.post(f"{page}switch/")
    assert client.get("/account/").status_code == 302
    own = Person.objects.get(email="wanjiku@example.org")
    mine = own.memberships.get()
    assert coordinator.post(f"/account/people/{own.pk}/take/{mine.pk}/").status_code == 422, "the last one"
    assert coordinator.post(f"/account/people/{own.pk}/switch/").status_code == 422
    assert coordinator.post(f"{page}take/{mine.pk}/").status_code == 404, "it is not theirs"
    actions = list(LogLine.objects.values_list("action", flat=True)[::-1])
    assert actions == ["signed in", "signed in", "role given", "role taken", "account closed"]
    assert "otieno@example.org" in coordinator.get("/account/log/").content.decode()


@pytest.mark.slow
def test_a_coordinator_makes_and_closes_a_partner(service: Environment) -> None:
    client = sign_in("coordinator")
    said = {"title": "Nuru House", "name": "nuru", "country": "ug"}
    assert client.post("/account/partners/", said).status_code == 302
    assert (service.editions / "nuru" / "brand.yaml").is_file()
    assert client.get("/e/nuru/contacts/").status_code == 200
    for wrong in ({"name": "nuru"}, {"name": "../x"}, {"name": "-a"}, {"country": "QQ"}, {"title": ""}):
        assert client.post("/account/partners/", {**said, "name": "other", **wrong}).status_code == 422, wrong
    (service.editions / "left").mkdir()
    assert client.post("/account/partners/", {**said, "name": "left"}).status_code == 422, "somebody's folder"
    partner = Partner.objects.get(name="nuru")
    client.post(f"/account/partners/{partner.pk}/close/")
    assert client.get("/e/nuru/contacts/").status_code == 404
    assert (service.editions / "nuru" / "brand.yaml").is_file(), "nothing is removed"


@pytest.mark.parametrize("change", ["UPDATE service_logline SET said = 'x'", "DELETE FROM service_logline"])
def test_the_log_only_grows(service: Environment, change: str) -> None:
    line = LogLine.objects.create(who="Wanjiku", action="invited", said="akinyi@example.org")
    with pytest.raises(DatabaseError, match="only grows"), connection.cursor() as cursor:
        cursor.execute(change)
    with pytest.raises(DatabaseError, match="only grows"), connection.cursor() as cursor:
        cursor.execute(
            "REPLACE INTO service_logline (id, at, who, action, said, details) VALUES (%s, '2026', '', '', '', '{}')",
            [line.pk],
        )
    assert LogLine.objects.get().said == "akinyi@example.org"


def test_mails_are_in_the_language_of_who_gets_them_and_a_name_makes_no_header(service: Environment) -> None:
    client = sign_in("coordinator")
    evil = {**AKINYI, "role": "lead", "name": "A\r\nBcc: all@example.org"}
    assert client.post("/account/invitations/", evil).status_code == 302
    assert Invitation.objects.get().name == "A Bcc: all@example.org"
    assert all("Bcc" not in path.read_text().partition("\n\n")[0] for path in (service.home / "mails").glob("*"))
    linked = {**AKINYI, "role": "lead", "name": "See https://evil.example"}
    assert client.post("/account/invitations/", linked).status_code == 422


def test_a_mail_that_does_not_leave_is_told(service: Environment, capsys: pytest.CaptureFixture[str]) -> None:
    folder: Path = service.home / "mails"
    folder.write_text("in the way")
    from django.conf import settings

    settings.EMAIL_BACKEND, before = "django.core.mail.backends.smtp.EmailBackend", settings.EMAIL_BACKEND
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    try:
        answer = sign_in("coordinator").post("/account/invitations/", {**AKINYI, "role": "lead"})
    finally:
        settings.EMAIL_BACKEND = before
    said = capsys.readouterr().err
    assert answer.status_code == 422 and "ConnectionRefusedError" in said and "akinyi" not in said


@pytest.mark.parametrize("field", ["last_seen_at", "created_at"])
def test_a_session_ends_after_a_day_unused_and_after_two_weeks(service: Environment, field: str) -> None:
    client = sign_in("caller", "amani")
    assert client.get("/service/").status_code == 200
    longest = {"last_seen_at": IDLE, "created_at": LONGEST}[field]
    UserSession.objects.update(**{field: timezone.now() - longest + timedelta(minutes=1)})
    assert client.get("/service/").status_code == 200
    UserSession.objects.update(**{field: timezone.now() - longest - timedelta(minutes=1)})
    assert client.get("/service/")["Location"].startswith("/account/login/")


def signed_in_by_code(service: Environment, email: str) -> tuple[Client, str]:
    """Return a browser that has typed the code from a mail, and where it is led then."""
    browser = Client()
    browser.post("/account/login/", {"email": email})
    code = code_in(mails(service)[-1][1])
    answer = browser.post("/account/login/code/", {"code": code})
    again = Client()
    again.post("/account/login/", {"email": "nobody@example.org"})
    assert again.post("/account/login/code/", {"code": code}).status_code == 200, "a code is of one browser"
    return browser, answer["Location"]


@pytest.mark.slow
def test_where_there_is_a_passkey_a_code_from_a_mail_is_not_enough(
    service: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])  # no device made it
    person = Person.objects.create_user("akinyi@example.org", "Akinyi")
    Authenticator.objects.create(user=person, type="webauthn", data={"name": "x", "credential": {}})
    codes = RecoveryCodes.activate(person)
    stored = str(Authenticator.objects.get(type="recovery_codes").data)
    browser, goes = signed_in_by_code(service, person.email)
    assert goes == "/account/login/second/" and browser.get("/service/").status_code == 302, "not in yet"
    code = codes.get_unused_codes()[0]
    assert code not in stored and "seed" in stored and len(stored) > 150, "kept encrypted"
    browser.post("/account/login/second/", {"code": "00000000"})
    assert browser.get("/service/").status_code == 302
    browser.post("/account/login/second/", {"code": code})
    assert browser.get("/service/").status_code == 200
    other, _goes = signed_in_by_code(service, person.email)
    other.post("/account/login/second/", {"code": code})
    assert other.get("/service/").status_code == 302, "once"


def test_a_passkey_is_added_only_by_who_has_just_shown_that_it_is_them(service: Environment) -> None:
    """A computer that was left open is not enough; the session has another name afterwards."""
    client = sign_in("caller", "amani")
    person = Person.objects.get()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    for path in ("passkeys/add/", "recovery/new/"):
        assert client.get(f"/account/{path}")["Location"].startswith("/account/again/?next=")
    before = client.session.session_key
    asked = client.post("/account/again/?next=/account/passkeys/add/", {"recipient": person.email})
    assert client.post(asked["Location"], {"code": code_in(mails(service)[-1][1])}).status_code == 302
    assert client.session.session_key != before
    assert client.get("/account/").status_code == 200
    stale = Client()
    stale.cookies["desk"] = str(before)
    assert stale.get("/service/").status_code == 302, "the old name of the session is none"


def test_a_passkey_of_another_person_is_none(service: Environment) -> None:
    other = Person.objects.create_user("akinyi@example.org", "Akinyi")
    key = Authenticator.objects.create(user=other, type="webauthn", data={"name": "x", "credential": {}})
    client = sign_in("coordinator")
    for action in ("edit", "remove"):
        for send in (client.get, client.post):
            assert send(f"/account/passkeys/{key.pk}/{action}/", {"name": "mine"}).status_code in {302, 403, 404}
    assert Authenticator.objects.get().data["name"] == "x"
