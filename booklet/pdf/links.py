"""Links as annotations: where they lead, in words and as a PDF states it (ISO 32000-2, 12.5.6.5)."""

from collections.abc import Mapping
from typing import NamedTuple

from booklet.geometry import Rect
from booklet.pdf.objects import Name, Ref, Value


class Destination(NamedTuple):
    """A page to which links lead, its number (from 0), and its title."""

    page: Ref
    number: int
    title: str

    @property
    def words(self) -> str:
        """What is told of it to those who hear a link.

        >>> Destination(Ref(9), 2, "Need help now?").words
        'Need help now? · 3'
        """
        return " · ".join(filter(None, (self.title, str(self.number + 1))))


def link_target(target: str, topics: Mapping[str, Destination]) -> dict[str, Value] | None:
    """Return the action of an address, or the destination of a topic (`#topic`), None if no page has the topic.

    Each has words that say where it leads.
    """
    if not target.startswith("#"):
        return {"A": {"S": Name("URI"), "URI": target.encode()}, "Contents": target}
    found = topics.get(target.removeprefix("#"))
    return None if found is None else {"Dest": [found.page, Name("XYZ"), None, None, None], "Contents": found.words}


def link_annotation(box: Rect, target: Mapping[str, Value], key: int) -> dict[str, Value]:
    """Return the annotation of a link over an area; `key` is its element's key in the parent tree."""
    return {
        "Type": Name("Annot"),
        "Subtype": Name("Link"),
        "Rect": [box.x, box.y, box.right, box.top],
        "Border": [0, 0, 0],
        "F": 4,
        "StructParent": key,
        **target,
    }
