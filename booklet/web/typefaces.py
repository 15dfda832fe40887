"""Our typefaces in a file for screens: as much of each as the file shows, so that it looks the same everywhere.

What no typeface of ours has, the reader's own show. A project's typeface is never taken: it may draw a number as
another.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import NamedTuple
from unicodedata import normalize

from fontTools.ttLib import TTFont

from booklet.look.layout import Fonts, Theme
from booklet.text.webfont import has_character, is_variable, subset_for_screen
from booklet.words.locales import Locale

WEIGHTS = (500, 800)
"""The weights of running text and of what stands out."""

FAMILIES = ("body", "display")
"""The families of the house that a screen shows, by the names that styles use."""


class Face(NamedTuple):
    """A font of a file: the name that styles have for it, the weights it has, and its bytes as WOFF 2."""

    name: str
    weights: tuple[int, ...]
    data: bytes

    @property
    def data_address(self) -> str:
        """Its bytes as an address that fetches nothing."""
        return f"data:font/woff2;base64,{b64encode(self.data).decode('ascii')}"

    def rule(self, address: str) -> str:
        """Return the rule that names the font at an address."""
        weight = " ".join(map(str, dict.fromkeys((self.weights[0], self.weights[-1]))))
        source = f'src:url("{address}") format("woff2")'
        return f'@font-face{{font-family:"{self.name}";font-weight:{weight};font-display:swap;{source}}}'


def make_faces(theme: Theme, locale: Locale, shown: Iterable[str]) -> tuple[Face, ...]:
    """Return the fonts that show some texts, each family from its first typeface to the last that is needed.

    A browser may take a character apart before it shapes it, such as the vowel am of Thai: its parts are there, too.
    """
    characters = sorted({part for text in shown for part in (*text, *normalize("NFKD", text)) if part.isprintable()})
    fonts = theme.fonts.ours or theme.fonts
    return tuple(face for family in FAMILIES for face in _family(fonts, locale, family, characters))


def family_rule(faces: Iterable[Face], family: str) -> str:
    """Return the fonts of a family in the order in which they are tried, as styles name them."""
    names = dict.fromkeys(face.name for face in faces if face.name.startswith(family))
    return ",".join((*(f'"{name}"' for name in names), "system-ui", "sans-serif"))


def _family(fonts: Fonts, locale: Locale, family: str, characters: list[str]) -> Iterator[Face]:
    left = characters
    chains = (fonts.files(locale.script, locale.tag, family, weight) for weight in WEIGHTS)
    for number, pair in enumerate(zip(*chains, strict=True)):
        files = tuple(dict.fromkeys(file for file, _ in pair))
        own = [character for character in left if all(has_character(file, character) for file in files)]
        if not any(map(str.isalnum, own)) and number:
            continue
        yield from _typeface(f"{family}{number}", pair, "".join(own))
        left = [character for character in left if character not in own]
        if not any(map(str.isalnum, left)):
            return


def _typeface(name: str, pair: tuple[tuple[str, int], ...], characters: str) -> Iterator[Face]:
    """Yield the fonts of a typeface: one with all weights if its file has an axis of them, else one for each."""
    if len({file for file, _ in pair}) == 1 and is_variable(pair[0][0]):
        weights = tuple(weight for _, weight in pair)
        yield Face(name, weights, _compress(subset_for_screen(pair[0][0], characters, weights)))
        return
    for file, weight in dict.fromkeys(pair):
        yield Face(name, (weight,), _compress(subset_for_screen(file, characters, (weight,))))


def _compress(program: bytes) -> bytes:
    """Return a font as WOFF 2, the same bytes for the same font."""
    font, packed = TTFont(BytesIO(program), recalcTimestamp=False), BytesIO()
    font.flavor = "woff2"
    font.save(packed, reorderTables=None)
    return packed.getvalue()
