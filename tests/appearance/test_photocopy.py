"""Pages on a poor copier: what must still be read after a grey, blurred copy in black and white alone, copied again."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image
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
    pictures,
    sources,
)

from booklet.make.document import Document
from booklet.make.drawing import FinishedDocument, draw_finished, finish_document
from booklet.pdf.draw.palette import make_palette
from booklet.typeset.placed import ArtAt, Clipped, FigureAt, Fill, Form, FormAt, Group, Item, Stroke, TextAt

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


def lost(country: str, ink: str) -> Iterator[str]:
    """Yield what a copy of every product has lost."""
    for document in documents(country, ink):
        forms = {form.name: form for form in document.placed.forms}
        alone = pictures(words_alone(document), DPI)
        for page, picture, words in zip(document.placed.pages, pictures(document, DPI), alone, strict=True):
            where = f"{name_of(document)} page {page.number + 1}"
            copy, clean = copied_again(picture), np.asarray(Image.fromarray(words).convert("L")) < HALF
            for line in lines_of(document, page):
                box = (line.box, page.trim.height, DPI)
                same = overlap(cut(copy, *box), cut(clean, *box))
                if same < LEAST:
                    yield f'{where}: {same:.2f} of "{line.run.text.strip()}"'
            if wanted := codes(page.items, forms):
                said = read(picture)
                if len(said) != wanted or read(~copy) != said:
                    yield f"{where}: a QR code is not read"


@pytest.mark.slow
@pytest.mark.parametrize(("country", "ink"), [("001", "colour"), ("KE", "grey"), ("KE", "low-ink")])
def test_a_copy_of_a_copy_keeps_every_word_and_every_code(country: str, ink: str) -> None:
    assert list(lost(country, ink)) == []


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_faces_of_every_skin_are_lines_on_white_on_a_copy_of_a_grey_page(locale: str) -> None:
    """The same pages with white skins are copied beside them: what has a tint is copied as if it had none."""
    theme = sources().theme
    white = {name: replace(ink, grey=0.0) if name.startswith("skin-") else ink for name, ink in theme.inks.items()}
    tinted = 0.0
    for document in documents("001", "grey", locale, ("booklet",)):
        finished = finish_document(document, sources(), MADE)
        palette = make_palette(replace(theme, inks=white), "screen", "grey")
        bare = replace(finished, edition=replace(finished.edition, palette=palette))
        for ours, other in zip(shown(finished), shown(bare), strict=True):
            tinted += float((ours != other).mean())
            copy, clean = copied_again(ours), copied_again(other)
            assert (copy & ~grown(grown(clean))).mean() < 0.001
    assert tinted > 0.1


def shown(finished: FinishedDocument) -> Iterator[Pixels]:
    """Yield pictures of the pages of a finished document."""
    for page in pypdfium2.PdfDocument(io.BytesIO(draw_finished(finished, sources()))):
        yield np.asarray(page.render(scale=DPI / 72).to_pil().convert("RGB"))


def test_a_copy_of_words_on_too_dark_a_ground_is_not_their_own() -> None:
    words = np.full((40, 40, 3), 255, np.uint8)
    words[10:30, 8:12] = words[10:30, 20:24] = 0
    clean = copied(words)
    assert overlap(copied(words), clean) == 1
    assert overlap(copied(np.minimum(words, 100)), clean) < LEAST
    assert overlap(np.zeros_like(clean), clean) < LEAST
