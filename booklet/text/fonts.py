"""Faces: a font file pinned to one weight, which shapes text with HarfBuzz and remembers the results."""

import re
from collections.abc import Sequence
from functools import cache, cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from unicodedata import decomposition

import uharfbuzz as hb

from booklet.errors import Finding, SourceError, Where
from booklet.text.breaks import SOFT_HYPHEN
from booklet.values import Frozen

FEATURES = {"kern": True, "liga": True}

IGNORABLE = dict.fromkeys(
    map(ord, "\u00ad\u200b\u2060\ufeff\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
"""What has done its work when a line is set: a reader copies the text without it."""

HYPHENS = "\u2010-"
"""What is drawn for a soft hyphen at the end of a line, the first that the font has."""

MOST_SHAPED = 2048
"""Texts that a face remembers."""

MOST_CODES = 16384
"""Codes of clusters that a face remembers: many times what a book has."""

_LICENCE = hb.OTNameIdPredefined.LICENSE
_VERSION = hb.OTNameIdPredefined.VERSION_STRING
_FAMILIES = (hb.OTNameIdPredefined.TYPOGRAPHIC_FAMILY, hb.OTNameIdPredefined.FONT_FAMILY)


_OF = re.compile("#(?P<digest>[0-9a-f]{64})$")
"""How the name of a font file of somebody's folder ends."""


def name_font(path: Path, digest: str) -> str:
    """Return the name of a font file in somebody's folder: where it lies and what it is.

    Another one in its place has another name, so nothing that is remembered of the one is said of the other.
    """
    return f"{path}#{digest}"


class Font(NamedTuple):
    """A font file and a weight of its `wght` axis.

    The file is `package/path` of an installed package, an absolute path of ours, or has a name by `name_font`.
    """

    file: str
    weight: int

    @property
    def name(self) -> str:
        """Return a name made of letters, digits and hyphens, such as Nunito800."""
        return f"{font_stem(self.file)}{self.weight}"


@cache
def is_packaged(file: str) -> bool:
    """Tell whether a font file is of an installed package, whose version tells it from others.

    Where one lies in a folder, somebody may put another one in its place.
    """
    return not Path(file).is_absolute()


@cache
def font_stem(file: str) -> str:
    """Return the name of a font file in a PDF, whatever folder it lies in."""
    stem = Path(_OF.sub("", file)).stem.partition("[")[0]
    return "".join(letter for letter in stem if letter == "-" or (letter.isascii() and letter.isalnum()))


def name_key(font: Font) -> tuple[str, str]:
    """Return the key by which fonts of a file are sorted: names, since paths depend on where the sources lie."""
    return font.name, font.file


class Setting(NamedTuple):
    """How a text is set: direction (`ltr`, `rtl`), script (ISO 15924) and language (BCP 47)."""

    direction: str
    script: str
    language: str


class Glyph(NamedTuple):
    """What one code in a file stands for: glyphs at offsets (font units), the text, and the advance.

    One without parts is not seen. A reader of right-to-left lines reverses the codes but not the text within a code: so
    each mark of a letter has such a code before that of the letter, which draws them all.
    """

    parts: tuple[tuple[int, int, int], ...]
    text: str
    advance: int


PlacedGlyph = tuple[int, tuple[int, int, int, int]]
"""A glyph of a font with what HarfBuzz says of its place: moved right and up, and what follows it, in font units."""

Cluster = tuple[tuple[PlacedGlyph, ...], str]
"""The glyphs of a cluster, and the text that they stand for."""


class Segment(NamedTuple):
    """A text to shape; it joins to the letters `before` and `after` it, and `gap` points follow it.

    `script` is stated if it is another one than that of its run.
    """

    text: str
    before: str = ""
    after: str = ""
    gap: float = 0.0
    script: str = ""

    def set_in(self, setting: Setting) -> Setting:
        """Return how it is set in a run that has a setting."""
        return setting._replace(script=self.script) if self.script else setting


class Shaped(Frozen, eq=False):
    """A shaped text: its glyphs, each with its kerning, its width in font units, and characters without a glyph.

    `codes` are its glyphs, each once. A face shapes each text once, until it forgets it, so two shaped texts are equal
    only if they are the same object.
    """

    glyphs: tuple[tuple[Glyph, int], ...]
    width: int
    missing: str
    codes: frozenset[Glyph]


def _shaped(glyphs: Sequence[tuple[Glyph, int]], width: int, missing: str) -> Shaped:
    """Return a shaped text of glyphs with their kerning, its width and what is missing."""
    return Shaped(tuple(glyphs), width, missing, frozenset(glyph for glyph, _ in glyphs))


@cache
def is_simple(character: str) -> bool:
    """Tell whether a character is a letter that is not composed of others, as accented letters and Hangul are."""
    return character.isalpha() and not decomposition(character) and not "\uac00" <= character <= "\ud7a3"


class Face:
    """A font file opened at one weight. Shaping does not depend on size, so all sizes share the results."""

    def __init__(self, blob: hb.Blob, weight: int) -> None:
        self.face = hb.Face(blob)
        self.font = hb.Font(self.face)
        axes = self.face.axis_infos
        self.axes = {axis.tag: axis.default_value for axis in axes}
        for axis in axes:
            if axis.tag == "wght":
                self.axes["wght"] = min(max(weight, axis.min_value), axis.max_value)
        if self.axes:
            self.font.set_variations(self.axes)
        self.upem: int = self.face.upem
        self._buffer = hb.Buffer()
        self._buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
        self._buffer.flags |= hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        self._shaped: dict[tuple[str, str, str, Setting], Shaped] = {}
        self._codes = _Codes(self.font)
        self._reaches: dict[Glyph, tuple[float, float]] = {}

    @cached_property
    def cap_height(self) -> float:
        """The height of capitals, in ems."""
        return float(self.font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)) / self.upem

    def reach(self, glyph: Glyph) -> tuple[float, float]:
        """Return how far a glyph reaches above and below the baseline, in ems."""
        found = self._reaches.get(glyph)
        if found is None:
            extents = [(self.font.get_glyph_extents(index), dy) for index, _, dy in glyph.parts]
            tops = [dy + box.y_bearing for box, dy in extents if box and box.height]
            lows = [dy + box.y_bearing + box.height for box, dy in extents if box and box.height]
            found = self._reaches[glyph] = max(tops, default=0) / self.upem, min(lows, default=0) / self.upem
        return found

    def has(self, character: str) -> bool:
        """Tell whether the font has a glyph for a character, or needs none."""
        return self.font.get_nominal_glyph(ord(character)) is not None or not character.translate(IGNORABLE)

    def lacks_letter_of(self, text: str) -> bool:
        """Tell whether the font lacks a letter that shaping cannot compose; False is not always right."""
        return any(self.font.get_nominal_glyph(ord(letter)) is None for letter in filter(is_simple, text))

    def shape(self, text: str, setting: Setting, before: str = "", after: str = "") -> Shaped:
        """Return glyphs for a text of one direction, script and language, between the letters it may join to."""
        key = (text, before, after, setting)
        shaped = self._shaped.get(key)
        if shaped is None:
            if len(self._shaped) >= MOST_SHAPED:
                self._shaped.clear()
            shaped = self._shaped[key] = self._shape(text, setting, before, after)
        return shaped

    def _shape(self, text: str, setting: Setting, before: str, after: str) -> Shaped:
        if text == SOFT_HYPHEN:
            return self._hyphen(setting)
        buffer = self._buffer
        buffer.clear_contents()
        buffer.add_codepoints([ord(character) for character in before + text + after], len(before), len(text))
        buffer.direction, buffer.script, buffer.language = setting
        hb.shape(self.font, buffer, FEATURES)
        infos = buffer.glyph_infos
        drawn = [(info.codepoint, at.position) for info, at in zip(infos, buffer.glyph_positions, strict=True)]
        is_rtl = setting.direction == "rtl"
        clusters = _clusters(drawn, [info.cluster - len(before) for info in infos], text, is_rtl)
        missing = self._list_missing(clusters) if 0 in dict(drawn) else ""
        if text.translate(IGNORABLE) != text:
            clusters = [(placed, part.translate(IGNORABLE)) for placed, part in clusters]
        if is_rtl and len(clusters) < len(text):
            glyphs = [code for placed, part in clusters for code in (*_marks(part), self._codes[placed, part[:1]])]
        else:
            glyphs = list(map(self._codes.__getitem__, clusters))
        return _shaped(glyphs, sum([position[2] for _, position in drawn]), missing)

    def _list_missing(self, clusters: Sequence[Cluster]) -> str:
        """Return the characters of clusters that the font has no glyph for."""
        parts = [part for placed, part in clusters if any(index == 0 for index, _ in placed)]
        return "".join([character for character in "".join(parts) if not self.has(character)])

    def _hyphen(self, setting: Setting) -> Shaped:
        """Return the hyphen at the end of a line; when copied, it is the soft hyphen it stands for."""
        drawn = next((hyphen for hyphen in HYPHENS if self.has(hyphen)), HYPHENS[-1])
        shaped = self.shape(drawn, setting)
        glyphs = [(glyph._replace(text=SOFT_HYPHEN), kern) for glyph, kern in shaped.glyphs]
        return _shaped(glyphs, shaped.width, shaped.missing)


class _Codes(dict[Cluster, tuple[Glyph, int]]):
    """The code of each cluster of a font, with the kerning after it: made when it is first met.

    One glyph that is not moved is drawn as it is, several are a composite.
    """

    def __init__(self, font: hb.Font) -> None:
        super().__init__()
        self.font = font

    def __missing__(self, cluster: Cluster) -> tuple[Glyph, int]:
        placed, text = cluster
        index, (x, y, advance, _) = placed[0]
        if len(placed) == 1 and not x and not y:
            own = self.font.get_glyph_h_advance(index)
            code = Glyph(((index, 0, 0),), text, own), advance - own
        else:
            parts = []
            pen = 0
            for index, (x, y, advance, _) in placed:
                parts.append((index, pen + x, y))
                pen += advance
            code = Glyph(tuple(parts), text, pen), 0
        if len(self) >= MOST_CODES:
            self.clear()
        self[cluster] = code
        return code


def _clusters(drawn: Sequence[PlacedGlyph], starts: Sequence[int], text: str, is_rtl: bool) -> list[Cluster]:
    """Return the clusters of a text in the order of drawing, given its glyphs and where the text of each starts.

    What shows nothing at the start of a text belongs to its first cluster.
    """
    if len(set(starts)) == len(starts) == len(text):
        return list(zip(zip(drawn, strict=True), reversed(text) if is_rtl else text, strict=True))
    groups: list[tuple[PlacedGlyph, ...]] = []
    cuts: list[int] = []
    last = -1
    for glyph, start in zip(drawn, starts, strict=True):
        if start == last:
            groups[-1] += (glyph,)
        else:
            groups.append((glyph,))
            cuts.append(start)
            last = start
    inner = cuts[:-1] if is_rtl else cuts[1:]
    lows, highs = ([*inner, 0], [len(text), *inner]) if is_rtl else ([0, *inner], [*inner, len(text)])
    return [(group, text[low:high]) for group, low, high in zip(groups, lows, highs, strict=False)]


def _marks(text: str) -> list[tuple[Glyph, int]]:
    """Return the codes of the marks of a letter, which are not seen, in a line read from the right."""
    return [(Glyph((), mark, 0), 0) for mark in reversed(text[1:])]


@cache
def open_face(font: Font) -> Face:
    """Return the face of a font; raise `SourceError` if it is missing or has no TrueType outlines."""
    path = find_font(font.file)
    if path is None:
        package = font.file.partition("/")[0].replace("_", "-")
        raise SourceError(
            Finding("missing-font", Where(font.file), "the font is not installed", f"pip install {package}")
        )
    face = Face(_read(path, font.file), font.weight)
    if "glyf" not in face.face.table_tags:
        hint = "use the TrueType (.ttf) form of the font"
        raise SourceError(Finding("not-truetype", Where(font.file), "the font has no TrueType outlines", hint))
    return face


def _read(path: Path, file: str) -> hb.Blob:
    """Return the bytes of a font file; raise `SourceError` if they are not those that it is named by."""
    named = _OF.search(file)
    if named is None:
        return hb.Blob.from_file_path(str(path))
    data = path.read_bytes()
    if sha256(data).hexdigest() != named["digest"]:
        hint = "run it again when nobody writes there"
        raise SourceError(Finding("changed-meanwhile", Where(path.name), "has changed since it was read", hint))
    return hb.Blob(data)


@cache
def find_font(file: str) -> Path | None:
    """Return where a font file lies, or None if it was not found."""
    path = Path(_OF.sub("", file))
    if not path.is_absolute():
        package, _, rest = file.partition("/")
        folder = _find_package(package)
        path = folder / rest if folder else path
    return path if path.is_file() else None


@cache
def _find_package(name: str) -> Path | None:
    """Return the folder of an installed package, of which one may hold dozens of fonts."""
    spec = find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def font_says(path: Path) -> tuple[str, str]:
    """Return the licence and the version that a font file states (OpenType, table `name`, ids 13 and 5)."""
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    return face.get_name(_LICENCE, "en") or "", face.get_name(_VERSION, "en") or ""


@cache
def family_name(file: str) -> str:
    """Return the family name that a font states (OpenType, table `name`, ids 16 and 1), else the name of its file."""
    path = find_font(file)
    if path is None:
        return font_stem(file)
    face = hb.Face(_read(path, file))
    return next((name for key in _FAMILIES if (name := face.get_name(key, "en"))), font_stem(file))
