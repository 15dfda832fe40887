"""Pages on a poor copier: what must still be read after a grey, blurred copy in black and white alone, copied again."""

import io
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from once import sources
from PIL import Image
from projects import PRINTED
from rendered import (
    HALF,
    MADE,
    Mask,
    Pixels,
    copied,
    copied_again,
    cut,
    documents,
    lines_of,
    name_of,
    picture_of,
    pictures,
    turn_of,
)

from booklet.jobs import SLIDES
from booklet.make.document import Document
from booklet.make.drawing import FinishedDocument, draw_finished, finish_document
from booklet.pdf.draw.palette import make_palette
from booklet.typeset.placed import ArtAt, Clipped, FigureAt, Fill, Form, FormAt, Group, Item, Stroke, TextAt
from booklet.values import replace

DPI = 300

LEAST = 0.9
"""How much of copied letters must be letters of a clean page, and of those how much must be copied.

Edges may lie one pixel off, as far as the blur reaches: on a tint letters grow by as much, and are read all the same.
"""


def words_alone(document: Document) -> Document:
    """Return a document of its words in black on paper, all that is drawn left out."""
    placed = document.placed
    pages = tuple(replace(page, items=_words(page.items)) for page in placed.pages)
    forms = tuple(Form(form.name, replace(form.component, items=_words(form.component.items))) for form in placed.forms)
    return replace(document, placed=replace(placed, pages=pages, forms=forms))


def _words(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(_alone(item) for item in items if not isinstance(item, Fill | Stroke | ArtAt))


def _alone(item: Item) -> Item:
    if isinstance(item, Group | Clipped):
        return replace(item, items=_words(item.items))
    if isinstance(item, FigureAt):
        return replace(item, items=())
    if isinstance(item, TextAt):
        runs = tuple(run._replace(ink="black") for run in item.line.runs)
        return replace(item, line=item.line._replace(runs=runs))
    return item


def overlap(copy: Mask, clean: Mask) -> float:
    """Return how much of copied letters is clean letters, or of clean ones copied: the lesser of both.

    Edges may lie a pixel off. A copy of light letters on a dark ground is turned round.
    """
    if copy[clean].mean() < 0.5:
        copy = ~copy
    kept = (clean & grown(copy)).sum() / max(1, clean.sum())
    true = (copy & grown(clean)).sum() / max(1, copy.sum())
    return float(min(kept, true))


def grown(mask: Mask) -> Mask:
    """Return a mask with a pixel more at each edge."""
    wide = np.pad(mask, 1)
    return np.asarray(wide[1:-1, 1:-1] | wide[:-2, 1:-1] | wide[2:, 1:-1] | wide[1:-1, :-2] | wide[1:-1, 2:])


def codes(items: tuple[Item, ...], forms: Mapping[str, Form]) -> int:
    """Return how many QR codes stand among items; a figure with a drawing in it is a sign, one that turns a picture."""
    count = 0
    for item in items:
        if isinstance(item, Group | Clipped):
            count += codes(item.items, forms)
        elif isinstance(item, FormAt):
            count += codes(forms[item.name].component.items, forms)
        elif isinstance(item, FigureAt) and not item.turns:
            count += not any(isinstance(part, ArtAt) for part in item.items)
    return count


def read(picture: Mask | Pixels) -> list[str]:
    """Return what a camera reads on a picture."""
    seen = Image.fromarray(picture).convert("L")
    return sorted(code.text for code in zxingcpp.read_barcodes(seen))


def turned(country: str, ink: str, turn: int) -> Iterator[tuple[Document, list[int]]]:
    """Yield every product of a country with every other page of it: what one band leaves out is of the other band.

    Which is which changes with the turn. So each page of each product is copied in each ink, of one band or the other,
    and of both bands in one ink or the other: words and codes are lost by their type, ink and ground, which are those
    of the page and the ink.
    """
    for document in documents(country, ink):
        if document.job.item == SLIDES:  # nobody copies what is shown on a wall
            continue
        first = turn + turn_of(document)
        numbers = [number for number in range(len(document.placed.pages)) if (number + first) % 2 == 0]
        if numbers:
            yield document, numbers


def lost(found: Iterable[tuple[Document, list[int]]]) -> Iterator[str]:
    """Yield what a copy of pages of documents has lost."""
    for document, numbers in found:
        forms = {form.name: form for form in document.placed.forms}
        alone = pictures(words_alone(document), DPI, numbers)
        pages = [document.placed.pages[number] for number in numbers]
        for page, picture, words in zip(pages, pictures(document, DPI, numbers), alone, strict=True):
            where = f"{name_of(document)} page {page.number + 1}"
            copy, clean = copied_again(picture), np.asarray(Image.fromarray(words).convert("L")) < HALF
            for line in lines_of(document, page):
                box = (line.box, page.trim.height, DPI * document.layout.scale)
                same = overlap(cut(copy, *box), cut(clean, *box))
                if same < LEAST:
                    yield f'{where}: {same:.2f} of "{line.run.text.strip()}"'
            if wanted := codes(page.items, forms):
                said = read(picture)
                if len(said) != wanted or read(~copy) != said:
                    yield f"{where}: a QR code is not read"


@pytest.mark.slow
@pytest.mark.parametrize(("country", "ink", "turn"), [("001", "colour", 0), ("KE", "grey", 1), ("KE", "low-ink", 0)])
def test_a_copy_of_a_copy_keeps_every_word_and_every_code(country: str, ink: str, turn: int) -> None:
    found = list(turned(country, ink, turn))
    assert {document.job.product for document, _ in found} == set(PRINTED)
    assert {document.job.band for document, _ in found} == {"14-17", "10-13"}
    assert 2 * sum(len(numbers) for _, numbers in found) in range(128, 136)
    assert list(lost(found)) == []


@pytest.mark.slow
@pytest.mark.parametrize(("locale", "turn"), [("en", 0), ("ar", 1)])
def test_faces_of_every_skin_are_lines_on_white_on_a_copy_of_a_grey_page(locale: str, turn: int) -> None:
    """The same pages with white skins are copied beside them: what has a tint is copied as if it had none.

    Every page of both bands is copied, in English or mirrored, in which its pictures are the same.
    """
    theme = sources().theme
    white = {name: replace(ink, grey=0.0) if name.startswith("skin-") else ink for name, ink in theme.inks.items()}
    tinted = 0.0
    for start, document in enumerate(documents("001", "grey", locale, ("booklet",)), start=turn):
        finished = finish_document(document, sources(), MADE)
        palette = make_palette(replace(theme, inks=white), "screen", "grey")
        bare = replace(finished, edition=replace(finished.edition, palette=palette))
        for ours, other in zip(shown(finished, start % 2), shown(bare, start % 2), strict=True):
            changed = float((ours != other).mean())
            tinted += changed
            if not changed:  # nor is its copy another one
                continue
            copy, clean = copied_again(ours), copied_again(other)
            assert (copy & ~grown(grown(clean))).mean() < 0.001
    assert tinted > 0.05


def shown(finished: FinishedDocument, start: int) -> Iterator[Pixels]:
    """Yield pictures of every other page of a finished document."""
    pages = pypdfium2.PdfDocument(io.BytesIO(draw_finished(finished, sources())))
    for number in range(start, len(pages), 2):
        yield picture_of(pages[number], DPI)


def test_a_copy_of_words_on_too_dark_a_ground_is_not_their_own() -> None:
    words = np.full((40, 40, 3), 255, np.uint8)
    words[10:30, 8:12] = words[10:30, 20:24] = 0
    clean = copied(words)
    assert overlap(copied(words), clean) == 1
    assert overlap(copied(np.minimum(words, 100)), clean) < LEAST
    assert overlap(np.zeros_like(clean), clean) < LEAST
