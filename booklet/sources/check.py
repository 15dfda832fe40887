"""Checks between files: references lead somewhere, icons and faces are drawn."""

import re
from collections.abc import Iterable, Iterator

from booklet.errors import Finding, Where
from booklet.guide import Guide, SourceBlock, Wording
from booklet.layout import Layout
from booklet.sources.record import did_you_mean

REFERENCE = re.compile(r"\]\(#([^)]*)\)|\{page:([^}]*)\}")


def check_guide(guide: Guide, art: Iterable[str]) -> list[Finding]:
    """Return references to topics that do not exist and icons that are not drawn."""
    topics = {topic.id for topic in guide.topics}
    icons = {name.removeprefix("icon-") for name in art if name.startswith("icon-")}
    findings: list[Finding] = []
    for wording in _wordings(guide):
        findings += _lost_references(wording, topics)
    for block in guide.every_block():
        if block.icon and block.icon not in icons:
            findings.append(_missing_icon(block, icons))
    return findings


def _wordings(guide: Guide) -> Iterator[Wording]:
    for topic in (*guide.topics, *guide.posters, *guide.cards):
        yield topic.title
    for block in guide.every_block():
        yield from block.strings.values()
    yield from guide.labels.values()


def _lost_references(wording: Wording, topics: set[str]) -> Iterator[Finding]:
    for form in wording.forms:
        for found in REFERENCE.finditer(form):
            topic = found[1] or found[2]
            if topic not in topics:
                yield Finding(
                    "unknown-reference", wording.where, f'no topic is called "{topic}"', did_you_mean(topic, topics)
                )


def _missing_icon(block: SourceBlock, icons: set[str]) -> Finding:
    return Finding("missing-art", block.where, f'no icon is called "{block.icon}"', did_you_mean(block.icon, icons))


def check_casts(layout: Layout, name: str, art: Iterable[str]) -> list[Finding]:
    """Return faces a layout names that are not drawn."""
    faces = {drawing.removeprefix("cast-").replace("-", " ") for drawing in art if drawing.startswith("cast-")}
    return [
        Finding("missing-art", Where(name), f'page {number}: no face is called "{face}"', did_you_mean(face, faces))
        for number, plan in enumerate(layout.pages, start=1)
        for face in plan.cast
        if face not in faces
    ]
