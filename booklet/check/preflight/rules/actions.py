"""What a file does, holds or shows beside what is printed."""

from collections.abc import Iterator

from booklet.check.preflight.boxes import overlap
from booklet.check.preflight.hits import Hit, Rule
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.model import Page, PressFile
from booklet.check.preflight.rules.files import CONTENT_BROKEN, TOO_MUCH_WORK
from booklet.errors import Severity
from booklet.geometry import Rect

X4 = "ISO 15930-7"
ACTIONS = "6.18"

_WITHOUT = "Export for print: a PDF/X-4 setting leaves out everything that only works on a screen."

ANNOTATION = Rule(
    "annotation-on-sheet",
    "Links, comments and form fields are no part of the page: some machines print boxes, others refuse the file.",
    "Export without links and comments, or use the screen file for the screen and another for the press.",
    X4,
)
_RULES = (
    Rule("script", "Print shops refuse files with programs in them, for their own safety.", _WITHOUT, X4, ACTIONS),
    Rule("open-action", "A file that acts when it is opened is refused for safety.", _WITHOUT, X4, ACTIONS),
    Rule("additional-actions", "A file that acts by itself is refused for safety.", _WITHOUT, X4, ACTIONS),
    Rule("action", "Paper cannot follow it; the press standard forbids it.", _WITHOUT, X4, ACTIONS),
    Rule("form-fields", "What stands in form fields may be missing in print.", "Flatten the form before export.", X4),
    Rule("embedded-file", "Nobody sees or checks what is attached, so it is refused.", "Remove the attachment.", X4),
    Rule("portfolio", "A printer sees a cover sheet instead of your pages.", "Send each document as a file.", X4),
    Rule("requirements", "A press program does not have the abilities the file asks for.", _WITHOUT, X4),
    Rule("preseparated", "Plates made before cannot be made again for this press.", "Export composite pages.", X4),
    Rule("external-stream", "The part in the other file will be missing in print.", "Embed or place it anew.", X4),
    Rule("lzw", "The press standard leaves this compression out.", "Export with ZIP (Flate) compression.", X4),
    Rule("postscript", "It prints on some machines only.", "Place the part as PDF or as picture.", X4),
    Rule("alternate-image", "Which of two versions of a picture prints is chance.", "Place one picture.", X4),
    Rule("opi", "A placeholder may print instead of the picture.", "Place the picture in full resolution.", X4),
    Rule("reference-xobject", "A placeholder may print instead of the page in another file.", "Place the page.", X4),
    Rule("transfer-function", "Tones come out lighter or darker than proofed.", "Export without it.", X4),
    Rule("halftone", "The printer's own screen is pushed aside, and patterns may appear.", "Export without it.", X4),
    Rule(
        "layers",
        "Which layers print depends on the program that opens the file.",
        "Merge all layers that are to be printed and delete the others.",
        "ISO 32000-2",
        "8.11",
    ),
    Rule(
        "circle",
        "A program that follows them never comes to an end: it hangs or stops before anything is printed.",
        "Export the document again, or without tags and bookmarks.",
        "ISO 32000-2",
        "14.7.2",
    ),
    CONTENT_BROKEN,
    TOO_MUCH_WORK,
)
RULES = {rule.code: rule for rule in _RULES}
"""The rules for what the reader notes by code."""

_SEVERITY = {"layers": Severity.WARNING}


def check_actions(document: PressFile, limits: Limits) -> Iterator[Hit]:
    """Yield everything that cannot go on paper."""
    for code, what in document.oddities:
        yield RULES[code].hit(what, severity=_severity(code, limits))
    for page in document.pages:
        for code, what in page.oddities:
            yield RULES[code].hit(what, page.number, severity=_severity(code, limits))
        yield from _annotations(page)


def _severity(code: str, limits: Limits) -> Severity:
    if code == "action" and limits.flavour == "plain":
        return Severity.WARNING
    return _SEVERITY.get(code, Severity.ERROR)


def _annotations(page: Page) -> Iterator[Hit]:
    for annotation in page.annotations:
        box = annotation.box or Rect(page.printed_area.x, page.printed_area.y, 1, 1)
        if annotation.kind not in {"TrapNet", "PrinterMark"} and overlap(box.grown(0.01), page.printed_area):
            yield ANNOTATION.hit(f"a {annotation.kind} annotation lies on the printed area", page.number, box)
