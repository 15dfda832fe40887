"""Whether the helpline comes first to the eye: no logo of a partner stands higher than it does on the same page."""

from collections.abc import Iterator

from booklet.errors import Finding, Where
from booklet.facts.insert import ContactFact
from booklet.geometry import mm
from booklet.look.brand import Brand
from booklet.look.layout import Layout
from booklet.typeset.branding import list_logos
from booklet.typeset.fit import Placed
from booklet.typeset.placed import Item, PlacedPage, texts_of
from booklet.words.folding import fold_digits

LINES = 2
"""The height of a helpline in sizes of its number: beside it stand its name, and what is known of it."""


def find_large_logos(placed: Placed, layout: Layout, brand: Brand, lead: ContactFact) -> Iterator[Finding]:
    """Yield a fault for each logo that is higher than the helpline on its page: its number and a line as large.

    Pages without that number, and helplines that have only an address, measure nothing.
    """
    names = frozenset(logo.file for logo in brand.logos)
    if not names or not lead.numbers:
        return
    forms = [form.component.items for form in placed.forms]
    for page in placed.pages:
        size = _find_size(lead.numbers[0].printed, page, forms)
        for name, box in list_logos(page.items, names) if size else ():
            if box.height > LINES * size + 0.1:
                where = next(logo.where for logo in brand.logos if logo.file == name) or Where("brand.yaml")
                high, most = (round(length * layout.scale / mm(1), 1) for length in (box.height, LINES * size))
                message = f'"{name}" is {high:g} mm high on page {page.number + 1} of {layout.name}'
                hint = f"the helpline is {most:g} mm high there, and no logo is higher: ask for less"
                yield Finding("logo-too-large", where, message, hint)


def _find_size(number: str, page: PlacedPage, forms: list[tuple[Item, ...]]) -> float:
    """Return the size of the largest type in which a page says a number, itself or in a form; 0 if it does not."""
    sought = _digits(number)
    lines = [text.line for items in (page.items, *forms) for text in texts_of(items)]
    sizes = [run.size for line in lines if sought in _digits(line.text) for run in line.runs]
    return max(sizes, default=0.0)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, fold_digits(text)))
