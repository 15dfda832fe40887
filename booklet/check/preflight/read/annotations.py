"""Annotations as a reader meets them on a screen: what they say, the tag they lie in, where they lead."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Object

from booklet.check.preflight.boxes import overlap
from booklet.check.preflight.read.document import box_of, find_inherited
from booklet.check.preflight.read.tags import Tags, words
from booklet.check.preflight.screenfile import Note
from booklet.geometry import Rect

_HIDDEN = 1 << 1
MOST_NOTES = 20_000


def notes_of(page: Object, sheet: Rect, shown: Rect, tags: Tags) -> Iterator[Note]:
    """Yield the annotations of a page, as they lie on its sheet; `shown` is the visible part of the sheet."""
    held = page.get("/Annots")
    for number, annotation in enumerate(held if isinstance(held, Array) else ()):
        if isinstance(annotation, Dictionary) and number < MOST_NOTES:
            yield _note(annotation, sheet, shown, tags)


def _note(held: Object, sheet: Rect, shown: Rect, tags: Tags) -> Note:
    key, box = held.get("/StructParent"), box_of(held.get("/Rect"))
    owner = tags.of_object(key) if isinstance(key, int) else None
    flags = held.get("/F", 0)
    leads, target = _lead(held)
    tooltip = find_inherited(held, "/TU")  # of a field, or of one above it (12.7.4.1)
    return Note(
        kind=str(held.get("/Subtype", "/?"))[1:],
        box=box.moved(-sheet.x, -sheet.y) if box else None,
        owner=owner.standard or owner.kind if owner else "",
        contents=words(held, "/Contents") or "",
        alt=(owner.alt if owner else "") or "",
        is_hidden=isinstance(flags, int) and bool(flags & _HIDDEN),
        is_beyond=box is not None and not overlap(box.grown(0.01), shown),
        tooltip="" if tooltip is None else str(tooltip),
        leads=leads,
        target=target,
    )


def _lead(held: Object) -> tuple[str, str]:
    """Return what a link does, and where it leads."""
    if "/Dest" in held:
        return "GoTo", ""
    action = held.get("/A")
    if not isinstance(action, Dictionary):
        return "", ""
    kind = str(action.get("/S", "/"))[1:]
    address = action.get("/URI", action.get("/D", "")) if kind in {"URI", "GoTo"} else ""
    is_here = kind == "GoTo" and address != ""
    return kind if kind != "GoTo" or is_here else "", "" if kind == "GoTo" else str(address)
