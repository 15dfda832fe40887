"""The codes of a file: the number of each glyph in each font, and the strings that show a shaped text."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from operator import attrgetter

from booklet.machine.bounds import PAGES
from booklet.pdfnumbers import number
from booklet.text.fontfile import number_codes
from booklet.text.fonts import Font, Glyph, Shaped, name_key, open_face
from booklet.typeset.placed import Form, Item, PlacedPage, lines_of
from booklet.values import Frozen

Glyphs = Mapping[Font, frozenset[Glyph]]

_CODES = attrgetter("codes")


MOST_STRINGS = 2048
"""Shaped texts of a font of which it is remembered how they are shown."""


class FontCodes:
    """The codes of one font in a file, and the show strings made with them."""

    def __init__(self, font: Font, codes: tuple[Glyph, ...]) -> None:
        self.font = font
        self.codes = codes
        self.numbers = {glyph: code for code, glyph in enumerate(codes, start=1)}
        self._written = {glyph: f"{code:04X}" for glyph, code in self.numbers.items()}
        self.upem = open_face(font).upem
        self._strings: dict[int, _Strings] = {}

    def strings(self, tracking: int) -> Mapping[Shaped, str]:
        """Return, for shaped texts, the inside of a TJ array (ISO 32000-2, 9.4.3) that shows them."""
        if tracking not in self._strings:
            self._strings[tracking] = _Strings(self._written, self.upem, tracking)
        return self._strings[tracking]


class _Strings(dict[Shaped, str]):
    """Shaped texts to the strings that show them in one font and tracking, made at first use."""

    def __init__(self, written: Mapping[Glyph, str], upem: int, tracking: int) -> None:
        super().__init__()
        self.written = written
        self.gaps = _Gaps(upem, tracking)

    def __missing__(self, shaped: Shaped) -> str:
        codes = [self.written[glyph] + self.gaps[kern] for glyph, kern in shaped.glyphs]
        if len(self) >= MOST_STRINGS:
            self.clear()
        string = self[shaped] = f"<{''.join(codes)}>".removesuffix("<>")
        return string


class _Gaps(dict[int, str]):
    """Kerning in font units to what stands between two codes in a tracking, "" where nothing moves."""

    def __init__(self, upem: int, tracking: int) -> None:
        super().__init__()
        self.upem = upem
        self.tracking = tracking

    def __missing__(self, kern: int) -> str:
        moved = self.tracking + kern * 1000 / self.upem
        gap = self[kern] = f">{number(-moved)}<" if moved else ""
        return gap


@lru_cache(maxsize=128)
def font_codes(font: Font, codes: tuple[Glyph, ...]) -> FontCodes:
    """Return the codes of a font; equal codes are the same object."""
    return FontCodes(font, codes)


@lru_cache(maxsize=8)
def _number_shown(shown: tuple[tuple[Item, ...], ...]) -> Mapping[Font, FontCodes]:
    """Return the codes of all that items show, by font."""
    found: dict[Font, set[Glyph]] = {}
    for items in shown:
        _gather(list_shown_glyphs(items), found)
    return {font: font_codes(font, number_codes(found[font])) for font in sorted(found, key=name_key)}


class FileCodes(Frozen):
    """The codes of a file by font: those of the guide's pages, which never vary, and those of what an insert changes.

    Each has a font of its own in the file, so that the fonts of the guide are the same for every country.
    """

    guide: Mapping[Font, FontCodes]
    insert: Mapping[Font, FontCodes]

    @property
    def all(self) -> tuple[FontCodes, ...]:
        """All codes, each once, in the order in which their fonts are written."""
        return tuple(dict.fromkeys((*self.guide.values(), *self.insert.values())))

    def of(self, page: PlacedPage) -> Mapping[Font, FontCodes]:
        """Return the codes to draw a page with."""
        return self.insert if page.varies else self.guide


def number_fonts(pages: tuple[PlacedPage, ...], forms: tuple[Form, ...]) -> FileCodes:
    """Return the codes of a file: forms are what varies on pages that do not."""
    varying = (*(page.items for page in pages if page.varies), *(form.component.items for form in forms))
    return FileCodes(_number_shown(tuple(page.items for page in pages if not page.varies)), _number_shown(varying))


def _gather(found: Glyphs, into: dict[Font, set[Glyph]]) -> None:
    for font, glyphs in found.items():
        into.setdefault(font, set()).update(glyphs)


@lru_cache(maxsize=PAGES)
def list_shown_glyphs(items: tuple[Item, ...]) -> Glyphs:
    """Return, by font, the glyphs that items show."""
    found: dict[Font, set[Shaped]] = defaultdict(set)
    for line in lines_of(items):
        for run in line.runs:
            found[run.look.font].update(run.glyphs)
    return {font: frozenset().union(*map(_CODES, shaped)) for font, shaped in found.items()}
