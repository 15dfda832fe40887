"""What is one copy's own in a run, such as the name of a school, as forms: all else on its page is alike in every copy.

So a page around it is the same bytes, and who reads many copies need not read it again.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, takewhile

from booklet.sheets.finish import Finished
from booklet.typeset.placed import Component, Element, Form, FormAt, Group, Item, PlacedPage
from booklet.values import Frozen, replace


class PartedPage(Frozen):
    """A page that draws what is its own by name, and the forms that it draws."""

    page: PlacedPage
    forms: tuple[Form, ...]


def part_all(finished: Finished) -> tuple[tuple[PlacedPage, ...], tuple[Form, ...]]:
    """Return the pages of a file and all its forms, with forms for what is one copy's own.

    Where pages stand again as copies they stay whole: a copy has no tags, and the forms in it would have some.
    """
    placed = finished.placed
    if any(spot.is_copy for side in finished.sides for spot in side.spots):
        return placed.pages, placed.forms
    parted = tuple(map(part_own, placed.pages))
    return tuple(one.page for one in parted), (*placed.forms, *(form for one in parted for form in one.forms))


def part_own(page: PlacedPage) -> PartedPage:
    """Return a page with forms in the places of what is one copy's own."""
    if not any(map(_has_own, page.items)):
        return PartedPage(page, ())
    forms: list[Form] = []
    names = (f"own-{page.number}-{number}" for number in count(1))
    items = tuple(_part(page.items, 0, page.elements, names, forms))
    return PartedPage(replace(page, items=items), tuple(forms))


def _has_own(item: Item) -> bool:
    return isinstance(item, Group) and (item.own is not None or any(map(_has_own, item.items)))


def _part(
    items: Iterable[Item], first: int, elements: Sequence[Element], names: Iterator[str], forms: list[Form]
) -> Iterator[Item]:
    """Yield items, those of a copy's own as forms, which are added to others; elements of all begin at `first`."""
    for item in items:
        if not _has_own(item) or not isinstance(item, Group):
            yield item
        elif item.own is None:
            yield replace(item, items=tuple(_part(item.items, first + item.first, elements, names, forms)))
        else:
            inside = tuple(_list_below(elements, first + item.first))
            forms.append(Form(next(names), Component(*item.own, item.items, inside)))
            yield FormAt(forms[-1].name, item.dx, item.dy, item.first - 1)


def _list_below(elements: Sequence[Element], first: int) -> Iterator[Element]:
    """Yield the elements of the section before the first of them, as they stand in a form of their own."""
    for element in takewhile(lambda element: element.parent >= first - 1, elements[first:]):
        yield element._replace(parent=element.parent - first if element.parent >= first else -1)
