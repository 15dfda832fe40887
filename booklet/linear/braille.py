"""The guide to be felt: braille of an embosser as BRF, a file a volume, each with its title page."""

from collections.abc import Iterable, Iterator, Sequence

from booklet.linear.archive import pack
from booklet.linear.cells import to_ascii
from booklet.linear.edition import LinearEdition
from booklet.linear.embossing import BraillePage, fill_pages, number_page, split_volumes
from booklet.linear.lines import centre
from booklet.linear.passages import DOT, PAGE, PICTURE, TITLE, WARNING, Passage, Run, punctuate
from booklet.linear.translation import make_tongue, write_cells
from booklet.look.braille import BrailleTable
from booklet.text.markup import plain_text
from booklet.words.locales import SOURCE_LOCALE

DRAFT = "Draft: no reader of this braille has approved it yet."
"""What a title page says of braille that nobody has read."""


def write_braille(edition: LinearEdition) -> bytes:
    """Return an archive of volumes, each named as the archive is and by its number."""
    braille = edition.braille
    assert braille is not None
    tongue, passages = make_tongue(braille, edition.told.manuscript.locale.tag), edition.passages
    table, digits = tongue.own, tongue.own.digits
    cells = write_cells([_show(passage) for passage in passages], tongue)
    shown = [(one.kind, one.text if one.kind == PAGE else said) for one, said in zip(passages, cells, strict=True)]
    volumes = tuple(split_volumes(fill_pages(shown, braille, digits), braille.volume))
    warnings = [passage for passage in passages if passage.kind == WARNING]
    files, number = {}, 0
    for place, pages in enumerate(volumes, 1):
        about = _describe(edition, table, f"Volume {place} of {len(volumes)}", _prints(volumes, place - 1))
        title = tuple(_list_title_lines(write_cells([*warnings, *about], tongue), braille.cells))
        whole = [(*title, *("",) * (braille.lines - len(title)))]
        whole += [number_page(page, number + one, braille, digits) for one, page in enumerate(pages, 1)]
        number += len(pages)
        files[f"{edition.stem}_volume{place}.brf"] = "\f".join(map(_write_page, whole)).encode("ascii")
    return pack(files, edition.told.coverage)


def _show(passage: Passage) -> Passage:
    """Return a passage as it is written: what a picture shows in brackets, page numbers of print not at all."""
    if passage.kind == PAGE:
        return Passage(PAGE, ())
    return Passage(PICTURE, (Run("("), *passage.runs, Run(")"))) if passage.kind == PICTURE else passage


def _write_page(lines: Sequence[str]) -> str:
    return "".join(f"{to_ascii(line).rstrip()}\r\n" for line in lines)


def _prints(volumes: Sequence[Sequence[BraillePage]], place: int) -> tuple[int, int]:
    """Return the first and the last page of print in a volume; one may have begun in the volume before."""
    begun = [number for volume in volumes[:place] for page in volume for number in page.prints]
    own = [number for page in volumes[place] for number in page.prints]
    is_whole = bool(volumes[place][0].lines) and volumes[place][0].lines[0].startswith("⠤⠤⠤")
    first = own[0] if is_whole or not begun else begun[-1]
    return first, own[-1] if own else first


def _describe(edition: LinearEdition, table: BrailleTable, volume: str, prints: tuple[int, int]) -> tuple[Passage, ...]:
    """Return what a title page says: what it is, for whom, which volume, which braille, and what it is not yet."""
    told = edition.told
    cover = told.pages[0]
    parts = DOT.join(plain_text(part) for part in (*cover.notes, cover.place_name) if part)
    english = [
        volume,
        f"Print pages {prints[0]} to {prints[1]}",
        f"{table.name}, grade {table.grade}, {table.table}",
        *([] if table.approved else [DRAFT]),
    ]
    own = (Run(told.manuscript.title), Run(punctuate(parts, told.manuscript.locale.tag)))
    return tuple(Passage(TITLE, (run,)) for run in (*own, *(Run(line, "", SOURCE_LOCALE) for line in english)))


def _list_title_lines(said: Iterable[str], width: int) -> Iterator[str]:
    """Yield each thing that a title page says as lines in the middle, with an empty one between two."""
    for place, cells in enumerate(said):
        yield from [""] if place else []
        yield from centre(cells, width)
