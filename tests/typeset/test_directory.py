"""The page that lists where to get help, wherever it stands."""

from dataclasses import replace

from rendered import MADE, documents, lines_of, sources

from booklet.geometry import mm
from booklet.typeset.colophon import make_colophon
from booklet.typeset.fit import fit_product


def test_the_note_on_addresses_keeps_clear_of_the_folio_on_either_side() -> None:
    (document, *_) = documents("001", "colour", products=("insert",))
    colophon = make_colophon(document.manuscript, "draft", (), MADE)
    for pages in (document.layout.pages, document.layout.pages[::-1]):
        layout = replace(document.layout, pages=pages)
        placed = fit_product(layout, document.manuscript, sources().theme, colophon, 0)
        number = layout.page_of("directory")
        assert number is not None
        found = {line.run.text: line.box for line in lines_of(replace(document, placed=placed), placed.pages[number])}
        folio, note = found[str(number + 1)], found[colophon.checked]
        gap = folio.x - note.right if number == 0 else note.x - mm(7) - folio.right
        assert gap > 0
