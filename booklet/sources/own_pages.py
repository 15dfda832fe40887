"""`pages.yaml` and `cards.yaml`: a partner's own pages and tip cards, every fault at once."""

from collections.abc import Iterable, Iterator, Sequence

from booklet.errors import Finding, SourceError, did_you_mean
from booklet.sources.confirmed import refuse_old_check
from booklet.sources.folders import Folders
from booklet.sources.guide import KINDS, read_blocks, read_card, read_title
from booklet.sources.optional import read_optional
from booklet.sources.record import Record
from booklet.sources.wordings import read_bands
from booklet.sources.yamlfile import parse_yaml
from booklet.values import replace
from booklet.words.guide import SourceTopic
from booklet.words.own_pages import OwnCard, OwnItems, OwnPage

PAGES, CARDS = "pages.yaml", "cards.yaml"

OWN_KINDS = {
    name: kind
    for name, kind in KINDS.items()
    if name not in {"contents", "directory", "imprint", "helpline-card", "steps", "sentences"}
}
"""Kinds of block for a partner's pages: all but those that stand once in a booklet, other steps, and easy words."""


def read_own_items(folders: Folders, accents: Iterable[str], faces: Iterable[str], findings: list[Finding]) -> OwnItems:
    """Return the own pages and cards of a project, none if it has no such files; faults go to `findings`.

    `accents` are the inks a card may have, `faces` those that are drawn.
    """
    inks, known = tuple(accents), frozenset(faces)
    return OwnItems(
        leave_out([_page(record, known) for record in _records(folders, PAGES, "pages", "a page", findings)]),
        tuple(_card(record, inks, known) for record in _records(folders, CARDS, "cards", "a card", findings)),
    )


def find_page_faults(text: str, faces: Iterable[str]) -> list[Finding]:
    """Return the faults of a text of `pages.yaml`, but for what other files have a part in."""
    known = frozenset(faces)
    try:
        node, findings = parse_yaml(text, PAGES)
    except SourceError as error:
        return [finding for finding in error.findings if finding.code != "yaml-empty"]
    with Record(node, findings, PAGES) as record:
        for page in record.records("pages", "a page"):
            _page(page, known)
    return findings


def _records(folders: Folders, file: str, key: str, what: str, findings: list[Finding]) -> Iterator[Record]:
    with Record(read_optional(folders, file, findings), findings, file) as record:
        yield from record.records(key, what)


def leave_out(pages: Sequence[tuple[OwnPage, bool]]) -> tuple[OwnPage, ...]:
    """Return the pages that are not left out; what follows one that is follows what that would follow."""
    before = {page.topic.id: page.after for page, is_out in pages if is_out}

    def find_after(names: tuple[str, ...], seen: tuple[str, ...] = ()) -> tuple[str, ...]:
        found = (
            find_after(before[name], (*seen, name)) if name in before else (name,) for name in names if name not in seen
        )
        return tuple(dict.fromkeys(name for names in found for name in names))

    return tuple(replace(page, after=find_after(page.after)) for page, is_out in pages if not is_out)


def _page(record: Record, faces: frozenset[str]) -> tuple[OwnPage, bool]:
    """Return a page, and whether it is left out for a while."""
    refuse_old_check(record)
    is_out = record.choice("off", ("yes", "no"), "no") == "yes"
    name = record.name("id")
    topic = SourceTopic(name, read_title(record), read_blocks(record, "blocks", name, OWN_KINDS), read_bands(record))
    record.required_node("after")
    return OwnPage(topic, record.texts("after"), _cast(record, faces), record.where), is_out


def _card(record: Record, inks: tuple[str, ...], faces: frozenset[str]) -> OwnCard:
    refuse_old_check(record)
    return OwnCard(read_card(record), record.choice("ground", inks, ""), _cast(record, faces), record.where)


def _cast(record: Record, faces: frozenset[str]) -> tuple[str, ...]:
    cast = record.texts("cast")
    for face in cast:
        if face not in faces:
            record.fault("missing-art", record.place("cast"), f'no face is called "{face}"', did_you_mean(face, faces))
    return cast
