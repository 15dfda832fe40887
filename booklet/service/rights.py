"""Who may do what: a table of pages and roles. What stands in no row is denied, to everybody."""

from collections.abc import Mapping, Set
from enum import Enum
from typing import TYPE_CHECKING

from booklet.desk.edition import use
from booklet.desk.models import Work
from booklet.service.models import Membership, Partner, Person, Role
from booklet.values import Frozen

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

READS = frozenset({"GET", "HEAD"})

TAG, ASKED, WORK = "tag", "locale", "number"
"""What says whose locale a page is about: a part of its address, what is asked for behind it, the work it shows."""


class Everybody(Enum):
    """Who needs no role."""

    SIGNED_IN = "signed in"


class Row(Frozen):
    """Who may look at a page, and who may send it a form; a coordinator may wherever somebody may."""

    reads: Set[Role] | Everybody = frozenset()
    writes: Set[Role] | Everybody = frozenset()
    locale: str = ""
    """Where the locale is said that a translator must have; "" if the page is about none."""
    alone: Set[Role] = frozenset()
    """Who may send the form only where a release needs one person; such a page is looked at by nobody."""


PARTNER, LEAD, CALLER, TRANSLATOR = Role.PARTNER, Role.LEAD, Role.CALLER, Role.TRANSLATOR
COORDINATOR = frozenset({Role.COORDINATOR})
KEEPERS = frozenset({PARTNER, LEAD})
WORKERS = KEEPERS | {CALLER, TRANSLATOR}
OWNER = frozenset({PARTNER})
CALLERS = frozenset({PARTNER, CALLER})
WORDS = frozenset({PARTNER, TRANSLATOR})

_SEEN = Row(KEEPERS)
_SENT = Row(writes=OWNER)
_BOTH = Row(KEEPERS, OWNER)

DESK: Mapping[str, Row] = {
    "front": Row(WORKERS),
    "who": Row(WORKERS),
    "picture": Row(WORKERS, locale=ASKED),
    "jobs:show": Row(KEEPERS | {TRANSLATOR}, locale=WORK),
    "jobs:stop": Row(writes=WORDS, locale=WORK),
    "jobs:go-on": Row(writes=WORDS, locale=WORK),
    "jobs:file": Row(KEEPERS | {TRANSLATOR}, locale=WORK),
    "start:index": _SEEN,
    "start:countries": _SEEN,
    "start:organisation": _BOTH,
    "start:logo": _SEEN,
    "start:look": _SEEN,
    "start:ready": _SEEN,
    "start:booklet": _SEEN,
    "start:save-lines": _SENT,
    "start:save-cover": _SENT,
    "start:save-logo": _SENT,
    "start:save-languages": _SENT,
    "start:save-rules": Row(writes=COORDINATOR),
    "contacts:index": Row(KEEPERS | {CALLER}),
    "contacts:order": _SENT,
    "contacts:country": _SENT,
    "contacts:add": _BOTH,
    "contacts:edit": Row(KEEPERS | {CALLER}, OWNER),
    "contacts:practice": _BOTH,
    "contacts:withdraw": _BOTH,
    "calls:index": Row(KEEPERS | {CALLER}),
    "calls:phone": Row(KEEPERS | {CALLER}),
    "calls:look": Row(KEEPERS, KEEPERS),
    "calls:call": Row(KEEPERS | {CALLER}, CALLERS),
    "words:index": Row(KEEPERS | {TRANSLATOR}),
    "words:begin": _SENT,
    "words:english": _SEEN,
    "words:reword": _BOTH,
    "words:language": Row(KEEPERS | {TRANSLATOR}, locale=TAG),
    "words:translator": Row(writes=WORDS, locale=TAG),
    "words:proof": Row(writes=WORDS, locale=TAG),
    "words:sentences": Row(KEEPERS | {TRANSLATOR}, locale=TAG),
    "words:table": Row(KEEPERS | {TRANSLATOR}, locale=TAG),
    "words:take": Row(writes=WORDS, locale=TAG),
    "words:place": Row(KEEPERS | {TRANSLATOR}, locale=TAG),
    "words:edit": Row(KEEPERS | {TRANSLATOR}, WORDS, locale=TAG),
    "pages:index": _SEEN,
    "pages:page": Row(KEEPERS | {TRANSLATOR}, locale=ASKED),
    "pages:compare": _SEEN,
    "pages:signed": _SEEN,
    "pages:marked": _SEEN,
    "pages:own": _SEEN,
    "pages:order": _SENT,
    "pages:add": _BOTH,
    "pages:edit": _BOTH,
    "pages:switch": _SENT,
    "pages:remove": _BOTH,
    "signing:index": _SEEN,
    "signing:line": _SEEN,
    "signing:release": Row(writes=KEEPERS, alone=OWNER),
    "signing:recall": Row(writes=KEEPERS),
    "signing:ask": Row(KEEPERS, KEEPERS),
    "signing:revoke": Row(writes=KEEPERS),
    "signing:changes": _SEEN,
    "signing:done": Row(writes=KEEPERS),
    "signing:back": Row(KEEPERS, KEEPERS),
    "order:index": _SEEN,
    "order:save": _SENT,
    "order:ink": _BOTH,
    "order:make": _SENT,
    "editions:index": _SEEN,
    "editions:file": _SEEN,
    "editions:printed": _SENT,
    "editions:correct": _SENT,
    "editions:split": _SENT,
    "editions:stickers": _SENT,
    "campaign:index": _SEEN,
    "campaign:save": _SENT,
    "campaign:table": _SENT,
    "campaign:places": _SEEN,
    "campaign:look": _SENT,
    "campaign:make": _SENT,
    "campaign:made": _SEEN,
    "history:index": _SEEN,
    "history:change": _SEEN,
    "history:all-back": _SENT,
    "history:back": _SENT,
    "history:log": _SEEN,
    "history:download": _SEEN,
    "help:index": Row(WORKERS),
    "help:found": Row(WORKERS),
    "help:page": Row(WORKERS),
}
"""The pages of an edition. Those that a link for signing opens ask for its secret and stand in `OPEN`."""

OF_ALL = Row(COORDINATOR, COORDINATOR)
OF_INVITERS = COORDINATOR | {PARTNER}
OF_ANYBODY = Row(Everybody.SIGNED_IN, Everybody.SIGNED_IN)
ORDERING = frozenset({PARTNER, Role.PRINTER})

SERVICE: Mapping[str, Row] = {
    "service:home": Row(Everybody.SIGNED_IN),
    "accounts:own": OF_ANYBODY,
    "accounts:end-session": Row(writes=Everybody.SIGNED_IN),
    "accounts:end-others": Row(writes=Everybody.SIGNED_IN),
    "accounts:invitations": Row(OF_INVITERS, OF_INVITERS),
    "accounts:revoke": Row(writes=OF_INVITERS),
    "accounts:people": Row(COORDINATOR),
    "accounts:person": Row(COORDINATOR),
    "accounts:give": Row(writes=COORDINATOR),
    "accounts:take": Row(writes=COORDINATOR),
    "accounts:switch": Row(writes=COORDINATOR),
    "accounts:partners": OF_ALL,
    "accounts:close": Row(writes=COORDINATOR),
    "accounts:log": Row(COORDINATOR),
    "orders:index": Row(ORDERING),
    "orders:one": Row(ORDERING),
    "orders:yes": Row(writes=COORDINATOR),  # it is paid for by whoever runs the service
    "orders:end": Row(writes=OWNER),
    "orders:shops": OF_ALL,
    "orders:close-shop": Row(writes=COORDINATOR),
    "mfa_index": OF_ANYBODY,
    "mfa_list_webauthn": OF_ANYBODY,
    "mfa_add_webauthn": OF_ANYBODY,
    "mfa_edit_webauthn": OF_ANYBODY,
    "mfa_remove_webauthn": OF_ANYBODY,
    "mfa_reauthenticate_webauthn": OF_ANYBODY,
    "mfa_reauthenticate": OF_ANYBODY,
    "mfa_view_recovery_codes": OF_ANYBODY,
    "mfa_generate_recovery_codes": OF_ANYBODY,
    "account_request_reauthentication_code": OF_ANYBODY,
    "account_confirm_reauthentication_code": OF_ANYBODY,
}
"""The pages of the service itself: those of no edition."""

OPEN = frozenset(
    {
        "language",
        "accounts:invitation",
        "account_login",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_logout",
        "account_inactive",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "signing:link",
        "signing:asked",
        "signing:asked-page",
    }
)
"""The pages that need no account: how one signs in, and what a secret of its own leads to."""

SHUT = frozenset({"enter"})
"""The pages of a desk of one's own that a service does not have."""


def may(
    person: "AbstractBaseUser | AnonymousUser",
    partner: Partner | None,
    view: str,
    method: str,
    given: Mapping[str, object],
) -> bool:
    """Tell whether somebody may have a page of a partner's edition, or of the service itself.

    `given` is what the address says, and under "locale" all locales that are asked for.
    """
    return _may(person, (SERVICE if partner is None else DESK).get(view), partner, method, given)


def may_of_service(
    person: "AbstractBaseUser | AnonymousUser", partner: Partner, view: str, method: str = "GET"
) -> bool:
    """Tell whether somebody may have a page of the service that is about something of a partner, such as an order."""
    return _may(person, SERVICE.get(view), partner, method, {})


def _may(
    person: "AbstractBaseUser | AnonymousUser",
    row: Row | None,
    partner: Partner | None,
    method: str,
    given: Mapping[str, object],
) -> bool:
    if row is None or not isinstance(person, Person) or not person.is_active:
        return False
    roles = row.reads if method in READS else row.writes if method == "POST" else frozenset()
    if isinstance(roles, Everybody):
        return True
    return bool(roles) and any(_allows(one, partner, row, roles, given) for one in person.held)


def _allows(held: Membership, partner: Partner | None, row: Row, roles: Set[Role], given: Mapping[str, object]) -> bool:
    """Tell whether one role that somebody holds is enough for a row."""
    if held.role == Role.COORDINATOR:
        return held.partner is None
    if held.role not in roles or not _is_of(held, partner):
        return False
    if partner is not None and held.role in row.alone and partner.edition.rules.two_people:
        return False
    return held.role != TRANSLATOR or not row.locale or _has_locale(held, partner, row.locale, given)


def _is_of(held: Membership, partner: Partner | None) -> bool:
    """Tell whether a role is held for a partner: for this one, or for all; on a page of the service, for any."""
    return partner is None or held.partner is None or held.partner.pk == partner.pk


def _has_locale(held: Membership, partner: Partner | None, where: str, given: Mapping[str, object]) -> bool:
    """Tell whether a translator has every locale that a page is about; one that is not said is nobody's."""
    said = _locales_of_work(partner, given) if where == WORK else given.get(where)
    asked = (said,) if isinstance(said, str) else said if isinstance(said, tuple) else ()
    return bool(asked) and all(one and held.locale in ("", one) for one in asked)


def _locales_of_work(partner: Partner | None, given: Mapping[str, object]) -> tuple[str, ...]:
    """Return the locale of a piece of long work on words, nothing if it is about more."""
    if partner is None:
        return ()
    with use(partner.edition):
        work = Work.objects.filter(pk=given.get(WORK, 0), kind="words").first()
    return (str(work.what.get("tag", "")),) if work else ()


def partners_of(person: Person) -> list[Partner]:
    """Return the partners on whose editions somebody works, by title."""
    open_ones = list(Partner.objects.filter(closed=None).order_by("title"))
    held = [one for one in person.held if one.role in WORKERS or (one.role == Role.COORDINATOR and one.partner is None)]
    return [partner for partner in open_ones if any(_is_of(one, partner) for one in held)]
