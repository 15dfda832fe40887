"""Runs of a line as text-showing operators (ISO 32000-2, 9.4.3)."""

from collections.abc import Mapping
from operator import attrgetter
from typing import NamedTuple

from booklet.pdf.draw.codes import FontCodes
from booklet.pdfnumbers import number
from booklet.text.compose import Run
from booklet.text.fonts import Font, Shaped
from booklet.text.itemise import RunLook

_GAP = attrgetter("gap")


class Type(NamedTuple):
    """Shows runs of one look and size, with the operator that selects the font and the strings of shaped texts."""

    select: str
    strings: Mapping[Shaped, str]
    is_rtl: bool

    def show(self, run: Run, start: str) -> str:
        """Return the operators that show a run; its gaps, in thousandths of the size, open to the left."""
        strings = self.strings
        if not any(map(_GAP, run.segments)):
            glyphs = reversed(run.glyphs) if self.is_rtl else run.glyphs
            return f"{self.select} {start}[{''.join(map(strings.__getitem__, glyphs))}]TJ"
        parts: list[str] = []
        for segment, shaped in run.list_shaped():
            gap = f" {number(-segment.gap * 1000 / run.size)}" if segment.gap else ""
            parts += (gap, strings[shaped]) if self.is_rtl else (strings[shaped], gap)
        return f"{self.select} {start}[{''.join(parts)}]TJ"


class Types(dict[tuple[RunLook, float], Type]):
    """Look and size to the `Type` that shows its runs, made at first use."""

    def __init__(self, fonts: Mapping[Font, FontCodes]) -> None:
        super().__init__()
        self.fonts = fonts

    def __missing__(self, key: tuple[RunLook, float]) -> Type:
        look, size = key
        strings = self.fonts[look.font].strings(look.tracking)
        select = f"/{look.font.name} {number(size)} Tf"
        found = self[key] = Type(select, strings, look.setting.direction == "rtl")
        return found
