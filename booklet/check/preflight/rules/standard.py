"""PDF/X-4: how a file states what it is and what it was made for (ISO 15930-7).

No open program validates PDF/X-4, and the text of the standard costs money: a file without hits is right by these
checks and no more. Clauses are given where a public text that quotes the standard names them.
"""

from collections.abc import Iterator

from booklet.check.preflight.hits import Hit, Rule
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.model import XMP_BROKEN, Intent, PressFile
from booklet.errors import Severity

X4 = "ISO 15930-7"
INTENT = "6.4.2.1"
_EXPORT = "Export with the setting PDF/X-4."

VERSION = Rule("pdf-version", "PDF/X-4 is PDF 1.6; older press programs stop at newer files.", _EXPORT, X4)
IDENTIFIER = Rule(
    "id-missing",
    "Without an identifier two versions of a file cannot be told apart in a print shop.",
    _EXPORT,
    X4,
)
XMP_MISSING = Rule("xmp-missing", "The file does not say what it is: it counts as any PDF.", _EXPORT, X4)
XMP_UNREADABLE = Rule("xmp-broken", "What the file says of itself cannot be read.", _EXPORT, "ISO 16684-1")
XMP_PACKED = Rule(
    "xmp-compressed",
    "Programs that sort incoming files look for plain text and do not find it.",
    "Save without compressing the metadata.",
    X4,
)
NOT_X4 = Rule(
    "not-pdfx-4",
    "The print shop cannot rely on fonts, colours and boxes without testing everything by itself.",
    _EXPORT,
    X4,
    "6.2",
)
FIELD = Rule("metadata-missing", "The standard asks for it, and sorting programs read it.", _EXPORT, X4)
TRAPPED = Rule(
    "trapped-missing",
    "The print shop must know whether overlaps between colours (trapping) are made already; guessed wrong, white "
    "slits or dark seams appear.",
    "Set Trapped to False, unless your program did the trapping.",
    X4,
)
DIFFERS = Rule(
    "info-differs",
    "Two programs will show two different titles or dates for one file.",
    "Export again instead of editing the properties afterwards.",
    X4,
)
NO_INTENT = Rule(
    "output-intent-missing",
    "Nobody knows for which paper and press the colours were made; they may come out dull or too dark.",
    "Export with an output intent: the profile that your printer names, such as FOGRA39 or FOGRA47.",
    X4,
    INTENT,
)
INTENTS = Rule("output-intents", "Which of several holds is chance.", "Export with one output intent.", X4, INTENT)
CONDITION = Rule("output-condition-missing", "The profile has no name to compare with the job.", _EXPORT, X4, INTENT)
PROFILE = Rule(
    "output-profile",
    "The colours cannot be proofed or converted.",
    "Embed the output profile (class prtr) of your printer in the output intent.",
    X4,
    INTENT,
)
OTHER_CONDITION = Rule(
    "other-condition",
    "The colours were made for another paper or press; they may shift, and too much ink may set off.",
    "Export with the profile that this printer names, or ask whether they convert.",
)
NO_VALIDATOR = Rule(
    "pdfx-4-unchecked",
    "No open program validates PDF/X-4 as a whole: what is not told here is right by our checks only.",
    "Before a large run, ask the print shop for its own preflight report.",
    X4,
)

_FIELDS = (
    "dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID", "xmpMM:VersionID",
    "xmpMM:RenditionClass",
)  # fmt: skip
_SAME = (("Title", "dc:title"), ("Trapped", "pdf:Trapped"))
_SAME_DAY = (("CreationDate", "xmp:CreateDate"), ("ModDate", "xmp:ModifyDate"))
_COMPONENTS = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}


def check_standard(document: PressFile, limits: Limits) -> Iterator[Hit]:
    """Yield where a file is not PDF/X-4, if the printer wants that."""
    if limits.flavour != "x-4":
        return
    if document.version > "1.6":
        yield VERSION.hit(f"PDF {document.version}")
    if len(document.ids) != 2 or min(document.ids) < 16:
        yield IDENTIFIER.hit("the trailer has no ID of two strings of 16 bytes")
    yield from _metadata(document)
    yield from _intents(document, limits)
    yield NO_VALIDATOR.hit("the standard as a whole", severity=Severity.UNCHECKED)


def _metadata(document: PressFile) -> Iterator[Hit]:
    xmp = document.xmp
    if xmp is None:
        yield XMP_MISSING.hit("there are no XMP metadata")
        return
    if XMP_BROKEN in xmp:
        yield XMP_UNREADABLE.hit(f"the XMP metadata are no XML: {xmp[XMP_BROKEN]}")
        return
    if document.is_xmp_packed:
        yield XMP_PACKED.hit("the XMP metadata are compressed", severity=Severity.WARNING)
    if xmp.get("pdfxid:GTS_PDFXVersion") != "PDF/X-4":
        said = xmp.get("pdfxid:GTS_PDFXVersion") or "nothing"
        yield NOT_X4.hit(f"pdfxid:GTS_PDFXVersion says {said}")
    for name in _FIELDS:
        if not xmp.get(name):
            yield FIELD.hit(f"there is no {name}")
    if xmp.get("pdf:Trapped") not in {"True", "False"}:
        yield TRAPPED.hit("pdf:Trapped is neither True nor False")
    yield from _differences(document)


def _differences(document: PressFile) -> Iterator[Hit]:
    info, xmp = document.info, document.xmp or {}
    for key, name in _SAME:
        if key in info and info[key] != xmp.get(name, ""):
            yield DIFFERS.hit(f"{key} is not {name}")
    for key, name in _SAME_DAY:
        if key in info and _digits(info[key][:16]) != _digits(xmp.get(name, "")[:19]):
            yield DIFFERS.hit(f"{key} is not {name}")


def _digits(date: str) -> str:
    return "".join(letter for letter in date if letter.isdigit())


def _intents(document: PressFile, limits: Limits) -> Iterator[Hit]:
    intents = [intent for intent in document.intents if intent.kind == "GTS_PDFX"]
    if not intents:
        yield NO_INTENT.hit("there is no output intent for a press (GTS_PDFX)")
        return
    if len(intents) > 1:
        yield INTENTS.hit(f"there are {len(intents)} output intents for a press")
    intent = intents[0]
    if not intent.condition:
        yield CONDITION.hit("the output intent has no OutputConditionIdentifier")
    elif limits.condition and not _is_condition(intent, limits):
        what = f"made for {intent.condition}; {limits.name} prints {limits.condition}"
        yield OTHER_CONDITION.hit(what, severity=Severity.WARNING)
    fault = _profile_fault(intent)
    if fault:
        yield PROFILE.hit(fault)


def _is_condition(intent: Intent, limits: Limits) -> bool:
    """Tell whether a file was made for the printer's condition, by its profile or by its name in any spelling."""
    if limits.profile and intent.profile == limits.profile:
        return True
    return _letters(limits.condition) in _letters(intent.condition)


def _letters(name: str) -> str:
    """Return a name without the characters that programs write differently.

    >>> _letters("CGATS TR 006") in _letters("Coated (CGATS-TR006)")
    True
    """
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _profile_fault(intent: Intent) -> str:
    profile = intent.profile
    if profile is None:
        return "the output intent has no embedded profile"
    components = _COMPONENTS.get(profile[16:20])
    if profile[36:40] != b"acsp" or profile[12:16] != b"prtr" or components is None:
        return "the embedded profile is not one of a press"
    if components != intent.components:
        return f"the embedded profile has {components} inks, and its stream says {intent.components}"
    return ""
