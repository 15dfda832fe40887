"""The graphics state, as far as rules read it (ISO 32000-2, 8.4)."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from booklet.art.transform import Matrix
from booklet.check.preflight.model import Colour, Paint
from booklet.check.preflight.read.colour import Space
from booklet.check.preflight.read.fonts import PdfFont
from booklet.geometry import Rect

DEVICE_GREY = Space("grey", 1)


@dataclass(slots=True)
class InkState:
    """What fills or strokes: a space, a colour in it, whether it overprints, how opaque it is."""

    space: Space = DEVICE_GREY
    colour: Colour = field(default_factory=Colour)
    overprints: bool = False
    alpha: float = 1.0


@dataclass(slots=True)
class TextState:
    """How strings are set (9.3)."""

    font: PdfFont | None = None
    size: float = 0.0
    tracking: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


@dataclass(slots=True)
class GraphicsState:
    """Everything that q saves and Q restores; `clip` is the box of the clipping path."""

    clip: Rect
    matrix: Matrix = field(default_factory=Matrix)
    fill: InkState = field(default_factory=InkState)
    stroke: InkState = field(default_factory=InkState)
    text: TextState = field(default_factory=TextState)
    width: float = 1.0
    overprint_mode: int = 0
    blend: str = "Normal"
    is_masked: bool = False
    has_gaps: bool = False
    """Whether the clipping path is more than a box along the axes."""

    def paint(self, ink: InkState) -> Paint:
        """Return the paint that an ink would put on paper now."""
        return Paint(
            ink.colour, ink.overprints, self.overprint_mode, ink.alpha, self.is_masked, self.blend, self.has_gaps
        )

    def copy(self) -> "GraphicsState":
        """Return a copy of the state, which changes independently."""
        fill, stroke, text = self.fill, self.stroke, self.text
        return GraphicsState(
            self.clip,
            self.matrix,
            InkState(fill.space, fill.colour, fill.overprints, fill.alpha),
            InkState(stroke.space, stroke.colour, stroke.overprints, stroke.alpha),
            TextState(
                text.font, text.size, text.tracking, text.word_space, text.stretch, text.leading, text.rise, text.mode
            ),
            self.width,
            self.overprint_mode,
            self.blend,
            self.is_masked,
            self.has_gaps,
        )

    def key(self, *, with_text: bool = True) -> Hashable | None:
        """Return the state as a value that is equal in every file; None if its font is no such value.

        None for patterns, too: all that a tile paints is more to compare than to play again what is drawn in it.
        """
        fill, stroke, text = self.fill, self.stroke, self.text
        if fill.colour.tiles or stroke.colour.tiles:
            return None
        if with_text and text.font is not None and text.font.digest is None:
            return None
        painted = (
            *(self.clip, self.matrix, self.width, self.overprint_mode, self.blend, self.is_masked, self.has_gaps),
            *(fill.space, fill.colour, fill.overprints, fill.alpha),
            *(stroke.space, stroke.colour, stroke.overprints, stroke.alpha),
        )
        if not with_text:
            return painted
        return (
            *painted,
            *(text.font.digest if text.font else b"", text.size, text.tracking, text.word_space, text.stretch),
            *(text.leading, text.rise, text.mode),
        )
