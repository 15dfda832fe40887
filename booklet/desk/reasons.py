"""Why files are a PROOF or a draft, in words, each with the screen where somebody can act."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from booklet import BookletError, Project
from booklet.api import called
from booklet.api.packing import Reason
from booklet.values import Frozen

MOST_NAMED = 3

SCREENS: Mapping[str, str] = {
    "call": "calls:index",
    "look": "calls:look",
    "law": "contacts:index",
    "words": "words:index",
    "rules": "words:index",
    "back-translation": "words:index",
    "pseudo-locale": "words:index",
    "signature": "signing:index",
}
"""The screen where somebody can act on a kind of reason."""


class Said(Frozen):
    """A reason in words, whether it makes a PROOF, and where somebody can act."""

    text: str
    is_proof: bool
    url: str
    act: str


def say_reason(reason: Reason, project: Project) -> Said:
    """Return a reason in words, in the desk's language."""
    return Said(_say(reason, project), reason.is_proof, reverse(SCREENS[reason.kind]), _act(reason.kind))


def _act(kind: str) -> str:
    if kind == "call":
        return _("Call the numbers")
    if kind == "look":
        return _("Look at them")
    if kind == "law":
        return _("See the contacts")
    return _("Ask for signatures") if kind == "signature" else _("Go to the words")


def _say(reason: Reason, project: Project) -> str:
    tag, count = get_language() or "en", len(reason.names)
    names = _name_contacts(reason, project, tag) if reason.kind == "call" else _name_files(reason.names)
    values = {
        "count": count,
        "country": called.country_name(tag, reason.country) or reason.country,
        "language": called.language_name(reason.locale, tag) if reason.locale else "",
        "ages": reason.band,
        "names": ", ".join(names[:MOST_NAMED]) + (" …" if count > MOST_NAMED else ""),
    }
    if reason.kind == "call":
        one, many = "%(count)d contact has to be called: %(names)s", "%(count)d contacts have to be called: %(names)s"
        text = ngettext(one, many, count)
    elif reason.kind == "look":
        text = ngettext(
            "Somebody has to look at %(count)d of your own words or pictures: %(names)s",
            "Somebody has to look at %(count)d of your own words or pictures: %(names)s",
            count,
        )
    elif reason.kind == "law":
        text = _("Nobody who knows the law of %(country)s has signed the lines about it")
    elif reason.kind == "words":
        text = ngettext(
            "%(count)d text is still English in %(language)s, ages %(ages)s",
            "%(count)d texts are still English in %(language)s, ages %(ages)s",
            count,
        )
    elif reason.kind == "rules":
        text = _("Your own words in %(language)s break a rule of safety")
    elif reason.kind == "back-translation":
        text = _("Nobody has translated the safety messages back from %(language)s, ages %(ages)s")
    elif reason.kind == "pseudo-locale":
        text = _("%(language)s is no language: it only tests pages")
    else:
        text = ngettext(
            "%(count)d page in %(language)s, ages %(ages)s, is not signed by all its readers",
            "%(count)d pages in %(language)s, ages %(ages)s, are not signed by all their readers",
            count,
        )
    return text % values


def _name_files(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names of texts as they are, and of files without their folders."""
    return tuple(name.rpartition("/")[2] for name in names)


def _name_contacts(reason: Reason, project: Project, tag: str) -> tuple[str, ...]:
    """Return the names of contacts as they print, in the desk's language if they have one."""
    try:
        known = {contact.id: contact.name for contact in project.contacts(reason.country or "001")}
    except BookletError:
        return reason.names
    return tuple(_name(known.get(name, {}), tag, name) for name in reason.names)


def _name(names: Mapping[str, str], tag: str, otherwise: str) -> str:
    return names.get(tag) or names.get("en") or next(iter(names.values()), otherwise)
