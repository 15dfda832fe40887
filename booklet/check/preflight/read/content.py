"""Page content, played: operators in, marks out, each with its place, colour and size (ISO 32000-2, 8 and 9).

Forms are noted where they are drawn. Clipping is by boxes, which errs towards seeing more than the eye does.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Stream

from booklet.art.transform import Matrix
from booklet.check.preflight.boxes import Point, enclose_points, holds, intersect
from booklet.check.preflight.model import Colour, Hidden, Mark, PaintedPath, Picture, Shading, flatten_marks
from booklet.check.preflight.read.colour import Space, read_space
from booklet.check.preflight.read.library import BROKEN, Library
from booklet.check.preflight.read.outline import FlatPath
from booklet.check.preflight.read.samples import Masked, PictureVerdict, Raster, mask_of, raster_of
from booklet.check.preflight.read.state import DEVICE_GREY, GraphicsState, InkState
from booklet.check.preflight.read.strings import TextCursor
from booklet.geometry import Rect
from booklet.values import Frozen, replace

DEEPEST = 12
"""How many forms may lie in one another."""

Operands = Sequence[Any]

_UNIT = (1, 0, 0, 1, 0, 0)
ENDLESS = Rect(-1e6, -1e6, 2e6, 2e6)


class Remark(NamedTuple):
    """Something that a rule will name: its code, and what was met."""

    code: str
    what: str


class DrawnForm(Frozen, eq=False):
    """A form that content draws by name, and the state that it is drawn in."""

    name: str
    state: GraphicsState


Step = Mark | Hidden | Remark | DrawnForm

Apart = Callable[[Stream, Object, GraphicsState, int], tuple[Sequence[Mark], Sequence[Remark]]]
"""Paints content that is drawn on its own, such as a tile: its stream, resources and state, and how deep it lies."""


class Player:
    """What one content does, step by step, from a state in which it begins."""

    def __init__(
        self, media: Rect, state: GraphicsState, resources: Object, library: Library, depth: int, paint_apart: "Apart"
    ) -> None:
        self.library = library
        self.paint_apart = paint_apart
        self.resources = resources
        self.state = state
        self.base = state.matrix
        """Where the content that is played begins: patterns are placed from there."""
        self.stack: list[GraphicsState] = []
        self.path = FlatPath()
        self.clips_next = False
        self.cursor = TextCursor()
        self.depth = depth
        self.steps: list[Step] = []
        self.shows = False
        """Whether strings were shown, which depends on how text was set before."""
        self.media = media

    def play(self, instructions: Sequence[Any]) -> None:
        """Carry out operators in order."""
        self.library.spend(len(instructions))
        for instruction in instructions:
            operator = str(instruction.operator)
            act = OPERATORS.get(operator)
            if act is None:
                continue
            try:
                act(self, instruction.operands)
            except BROKEN:
                self.note("content-broken", f"the operator {operator} cannot be carried out")

    def note(self, code: str, what: str) -> None:
        """Note something that a rule will name."""
        self.steps.append(Remark(code, what))

    # the graphics state

    def save(self, _: Operands) -> None:
        """Keep the state (q)."""
        self.stack.append(self.state.copy())
        self.library.spend(1)

    def restore(self, _: Operands) -> None:
        """Bring the state back (Q)."""
        if self.stack:
            self.state = self.stack.pop()

    def transform(self, operands: Operands) -> None:
        """Change the matrix (cm)."""
        self.state.matrix = read_matrix(operands).then(self.state.matrix)

    def set_state(self, operands: Operands) -> None:
        """Take over a graphics state dictionary (gs; 8.4.5)."""
        values, state = dict(self.resources.ExtGState[str(operands[0])].items()), self.state
        state.stroke.overprints = bool(values.get("/OP", state.stroke.overprints))
        state.fill.overprints = bool(values.get("/op", values.get("/OP", state.fill.overprints)))
        state.overprint_mode = int(values.get("/OPM", state.overprint_mode))
        state.fill.alpha = float(values.get("/ca", state.fill.alpha))
        state.stroke.alpha = float(values.get("/CA", state.stroke.alpha))
        state.width = float(values.get("/LW", state.width))
        if "/BM" in values:
            mode = values["/BM"]
            state.blend = str(mode[0] if isinstance(mode, Array) else mode)[1:]
        if "/SMask" in values:
            state.is_masked = isinstance(values["/SMask"], Dictionary)
        if "/Font" in values:
            state.text.font, state.text.size = self.library.font(values["/Font"][0]), float(values["/Font"][1])
        for code, what in _forbidden(values):
            self.note(code, what)

    # colours

    def set_space(self, ink: InkState, operands: Operands) -> None:
        """Set a colour space (cs, CS)."""
        ink.space = read_space(operands[0], self.resources)
        ink.colour = ink.space.first()

    def set_colour(self, ink: InkState, operands: Operands) -> None:
        """Set a colour in the space (sc, scn, SC, SCN)."""
        if operands and isinstance(operands[-1], Name):
            ink.colour = self._pattern(str(operands[-1]), ink.space.under, operands[:-1])
            return
        ink.colour = Colour(ink.space.family, tuple(map(float, operands)), ink.space.names)

    def _pattern(self, name: str, under: Space | None, values: Operands) -> Colour:
        pattern = self.resources.Pattern[name]
        if int(pattern.get("/PatternType", 1)) == 2:
            return self._read_shading(pattern.Shading)
        if not isinstance(pattern, Stream):
            raise ValueError("nothing is in it")
        is_own = int(pattern.get("/PaintType", 1)) == 1 or under is None
        given = None if is_own or under is None else Colour(under.family, tuple(map(float, values)), under.names)
        return Colour("pattern", (), (), self._tiles(pattern, given))

    def _read_shading(self, shading: Object) -> Colour:
        space = read_space(shading.ColorSpace, self.resources)
        return Colour(space.family, (), space.names)

    def _tiles(self, pattern: Stream, given: Colour | None) -> tuple[Mark, ...]:
        """Return the marks of a pattern's tile (8.7.3); it is placed where the content that names it stands."""
        matrix = read_matrix(list(pattern.get("/Matrix", _UNIT))).then(self.base)
        return self._play_apart(pattern, pattern.get("/Resources", self.resources), matrix, given)

    def _play_apart(self, content: Stream, resources: Object, matrix: Matrix, given: Colour | None) -> tuple[Mark, ...]:
        """Return the marks of content that is drawn separately, in a given colour or in its own."""
        key, known = (content.objgen, matrix, given), self.library.tiles
        if self.depth >= DEEPEST or known.get(key, ()) is None:
            self.note("too-much-work", "patterns lie in themselves, or too deep in one another")
            return ()
        if key not in known:
            known[key] = None
            state = GraphicsState(clip=ENDLESS, matrix=matrix)
            if given is not None:
                state.fill.colour = state.stroke.colour = given
            marks, notes = self.paint_apart(content, resources, state, self.depth + 1)
            self.steps += notes
            known[key] = flatten_marks(marks)
        return known[key] or ()

    # paths

    def clip_next(self, _: Operands) -> None:
        """Let the next painting operator clip (W, W*)."""
        self.clips_next = True

    def end_path(self, _: Operands = ()) -> None:
        """End the path, and clip to it if an operator asked for that (n)."""
        if self.clips_next:
            self._clip(self.path.box())
            self.state.has_gaps |= not self.path.is_rectangle()
        self.clips_next = False
        self.path = FlatPath()

    def _clip(self, box: Rect | None) -> None:
        x, y = self.state.clip.x, self.state.clip.y
        self.state.clip = (intersect(self.state.clip, box) if box else None) or Rect(x, y, 0, 0)

    def paint_path(self, *, fills: bool, strokes: bool, even_odd: bool = False) -> None:
        """Paint the path (8.5.3)."""
        state, box = self.state, self.path.box()
        if box is not None:
            width = state.width * state.matrix.scale if strokes else 0.0
            seen = intersect(box.grown(width / 2), state.clip)
            if seen is not None:
                fill = state.paint(state.fill) if fills else None
                stroke = state.paint(state.stroke) if strokes else None
                is_rectangle = self.path.is_rectangle()
                self.steps.append(PaintedPath(seen, fill, stroke, width, self.path.outline(), even_odd, is_rectangle))
        self.end_path()

    def shade(self, operands: Operands) -> None:
        """Fill what is not clipped with a shading (sh)."""
        colour = self._read_shading(self.resources.Shading[str(operands[0])])
        self.steps.append(Shading(self.state.clip, replace(self.state.paint(self.state.fill), colour=colour)))

    # text

    def set_font(self, operands: Operands) -> None:
        """Choose a font and a size (Tf)."""
        self.state.text.font = None
        self.state.text.size = float(operands[1])
        self.state.text.font = self.library.font(self.resources.Font[str(operands[0])])

    def show(self, parts: Operands) -> None:
        """Show strings (Tj, TJ)."""
        self.shows = True
        text = self.cursor.show(parts, self.state)
        if self.cursor.hidden is not None:
            self.hide(self.cursor.hidden)
        if text is not None:
            drawn = self._drawings()
            self.steps.append(text if not drawn else replace(text, paint=text.paint.with_tiles(drawn)))

    def hide(self, hidden: Hidden) -> None:
        """Note the part of a string that nobody sees."""
        is_beyond = not holds(self.media, hidden.box, hidden.box.height)
        self.steps.append(replace(hidden, why="beyond the edge of the sheet, or a part of it") if is_beyond else hidden)

    def _drawings(self) -> tuple[Mark, ...]:
        """Return the marks of the letters shown last, which Type 3 fonts may paint in their own colours (9.6.4)."""
        text = self.state.text
        drawings = text.font.drawings if text.font else None
        if drawings is None:
            return ()
        size = Matrix(a=text.size * text.stretch, d=text.size).then(self.state.matrix)
        matrix, resources = drawings.matrix.then(size), drawings.font.get("/Resources", self.resources)
        letters = [drawings.letters[code] for code in dict.fromkeys(self.cursor.codes) if code in drawings.letters]
        own = [
            letter for letter in letters if any(str(step.operator) == "d0" for step in self.library.form(letter)[:1])
        ]
        return tuple(mark for letter in own for mark in self._play_apart(letter, resources, matrix, None))

    def show_next(self, operands: Operands) -> None:
        """Show a string on the next line (' and ")."""
        if len(operands) == 3:
            self.state.text.word_space, self.state.text.tracking = float(operands[0]), float(operands[1])
        self.cursor.next_line(self.state.text.leading)
        self.show(operands[-1:])

    # what is drawn by name

    def draw(self, operands: Operands) -> None:
        """Draw a form or an image (Do)."""
        thing = self.resources.XObject[str(operands[0])]
        kind = str(thing.get("/Subtype"))
        if not isinstance(thing, Stream):
            raise ValueError("nothing is in it")
        if kind == "/Form":
            self.library.spend(1)
            self.steps.append(DrawnForm(str(operands[0]), self.state.copy()))
        elif kind == "/Image":
            space = read_space(thing.ColorSpace, self.resources) if "/ColorSpace" in thing else None
            raster = raster_of(thing, space)
            self._draw_picture(raster, space, self._verdict(thing, raster), mask_of(thing))

    def _verdict(self, image: Stream, raster: Raster) -> PictureVerdict:
        """Return the faults in the data of an image, or of its mask."""
        samples = self.library.samples
        found = samples.judge(image, raster)
        for key in ("/SMask", "/Mask"):
            mask = image.get(key)
            if isinstance(mask, Stream) and not found.fault:
                own = samples.judge(mask, raster_of(mask, DEVICE_GREY))
                found = PictureVerdict(own.fault and f"its mask: {own.fault}", found.unjudged or own.unjudged)
        return found

    def draw_inline(self, operands: Operands) -> None:
        """Draw an image that stands in the content (BI ... EI)."""
        image = operands[0]
        space = None if image.image_mask else read_space(_inline_space(image), self.resources)
        bits = 1 if image.image_mask else image.bits_per_component
        components = 1 if space is None else space.components or None
        raster = Raster(image.width, image.height, components, bits)
        mask = Masked.IN_PLACES if image.image_mask else Masked.NOWHERE
        self._draw_picture(raster, space, self.library.samples.judge_inline(image, raster), mask)

    def _draw_picture(self, raster: Raster, space: Space | None, verdict: PictureVerdict, masked: Masked, /) -> None:
        state, matrix = self.state, self.state.matrix
        box = intersect(enclose_points(corners(matrix, 0, 0, 1, 1)), state.clip)
        if box is None:
            return
        paint = state.paint(state.fill)
        if space is not None:
            paint = replace(paint, colour=Colour(space.family, (), space.names))
        if masked is Masked.SOFTLY:
            paint = replace(paint, is_masked=True)
        elif masked is Masked.IN_PLACES:
            paint = replace(paint, has_gaps=True)
        inches = (matrix.a**2 + matrix.b**2) ** 0.5 / 72, (matrix.c**2 + matrix.d**2) ** 0.5 / 72
        pixels = raster.width, raster.height
        ppi = pixels[0] / max(inches[0], 1e-6), pixels[1] / max(inches[1], 1e-6)
        self.steps.append(Picture(box, paint, pixels, ppi, raster.bits == 1, verdict.fault, verdict.unjudged))


def read_matrix(operands: Operands) -> Matrix:
    """Return six numbers as a matrix."""
    a, b, c, d, e, f = map(float, operands)
    return Matrix(a, b, c, d, e, f)


def corners(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> list[Point]:
    """Return the corners of a box that is placed."""
    numbers = matrix.apply([left, bottom, right, bottom, right, top, left, top])
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _inline_space(image: Any) -> Object:
    return Name(str(image.colorspace)) if not isinstance(image.colorspace, Array) else image.colorspace


def _forbidden(values: Mapping[str, Object]) -> list[tuple[str, str]]:
    """Return the parts of a graphics state that a press file may not have."""
    found = []
    if "/TR" in values or values.get("/TR2", Name.Default) != Name.Default:
        found.append(("transfer-function", "a graphics state changes tones (TR)"))
    halftone = values.get("/HT", Name.Default)
    if "/HTP" in values or (
        isinstance(halftone, Dictionary | Stream)
        and (int(halftone.get("/HalftoneType", 0)) not in {1, 5} or "/HalftoneName" in halftone)
    ):
        found.append(("halftone", "a graphics state brings its own screen (HT)"))
    return found


def _device(space: Space) -> Callable[[InkState, Operands], None]:
    def set_device(ink: InkState, operands: Operands) -> None:
        ink.space = space
        ink.colour = Colour(space.family, tuple(map(float, operands)))

    return set_device


_grey, _rgb, _cmyk = (_device(Space(name, count)) for name, count in (("grey", 1), ("rgb", 3), ("cmyk", 4)))


def _point(operands: Operands, at: int = 0) -> Point:
    return float(operands[at]), float(operands[at + 1])


def _set_text(name: str, factor: float = 1.0) -> Callable[[Player, Operands], None]:
    return lambda player, operands: setattr(player.state.text, name, float(operands[0]) * factor)


def _move_line(player: Player, operands: Operands) -> None:
    """Move to the next line and set the leading (TD)."""
    player.state.text.leading = -float(operands[1])
    player.cursor.move(*_point(operands))


OPERATORS: dict[str, Callable[[Player, Operands], None]] = {
    "q": Player.save,
    "Q": Player.restore,
    "cm": Player.transform,
    "gs": lambda player, operands: player.set_state(operands),
    "w": lambda player, operands: setattr(player.state, "width", float(operands[0])),
    "g": lambda player, operands: _grey(player.state.fill, operands),
    "G": lambda player, operands: _grey(player.state.stroke, operands),
    "rg": lambda player, operands: _rgb(player.state.fill, operands),
    "RG": lambda player, operands: _rgb(player.state.stroke, operands),
    "k": lambda player, operands: _cmyk(player.state.fill, operands),
    "K": lambda player, operands: _cmyk(player.state.stroke, operands),
    "cs": lambda player, operands: player.set_space(player.state.fill, operands),
    "CS": lambda player, operands: player.set_space(player.state.stroke, operands),
    "sc": lambda player, operands: player.set_colour(player.state.fill, operands),
    "scn": lambda player, operands: player.set_colour(player.state.fill, operands),
    "SC": lambda player, operands: player.set_colour(player.state.stroke, operands),
    "SCN": lambda player, operands: player.set_colour(player.state.stroke, operands),
    "m": lambda player, operands: player.path.move(player.state.matrix, _point(operands)),
    "l": lambda player, operands: player.path.line(player.state.matrix, _point(operands)),
    "c": lambda player, operands: player.path.curve(
        player.state.matrix, _point(operands), _point(operands, 2), _point(operands, 4)
    ),
    "v": lambda player, operands: player.path.curve(player.state.matrix, None, _point(operands), _point(operands, 2)),
    "y": lambda player, operands: player.path.curve(player.state.matrix, _point(operands), None, _point(operands, 2)),
    "re": lambda player, operands: player.path.rectangle(player.state.matrix, *map(float, operands)),
    "W": Player.clip_next,
    "W*": Player.clip_next,
    "n": Player.end_path,
    "S": lambda player, _: player.paint_path(fills=False, strokes=True),
    "s": lambda player, _: player.paint_path(fills=False, strokes=True),
    "f": lambda player, _: player.paint_path(fills=True, strokes=False),
    "F": lambda player, _: player.paint_path(fills=True, strokes=False),
    "f*": lambda player, _: player.paint_path(fills=True, strokes=False, even_odd=True),
    "B": lambda player, _: player.paint_path(fills=True, strokes=True),
    "b": lambda player, _: player.paint_path(fills=True, strokes=True),
    "B*": lambda player, _: player.paint_path(fills=True, strokes=True, even_odd=True),
    "b*": lambda player, _: player.paint_path(fills=True, strokes=True, even_odd=True),
    "sh": Player.shade,
    "BT": lambda player, _: player.cursor.begin(),
    "Tf": Player.set_font,
    "Tc": _set_text("tracking"),
    "Tw": _set_text("word_space"),
    "Tz": _set_text("stretch", 0.01),
    "TL": _set_text("leading"),
    "Ts": _set_text("rise"),
    "Tr": lambda player, operands: setattr(player.state.text, "mode", int(operands[0])),
    "Td": lambda player, operands: player.cursor.move(*_point(operands)),
    "TD": _move_line,
    "Tm": lambda player, operands: player.cursor.place(read_matrix(operands)),
    "T*": lambda player, _: player.cursor.next_line(player.state.text.leading),
    "Tj": lambda player, operands: player.show(operands),
    "TJ": lambda player, operands: player.show(operands[0]),
    "'": Player.show_next,
    '"': Player.show_next,
    "Do": Player.draw,
    "INLINE IMAGE": Player.draw_inline,
}
"""What each operator does; those that paint nothing and change no place or colour are passed over."""
