"""What the reader noted by code: content without tags, letters whose text is unknown, and what is unsafe to open."""

from collections.abc import Iterator

from booklet.check.preflight.hits import Hit, Rule
from booklet.check.preflight.rules.screen import PROTOCOL
from booklet.check.preflight.rules.screen.file import LANGUAGE_UNKNOWN
from booklet.check.preflight.screenfile import ScreenFile, Told
from booklet.errors import Severity

_FONT = "Install the font anew, or take another, embed it and export again."
_SAFE = "Export the document again without it, and open it yourself only if you trust who made it."

_RULES = (
    Rule(
        "content-untagged",
        "A screen reader passes it over: blind readers never learn that it is there.",
        "Tag it, or mark it as an artifact if it is decoration only.",
        PROTOCOL,
        "01-005",
    ),
    Rule(
        "artifact-in-tag",
        "Programs disagree whether to read it.",
        "Take the artifact out of the tag, and export again.",
        PROTOCOL,
        "01-003",
    ),
    Rule(
        "tag-in-artifact",
        "What has a meaning is hidden from screen readers.",
        "Take the tagged content out of the artifact, and export again.",
        PROTOCOL,
        "01-004",
    ),
    Rule(
        "form-drawn-again",
        "Tags inside it belong to several places at once: it is read once, or in the wrong place.",
        "Tag it as a whole where it is drawn, or draw it once.",
        PROTOCOL,
        "30-002",
    ),
    Rule(
        "letters-unknown",
        "The words are seen but cannot be read aloud, searched or copied.",
        "Embed the font with its map to letters (ToUnicode): export with another program, or take another font.",
        PROTOCOL,
        "10-001",
    ),
    Rule("letters-nonsense", "Words are read aloud and copied as nonsense.", _FONT, PROTOCOL, "31-028"),
    Rule(
        "font-not-embedded",
        "Another device draws the words in another font, or as boxes.",
        "Embed all fonts when you export, also Helvetica and Arial.",
        PROTOCOL,
        "31-009",
    ),
    Rule("font-broken", "Letters are missing or are drawn in another font.", _FONT, PROTOCOL, "31-009"),
    Rule("missing-glyph", "An empty box or nothing is shown where a letter should be.", _FONT, PROTOCOL, "31-011"),
    Rule("font-encoding", "Programs disagree which letters are drawn.", _FONT, PROTOCOL, "31"),
    Rule("layers-nameless", "Nobody can tell what they switch.", "Name the settings of layers.", PROTOCOL, "20-001"),
    Rule("layers-change", "What is read is not what is seen.", "Export without automatic layers.", PROTOCOL, "20-003"),
    Rule("attachment-nameless", "Nobody can tell what is attached.", "Remove the attachment.", PROTOCOL, "21-001"),
    Rule("xfa", "Phones and browsers show an empty page instead.", "Save as a usual form.", PROTOCOL, "25-001"),
    Rule(
        "reference-xobject",
        "A part of the page lies in another file, and is missing on other devices.",
        "Place the page itself.",
        PROTOCOL,
        "30-001",
    ),
    Rule("script", "A file with a program in it can do harm; mail services and browsers stop it.", _SAFE),
    Rule("opens-with", "A file that acts when it is opened is not trusted, and rightly so.", _SAFE),
    Rule("additional-actions", "A file that acts by itself is not trusted, and rightly so.", _SAFE),
    Rule("action", "It starts something outside the file, which can do harm.", _SAFE),
    Rule("embedded-file", "Nobody sees what is attached before it is opened; mail services stop it.", _SAFE),
    Rule("portfolio", "Most phones and browsers show a cover sheet and nothing else.", "Send each file by itself."),
    Rule("requirements", "It asks for abilities that most programs do not have.", "Export it again without them."),
    Rule("external-stream", "A part of it lies in another file, and is missing elsewhere.", "Embed or place it anew."),
    Rule("form-fields", "What people fill in is not looked at here.", "Try it on a phone and in a browser."),
    Rule("circle", "A program that follows them never comes to an end.", "Export the document again."),
    Rule(
        "damaged",
        "Programs repair such a file by guessing, each in its own way, or do not open it.",
        "Export it again; if it came by mail or download, fetch it again and compare the sizes.",
    ),
    Rule("content-broken", "Programs leave something out without a word.", "Export the page again."),
    Rule("too-much-work", "Phones stop at such a page.", "Simplify its drawings."),
)
RULES = {rule.code: rule for rule in _RULES}

_WARNINGS = {"form-fields": Severity.WARNING, "requirements": Severity.WARNING}

OUTSIDE = {"Launch", "SubmitForm", "ImportData", "GoToR", "GoToE", "RichMediaExecute", "Rendition", "Movie", "Sound"}
"""Actions that reach beyond the file, or play something."""

_OF_PAPER = {
    "open-action", "layers", "lzw", "postscript", "alternate-image", "opi", "preseparated", "transfer-function",
    "halftone",
}  # fmt: skip
"""What the reader notes for the press, and a screen does not mind."""

OF_TAGS = {"content-untagged", "artifact-in-tag", "tag-in-artifact", "form-drawn-again"}


def check_told(file: ScreenFile) -> Iterator[Hit]:
    """Yield what the reader noted; for a file without tags, nothing about tags."""
    yield from _hits(file, file.told, None)
    for page in file.pages:
        yield from _hits(file, page.told, page.number)


def _hits(file: ScreenFile, told: tuple[Told, ...], page: int | None) -> Iterator[Hit]:
    for code, what in told:
        if code in _OF_PAPER or (code in OF_TAGS and not file.is_tagged):
            continue
        if code == "action" and what.rpartition("(")[2].rstrip(")") not in OUTSIDE:
            continue
        rule = LANGUAGE_UNKNOWN if code == "language-unknown" else RULES[code]
        yield rule.hit(what, page, severity=_WARNINGS.get(code, Severity.ERROR))
