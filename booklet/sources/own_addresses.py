"""Addresses in a partner's own words: refused if they may lead anywhere tomorrow, or say where a shelter stands."""

from collections.abc import Iterable, Iterator

from booklet.errors import Finding, Where
from booklet.look.brand import Brand
from booklet.sources.addresses import check_said_addresses, says_address
from booklet.sources.folders import Folders
from booklet.sources.hosts import list_hosts
from booklet.sources.shelters import find_shelter_address
from booklet.text.markup import escape_markup
from booklet.words.guide import Guide, SourceTopic, Wording
from booklet.words.own_pages import OwnItems
from booklet.words.own_words import OwnWords


def own_address_findings(
    folders: Folders, guide: Guide, words: Iterable[OwnWords], own: OwnItems, brand: Brand
) -> list[Finding]:
    """Return findings about addresses in a partner's words, pages, cards and lines.

    The hosts listed in all country files are read only if a partner has an address at all.
    """
    said = [(form, text.where) for text in _list_all_wordings(guide, words, own) for form in text.forms]
    shelters = (*_find_shelters(guide, words, own, folders), *_find_shelter_in_brand(brand))
    return [*_find_in((*said, *_brand_lines(brand)), folders), *dict.fromkeys(shelters)]


def words_address_findings(folders: Folders, words: Iterable[OwnWords]) -> list[Finding]:
    """Return findings about addresses in a partner's own sentences."""
    said = [(form, text.where) for one in words for text in one.strings.values() for form in text.forms]
    near = ((wording, tuple(one.strings.values())) for one in words for wording in one.strings.values())
    shelters = (fault for wording, others in near for fault in _find_shelter_in(wording, others))
    return [*_find_in(said, folders), *dict.fromkeys(shelters)]


def brand_address_findings(folders: Folders, brand: Brand) -> list[Finding]:
    """Return findings about addresses in the lines of a partner's brand."""
    return [*_find_in(_brand_lines(brand), folders), *_find_shelter_in_brand(brand)]


def _find_shelters(guide: Guide, words: Iterable[OwnWords], own: OwnItems, folders: Folders) -> Iterator[Finding]:
    """Yield the faults of a partner's wordings that say where a shelter stands.

    The titles of their page, and the wordings before and after, may say that the house is one.
    """
    pages, cards = (page.topic for page in own.pages), (card.topic for card in own.cards)
    for topic in (*guide.every_topic(), *pages, *cards):
        titles, wordings = tuple(topic.titles.values()), _wordings(topic)
        for place, wording in enumerate(wordings):
            if folders.is_laid(wording.where.file):
                yield from _find_shelter_in(wording, (*titles, *wordings[max(place - 1, 0) : place + 2]))
    for entry in words:
        for wording in entry.strings.values():
            yield from _find_shelter_in(wording, tuple(entry.strings.values()))


def _find_shelter_in(wording: Wording, near: tuple[Wording, ...]) -> Iterator[Finding]:
    """Yield the faults of a wording; `near` is what stands around it, and may say that the house is a shelter."""
    about = "\n".join(form for one in near for form in one.forms)
    yield from (fault for form in wording.forms for fault in find_shelter_address(form, wording.where, about))


def _find_shelter_in_brand(brand: Brand) -> list[Finding]:
    """Return the faults of the lines of a brand that say where a shelter stands."""
    lines = _brand_lines(brand)
    about = "\n".join(line for line, _ in lines)
    found = (fault for line, where in lines for fault in find_shelter_address(escape_markup(line), where, about))
    return list(dict.fromkeys(found))


def _brand_lines(brand: Brand) -> list[tuple[str, Where]]:
    lines = [(line, brand.where) for line in (brand.name, brand.short, brand.contact, brand.checked_at)]
    lines += [(brand.cover.alt, brand.where)] if brand.cover else []
    lines += [(logo.name, logo.where or brand.where) for logo in brand.logos]
    lines += [(text, brand.funder_where) for _, _, text in brand.sentences]
    return lines + [(line, one.where) for one in brand.responsible for line in (one.organisation, one.contact)]


def _find_in(said: Iterable[tuple[str, Where]], folders: Folders) -> list[Finding]:
    addresses = [(text, where) for text, where in said if says_address(text)]
    is_partners = any(folders.is_laid(where.file) for _, where in addresses)
    listed = list_hosts(folders) if is_partners else frozenset[str]()
    found = (finding for text, where in addresses for finding in check_said_addresses(text, listed, where))
    return list(dict.fromkeys(found))


def _list_all_wordings(guide: Guide, words: Iterable[OwnWords], own: OwnItems) -> Iterator[Wording]:
    """Yield all wordings of a guide and of a partner."""
    pages, cards = (page.topic for page in own.pages), (card.topic for card in own.cards)
    topics = (*guide.every_topic(), *pages, *cards)
    yield from (wording for topic in topics for wording in _wordings(topic))
    yield from guide.labels.values()
    yield from (wording for entry in words for wording in entry.strings.values())


def _wordings(topic: SourceTopic) -> list[Wording]:
    blocks = (block for written in topic.blocks for block in written.walk())
    return [*topic.titles.values(), *(wording for block in blocks for wording in block.strings.values())]
