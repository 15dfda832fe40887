"""Phone numbers and addresses in a partner's own words.

A number that nobody has called makes every file a proof, like any other; an address that leads anywhere is refused.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from booklet.brand import Brand, phone_numbers
from booklet.errors import Finding, Severity, Where
from booklet.guide import Guide, SourceTopic, Wording
from booklet.own_pages import OwnItems
from booklet.own_words import OwnWords
from booklet.sources.addresses import said_findings, says_address
from booklet.sources.folders import Folders
from booklet.sources.hosts import listed_hosts

HINT = (
    "call it, then write checked: {by: NAME, on: 2026-11-24} beside it in pages.yaml, cards.yaml or words.yaml; "
    "the same if it is no phone number"
)


def with_own_numbers(
    brand: Brand, guide: Guide, words: Iterable[OwnWords], own: OwnItems
) -> tuple[Brand, list[Finding]]:
    """Return a brand that knows the numbers in a partner's words, pages and cards, and those nobody has called.

    Our guide holds none: what is found there, a project has laid over it.
    """
    findings: list[Finding] = []
    unchecked: list[str] = []
    calls: list[date] = []
    for called, wordings in _said(guide, words, own):
        found = [(number, wording) for wording in wordings for form in wording.forms for number in phone_numbers(form)]
        if called and found:
            calls.append(called)
        elif found:
            unchecked += (number for number, _ in found)
            findings += (_unchecked(number, wording) for number, wording in found)
    return replace(brand, unchecked=(*brand.unchecked, *unchecked), calls=(*brand.calls, *calls)), findings


def own_address_findings(
    folders: Folders, guide: Guide, words: Iterable[OwnWords], own: OwnItems, brand: Brand
) -> list[Finding]:
    """Return what is to be said of the addresses in a partner's words, pages, cards and lines.

    All country files are read for the hosts they list, so that is left until a partner does say an address.
    """
    said = [(form, text.where) for _, found in _said(guide, words, own) for text in found for form in text.forms]
    lines = [(line, brand.where) for line in (brand.name, brand.contact)]
    addresses = [(text, where) for text, where in (*said, *lines) if says_address(text)]
    is_partners = any(_is_laid(where, folders) for _, where in addresses)
    listed = listed_hosts(folders) if is_partners else frozenset[str]()
    found = (finding for text, where in addresses for finding in said_findings(text, listed, where))
    return list(dict.fromkeys(found))


def _is_laid(where: Where, folders: Folders) -> bool:
    """Tell whether words stand in a file of a project, which may be one that it lays over ours."""
    return folders.project is not None and (folders.project / where.file).is_file()


def _unchecked(number: str, wording: Wording) -> Finding:
    message = f"“{number}” is not confirmed by a call, so every file is a PROOF"
    return Finding("number-unchecked", wording.where, message, HINT, Severity.WARNING)


def _said(guide: Guide, words: Iterable[OwnWords], own: OwnItems) -> Iterator[tuple[date | None, list[Wording]]]:
    """Yield what each entry of a partner says, and the day somebody called its numbers."""
    for topic in guide.every_topic():
        yield None, _wordings(topic)
    yield None, list(guide.labels.values())
    for entry in words:
        yield entry.called, list(entry.strings.values())
    for page in own.pages:
        yield page.called, _wordings(page.topic)
    for card in own.cards:
        yield card.called, _wordings(card.topic)


def _wordings(topic: SourceTopic) -> list[Wording]:
    blocks = (block for written in topic.blocks for block in written.walk())
    return [*topic.titles.values(), *(wording for block in blocks for wording in block.strings.values())]
