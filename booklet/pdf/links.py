"""Links as annotations: where they lead, and how a PDF states it (ISO 32000-2, 12.5.6.5)."""

from collections.abc import Mapping

from booklet.geometry import Rect
from booklet.pdf.draw.stream import Link
from booklet.pdf.objects import Name, Ref, Value


def link_target(target: str, topics: Mapping[str, Ref]) -> dict[str, Value] | None:
    """Return the action of an address, or the destination of a topic (`#topic`); None if no page has the topic."""
    if not target.startswith("#"):
        return {"A": {"S": Name("URI"), "URI": target.encode()}}
    page = topics.get(target.removeprefix("#"))
    return None if page is None else {"Dest": [page, Name("XYZ"), None, None, None]}


def link_annotation(link: Link, box: Rect, target: Mapping[str, Value], key: int) -> dict[str, Value]:
    """Return the annotation of a link over an area; `key` is its element's key in the parent tree."""
    return {
        "Type": Name("Annot"),
        "Subtype": Name("Link"),
        "Rect": [box.x, box.y, box.right, box.top],
        "Border": [0, 0, 0],
        "F": 4,
        "StructParent": key,
        "Contents": link.target.removeprefix("#"),
        **target,
    }
