"""What can be signed, words, pages, or the law of a country: as it is today, as it was, and how these differ."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booklet import BookletError, Job, Project
from booklet.api import called
from booklet.api.signing import (
    LineChange,
    ReadLine,
    TopicToRead,
    compare_lines,
    fingerprint_of_pages,
    fingerprint_of_words,
    law_to_read,
    pages_to_read,
    words_to_read,
)
from booklet.desk.edition import Edition
from booklet.values import Frozen, to_builtins

WORDS, LAW, PAGES = "words", "law", "pages"

KINDS = {WORDS: gettext_lazy("Words"), PAGES: gettext_lazy("Pages"), LAW: gettext_lazy("Law")}
"""What somebody can be asked to sign."""


class Part(Frozen):
    """A part of what is signed: lines of words, under a title if their first line is none."""

    title: str
    lines: tuple[ReadLine, ...]


class Page(Frozen):
    """A page: which file it is in, its number there, counted from 1, its title and digest."""

    product: str
    item: str
    number: int
    title: str
    of: str


class Shown(Frozen):
    """What somebody is shown, and its fingerprint: words in parts, or pages."""

    of: str
    parts: tuple[Part, ...] = ()
    pages: tuple[Page, ...] = ()


def show(project: Project, kind: str, subject: Mapping[str, Any], country: str) -> Shown:
    """Return what is to be signed as it is today; raise `BookletError` if it is not there or cannot be read."""
    if kind == WORDS:
        return _show_words(words_to_read(project, subject["locale"], subject["band"], subject["topics"]))
    if kind == LAW:
        return _show_law(project, subject["country"])
    jobs = jobs_of(project, subject, country)
    found = [(job, page) for job in jobs for page in pages_to_read(project, job)]
    return Shown(
        fingerprint_of_pages(page for _, page in found),
        pages=tuple(Page(job.product, job.item, page.number, page.title, page.of) for job, page in found),
    )


def find_today(edition: Edition, kind: str, subject: Mapping[str, Any]) -> str:
    """Return the fingerprint of what is to be signed as it is today, "" if it is not there or cannot be read."""
    return _find_of(edition, edition.stamp, kind, json.dumps(dict(subject), sort_keys=True))


@lru_cache(256)
def _find_of(edition: Edition, stamp: str, kind: str, subject: str) -> str:
    """Return a fingerprint; the stamp of the edition is given so that it is kept until a file changes."""
    try:
        with edition.engine() as project:
            return show(project, kind, json.loads(subject), edition.country).of
    except BookletError:
        return ""


def jobs_of(project: Project, subject: Mapping[str, Any], country: str) -> tuple[Job, ...]:
    """Return the files whose pages are to be signed; raise `SourceError` for unknown names."""
    return project.plan(
        subject["product"],
        locale=subject["locale"],
        country=country,
        band=subject["band"],
        edition="screen",
        item=subject["item"] or (),
    )


def _show_words(topics: tuple[TopicToRead, ...]) -> Shown:
    parts = tuple(Part("" if one.title else one.topic.upper(), one.lines) for one in topics)
    return Shown(fingerprint_of_words(topics), parts)


def _show_law(project: Project, country: str) -> Shown:
    """Return the lines on the law in all their languages, each followed by the facts that it rests on."""
    law = law_to_read(project, country)
    parts = []
    for line in law.lines:
        said = [ReadLine(f"{line.key} {tag}", text) for tag, text in sorted(line.texts.items())]
        facts = [
            ReadLine(f"{line.key} {fact.id}", " · ".join(filter(None, fact.stated))) for fact in law.facts_of(line)
        ]
        parts += [Part(line.key, tuple(said)), Part(FACTS, tuple(facts))]
    return Shown(law.read, tuple(parts))


def pack(shown: Shown) -> dict[str, Any]:
    """Return what is shown as JSON can hold it."""
    found: dict[str, Any] = to_builtins(shown)
    return found


def unpack(kept: Mapping[str, Any]) -> Shown:
    """Return what `pack` has kept."""
    parts = (Part(part["title"], tuple(ReadLine(**line) for line in part["lines"])) for part in kept["parts"])
    return Shown(kept["of"], tuple(parts), tuple(Page(**page) for page in kept["pages"]))


def compare(before: Shown, now: Shown) -> tuple[LineChange, ...]:
    """Return the lines that differ; of pages, a line for each that does, by its title."""
    if before.pages or now.pages:
        return compare_lines(map(_page_line, before.pages), map(_page_line, now.pages))
    return compare_lines(
        (line for part in before.parts for line in part.lines), (line for part in now.parts for line in part.lines)
    )


def _page_line(page: Page) -> ReadLine:
    """Return a page as a line that is another once the page is."""
    return ReadLine(f"{page.product} {page.item} {page.number}", page.of, page_name(page))


def page_name(page: Page) -> str:
    """Return a page in words."""
    name = _("page %(number)d") % {"number": page.number}
    return " · ".join(filter(None, (page.item.upper(), name, page.title)))


def describe(kind: str, subject: Mapping[str, Any], tag: str) -> str:
    """Return in words what somebody is asked to sign, in a language of the desk."""
    if kind == LAW:
        return _("The law of %(country)s") % {"country": called.country_name(tag, subject["country"])}
    language = called.language_name(subject["locale"], tag)
    ages = _("ages %(band)s") % {"band": subject["band"].replace("-", "–")}
    if kind == PAGES:
        return " · ".join(filter(None, (product_name(subject["product"]), subject["item"].upper(), language, ages)))
    count = len(subject["topics"])
    names = ", ".join(map(_topic_name, subject["topics"][:4]))
    more = _("and %(count)d more") % {"count": count - 4} if count > 4 else ""
    return " · ".join((_("Words"), " ".join(filter(None, (names, more))), language, ages))


def _topic_name(topic: str) -> str:
    """Return a topic in words: a poster or card with its number, others as they are called."""
    kind = {"p": PRODUCTS["poster"], "c": ONE_CARD}.get(topic[0])
    return f"{kind} {topic.upper()}" if kind and topic[1:].isdecimal() else topic


FACTS = "facts"
"""What the part is called that holds the facts below a line on the law."""

PART_TITLES = {
    FACTS: gettext_lazy("Facts that it rests on"),
    "protected": gettext_lazy("What the law protects"),
    "consent": gettext_lazy("The age of consent"),
    "pictures": gettext_lazy("Pictures"),
    "ai": gettext_lazy("Pictures made by computers"),
    "report": gettext_lazy("Reporting"),
    "account": gettext_lazy("Accounts"),
}
"""What the lines on the law are about."""


PRODUCTS = {
    "booklet": gettext_lazy("Booklet"),
    "poster": gettext_lazy("Poster"),
    "card": gettext_lazy("Tip cards"),
    "insert": gettext_lazy("Help sheet"),
    "sticker": gettext_lazy("Sticker"),
    "kit": gettext_lazy("Papers for a session"),
}


ONE_CARD = gettext_lazy("Card")


def product_name(product: str) -> str:
    """Return the name of a product, its own word for one of a package."""
    return str(PRODUCTS.get(product, product))
