"""Whether type is large enough to be read as printed, whatever a theme or a layout says."""

from collections.abc import Iterator
from functools import lru_cache

from booklet.errors import Finding, Where
from booklet.look.layout import Layout
from booklet.machine.bounds import PAGES
from booklet.typeset.placed import Item, texts_of

LEAST = 5.0
"""Points, as printed, of the smallest type that a child can read; ours is 7 and more."""


def find_too_small(items: tuple[Item, ...], where: Where, layout: Layout) -> Iterator[Finding]:
    """Report type that nobody can read, the smallest of a page."""
    size = _find_smallest(items) * layout.scale
    if size < LEAST:
        message = f"type of {size:.3g} pt is too small to be read, the least is {LEAST:g} pt"
        hint = "make it larger in layouts/theme.yaml, layouts/fonts.yaml or the layout: roles, sizes, scale"
        yield Finding("type-too-small", where, message, hint)


@lru_cache(maxsize=PAGES)
def _find_smallest(items: tuple[Item, ...]) -> float:
    """Return the size of the smallest letters among items; without letters, a size that is large enough."""
    sizes = (abs(run.size) for text in texts_of(items) for run in text.line.runs if run.text.strip())
    return min(sizes, default=1000.0)
