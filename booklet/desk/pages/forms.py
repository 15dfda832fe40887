"""The form of an own page: its words and where it stands, as they were given, with every fault at its field."""

from collections.abc import Iterable, Mapping

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booklet import Finding, Project
from booklet.api.ownpages import OwnPage, PageText, list_places
from booklet.desk.edition import sign_seen
from booklet.desk.faults import Fault, fault_of
from booklet.values import Frozen, field

KINDS: dict[str, Promise] = {
    "text": _("A page with words"),
    "picture": _("A page with a picture"),
    "notes": _("A page for notes"),
}
"""The templates, as the screen calls them."""

LABELS: dict[str, Promise] = {
    "title": _("Title"),
    "lead": _("First sentence, set larger"),
    "text": _("Words; an empty line begins a new paragraph"),
    "alt": _("What the picture shows, for somebody who does not see it"),
    "caption": _("Words below the picture"),
}

HINTS: dict[str, Promise] = {
    "text": _("*word* prints bold. Phone numbers belong to Contacts: there they are called before they are printed."),
    "alt": _("Such as: A blue door under a tree."),
}

FIELDS = {
    "text": ("title", "lead", "text"),
    "picture": ("title", "lead", "alt", "caption", "text"),
    "notes": ("title",),
}
"""The fields of each template."""

LONG = frozenset({"text"})

CURES: dict[str, Promise] = {
    "title": _("Write the title of the page."),
    "text": _("Write what the page says."),
    "picture": _("Choose a picture."),
    "alt": _("Say what the picture shows."),
    "after": _("Choose the page that it follows, in one book at least."),
}
"""What is said at a field that is empty, in the language of the desk."""


class Line(Frozen):
    """A field of words: its name, what it is called, what it says, and its faults."""

    key: str
    label: str | Promise
    hint: str | Promise
    value: str
    faults: tuple[str | Promise, ...]
    is_long: bool


class Choice(Frozen):
    """Where a page stands in the book for an age band."""

    band: str
    key: str
    value: str
    places: tuple[tuple[str, str], ...]


class PageForm(Frozen):
    """The form of a page."""

    kind: str
    lines: tuple[Line, ...]
    choices: tuple[Choice, ...]
    picture: str
    seen: str = ""
    place_faults: tuple[str | Promise, ...] = ()
    picture_faults: tuple[Fault | str | Promise, ...] = ()
    others: tuple[Fault, ...] = field(default=())


def read_text(kind: str, said: QueryDict, picture: str) -> PageText:
    """Return the words that a form was sent with."""
    given = {key: said.get(key, "").replace("\r\n", "\n").strip() for key in FIELDS[kind]}
    return PageText(kind, picture=picture, **given)


def read_after(project: Project, said: QueryDict) -> dict[str, str]:
    """Return where a page shall stand in each book, "" if it is not in it."""
    return {band: said.get(f"after-{band}", "") for band in project.bands}


def make_form(
    project: Project,
    text: PageText,
    after: Mapping[str, str],
    findings: Iterable[Finding] = (),
    page: OwnPage | None = None,
) -> PageForm:
    """Return a form with some words in it, and the faults of them at their fields."""
    known = {"picture", "after", *FIELDS[text.kind]}
    faults: dict[str, list[Finding]] = {}
    for finding in findings:
        faults.setdefault(finding.where.file if finding.where.file in known else "", []).append(finding)

    def told(key: str) -> tuple[str | Promise, ...]:
        return tuple(CURES.get(key, one.message) for one in faults.get(key, ()))

    lines = tuple(
        Line(key, LABELS[key], HINTS.get(key, ""), getattr(text, key), told(key), key in LONG)
        for key in FIELDS[text.kind]
    )
    choices = tuple(
        Choice(
            band,
            f"after-{band}",
            after.get(band, ""),
            tuple((place.topic, place.title) for place in list_places(project, band)),
        )
        for band in project.bands
    )
    seen = sign_seen(page.seen) if page else ""
    others = tuple(map(fault_of, faults.get("", ())))
    return PageForm(text.kind, lines, choices, text.picture, seen, told("after"), told("picture"), others)
