"""A script to speak: SSML 1.1 (W3C Recommendation, 7 September 2010), as speaking programs and studios take it."""

from collections.abc import Iterable, Iterator

from booklet.facts.phone import NBSP
from booklet.linear.passages import CALL, FOLIO, HEADING, NUMBER, PAGE, PAUSE, PICTURE, TITLE, WARNING, Passage, Run
from booklet.web.markup import element, plain

SYNTHESIS = "http://www.w3.org/2001/10/synthesis"

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

BEFORE = {TITLE: "1500ms", HEADING: "800ms", CALL: "800ms"}
"""How long it is silent before a passage of a kind; a paragraph has its own pause (3.1.8)."""

AFTER = {TITLE: "800ms", WARNING: "1000ms"}
"""How long it is silent after one."""


def write_ssml(title: str, tag: str, passages: Iterable[Passage]) -> bytes:
    """Return a script in a language: marks where pages of print and topics begin, numbers to be said digit by digit."""
    said = element("dc:title", plain(title)) + element("dc:language", plain(tag))
    metadata = element("metadata", said, xmlns__dc="http://purl.org/dc/elements/1.1/")
    body = "\n".join(_list_passages(passages))
    whole = element("speak", f"\n{metadata}\n{body}\n", version="1.1", xmlns=SYNTHESIS, xml__lang=tag)
    return f"{HEAD}{whole}\n".encode()


def _list_passages(passages: Iterable[Passage]) -> Iterator[str]:
    titles = 0
    for passage in passages:
        if passage.kind == PAGE:
            yield f'<mark name="page-{passage.text}"/>'
            continue
        if passage.kind == TITLE:
            titles += 1
            yield f'<mark name="title-{titles}"/>'
        yield from _pause(BEFORE.get(passage.kind))
        yield element("p", _style(passage.kind, "".join(map(_say, passage.runs))))
        yield from _pause(AFTER.get(passage.kind))


def _pause(time: str | None) -> Iterator[str]:
    if time:
        yield f'<break time="{time}"/>'


def _style(kind: str, said: str) -> str:
    """Return words as their kind is said: titles with weight, what a picture shows lower, whom to call slowly."""
    if kind in {TITLE, HEADING, WARNING}:
        return element("emphasis", said, level="strong" if kind == TITLE else "moderate")
    if kind == PICTURE:
        return element("prosody", said, pitch="low")
    return element("prosody", said, rate="slow") if kind == CALL else said


def _say(run: Run) -> str:
    """Return a run: a number digit by digit (SSML 1.0 say-as attribute values, W3C Note, 3.4), the rest as it is."""
    text = plain(run.text.replace(NBSP, " "))
    if run.kind == NUMBER:
        return element("say-as", text, interpret_as="telephone")
    said = element("lang", text, xml__lang=run.language) if run.language else text
    return f'<break strength="medium"/>{said}' if run.kind in {FOLIO, PAUSE} else said
