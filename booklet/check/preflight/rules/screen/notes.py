"""Annotations on a screen: links that work and say where they lead, fields with names, all in their tags."""

import re
from collections.abc import Iterator

from booklet.check.preflight.hits import Hit, Rule
from booklet.check.preflight.rules.screen import PROTOCOL
from booklet.check.preflight.screenfile import Note, ScreenFile, ScreenPage
from booklet.errors import Severity

_TAG = "Tag it where it belongs in the reading order, and export again."

NOT_IN_TAG = Rule("annotation-untagged", "A screen reader passes it over.", _TAG, PROTOCOL, "28-002")
NO_WORDS = Rule(
    "annotation-wordless", "Nobody who cannot see it learns what it is.", "Give it a description.", PROTOCOL, "28-004"
)
FIELD_NAMELESS = Rule(
    "field-nameless",
    "Who cannot see the page is not told what to fill in.",
    "Give the field a description (tooltip).",
    PROTOCOL,
    "28-005",
)
TRAPPING = Rule("trap-net", "It is for a press, and means nothing here.", "Export for the screen.", PROTOCOL, "28-007")
TAB_ORDER = Rule(
    "tab-order",
    "The tabulator key jumps about the page instead of following the text.",
    "Set the tab order of all pages to “use document structure”.",
    PROTOCOL,
    "28-008",
)
FIELD_UNTAGGED = Rule("field-untagged", "A screen reader passes the field over.", _TAG, PROTOCOL, "28-010")
LINK_UNTAGGED = Rule("link-untagged", "A screen reader does not offer the link.", _TAG, PROTOCOL, "28-011")
LINK_WORDLESS = Rule(
    "link-wordless",
    "A screen reader says “link” and not where it leads.",
    "Give the link a description (Contents): export again with a program that does, or add it.",
    PROTOCOL,
    "28-012",
)
PRINTER_MARK = Rule("printer-mark", "It is read aloud as content.", "Export for the screen.", PROTOCOL, "28-017")
LINK_DEAD = Rule(
    "link-dead",
    "Whoever follows it gets nowhere.",
    "Write the whole address: https://..., tel:+..., mailto:...",
)
LINK_UNSAFE = Rule(
    "link-unsafe",
    "It leads into a device or runs a program; browsers stop it, or worse, do not.",
    "Link to a page on the web, a phone number or a mail address only.",
)

_ADDRESSES = {
    "http": r"[^\s/]+\.[^\s/]+.*|localhost.*",
    "https": r"[^\s/]+\.[^\s/]+.*",
    "tel": r"\+?[0-9*#;=,.()a-zA-Z-]*[0-9][0-9*#;=,.()a-zA-Z-]*",
    "sms": r"\+?[0-9*#].*",
    "mailto": r"[^\s@]+@[^\s@]+\.[^\s@]+",
}
_UNSAFE = {"javascript", "file", "data", "vbscript", "ftp", "smb"}


def check_notes(file: ScreenFile) -> Iterator[Hit]:
    """Yield faults of annotations."""
    for page in file.pages:
        if file.is_tagged:
            if page.notes and page.tabs != "S":
                yield TAB_ORDER.hit("the order of its links and fields is not that of the tags (Tabs)", page.number)
            for note in filter(lambda note: note.is_met, page.notes):
                yield from _check_tagging(note, page)
        for note in page.notes:
            if note.kind == "Link":
                yield from _lead(note, page)


def _check_tagging(note: Note, page: ScreenPage) -> Iterator[Hit]:
    place = page.number, note.box
    if note.kind == "Widget":
        if note.owner != "Form":
            yield FIELD_UNTAGGED.hit("a field lies in no Form tag", *place)
        if not (note.tooltip or note.alt):
            yield FIELD_NAMELESS.hit("a field has no description (TU)", *place)
        return
    if note.kind == "TrapNet":
        yield TRAPPING.hit("a TrapNet annotation", *place)
    if note.kind == "Link":
        if note.owner != "Link":
            yield LINK_UNTAGGED.hit(f"a link lies in no Link tag{_name_note(note)}", *place)
        if not note.contents:
            yield LINK_WORDLESS.hit(f"a link has no description (Contents){_name_note(note)}", *place)
        return
    if note.kind == "PrinterMark":
        if note.owner:
            yield PRINTER_MARK.hit("a printer's mark is tagged as content", *place)
    elif note.owner != "Annot":
        yield NOT_IN_TAG.hit(f"a {note.kind} annotation lies in no Annot tag", *place)
    if not (note.contents or note.alt):
        yield NO_WORDS.hit(f"a {note.kind} annotation has neither Contents nor Alt", *place)


def _name_note(note: Note) -> str:
    return f": {note.target[:80]}" if note.target else ""


def _lead(note: Note, page: ScreenPage) -> Iterator[Hit]:
    """Yield where a link does not lead to a place in the file, on the web, to a phone or a mail box."""
    if not note.leads:
        yield LINK_DEAD.hit("a link leads nowhere", page.number, note.box)
    elif note.leads == "URI":
        scheme, found, rest = note.target.strip().partition(":")
        pattern = _ADDRESSES.get(scheme.lower(), "") if found else ""
        if scheme.lower() in _UNSAFE:
            yield LINK_UNSAFE.hit(f"a link leads to {note.target[:80]}", page.number, note.box)
        elif not pattern or not re.fullmatch(pattern, rest.removeprefix("//").partition("?")[0]):
            yield LINK_DEAD.hit(f"“{note.target[:80]}” is no address that works", page.number, note.box)
        elif scheme.lower() == "http":
            what = f"{note.target[:80]} is not encrypted (https)"
            yield LINK_UNSAFE.hit(what, page.number, note.box, severity=Severity.WARNING)
