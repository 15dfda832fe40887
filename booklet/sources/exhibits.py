"""What a block shows beside its words: a picture by its file, a code by its address."""

from collections.abc import Callable, Iterable, Iterator

from booklet.errors import Finding, Severity, SourceError
from booklet.look.brand import LOGO
from booklet.sources.addresses import address_findings
from booklet.sources.art import ART, PICTURES, ArtFolder
from booklet.sources.kinds import HIDDEN, UNHIDE, is_hidden
from booklet.sources.record import Record
from booklet.values import replace
from booklet.words.guide import Exhibit, SourceBlock
from booklet.words.own_pages import OwnItems, OwnPage

LEAST_SHARE = 20
"""Percent of its column that a picture has at the least: less is a dot on a page."""


def read_file_name(record: Record, key: str) -> str:
    """Return the name of a picture in `layouts/art`, "" if it is none."""
    file = record.text(key)
    if is_hidden(file):
        record.fault("hidden-name", record.place(key), f'"{file}" {HIDDEN}', UNHIDE)
        return ""
    stem, _, ending = file.rpartition(".")
    if file and ("/" in file or "\\" in file or ending.lower() not in PICTURES[:-1] or stem.lower() == LOGO):
        hint = f"write the name of an SVG, PNG or JPEG that lies in {ART}/ of your folder: {key}: house.jpg"
        record.fault("wrong-picture", record.place(key), f'"{file}" is no picture for a page', hint)
        return ""
    return file


def _read_picture(record: Record) -> Exhibit:
    file, share = read_file_name(record, "file"), record.whole("width", 100)
    if not LEAST_SHARE <= share <= 100:
        hint = f"write {LEAST_SHARE} to 100, the percent of the width of the text"
        record.fault("wrong-picture", record.place("width"), f"the picture is {share} percent wide", hint)
        share = 100
    return Exhibit(file=file, share=share / 100)


def _read_code(record: Record) -> Exhibit:
    address = record.text("to").strip()
    found = [finding for finding in address_findings(address, record.place("to")) if address]
    record.findings.extend(finding for finding in found if finding.severity is Severity.ERROR)
    return Exhibit(web=address)


SHOWN: dict[str, Callable[[Record], Exhibit]] = {"picture": _read_picture, "code": _read_code}
"""What reads what a block shows, by its kind."""


def fill_ratios(own: OwnItems, art: ArtFolder, findings: list[Finding]) -> OwnItems:
    """Return a partner's pages and cards with the shapes of their pictures; what cannot be shown is a finding."""
    for page in own.pages:
        _note_sizes(page.topic.blocks, 1.0, art)

    def fill(block: SourceBlock) -> SourceBlock:
        items = tuple(map(fill, block.items))
        shown = block.shown
        if shown and shown.file:
            try:
                picture = art[shown.file]
                shown = shown._replace(ratio=picture.height / picture.width)
            except SourceError as error:
                missing = (replace(one, where=block.where) for one in error.findings if one.code == "missing-art")
                findings.extend((*missing, *(one for one in error.findings if one.code != "missing-art")))
        return block if (items, shown) == (block.items, block.shown) else replace(block, items=items, shown=shown)

    def fill_page(page: OwnPage) -> OwnPage:
        return replace(page, topic=replace(page.topic, blocks=tuple(map(fill, page.topic.blocks))))

    return replace(own, pages=tuple(map(fill_page, own.pages)))


def _note_sizes(blocks: Iterable[SourceBlock], share: float, art: ArtFolder) -> None:
    """Tell how wide each picture stands on its page."""
    for block in blocks:
        if block.shown and block.shown.file:
            art.note_size(block.shown.file, share * block.shown.share)
        _note_sizes(block.items, share / 2 if block.kind == "columns" else share, art)


def list_pictures(own: OwnItems) -> Iterator[str]:
    """Yield the files of the pictures on a partner's pages."""
    blocks = (block for page in own.pages for top in page.topic.blocks for block in top.walk())
    yield from dict.fromkeys(block.shown.file for block in blocks if block.shown and block.shown.file)
