"""A PDF as a reader meets it on a screen: what it says about itself, its tags, its pages; plain values."""

import re
from collections.abc import Mapping
from functools import cached_property

from booklet.geometry import Rect
from booklet.values import Frozen

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")

_PASSED = {"Div", "NonStruct", "Part"}
"""Groups that may stand between a list or table and its parts."""

Told = tuple[str, str]
"""The code of a rule, and what the reader met."""


def is_language(tag: str) -> bool:
    """Tell whether a tag is written as a language tag (RFC 3066).

    >>> is_language("pt-BR"), is_language("English, US")
    (True, False)
    """
    return bool(_LANGUAGE.fullmatch(tag))


class Tag(Frozen):
    """One tag (ISO 32000-2, 14.7.2): its kind as written, and the standard kind it is mapped to ("": none).

    `parent` is the number of the element that holds it, -1 if none does. `marks` and `objects` count the content and
    the annotations that it holds itself.
    """

    number: int
    kind: str
    standard: str
    parent: int = -1
    page: int | None = None
    marks: int = 0
    objects: int = 0
    names_parent: bool = True
    role_fault: str = ""
    alt: str | None = None
    actual: str | None = None
    expansion: str | None = None
    language: str | None = None
    name: str = ""
    scope: str = ""
    headers: tuple[str, ...] = ()
    rows: int = 1
    columns: int = 1
    role: str = ""

    @property
    def is_described(self) -> bool:
        """Whether it has words that replace it."""
        return bool(self.alt) or self.actual is not None

    @property
    def speaks(self) -> bool:
        """Whether any of it can be read aloud."""
        return bool(self.marks or self.alt or self.actual or self.expansion)


class Note(Frozen):
    """An annotation: a link, a field, a comment.

    `owner` is the standard kind of the tag that holds it ("": none). `leads` is what a link does: "" for nothing, a
    kind of action, or GoTo; `target` is its address.
    """

    kind: str
    box: Rect | None
    owner: str = ""
    contents: str = ""
    alt: str = ""
    is_hidden: bool = False
    is_beyond: bool = False
    tooltip: str = ""
    leads: str = ""
    target: str = ""

    @property
    def is_met(self) -> bool:
        """Whether a reader can reach it."""
        return not self.is_hidden and not self.is_beyond


class ScreenPage(Frozen):
    """One page: what the reader noted by code, its annotations, its visible part, and its trim."""

    number: int
    told: tuple[Told, ...] = ()
    notes: tuple[Note, ...] = ()
    tabs: str = ""
    letters: int = 0
    pictured: bool = False
    shown: Rect | None = None
    trim: Rect | None = None


class ScreenFile(Frozen, eq=False, dict=True):
    """One file. `language` is None if the catalog has none; `told` is what the reader noted beside the pages."""

    size: int
    header: str
    is_marked: bool
    has_suspects: bool
    has_tree: bool
    shows_title: bool
    language: str | None
    xmp: Mapping[str, str] | None
    has_outline: bool
    is_for_press: bool
    may_be_read: bool
    elements: tuple[Tag, ...] = ()
    pages: tuple[ScreenPage, ...] = ()
    told: tuple[Told, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def is_tagged(self) -> bool:
        """Whether it has a tree of tags with something in it."""
        return self.is_marked and self.has_tree and bool(self.elements)

    @cached_property
    def holders(self) -> tuple[int, ...]:
        """The number of the element that holds each element, passing over mere groups; -1 for none."""
        found: list[int] = []
        for element in self.elements:
            parent = element.parent
            is_passed = parent >= 0 and self.elements[parent].standard in _PASSED
            found.append(found[parent] if is_passed else parent)
        return tuple(found)

    @cached_property
    def kids(self) -> Mapping[int, tuple[Tag, ...]]:
        """The elements in each element, in order; those in a mere group count as its holder's."""
        found: dict[int, list[Tag]] = {}
        for element in self.elements:
            if element.standard not in _PASSED:
                found.setdefault(self.holders[element.number], []).append(element)
        return {number: tuple(held) for number, held in found.items()}

    def find_holder(self, element: Tag) -> str:
        """Return the standard kind of the element that holds an element."""
        holder = self.holders[element.number]
        return self.elements[holder].standard if holder >= 0 else ""
