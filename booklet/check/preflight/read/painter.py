"""What a page paints: its content and the forms it draws by name, each played where it is drawn.

What content paints is kept under everything it says and draws with, and the state in which it begins: so equal content
is played once in a process, in whatever file it stands.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from pikepdf import Object, Stream

from booklet.check.preflight.boxes import enclose_points, intersect
from booklet.check.preflight.model import Hidden, Mark, PaintedPath, Part, Picture
from booklet.check.preflight.read.content import DEEPEST, ENDLESS, DrawnForm, Player, Remark, Step, corners, read_matrix
from booklet.check.preflight.read.library import BROKEN, Library
from booklet.check.preflight.read.state import GraphicsState
from booklet.geometry import Rect
from booklet.machine.bounds import PLACES
from booklet.machine.store import digest_of
from booklet.values import Frozen


class ContentStream(Frozen):
    """Content to play: its operators, what they draw with, and a digest of both; None if it is not to be kept.

    `group` is a digest of the group in which it is mixed with what lies beneath, None where nobody can tell.
    """

    digest: bytes | None
    read: Callable[[], Sequence[Any]]
    resources: Object
    group: bytes | None = b""


class Played(Frozen, eq=False):
    """What content did, step by step, and how many operators that took."""

    steps: tuple[Step, ...]
    operators: int

    def marks(self) -> Iterator[Mark]:
        """Yield what the content paints itself."""
        return (step for step in self.steps if not isinstance(step, Hidden | Remark | DrawnForm))


class Painter:
    """Collects the marks of one page, in parts; `played` are the contents that were played, by what they look like."""

    def __init__(self, media: Rect, library: Library) -> None:
        self.media = media
        self.library = library
        self.marks: list[Mark] = []
        self.hidden: list[Hidden] = []
        self.oddities: dict[tuple[str, str], None] = {}
        self.parts: list[Part] = []
        self.played: list[tuple[bytes | None, Played]] = []

    def note(self, code: str, what: str) -> None:
        """Note something that a rule will name."""
        self.oddities[code, what] = None

    def paint(self, content: ContentStream, state: GraphicsState, depth: int = 0) -> None:
        """Paint content that begins in a state; raises whatever reading its operators raises."""
        place = self._place(content, state, depth)
        known = self.library.kept.played.get(place) if place else None
        lasts = known is not None
        if known is None:
            known = self.play(content, state.copy(), depth)
            place = self._place(content, state, depth)
            lasts = all(map(_lasts, known.steps))
            if place and lasts:
                self.library.kept.played.put(place, known, _weight(known))
        else:
            self.library.spend(known.operators)
        self.played.append((None if place is None or content.group is None else place + content.group, known))
        origin = place if lasts else None
        first, part = len(self.marks), 0
        for step in known.steps:
            if isinstance(step, DrawnForm):
                self._part(origin, part, first)
                self._draw(step, content.resources, depth)
                first, part = len(self.marks), part + 1
            elif isinstance(step, Hidden):
                self.hidden.append(step)
            elif isinstance(step, Remark):
                self.note(*step)
            else:
                self.marks.append(step)
        self._part(origin, part, first)

    def play(self, content: ContentStream, state: GraphicsState, depth: int) -> Played:
        """Return what content does, and note whether it does without words; raises whatever reading it raises."""
        before = self.library.operators_left
        player = Player(self.media, state, content.resources, self.library, depth, self._paint_apart)
        player.play(content.read())
        if content.digest and not (player.shows or any(isinstance(step, DrawnForm) for step in player.steps)):
            self.library.kept.wordless.put(content.digest, True)
        operators = before - self.library.operators_left
        return Played(tuple(player.steps), operators)

    def _part(self, origin: bytes | None, part: int, first: int) -> None:
        """Note the marks that content painted before or after a form."""
        if len(self.marks) > first:
            self.parts.append(Part((origin, part) if origin else None, first, len(self.marks)))

    def _place(self, content: ContentStream, state: GraphicsState, depth: int) -> bytes | None:
        """Return a digest of everything that decides what content does; None if that cannot be known."""
        if content.digest is None:
            return None
        is_wordless = self.library.kept.wordless.get(content.digest)
        began = state.key(with_text=not is_wordless)
        return None if began is None else _digest_place(content.digest, self.media, depth, began)

    def _paint_apart(
        self, stream: Stream, resources: Object, state: GraphicsState, depth: int
    ) -> tuple[Sequence[Mark], Sequence[Remark]]:
        inner = Painter(ENDLESS, self.library)
        inner.paint(ContentStream(None, lambda: self.library.form(stream), resources), state, depth)
        return inner.marks, [Remark(*told) for told in inner.oddities]

    def _draw(self, drawn: DrawnForm, resources: Object, depth: int) -> None:
        """Paint a form in the state that it is drawn in (8.10)."""
        if depth >= DEEPEST:
            self.note("too-much-work", f"forms lie in one another more than {DEEPEST} deep")
            return
        try:
            form, state = resources.XObject[drawn.name], drawn.state.copy()
            content = _content(form, resources, self.library)
            if "/Matrix" in form:
                state.matrix = read_matrix(list(form.Matrix)).then(state.matrix)
            if "/BBox" in form:
                left, bottom, right, top = map(float, form.BBox)
                x, y = state.clip.x, state.clip.y
                box = enclose_points(corners(state.matrix, left, bottom, right, top))
                state.clip = intersect(state.clip, box) or Rect(x, y, 0, 0)
                state.has_gaps |= bool(state.matrix.b or state.matrix.c)
            self.paint(content, state, depth + 1)
        except BROKEN:
            self.note("content-broken", "the operator Do cannot be carried out")


def _content(form: Any, resources: Object, library: Library) -> ContentStream:
    """Return the content of a form; a form without resources uses those of whatever draws it."""
    own = form.get("/Resources", resources)
    digest = None
    if library.digests:
        digest = library.digests.of_form(form) if "/Resources" in form else library.digests.of_content(form, own)
    return ContentStream(digest, lambda: library.form(form), own, digest_group(form, library))


@lru_cache(maxsize=PLACES)
def _digest_place(content: bytes, media: Rect, depth: int, began: Hashable) -> bytes:
    """Return a digest of content and of where and in which state it begins; most of it begins so in the next file."""
    return digest_of((content, media, depth, began))


def digest_group(thing: Object, library: Library) -> bytes | None:
    """Return a digest of the transparency group of a form or a page (11.6.6), None where nobody can tell."""
    if "/Group" not in thing:
        return b""
    return library.digests.of(thing.Group) if library.digests else None


def _lasts(step: Step) -> bool:
    """Tell whether a step stays the same when its file is closed, and in a file with more pictures."""
    if isinstance(step, DrawnForm):
        font = step.state.text.font
        return font is None or font.drawings is None
    return not (isinstance(step, Picture) and step.unjudged)


def _weight(played: Played) -> int:
    """Return the cost of keeping what was played, roughly in kilobytes: one a step, and what its outline takes."""
    outlines = sum(len(step.outline.places) for step in played.steps if isinstance(step, PaintedPath))
    return 1 + len(played.steps) + outlines // 1024
