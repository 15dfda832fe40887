"""What is printed on the pages of a file, as a digest of each, for those who sign pages.

A digest changes with words, pictures, inks and places. It does not change with the day of making, calls, signatures,
or marks of proofs and drafts, which say how far a file is: whoever signs a page makes it no other one by signing.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from hashlib import sha256

from booklet.jobs import Job, usual_printer
from booklet.make.placing import place
from booklet.sources.load import Sources
from booklet.text.compose import Line
from booklet.text.markup import plain_text
from booklet.typeset.placed import (
    ArtAt,
    Clipped,
    DrawnAt,
    FigureAt,
    FormAt,
    Group,
    Item,
    PaintedAt,
    TextAt,
)
from booklet.values import Frozen, replace
from booklet.words.locales import languages_of

NO_DAY = date(2000, 1, 1)
"""A day on which nobody has called or signed anything."""


class PrintedPage(Frozen):
    """A page, counted from 1: its topic, the title of that, and the digest of all that is printed on it."""

    number: int
    topic: str
    title: str
    of: str


def list_printed_pages(job: Job, sources: Sources) -> tuple[PrintedPage, ...]:
    """Return the pages of a job; raise `SourceError` with all faults."""
    job = replace(job, edition="screen", printer=usual_printer("screen", job.ink, job.country), part="", paper="")
    document = place(job, sources.forget_persons(job.country, *languages_of(job.locale)), NO_DAY)
    drawing = cache(lambda name: _hash_file(name, sources))
    forms = {form.name: _hash(_said(form.component.items, {}, drawing)) for form in document.placed.forms}
    topics = {topic.id: topic.title for half in document.halves for topic in half.manuscript.topics}
    inks = _hash(repr(ink) for ink in sources.theme.inks.items())
    return tuple(
        PrintedPage(
            number,
            page.topic,
            plain_text(topics.get(page.topic, "")),
            _hash((inks, repr((page.trim, page.elements)), *_said(page.items, forms, drawing))),
        )
        for number, page in enumerate(document.placed.pages, start=1)
    )


def _hash(parts: Iterator[str] | tuple[str, ...]) -> str:
    return sha256(json.dumps(list(parts)).encode()).hexdigest()[:16]


def _hash_file(name: str, sources: Sources) -> str:
    path = sources.art.file(name)
    return sha256(path.read_bytes()).hexdigest()[:16] if path else ""


def _said(items: tuple[Item, ...], forms: Mapping[str, str], drawing: Callable[[str], str]) -> Iterator[str]:
    """Yield what tells items from others."""
    for item in items:
        if isinstance(item, Group):
            yield f"group {item.dx} {item.dy} {item.first}"
            yield from _said(item.items, forms, drawing)
            yield "end"
        elif isinstance(item, Clipped | FigureAt):
            yield repr(item.path) if isinstance(item, Clipped) else f"figure {item.box} {item.element} {item.turns}"
            yield from _said(item.items, forms, drawing)
            yield "end"
        elif isinstance(item, TextAt):
            yield f"text {item.x} {item.y} {item.element} {_line(item.line)}"
        elif isinstance(item, ArtAt):
            yield f"{item} {drawing(item.name)}"
        elif isinstance(item, PaintedAt):
            yield f"painted {item.painted.name} {item.place}"
        elif isinstance(item, DrawnAt):
            yield f"drawn {item.drawn.name} {item.x} {item.y} {item.flip}"
        elif isinstance(item, FormAt):
            yield f"{item} {forms[item.name]}"
        else:
            yield repr(item)


def _line(line: Line) -> str:
    return repr([(run.text, run.font.name, run.size, run.ink, run.x, run.width, run.target) for run in line.runs])
