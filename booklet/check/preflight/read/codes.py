"""On which pages of a file a code may be, by what their content draws: the others need not be looked at.

More than there is may be told here, and never less: operators are counted wherever they could stand in content.
"""

import re
from hashlib import sha256
from typing import Any, NamedTuple

from pikepdf import Array, Dictionary, Stream

from booklet.check.preflight.kept import Kept
from booklet.check.preflight.read.codelooks import Share
from booklet.check.preflight.read.digests import Digests
from booklet.check.preflight.shapes import FEWEST_LINES, MOST_DASHES, SIDES, Shapes

_SHAPES: Kept[bytes, Shapes] = Kept(8192, "codes.shapes")
"""What content paints, by a digest of it."""

_SPACES = bytes.maketrans(b"\0\t\f\r\n\x80\xff[]<{}", b" " * 12)
"""What parts the words of content (ISO 32000-2, 7.2.3), and what PDFium takes for it, with one space for each; names
keep what they begin with."""

_OF_NUMBERS = b"0123456789+-."
"""Bytes that numbers are made of, which are passed over: a word that is an operator without them counts as one."""

_PAINTS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"n", b"W"})
"""Operators that paint a path, clip to it or end it."""

_SEGMENTS = frozenset({b"l", b"c", b"v", b"y"})
"""Operators that add a line or a curve to a path."""

_DASHES = re.compile(rb"\[([^][]*)\][^][A-Za-z]*d")
_NUMBER = re.compile(rb"[0-9.]+")

_PLAIN_STATE = {"/Type", "/OP", "/op", "/OPM", "/LW"}
"""Entries of a graphics state through which all is seen as it is drawn."""


class _Held(NamedTuple):
    """What is drawn by name: whether it may be a code, may have patterns or shadings, and paints any shapes."""

    may_be_code: bool
    has_patterns: bool
    has_shapes: bool


_ANYTHING = _Held(may_be_code=True, has_patterns=False, has_shapes=True)
"""An image, or a form that is painted by itself before it is seen."""

_HELD: Kept[bytes, _Held] = Kept(8192, "codes.held")
"""What is drawn by name, by a digest of all that it holds and draws with."""


class CodeSearch:
    """Looks for what may be a code in what a file draws, at each form and font once."""

    def __init__(self, digests: Digests) -> None:
        self.has_patterns = False
        """Whether anything looked at so far may have a pattern or a shading: PDFium tells nothing of these."""
        self._digests = digests
        self._held: dict[tuple[int, int], _Held] = {}
        self._plain: dict[tuple[int, int], bool] = {}

    def may_hold(self, page: Any, resources: Any) -> bool:
        """Tell whether a code may be on a page."""
        contents = page.get("/Contents")
        streams = contents if isinstance(contents, Array) else [contents]
        shapes = [_shapes(stream) for stream in streams if isinstance(stream, Stream)]
        found = self._find_drawn(resources, Shapes(*(sum(map(int, counts)) for counts in zip(*shapes, strict=True))))
        self.has_patterns |= found.has_patterns
        return found.may_be_code

    def _find_drawn(self, resources: Any, own: Shapes) -> _Held:
        """Return what content is that paints shapes of its own, and draws by name or makes something else of them."""
        held = [self._find_held(thing) for thing in resources.get("/XObject", Dictionary()).values()]
        return _Held(
            own.may_be_code or any(one.may_be_code for one in held) or not self._is_seen_plainly(resources),
            "/Pattern" in resources or "/Shading" in resources or any(one.has_patterns for one in held),
            any(own),
        )

    def _find_held(self, thing: Any) -> _Held:
        """Return what something is that is drawn by name."""
        number = thing.objgen
        if number not in self._held:
            self._held[number] = _ANYTHING  # a form that lies in itself may be anything
            digest = self._digests.of(thing)
            self._held[number] = (
                _HELD.get_or_make(digest, lambda: self._look_in(thing)) if digest else self._look_in(thing)
            )
        return self._held[number]

    def _look_in(self, thing: Any) -> _Held:
        if thing.get("/Subtype") != "/Form" or "/Group" in thing:
            return _ANYTHING
        return self._find_drawn(thing.get("/Resources", Dictionary()), _shapes(thing))

    def _is_seen_plainly(self, resources: Any) -> bool:
        """Tell whether content sets letters in plain fonts, and is seen as it is drawn."""
        states = resources.get("/ExtGState", Dictionary()).values()
        return all(set(state.keys()) <= _PLAIN_STATE for state in states) and self.has_plain_letters(resources)

    def has_plain_letters(self, resources: Any) -> bool:
        """Tell whether all fonts are embedded ones of outlines."""
        return all(map(self._is_plain, resources.get("/Font", Dictionary()).values()))

    def share_of(self, thing: Any) -> Share:
        """Return what something that is drawn by name does for codes."""
        held = self._find_held(thing)
        if held.may_be_code:
            return Share.WHOLE
        return Share.PLACE if held.has_shapes else Share.NONE

    def _is_plain(self, font: Any) -> bool:
        """Tell whether a font is an embedded one of outlines."""
        number = font.objgen
        if number == (0, 0):
            return _is_plain(font)
        if number not in self._plain:
            self._plain[number] = _is_plain(font)
        return self._plain[number]


def _is_plain(font: Any) -> bool:
    if font.get("/Subtype") == "/Type3":
        return False
    inner = font.DescendantFonts[0] if font.get("/Subtype") == "/Type0" else font
    descriptor = inner.get("/FontDescriptor", Dictionary())
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _shapes(stream: Stream) -> Shapes:
    how = repr((stream.get("/Filter"), stream.get("/DecodeParms"))).encode()
    raw = sha256(how + stream.read_raw_bytes()).digest()
    return _SHAPES.get_or_make(raw, lambda: _count(stream.read_bytes()))


def _count(content: bytes) -> Shapes:
    """Return what content paints; a path counts for its parts, also one that ends elsewhere.

    It may go from one module of a code to the next without a new part, so it counts for its sides as well.

    >>> _count(b"0 0 9 9 re 1 1 2 2 re f 0 0 m 9 9 l S/A Do")
    Shapes(areas=2, lines=1, drawn=1)
    """
    begun = sides = areas = lines = 0
    has_dashes = False
    drawn = FEWEST_LINES if b"(" in content or b"%" in content else 0  # any word may stand in a string or a remark
    words = content.replace(b"/", b" /").replace(b">", b"> ").translate(_SPACES, _OF_NUMBERS)
    for operator in words.split():
        if operator in _SEGMENTS:
            sides += 1
        elif operator in (b"m", b"re"):
            begun += 1
        elif operator in (b"Do", b"sh"):
            drawn += 1
        elif operator == b"BI":
            drawn += FEWEST_LINES
        elif operator in _PAINTS:
            areas += 0 if operator in b"Ss" else max(begun, sides // SIDES)
            lines += begun if operator[:1] in b"SsBb" else 0
            begun = sides = 0
        elif operator == b"d":
            has_dashes = True
    if has_dashes and any(map(_has_many_numbers, _DASHES.findall(content))):
        drawn += FEWEST_LINES
    return Shapes(areas + max(begun, sides // SIDES), lines + begun, drawn)


def _has_many_numbers(dashes: bytes) -> bool:
    return len(_NUMBER.findall(dashes)) > MOST_DASHES
