"""Playing a passage: as content is played, and noted what it needs of the state and of its fonts."""

from collections.abc import Sequence
from typing import Any

from pikepdf import Object, Stream

from booklet.art.transform import Matrix
from booklet.check.preflight.boxes import around_boxes
from booklet.check.preflight.model import Colour, Hidden, Mark, Picture, Shading, Shape, Text
from booklet.check.preflight.read.colour import Space
from booklet.check.preflight.read.content import OPERATORS, Operands, Player
from booklet.check.preflight.read.fonts import Font
from booklet.check.preflight.read.library import Library, decoded
from booklet.check.preflight.read.passages import (
    Codes,
    FileFont,
    Memory,
    Passage,
    Pattern,
    Show,
    has_ground,
    weight_of,
)
from booklet.check.preflight.read.plain import Step, UnfitError, steps_of
from booklet.check.preflight.read.samples import Masked, Raster, Verdict
from booklet.check.preflight.read.situation import (
    DRAWS_WITH,
    EVERY,
    FILL,
    OVER,
    SETS,
    STROKE,
    WIDTH,
    Situation,
    rest_of,
    situation_of,
)
from booklet.check.preflight.read.state import State
from booklet.check.preflight.read.strings import TextCursor

_SHORT = 4_000
"""Bytes of forms whose operators are kept: marks of long ones are."""

_OVERPRINT = {"/OP", "/op", "/OPM"}


class FileLibrary(Library):
    """The fonts of one file by number, as they were read from it or from an equal one before."""

    def __init__(self, by_number: dict[int, FileFont], memory: Memory) -> None:
        super().__init__()
        self._memory = memory
        self.by_number = by_number
        self.by_label = {found.font.label: found for found in by_number.values()}
        self._overprints: dict[int, tuple[bool, bool, int] | None] = {}

    def font(self, font: Object) -> Font:
        """Return a font; raise `UnfitError` for one that stands in no object of its own."""
        found = self.by_number.get(font.objgen[0])
        if found is None:
            raise UnfitError("a font without a number")
        return found.font

    def here(self, font: Font) -> Font:
        """Return the font of this file that has the label of another's."""
        return self.by_label[font.label].font

    def first(self, font: Font) -> Font:
        """Return the font of the first file that had such a font."""
        return self.by_label[font.label].first

    def is_usual(self, codes: Codes) -> bool:
        """Tell whether the fonts show these codes here as they did in the files before."""
        for label, bits in codes:
            font = self.by_label.get(label)
            if font is None or bits & font.strange:
                return False
        return True

    def form(self, form: Stream) -> Sequence[Step]:
        """Return the operators of a form."""
        key = form.objgen
        if key not in self.instructions:
            content = decoded(form)
            is_short = len(content) < _SHORT
            self.instructions[key] = self._memory.steps_of(content) if is_short else steps_of(content)
        return self.instructions[key]

    def overprint(self, state: Object) -> tuple[bool, bool, int] | None:
        """Return how a graphics state sets overprint of strokes and fills; None if it sets more, or less."""
        number = state.objgen[0]
        if number not in self._overprints or not number:
            is_all = set(state.keys()) - {"/Type"} == _OVERPRINT
            self._overprints[number] = (bool(state.OP), bool(state.op), int(state.OPM)) if is_all else None
        return self._overprints[number]


class _Cursor(TextCursor):
    """A place in the text that nothing is known of before text begins."""

    def __init__(self) -> None:
        super().__init__()
        self.has_begun = self.has_shown = False

    def begin(self) -> None:
        super().begin()
        self.has_begun, self.has_shown = True, False

    def place(self, matrix: Matrix) -> None:
        self._check()
        super().place(matrix)
        self.has_shown = False

    def show(self, parts: Any, state: State) -> Text | None:
        self._check()
        self.has_shown = True
        return super().show(parts, state)

    def start(self) -> Matrix | None:
        """Return where a string begins, None where the last one ended."""
        return None if self.has_shown else self._at

    def _check(self) -> None:
        if not self.has_begun:
            raise UnfitError("text outside of text")


class PassagePlayer(Player):
    """Plays a passage in the states before it, and notes what it needs of them and which codes it shows."""

    def __init__(self, states: tuple[State, ...], resources: Object, library: FileLibrary) -> None:
        super().__init__(states[-1].clip, resources, library)
        self.own = library
        *self.stack, self.state = states
        self.saved = len(self.stack)
        self.cursor: _Cursor = _Cursor()
        self.shown: list[tuple[int, int, Show]] = []
        """Each string: the marks before it, how many it made, and how it is shown."""
        self.codes: dict[str, set[int]] = {}
        self.needs = 0

    def play(self, instructions: Sequence[Any]) -> None:
        """Carry out operators in order, and note what each needs and sets."""
        self.library.spend(len(instructions))
        for operator, operands in instructions:
            act = OPERATORS.get(operator)
            if act is None:
                continue
            if operator == "l":  # most of what is drawn
                x, y = operands
                self.path.line(self.state.matrix, (x, y))
                continue
            if operator in DRAWS_WITH:
                self.needs |= DRAWS_WITH[operator] & self.state.untouched
            act(self, operands)
            if operator in SETS:
                self.state.untouched &= ~SETS[operator]

    def set_state(self, operands: Operands) -> None:
        """Take over a graphics state dictionary, mostly one that sets all of overprint."""
        values = self.resources.ExtGState[str(operands[0])]
        overprint = self.own.overprint(values)
        if overprint is None:
            self.needs |= self.state.untouched
            self.state.untouched = 0
            super().set_state(operands)
            return
        state = self.state
        state.untouched &= ~OVER
        state.stroke.overprints, state.fill.overprints, state.overprint_mode = overprint

    def _draw_picture(self, raster: Raster, space: Space | None, verdict: Verdict, masked: Masked, /) -> None:
        self.needs |= (FILL | OVER) & self.state.untouched
        super()._draw_picture(raster, space, verdict, masked)

    def hide(self, hidden: Hidden) -> None:
        """Read the file as a whole if nobody sees a string."""
        raise UnfitError("a string that nobody sees")

    def _tiles(self, pattern: Stream, given: Colour | None) -> tuple[Mark, ...]:
        raise UnfitError("a pattern of tiles, which is placed from where the page begins")

    def _is_as(self, before: Situation) -> bool:
        """Tell whether a passage leaves everything as it was before."""
        same = len(self.stack) == self.saved and self.state.untouched == EVERY
        return same and rest_of(self.state) == rest_of(before.states[-1])

    def show(self, parts: Operands) -> None:
        """Show strings, and note their codes."""
        font = self.state.text.font
        if self.state.text.mode:
            self.needs |= (STROKE | WIDTH) & self.state.untouched
        if font is None:
            raise UnfitError("a string without a font")
        show, before = Show(self.state.copied(), self.cursor.start()), len(self.marks)
        show.state.text.font = self.own.first(font)
        super().show(parts)
        self.codes.setdefault(font.label, set()).update(self.cursor.codes)
        self.shown.append((before, len(self.marks) - before, show))

    def pattern(self, passage: Passage) -> Pattern:
        """Return a passage that was played with places for its strings."""
        found: list[Mark | Show] = []
        at = 0
        for number, count, show in self.shown:
            found += [*self.marks[at:number], show]
            at = number + count
        return Pattern(passage, (*found, *self.marks[at:]))

    def passage(self, content: bytes, before: Situation, memory: Memory) -> Passage:
        """Play a passage; raise `UnfitError` if it leaves something open, or anything is odd about it."""
        left = self.library.operators_left
        self.play(memory.steps_of(content))
        if self.oddities or self.clips_next or not self.path.is_empty:
            raise UnfitError("a passage that ends too early, or holds something odd")
        if len(self.stack) > self.saved:
            self.needs = EVERY
        after = (*self.stack, self.state)
        for state in after:
            if state.text.font is not None:
                state.text.font = self.own.first(state.text.font)
        codes = tuple((label, sum(1 << code for code in shown)) for label, shown in self.codes.items())
        grounds = [mark.box for mark in self.marks if isinstance(mark, Shape | Picture | Shading)]
        serial = memory.next_number()
        return Passage(
            marks=tuple(self.marks),
            needs=self.needs,
            after=before if self._is_as(before) else situation_of(after, memory.number_of),
            untouched=self.state.untouched,
            codes=codes,
            operators=left - self.library.operators_left,
            weight=weight_of(self.marks),
            serial=serial,
            ground=around_boxes(grounds),
            grounds=(serial,) if grounds else (),
            has_text=has_ground(self.marks),
            is_usual=self.own.is_usual(codes),
        )
