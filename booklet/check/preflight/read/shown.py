"""What a page shows to a screen reader: whether content is tagged, and whether its letters can be known."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Stream

from booklet.check.preflight.read.library import BROKEN, Library
from booklet.check.preflight.read.screenfonts import ScreenFont
from booklet.check.preflight.read.tags import Tags
from booklet.check.preflight.screenfile import Told, is_language

DEEPEST = 12
_INVISIBLE = 3
_MOST_TOLD = 12
"""How many places of one kind are noted on a page."""

_PAINTS = {
    "f": "a shape", "F": "a shape", "f*": "a shape", "B": "a shape", "B*": "a shape", "b": "a shape", "b*": "a shape",
    "S": "a line", "s": "a line", "sh": "a shading", "INLINE IMAGE": "a picture",
}  # fmt: skip


class MarkedContent(NamedTuple):
    """Marked content that is still open."""

    is_artifact: bool
    is_tagged: bool


class ScreenPlayer:
    """Plays one page for its tags and fonts alone."""

    def __init__(self, tags: Tags, library: Library, drawn: dict[tuple[int, int], int]) -> None:
        self.tags = tags
        self.library = library
        self.drawn = drawn
        """How often each form with tagged content of its own was drawn in the file."""
        self.spans: list[MarkedContent] = []
        self.fonts: dict[tuple[int, int], ScreenFont] = {}
        self.stack: list[tuple[ScreenFont | None, int]] = []
        self.font: ScreenFont | None = None
        self.mode = 0
        self.key: int | None = None
        self.resources: Object = Dictionary()
        self.depth = 0
        self.letters = 0
        self.is_pictured = False
        self.found: dict[Told, None] = {}
        self.counts: dict[str, int] = {}

    def note(self, code: str, what: str) -> None:
        """Note something for a rule to name; of many of a kind only the first."""
        if (code, what) not in self.found:
            self.counts[code] = self.counts.get(code, 0) + 1
            if self.counts[code] <= _MOST_TOLD:
                self.found[code, what] = None

    def read(self, instructions: Sequence[Any], resources: Object, key: int | None) -> None:
        """Play the content of a page or form; `key` is its own in the parent tree."""
        self.library.spend(len(instructions))
        before = self.resources, self.key
        self.resources, self.key = resources, key
        opened = len(self.spans)
        for instruction in instructions:
            operator = str(instruction.operator)
            try:
                if operator in _PAINTS:
                    self.meet(_PAINTS[operator])
                    self.is_pictured |= operator == "INLINE IMAGE"
                elif operator in _OPERATORS:
                    _OPERATORS[operator](self, instruction.operands)
            except BROKEN:
                self.note("content-broken", f"the operator {operator} cannot be carried out")
        del self.spans[opened:]
        self.resources, self.key = before

    def list_told(self) -> tuple[Told, ...]:
        """Return everything that was noted on the page, its fonts last."""
        for font in self.fonts.values():
            for code, what in font.faults():
                self.note(code, what)
        return tuple(self.found)

    # what is marked

    def open(self, operands: Sequence[Any]) -> None:
        """Open marked content (BMC, BDC; ISO 32000-2, 14.6)."""
        kind = str(operands[0])
        held = self._properties(operands[1]) if len(operands) > 1 else None
        mark = held.get("/MCID") if held is not None else None
        is_tagged = isinstance(mark, int) and self.tags.of_mark(self.key, mark) is not None
        is_artifact = kind == "/Artifact"
        if is_artifact and any(span.is_tagged for span in self.spans):
            self.note("artifact-in-tag", "content of no meaning is marked inside content that is tagged")
        if is_tagged and (is_artifact or any(span.is_artifact for span in self.spans)):
            self.note("tag-in-artifact", "tagged content lies inside content that is marked as of no meaning")
        if held is not None and "/Lang" in held and not is_language(str(held.Lang)):
            self.note("language-unknown", f"a part of the page is in the language “{held.Lang}”")
        self.spans.append(MarkedContent(is_artifact, is_tagged))

    def _properties(self, given: Object) -> Object | None:
        held = self.resources.Properties.get(str(given)) if isinstance(given, Name) else given
        return held if isinstance(held, Dictionary) else None

    def close(self, _: Sequence[Any]) -> None:
        """Close marked content (EMC)."""
        if self.spans:
            self.spans.pop()

    def meet(self, what: str) -> None:
        """Note content that is neither tagged nor marked as an artifact."""
        if not any(span.is_tagged or span.is_artifact for span in self.spans):
            self.note("content-untagged", what)

    # text

    def save(self, _: Sequence[Any]) -> None:
        """Keep the font (q)."""
        self.stack.append((self.font, self.mode))

    def restore(self, _: Sequence[Any]) -> None:
        """Bring the font back (Q)."""
        if self.stack:
            self.font, self.mode = self.stack.pop()

    def set_font(self, operands: Sequence[Any]) -> None:
        """Choose a font (Tf)."""
        self.font = None
        self.font = self._font(self.resources.Font[str(operands[0])])

    def set_state(self, operands: Sequence[Any]) -> None:
        """Take the font of a graphics state (gs)."""
        held = self.resources.ExtGState[str(operands[0])]
        if isinstance(held.get("/Font"), Array):
            self.font = self._font(held.Font[0])

    def _font(self, written: Object) -> ScreenFont:
        key = written.objgen
        if key == (0, 0):
            key = (-1 - len(self.fonts), 0)
        if key not in self.fonts:
            self.fonts[key] = ScreenFont(written, self.library.font(written))
        return self.fonts[key]

    def set_mode(self, operands: Sequence[Any]) -> None:
        """Choose how letters are drawn (Tr)."""
        self.mode = int(operands[0])

    def show(self, operands: Sequence[Any]) -> None:
        """Show strings (Tj, TJ, ' and ")."""
        held = operands[-1]
        parts = [bytes(part) for part in (held if isinstance(held, Array) else [held]) if not _is_number(part)]
        shown = b"".join(parts)
        if not shown or self.font is None:
            self.meet("words")
            return
        codes = self.font.font.codes(shown)
        self.font.codes.update(codes)
        self.letters += len(codes)
        if self.mode != _INVISIBLE:
            self.font.drawn.update(codes)
        if not any(span.is_tagged or span.is_artifact for span in self.spans):
            said = "".join(self.font.font.glyphs[code].text for code in codes[:80]).strip()
            self.meet(f"the words “{said}”" if said else "words")

    # what is drawn by name

    def draw(self, operands: Sequence[Any]) -> None:
        """Draw a form or an image (Do)."""
        thing = self.resources.XObject[str(operands[0])]
        if not isinstance(thing, Stream):
            raise ValueError("nothing is in it")
        if thing.get("/Subtype") == "/Image":
            self.is_pictured = True
            self._draw_in_tag(thing, lambda: self.meet("a picture"))
        elif thing.get("/Subtype") == "/Form":
            self._draw_in_tag(thing, lambda: self._draw_form(thing))

    def _draw_in_tag(self, thing: Stream, act: Callable[[], None]) -> None:
        """Draw with the tag open that an object has as a whole (14.7.4.3)."""
        key = thing.get("/StructParent")
        owner = self.tags.of_object(key) if isinstance(key, int) else None
        self.spans.append(MarkedContent(is_artifact=False, is_tagged=owner is not None))
        act()
        self.spans.pop()

    def _draw_form(self, form: Stream) -> None:
        if self.depth >= DEEPEST:
            self.note("too-much-work", f"forms lie in one another more than {DEEPEST} deep")
            return
        key = form.get("/StructParents")
        if isinstance(key, int) and key in self.tags.owners:
            self.drawn[form.objgen] = self.drawn.get(form.objgen, 0) + 1
            if self.drawn[form.objgen] > 1:
                self.note("form-drawn-again", "a part of a page that holds tags is drawn more than once")
        before = self.font, self.mode, self.stack
        self.stack, self.depth = [], self.depth + 1
        own = form.get("/Resources", self.resources)
        self.read(self.library.form(form), own, key if isinstance(key, int) else None)
        self.depth -= 1
        self.font, self.mode, self.stack = before


def _is_number(part: object) -> bool:
    return isinstance(part, int | float) or type(part).__name__ == "Decimal"


_OPERATORS: Mapping[str, Callable[[ScreenPlayer, Sequence[Any]], None]] = {
    "BMC": ScreenPlayer.open,
    "BDC": ScreenPlayer.open,
    "EMC": ScreenPlayer.close,
    "q": ScreenPlayer.save,
    "Q": ScreenPlayer.restore,
    "Tf": ScreenPlayer.set_font,
    "gs": ScreenPlayer.set_state,
    "Tr": ScreenPlayer.set_mode,
    "Tj": ScreenPlayer.show,
    "TJ": ScreenPlayer.show,
    "'": ScreenPlayer.show,
    '"': ScreenPlayer.show,
    "Do": ScreenPlayer.draw,
}
