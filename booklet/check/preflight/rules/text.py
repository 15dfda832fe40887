"""Text: large enough, dark enough, in a single black, with all its letters."""

import re
from collections.abc import Iterator

from booklet.check.preflight.hits import Hit, Rule
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.model import Page, PressFile, Text
from booklet.check.preflight.rules.appearance import PAPER, Appearance, Srgb, contrast, measure_light
from booklet.errors import Severity
from booklet.geometry import add_lengths
from booklet.values import replace

SMALL = Rule(
    "small-text",
    "Letters this small fill with ink or break, and many people cannot read them.",
    "Set the text larger; 9 points or more for what people need to read.",
)
SMALL_REVERSED = Rule(
    "small-reversed-text",
    "Light letters on a dark ground are closed up by the ink around them.",
    "Set reversed text larger and bolder: at least 7 points, and 9 if it is not bold.",
)
RICH_BLACK = Rule(
    "rich-black-text",
    "Black text in several inks gets coloured edges, since the plates never meet exactly.",
    "Set text in black alone (0/0/0/100).",
)
MANY_INKS = Rule(
    "small-text-in-many-inks",
    "Small letters in three or more inks look blurred, since the plates never meet exactly.",
    "Use one or two inks for small text, or set it larger.",
)
KNOCKS_OUT = Rule(
    "black-text-knocks-out",
    "A white shape of each letter is cut out of the ground; where the plates do not meet, white slits show.",
    "Switch on overprint for black text (most programs do so for the colour named Black).",
    "ISO 32000-2",
    "8.6.7",
)
LOW_CONTRAST = Rule(
    "low-contrast",
    "People with weak sight, and everybody in weak light, cannot read it.",
    "Make the text darker or the ground lighter: a contrast of 4.5 to 1, or 3 to 1 from 18 points.",
    "WCAG 2.2",
    "1.4.3",
)
GROUND_UNKNOWN = Rule(
    "contrast-unchecked",
    "Text over pictures, patterns, blends and spot colours was not measured for contrast.",
    "Look at a proof in weak light.",
)
PLACEHOLDER = Rule(
    "placeholder-text",
    "Something that was to be filled in would be printed.",
    "Fill it in or delete it.",
)
WORDS = Rule(
    "words-unchecked",
    "Whether sentences are complete and numbers right cannot be seen in a PDF that was made elsewhere.",
    "Have someone read a proof, and call every number.",
)

_SMALL_REVERSED, _SMALL_REVERSED_LIGHT = 7.0, 9.0
_RICH_BELOW, _MANY_BELOW, _OVERPRINT_BELOW = 24.0, 8.0, 12.0
_LARGE, _LARGE_BOLD = 18.0, 14.0
_LEAST, _ENOUGH = 3.0, 4.5
_ROUNDING = 0.05
_ORNAMENTS = re.compile(
    "[\u00b7\u2010-\u2015\u2022-\u2026\u2043\u2190-\u22ff\u2500-\u27bf\u2900-\u2bff|\ue000-\uf8ff-]+"
)
"""Bullets, dashes, arrows, boxes, and what fonts of signs say in private; no sign that a number is written with."""

_ORNAMENTAL = re.compile(r"wingdings|webdings|dingbats|symbol|bullet", re.IGNORECASE)
_PLACEHOLDERS = re.compile(r"\{\{|\}\}|(?i:lorem ipsum)|\bTODO\b|\bXXX+\b|\bTKTK\b")


def check_text(document: PressFile, limits: Limits) -> Iterator[Hit]:
    """Yield faults of text on the printed area."""
    appearance = Appearance(document)
    for page in document.pages:
        for mark, place in page.drawn_marks:
            if isinstance(mark, Text):
                yield from _check_alone(mark if place is mark.box else replace(mark, box=place), page.number, limits)
        for number, mark in page.numbered_marks:
            if isinstance(mark, Text):
                yield from _check_on_ground(mark, number, page, appearance)
                if limits.colours == "cmyk":
                    yield from _overprint(mark, number, page, appearance)
    if document.info.get("Producer") != "booklet":
        yield WORDS.hit("words and numbers", severity=Severity.UNCHECKED)


def _check_alone(text: Text, at: int, limits: Limits) -> Iterator[Hit]:
    said, size = f"“{text.words.strip()}”", text.size
    if size < limits.least_text - _ROUNDING:
        yield SMALL.hit(f"{said} in {size:.1f} points", at, text.box)
    inks = text.paint.colour.inks or (0.0, 0.0, 0.0, 0.0)
    if inks[3] > 0.85 and add_lengths(inks[:3]) > 0.1 and size < _RICH_BELOW:
        yield RICH_BLACK.hit(f"{said} in {_percent(inks)}", at, text.box)
    elif sum(ink > 0.01 for ink in inks) >= 3 and size < _MANY_BELOW - _ROUNDING:
        yield MANY_INKS.hit(f"{said}, {size:.1f} points in {_percent(inks)}", at, text.box, severity=Severity.WARNING)
    if _PLACEHOLDERS.search(text.words):
        yield PLACEHOLDER.hit(said, at, text.box)


def _percent(inks: tuple[float, ...]) -> str:
    return "/".join(f"{100 * ink:.0f}" for ink in inks)


def _check_on_ground(text: Text, number: int, page: Page, appearance: Appearance) -> Iterator[Hit]:
    said, at, box = f"“{text.words.strip()}”", page.number, text.box
    grounds = [appearance.ground(page, number, spot) for spot in text.spots]
    looks = [(appearance.on(text.paint, ground), ground) for ground in grounds]
    pairs = [(look, ground) for look, ground in looks if look is not None and ground is not None]
    if len(pairs) < len(grounds):
        yield GROUND_UNKNOWN.hit(said, at, box, severity=Severity.UNCHECKED)
    if pairs:
        look, ground = min(pairs, key=lambda pair: contrast(*pair))
        yield from _contrast(text, look, ground, at)


def _is_ornament(text: Text) -> bool:
    """Tell whether a string is a bullet or a rule, which nobody has to read (WCAG 2.2, 1.4.3: decoration)."""
    words = "".join(text.words.split())
    if _ORNAMENTS.fullmatch(words):
        return True
    return len(words) == 1 and bool(_ORNAMENTAL.search(text.face.name))


def _contrast(text: Text, look: Srgb, ground: Srgb, at: int) -> Iterator[Hit]:
    said, ratio = f"“{text.words.strip()}”", contrast(look, ground)
    is_large = text.size >= (_LARGE_BOLD if text.face.is_bold else _LARGE) - _ROUNDING
    if ratio < (_LEAST if is_large else _ENOUGH) and not _is_ornament(text):
        severity = Severity.ERROR if ratio < _LEAST else Severity.WARNING
        yield LOW_CONTRAST.hit(f"{said} has a contrast of {ratio:.1f} to 1", at, text.box, severity=severity)
    if measure_light(look) > measure_light(ground) and ground != PAPER:
        least = _SMALL_REVERSED if text.face.is_bold else _SMALL_REVERSED_LIGHT
        if text.size < least - _ROUNDING:
            severity = Severity.ERROR if text.size < _SMALL_REVERSED - _ROUNDING else Severity.WARNING
            yield SMALL_REVERSED.hit(
                f"{said} in {text.size:.1f} points, light on dark", at, text.box, severity=severity
            )


def _overprint(text: Text, number: int, page: Page, appearance: Appearance) -> Iterator[Hit]:
    if _knocks_out(text) and any(appearance.ground(page, number, spot) != PAPER for spot in text.spots):
        what = f"“{text.words.strip()}” on a coloured ground"
        yield KNOCKS_OUT.hit(what, page.number, text.box, severity=Severity.WARNING)


def _knocks_out(text: Text) -> bool:
    """Tell whether a text is small, black alone, and knocks out what lies beneath (8.6.7)."""
    inks, paint = text.paint.colour.inks, text.paint
    is_black = inks is not None and inks[3] >= 0.85 and add_lengths(inks[:3]) <= 0.1
    return is_black and not (paint.overprints and paint.mode == 1) and text.size < _OVERPRINT_BELOW
