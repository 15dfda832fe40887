"""Everything that is read once for a whole file, and the limit of work that a file may ask for."""

import warnings
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Object, Stream

from booklet.art.faults import ArtError
from booklet.check.preflight.kept import Kept, KeptApart
from booklet.check.preflight.model import Mark
from booklet.check.preflight.read.digests import Digests
from booklet.check.preflight.read.fonts import PdfFont
from booklet.check.preflight.read.plain import read_plain
from booklet.check.preflight.read.samples import Samples

MOST_OPERATORS = 1_000_000
"""How many operators are played for one file, forms counted as often as they are drawn."""

MOST_BYTES = 16_000_000
"""How long one content stream may be when it is decompressed."""

BROKEN = (TypeError, ValueError, IndexError, KeyError, AttributeError, ArithmeticError, pikepdf.PdfError, ArtError)
"""What malformed operands raise in pikepdf and here; the operator is passed over and told."""


class TooMuchError(Exception):
    """A file asks for more work than any printed matter does."""


MOST_KILOBYTES, MOST_CONTENTS, MOST_FONTS, MOST_PROFILES = 12_000, 4_000, 200, 4
"""What each half of what was played may take, roughly; a booklet takes 10,000, and 700 more in each other country."""


@dataclass(slots=True)
class Memory:
    """What is kept from file to file: what content did, and fonts, by digests of all that they are."""

    played: Kept[bytes, Any] = field(default_factory=lambda: Kept(MOST_KILOBYTES))
    wordless: Kept[bytes, bool] = field(default_factory=lambda: Kept(MOST_CONTENTS))
    """Content that neither shows strings nor draws forms: how text was set before it does not matter."""
    fonts: Kept[bytes, PdfFont] = field(default_factory=lambda: Kept(MOST_FONTS))
    profiles: Kept[bytes, bytes] = field(default_factory=lambda: Kept(MOST_PROFILES))


def lasting_memory() -> Memory:
    """Return what is kept of our own files, which the user's next commands have, too, where a store is open."""
    return Memory(
        KeptApart(MOST_KILOBYTES, "library.played"),
        Kept(MOST_CONTENTS, "library.wordless"),
        KeptApart(MOST_FONTS, "library.fonts"),
        KeptApart(MOST_PROFILES, "library.profiles"),
    )


@dataclass(slots=True)
class Library:
    """Everything that is read once for a whole file (fonts, operators of forms), and how much work is left."""

    digests: Digests | None = None
    """None where nothing is kept for other files."""
    kept: Memory = field(default_factory=Memory)
    fonts: dict[tuple[int, int], PdfFont] = field(default_factory=dict)
    instructions: dict[tuple[int, int], Sequence[Any]] = field(default_factory=dict)
    tiles: dict[Hashable, tuple[Mark, ...] | None] = field(default_factory=dict)
    """What the tiles of patterns paint; None while it is worked out."""
    operators_left: int = MOST_OPERATORS
    samples: Samples = field(default_factory=Samples)

    def font(self, font: Object) -> PdfFont:
        """Return a font, read once if it is an object of its own."""
        key = font.objgen
        if key == (0, 0):
            return self._read_font(font)
        if key not in self.fonts:
            self.fonts[key] = self._read_font(font)
        return self.fonts[key]

    def _read_font(self, font: Object) -> PdfFont:
        digest = self.digests.of(font) if self.digests else None
        known = self.kept.fonts.get(digest) if digest else None
        if known is None:
            known = PdfFont(font, digest)
            if digest and known.drawings is None:  # drawings are objects of the file
                self.kept.fonts.put(digest, known)
        return known

    def form(self, form: Stream) -> Sequence[Any]:
        """Return the operators of a form."""
        key = form.objgen
        if key not in self.instructions:
            plain = read_plain(decode_stream(form))
            self.instructions[key] = parse(form) if plain is None else plain
        return self.instructions[key]

    def spend(self, operators: int) -> None:
        """Subtract from the work that is left; raise `TooMuchError` when it is used up."""
        self.operators_left -= operators
        if self.operators_left < 0:
            raise TooMuchError(f"more than {MOST_OPERATORS:,} drawing operators")


def parse(content: Stream | pikepdf.Page) -> Sequence[Any]:
    """Return the operators of a content stream; raise PdfError if it is broken, for which pikepdf only warns."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        instructions = pikepdf.parse_content_stream(content)
    if told:
        raise pikepdf.PdfError(str(told[0].message))
    return instructions


def decode_stream(stream: Stream) -> bytes:
    """Return the decoded bytes of a content stream; raise `TooMuchError` if there are too many to read."""
    content = stream.read_bytes()
    if len(content) > MOST_BYTES:
        raise TooMuchError(f"a content stream of {len(content):,} bytes")
    return content
