"""Fonts: in the file, and with a glyph for every letter."""

from collections.abc import Iterator

from booklet.check.preflight.hits import Hit, Rule
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.model import FontFace, PressFile, Text, list_with_tiles
from booklet.errors import Severity
from booklet.geometry import Rect

NOT_EMBEDDED = Rule(
    "font-not-embedded",
    "The print shop's machine takes another font: letters change, lines break anew, words overlap.",
    "Embed all fonts when you export, also Helvetica and Arial.",
    "ISO 15930-7",
)
BROKEN = Rule(
    "font-broken",
    "Letters are missing, are drawn in another font, or the press program stops.",
    "Install the font anew and export again; if it came with a template, take another font.",
    "ISO 32000-2",
    "9.9",
)
SAME_NAME = Rule(
    "font-name-twice",
    "Two different fonts bear one name: a machine that keeps fonts by name draws with the wrong one, and letters or "
    "digits come out as others.",
    "Print the document to one new PDF instead of joining files, or give each font a name of its own.",
    "ISO 32000-2",
    "9.9.2",
)
TYPE3 = Rule(
    "type3-font",
    "Its letters are little drawings without hints: they print rough at small sizes, and some shops refuse them.",
    "Use a TrueType or OpenType font.",
)
MISSING = Rule(
    "missing-glyph",
    "An empty box or nothing is printed where a letter should be.",
    "Choose a font that has the letters of this language.",
    "ISO 15930-7",
)
GLYPHS_UNCHECKED = Rule(
    "glyphs-unchecked",
    "Whether these fonts have all letters was not looked up, only whether the file says that one is missing.",
    "Read a proof.",
)


def check_fonts(document: PressFile, limits: Limits) -> Iterator[Hit]:
    """Yield faults of fonts, each font once a page, and every string that lacks a letter."""
    simple: set[str] = set()
    programs: dict[str, bytes] = {}
    for page in document.pages:
        texts = [
            (mark, place)
            for each in page.marks
            for mark, place in list_with_tiles(each, each.box)
            if isinstance(mark, Text)
        ]
        first = {text.face: place for text, place in reversed(texts)}
        for face, place in first.items():
            yield from _face(face, place, page.number)
            if face.program and programs.setdefault(face.name, face.program) != face.program:
                what = f"another font before has the name {face.name}"
                yield SAME_NAME.hit(what, page.number, place, severity=Severity.WARNING)
            if face.kind != "Type3" and not face.kind.startswith("CIDFont"):
                simple.add(face.name)
        for text, place in texts:
            if text.missing:
                what = f"{text.missing} letters of “{text.words.strip()}” are not in the font {text.face.name}"
                yield MISSING.hit(what, page.number, place)
    if simple:
        yield GLYPHS_UNCHECKED.hit(", ".join(sorted(simple)), severity=Severity.UNCHECKED)


def _face(face: FontFace, box: Rect, at: int) -> Iterator[Hit]:
    """Yield faults of a font, at the first text that it shows on a page."""
    if not face.is_embedded:
        yield NOT_EMBEDDED.hit(f"the font {face.name} is not in the file", at, box)
    if face.fault:
        yield BROKEN.hit(f"the font {face.name}: {face.fault}", at, box)
    if face.kind == "Type3":
        yield TYPE3.hit(f"the font {face.name} is of Type 3", at, box, severity=Severity.WARNING)
