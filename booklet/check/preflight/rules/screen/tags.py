"""The tags themselves: kinds that readers know, each where it belongs, words for pictures, headings in order."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from booklet.check.preflight.hits import Hit, Rule
from booklet.check.preflight.rules.screen import PROTOCOL
from booklet.check.preflight.screenfile import ScreenFile, Tag

_STYLES = "Use the styles of your program (headings, lists, tables), and export again."

UNMAPPED = Rule(
    "role-unknown",
    "A screen reader does not know this kind of tag.",
    "Map it to a standard kind (role map), or export with the usual styles.",
    PROTOCOL,
    "02-001",
)
CIRCLE = Rule(
    "role-circle", "A screen reader does not find out what the tag is.", "Mend the role map.", PROTOCOL, "02-003"
)
REMAPPED = Rule(
    "role-remapped",
    "A tag that every reader knows is made to mean something else.",
    "Take the standard kinds out of the role map.",
    PROTOCOL,
    "02-004",
)
NO_PARENT = Rule(
    "tag-parentless", "Readers lose their place in the tags.", "Export the file again.", "ISO 14289-1", "7.1"
)
NESTING = Rule(
    "list-nesting",
    "A screen reader cannot say how many items there are, or where one ends.",
    _STYLES,
    PROTOCOL,
    "09-005",
)
CONTENTS = Rule("contents-nesting", "The table of contents is read as loose words.", _STYLES, PROTOCOL, "09-006")
NO_ALT = Rule(
    "figure-wordless",
    "Who cannot see the picture is told nothing of it.",
    "Give it an alternative text, or mark it as decoration (artifact).",
    PROTOCOL,
    "13-004",
)
NO_FORMULA = Rule("formula-wordless", "It cannot be read aloud.", "Give it an alternative text.", PROTOCOL, "17-002")
FIRST_HEADING = Rule("heading-first", "Readers look for the beginning in vain.", _STYLES, PROTOCOL, "14-002")
SKIPPED = Rule("heading-skipped", "Readers who go by headings take a part for missing.", _STYLES, PROTOCOL, "14-003")
TWO_HEADINGS = Rule("headings-beside", "Nobody can tell which one is the heading.", _STYLES, PROTOCOL, "14-006")
MIXED = Rule("headings-mixed", "Levels cannot be told: both H and H1 are used.", _STYLES, PROTOCOL, "14-007")
NOTE_NAMELESS = Rule("note-nameless", "No reference finds the note.", "Export again.", PROTOCOL, "19-003")
NOTE_TWICE = Rule("note-name-twice", "A reference may lead to another note.", "Export again.", PROTOCOL, "19-004")
FORM_KIDS = Rule(
    "form-tag", "A screen reader cannot tell which field it is.", "Give each field a tag.", PROTOCOL, "28-010"
)

_ROLES = {"unknown": UNMAPPED, "circle": CIRCLE, "remapped": REMAPPED}

_WITHIN: Mapping[str, tuple[tuple[str, ...], Rule]] = {
    "LI": (("L",), NESTING),
    "LBody": (("LI",), NESTING),
    "TOCI": (("TOC",), CONTENTS),
}
"""What may hold a kind."""

_HOLDS: Mapping[str, tuple[tuple[str, ...], Rule]] = {
    "L": (("L", "LI", "Caption"), NESTING),
    "LI": (("Lbl", "LBody"), NESTING),
    "TOC": (("TOC", "TOCI", "Caption"), CONTENTS),
}
"""What a kind may hold."""


def check_tags(file: ScreenFile) -> Iterator[Hit]:
    """Yield faults of the tags of a file that has some."""
    if not file.is_tagged:
        return
    for element in file.elements:
        yield from _kind(element)
        yield from _words(element)
        yield from _check_nesting(element, file)
    yield from _headings(file)
    yield from _notes(file)


def _kind(element: Tag) -> Iterator[Hit]:
    if element.role_fault:
        yield _ROLES[element.role_fault].hit(f"the kind {element.kind}", element.page)
    if not element.names_parent:
        yield NO_PARENT.hit(f"a tag {element.kind} does not say where it belongs (P)", element.page)


def _words(element: Tag) -> Iterator[Hit]:
    if element.standard == "Figure" and not element.is_described:
        yield NO_ALT.hit("a Figure has neither Alt nor ActualText", element.page)
    if element.standard == "Formula" and not element.is_described:
        yield NO_FORMULA.hit("a Formula has neither Alt nor ActualText", element.page)


def _check_nesting(element: Tag, file: ScreenFile) -> Iterator[Hit]:
    kind, kids = element.standard, file.kids.get(element.number, ())
    within, rule = _WITHIN.get(kind, ((), NESTING))
    if within and file.find_holder(element) not in within:
        yield rule.hit(f"a {kind} lies in {file.find_holder(element) or 'nothing'}, not in {within[0]}", element.page)
    allowed, rule = _HOLDS.get(kind, ((), NESTING))
    if allowed:
        for kid in kids:
            if kid.standard not in allowed:
                yield rule.hit(f"{kid.standard or kid.kind} lies in {kind}", element.page)
        if any(kid.standard == "Caption" for kid in kids[1:]):
            yield rule.hit(f"a Caption is not the first in {kind}", element.page)
    if [kid.standard for kid in kids].count("H") > 1:
        yield TWO_HEADINGS.hit(f"a {kind or element.kind} holds several headings H", element.page)
    if kind == "Form" and not element.role and (element.objects != 1 or kids or element.marks):
        yield FORM_KIDS.hit("a Form tag holds more or less than one field", element.page)


def _headings(file: ScreenFile) -> Iterator[Hit]:
    numbered = [(level, element.page) for element in file.elements if (level := _level(element))]
    for (last, _), (level, page) in pairwise([(0, None), *numbered]):
        if level > last + 1:
            rule, before = (SKIPPED, f"after H{last}") if last else (FIRST_HEADING, "first")
            yield rule.hit(f"H{level} comes {before}", page)
    if numbered and any(element.standard == "H" for element in file.elements):
        yield MIXED.hit("headings H stand beside headings H1, H2 ...")


def _level(element: Tag) -> int:
    number = element.standard[1:]
    return int(number) if element.standard.startswith("H") and number.isdecimal() and len(number) < 4 else 0


def _notes(file: ScreenFile) -> Iterator[Hit]:
    notes = [element for element in file.elements if element.standard == "Note"]
    names = Counter(note.name for note in notes)
    for note in notes:
        if not note.name:
            yield NOTE_NAMELESS.hit("a Note has no ID", note.page)
        elif names[note.name] > 1:
            yield NOTE_TWICE.hit(f"several notes have the ID “{note.name[:40]}”", note.page)
