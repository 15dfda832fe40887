"""The pages of the screen "Help"."""

import unicodedata
from functools import cache
from html import unescape

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import get_language

from booklet import BookletError
from booklet.desk.edition import current
from booklet.desk.help.topics import GROUPS, TOPICS, Topic

LONGEST = 80
"""Letters of what is looked for."""


def index(request: HttpRequest) -> HttpResponse:
    """Show all pages of help, or those in which something is found."""
    return render(request, "desk/help/index.html", _found(request))


def found(request: HttpRequest) -> HttpResponse:
    """Return the list of pages in which something is found."""
    return render(request, "desk/help/parts/list.html", _found(request))


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a page of help."""
    topic = TOPICS.get(slug)
    if topic is None:
        raise Http404
    slugs = [*TOPICS]
    after = slugs[(slugs.index(slug) + 1) % len(slugs)]
    return render(request, topic.template, {"topic": topic, "after": TOPICS[after], "locale": _locale()})


def _locale() -> str:
    """Return the language of the pictures, "" if there is nothing to show."""
    edition = current()
    if not edition.exists:
        return ""
    try:
        return edition.project().country(edition.country).locales[0]
    except BookletError:
        return ""


def _found(request: HttpRequest) -> dict[str, object]:
    typed = request.GET.get("q", "").strip()[:LONGEST]
    words = _fold(typed).split()
    groups: list[tuple[Promise, list[Topic]]] = []
    for title, topics in GROUPS:
        fitting = [
            topic for topic in topics if all(word in _text(topic.slug, get_language() or "en") for word in words)
        ]
        if fitting:
            groups.append((title, fitting))
    return {"typed": typed, "groups": groups}


@cache
def _text(slug: str, language: str) -> str:
    """Return all words of a page in a language, as they are looked for."""
    topic = TOPICS[slug]
    words = strip_tags(render_to_string(topic.template, {"topic": topic, "after": topic, "locale": "", "bare": True}))
    return _fold(f"{topic.title} {topic.about} {unescape(words)}")


def _fold(text: str) -> str:
    """Return a text without case and accents."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
