"""Pairs: placed pages in one language and the same pages in another become one file."""

from collections.abc import Sequence

from booklet.typeset.fit import Placed
from booklet.typeset.placed import Clipped, FigureAt, Form, FormAt, Group, Item, PlacedPage
from booklet.values import replace


def join_languages(halves: Sequence[Placed]) -> Placed:
    """Return the pages of all languages, numbered through; forms after the first language get other names."""
    first, *others = halves
    named = [first, *(_add_endings(half, f"-{number}") for number, half in enumerate(others, 2))]
    pages = tuple(page for half in named for page in half.pages)
    return Placed(pages, tuple(form for half in named for form in half.forms))


def _add_endings(placed: Placed, ending: str) -> Placed:
    """Return pages and forms with an ending added to the name of each form."""

    def items(found: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(map(item, found))

    def item(found: Item) -> Item:
        if isinstance(found, FormAt):
            return replace(found, name=found.name + ending)
        if isinstance(found, Group):
            return replace(found, items=items(found.items))
        return replace(found, items=items(found.items)) if isinstance(found, Clipped | FigureAt) else found

    def page(found: PlacedPage) -> PlacedPage:
        return replace(found, items=items(found.items))

    def form(found: Form) -> Form:
        return Form(found.name + ending, replace(found.component, items=items(found.component.items)))

    return Placed(tuple(map(page, placed.pages)), tuple(map(form, placed.forms)))
