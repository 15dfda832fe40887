"""Our typefaces as ReportLab fonts: shaped, ordered and with fallbacks in any script, by the name of a role."""

from hashlib import sha256
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from booklet.geometry import add_lengths
from booklet.text.compose import Line, set_line
from booklet.text.fonts import Font, Setting, open_face
from booklet.text.itemise import Fonts, TextStyle
from booklet.text.markup import escape_markup
from booklet.typeset.house import House

PER_MILLE = 1000.0


class _Face(NamedTuple):
    """What ReportLab asks about a face: how far letters reach above and below the baseline, in thousandths."""

    name: str
    ascent: float
    descent: float
    subfontIndex: int = 0


class HouseFont:
    """A chain of our fonts under one of ReportLab's font names; facts in it are set in our own type, as everywhere."""

    _multiByte = 1
    _dynamicFont = 1
    _py_stringWidth = None
    shapable = False
    encName = "Identity-H"
    substitutionFonts: tuple[()] = ()

    def __init__(self, name: str, style: TextStyle, setting: Setting) -> None:
        self.fontName = name
        self.style, self.setting = style, setting
        face = open_face(style.fonts[0])
        extents = face.font.get_font_extents("ltr")
        scale = PER_MILLE / face.upem
        self.face = _Face(name, extents.ascender * scale, extents.descender * scale)

    def line(self, text: str, size: float) -> Line:
        """Return a text, unchanged, as one line."""
        style = self.style
        sized = TextStyle(
            fonts=style.fonts,
            strong=style.strong,
            facts=style.facts,
            strong_facts=style.strong_facts,
            size=size,
            leading=size,
            ink=style.ink,
        )
        return set_line(escape_markup(text), sized, self.setting)

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf8") -> float:
        """Return the width of a text, including the spaces at its end."""
        text = text.decode(encoding) if isinstance(text, bytes) else text
        return add_lengths(run.width for run in self.line(text, size).runs)


def use_font(house: House, role: str = "body", *, strong: bool = False) -> str:
    """Make the type of a role known to ReportLab, and return its name there: the `fontName` of a style or label.

    Letters that the typeface lacks come from the others of the house. Sizes are the caller's.
    """
    style = house.style(role)
    fonts, facts = (style.strong, style.strong_facts) if strong else (style.fonts, style.facts)
    return _register(fonts, facts, house.setting)


def use_font_file(house: House, file: str, weight: int = 400) -> str:
    """Make one's own TrueType file known to ReportLab; facts, and letters it lacks, come from the house."""
    style = house.style("body")
    return _register((Font(file, weight), *style.fonts), style.facts or style.fonts, house.setting)


def _register(fonts: Fonts, facts: Fonts, setting: Setting) -> str:
    chain = sha256(repr((fonts, facts, setting)).encode()).hexdigest()[:12]  # ReportLab keeps the first of a name
    name = f"{fonts[0].name}-{setting.language}-{chain}"
    style = TextStyle(fonts, fonts, PER_MILLE, PER_MILLE, "black", facts=facts, strong_facts=facts)
    pdfmetrics.registerFont(HouseFont(name, style, setting))
    return name


def house_font(name: str, house: House) -> HouseFont | None:
    """Return the font of a name, a stranger's TrueType file included; None for a font that is not embedded."""
    font = pdfmetrics.getFont(name)
    if isinstance(font, HouseFont):
        return font
    if isinstance(font, TTFont):
        return house_font(use_font_file(house, font.face.filename), house)
    return None
