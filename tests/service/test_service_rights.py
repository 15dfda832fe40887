"""Rights: every page of the desk and of the service, for every role, of this edition and another, in every locale."""

from collections.abc import Iterator
from itertools import product

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from services import sign_in

from booklet.desk.edition import Rules, use
from booklet.desk.models import Work
from booklet.service.door import OPEN_ROOMS
from booklet.service.environment import Environment
from booklet.service.models import Membership, Partner, Person, Role
from booklet.service.rights import DESK, OPEN, SERVICE, SHUT, Everybody, may, partners_of

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "post", "")


def listed(names: str) -> set[str]:
    """Return the names that stand in a text."""
    return set(names.split())


OF_PARTNERS = listed("""
    start:save-lines start:save-cover start:save-logo start:save-languages start:organisation
    contacts:order contacts:country contacts:add contacts:edit contacts:practice contacts:withdraw
    words:begin words:reword pages:order pages:add pages:edit pages:switch pages:remove order:save order:ink order:make
    editions:printed editions:correct editions:split editions:stickers campaign:save campaign:table campaign:look
    campaign:make history:all-back history:back
""")
OF_LEADS = listed("""
    signing:release signing:recall signing:ask signing:revoke signing:done signing:back calls:look
""")
OF_WORDS = listed("words:translator words:proof words:take words:edit jobs:stop jobs:go-on")
SENDS: dict[str, set[str]] = {
    "partner": {*OF_PARTNERS, *OF_LEADS, *OF_WORDS, "calls:call"},
    "lead": OF_LEADS,
    "caller": {"calls:call"},
    "translator": OF_WORDS,
    "coordinator": {*OF_PARTNERS, *OF_LEADS, *OF_WORDS, "calls:call", "start:save-rules"},
    "printer": set(),
}
"""Which forms of an edition a role may send, said once more by hand."""

LOOKS: dict[str, set[str]] = {
    "caller": listed("""
        front who picture help:index help:found help:page calls:index calls:call calls:phone contacts:index
        contacts:edit
    """),
    "translator": listed("""
        front who picture help:index help:found help:page jobs:show jobs:file words:index words:language
        words:sentences words:table words:place words:edit pages:page
    """),
    "printer": set(),
}
"""Which pages of an edition a role may look at, where that is not all of them."""

OF_NO_LOCALE = listed("front who help:index help:found help:page words:index")


def names_of(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Yield the names of all pages of an urlconf."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            room = f"{before}{pattern.namespace}:" if pattern.namespace else before
            yield from names_of(pattern.url_patterns, room)
        else:
            assert pattern.name, f"{pattern} has no name, so nobody can be given a right to it"
            yield f"{before}{pattern.name}"


def names_in(urlconf: str) -> set[str]:
    return {*names_of(get_resolver(urlconf).url_patterns)}


def person_with(role: str, partner: str = "", locale: str = "") -> Person:
    """Return somebody new with a role."""
    person = Person.objects.create_user(f"{Person.objects.count()}@example.org")
    whose = Partner.objects.get(name=partner) if partner else None
    Membership.objects.create(person=person, role=role, partner=whose, locale=locale)
    return person


def test_each_page_of_the_desk_stands_in_the_table_and_none_that_there_is_not() -> None:
    assert names_in("booklet.desk.urls") == {*DESK, *(OPEN & names_in("booklet.desk.urls")), *SHUT}
    assert not {*DESK} & (OPEN | SHUT)


def test_each_page_of_the_service_stands_in_the_table_and_none_that_there_is_not() -> None:
    told = {name for name in names_in("booklet.service.urls") if not name.startswith(OPEN_ROOMS)}
    assert told == {*SERVICE, *(OPEN & names_in("booklet.service.urls"))}


def test_what_one_person_may_do_alone_is_a_form_and_no_page() -> None:
    assert all(not row.reads and row.alone < row.writes for row in (*DESK.values(), *SERVICE.values()) if row.alone)  # type: ignore[operator]


def expected(role: str, view: str, method: str) -> bool:
    """Tell what the two lists above say, for one's own edition and locale."""
    if method in {"GET", "HEAD"}:
        return view in LOOKS.get(role, {name for name, row in DESK.items() if row.reads})
    return method == "POST" and view in SENDS[role]


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_every_page_for_every_role_and_edition_and_method(service: Environment, role: str) -> None:
    """The whole matrix: a role for one partner, for another, and for all; each page; each method of HTTP."""
    mine, other = Partner.objects.get(name="amani"), Partner.objects.get(name="baraka")
    of_one, of_all = person_with(role, "amani", "fr" if role == "translator" else ""), person_with(role)
    with use(mine.edition):
        Work.objects.create(pk=1, kind="words", what={"tag": "fr"}, queued="2026-11-28T00:00Z")
    given = {"tag": "fr", "locale": ("fr",), "number": 1}
    for view, method in product(DESK, METHODS):
        wanted = expected(role, view, method)
        asked = f"{role} {method} {view}"
        if role == "coordinator":
            assert not may(of_one, mine, view, method, given), f"a coordinator of one partner is none: {asked}"
        else:
            assert may(of_one, mine, view, method, given) is wanted, asked
        assert not may(of_one, other, view, method, given), f"another's edition: {asked}"
        assert may(of_all, mine, view, method, given) is wanted, f"of all: {asked}"
        assert not may(of_one, mine, f"{view}x", method, given), "what stands in no row is denied"
        assert not may(of_all, None, view, method, given), "a page of an edition without one"


@pytest.mark.parametrize("held", ["fr", "sw", "ar", "zh-Hans", ""])
@pytest.mark.parametrize("asked", ["fr", "sw", "ar", "zh-Hans", "en", "FR", "fr ", "", None])
def test_a_translator_has_the_own_locale_and_no_other(service: Environment, held: str, asked: str | None) -> None:
    """Each page with a locale, wherever it says it: one that is missing, or twice, or spelt otherwise is nobody's."""
    mine = Partner.objects.get(name="amani")
    person = person_with("translator", "amani", held)
    with use(mine.edition):
        Work.objects.create(pk=1, kind="words", what={"tag": asked or ""}, queued="2026-11-28T00:00Z")
        Work.objects.create(pk=2, kind="pack", what={"tag": held, "locale": held}, queued="2026-11-28T00:00Z")
    given: dict[str, object] = {"number": 1}
    if asked is not None:
        given |= {"tag": asked, "locale": (asked,)}
    wanted = bool(asked) and held in ("", asked)
    for view in LOOKS["translator"] - OF_NO_LOCALE:
        assert may(person, mine, view, "GET", given) is wanted, view
    for view in SENDS["translator"]:
        assert may(person, mine, view, "POST", given) is wanted, view
    assert not may(person, mine, "jobs:file", "GET", {"number": 2}), "a pack has words of all"
    assert not may(person, mine, "jobs:file", "GET", {"number": 3}), "no such work"
    if held and held != "en":
        assert not may(person, mine, "picture", "GET", {"locale": (held, "en")}), "two locales are asked for"


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_every_page_of_the_service_for_every_role(service: Environment, role: str) -> None:
    person = person_with(role, "" if role == "coordinator" else "amani")
    for view, method in product(SERVICE, METHODS):
        row = SERVICE[view]
        roles = {"GET": row.reads, "HEAD": row.reads, "POST": row.writes}.get(method, frozenset())
        is_open = isinstance(roles, Everybody)
        has_role = not isinstance(roles, Everybody) and Role(role) in roles
        has_role |= role == "coordinator" and bool(roles)
        assert may(person, None, view, method, {}) is (is_open or has_role), f"{role} {method} {view}"
        is_mine = view == "service:home" or view.startswith(("mfa_", "account_", "accounts:own", "accounts:end"))
        assert is_mine or not is_open, f"{view} is open to everybody who signed in"
        if view in {"orders:index", "orders:one"} and role == "printer":
            continue
        if not is_mine and role in {"translator", "caller", "lead", "printer"}:
            assert not may(person, None, view, method, {}), view


def test_only_a_coordinator_says_how_many_people_a_release_needs_and_then_a_partner_does_not_release(
    service: Environment,
) -> None:
    mine = Partner.objects.get(name="amani")
    partner, lead = person_with("partner", "amani"), person_with("lead", "amani")
    assert may(partner, mine, "signing:release", "POST", {}) and may(lead, mine, "signing:release", "POST", {})
    mine.edition.set_rules(Rules(two_people=True))
    assert not may(partner, mine, "signing:release", "POST", {}) and may(lead, mine, "signing:release", "POST", {})
    assert may(partner, mine, "signing:recall", "POST", {}), "whoever sees a danger takes it back"
    assert not any(may(one, mine, "start:save-rules", "POST", {}) for one in (partner, lead))


def test_a_role_ends_with_its_day_and_an_account_that_is_closed_has_none(service: Environment) -> None:
    mine = Partner.objects.get(name="amani")
    person = person_with("partner", "amani")
    assert may(person, mine, "front", "GET", {})
    Membership.objects.filter(person=person).update(until="2020-01-01T00:00Z")
    assert not may(Person.objects.get(pk=person.pk), mine, "front", "GET", {})
    Membership.objects.filter(person=person).update(until="2999-01-01T00:00Z")
    assert may(Person.objects.get(pk=person.pk), mine, "front", "GET", {})
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert not may(Person.objects.get(pk=person.pk), mine, "front", "GET", {})


def test_one_sees_the_partners_that_are_ones_own(service: Environment) -> None:
    def names(person: Person) -> list[str]:
        return [partner.name for partner in partners_of(person)]

    assert names(person_with("caller", "baraka")) == ["baraka"]
    assert names(person_with("lead")) == names(person_with("coordinator")) == ["amani", "baraka"]
    assert names(person_with("printer", "amani")) == names(person_with("coordinator", "amani")) == []


def test_a_session_ends_with_the_role(service: Environment) -> None:
    """The same browser, the same cookie: the right is looked up at each request."""
    client = sign_in("caller", "amani")
    assert client.get("/e/amani/help/").status_code == 200
    Membership.objects.all().delete()
    assert client.get("/e/amani/help/").status_code == 403
    Person.objects.update(is_active=False)
    assert client.get("/e/amani/help/")["Location"].startswith("/account/login/")
