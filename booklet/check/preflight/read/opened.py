"""A file of ours, opened to be read in passages: what it shares with files before it is not played again."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Pdf, Stream

from booklet.check.preflight.model import Document
from booklet.check.preflight.read.document import resources_of, whole_document
from booklet.check.preflight.read.fonts import Font, Glyph
from booklet.check.preflight.read.library import BROKEN, TooMuchError, decoded
from booklet.check.preflight.read.objects import catalog_oddities, object_oddities
from booklet.check.preflight.read.passages import (
    Base,
    Block,
    FileFont,
    Key,
    Memory,
    Part,
    Passage,
    Piece,
    Run,
    cut,
    joined,
)
from booklet.check.preflight.read.patterns import filled, outline_of
from booklet.check.preflight.read.plain import UnfitError
from booklet.check.preflight.read.plainpages import PlainPage, pages_of
from booklet.check.preflight.read.replay import FileLibrary, PassagePlayer
from booklet.check.preflight.read.situation import Situation, situation_of
from booklet.check.preflight.read.state import State
from booklet.pdf.objects import Ref
from booklet.pdf.written import Digests, NotPlainError, Written

_ELSEWHERE = re.compile(rb"/(?:S|Type|Subtype|Filter)\s*[0-9]")
"""An object that says what it is in another object."""

_FONT, _INNER = b"<</Type/Font/", b"/Subtype/CIDFont"
_FORM = b"<</Type/XObject/Subtype/Form/"
_DRAWN = re.compile(rb"/([^\s/<>\[\]]+) Do(?!\S)")
_TAGS = re.compile(rb"/StructParents [0-9]+")
_HELD, _REF = re.compile(rb"/K ?(\[[^\]]*\]|[0-9]+ 0 R)"), re.compile(rb"([0-9]+) 0 R")
_UNSEEN = re.compile(rb"/(?:StructParents|Length) [0-9]+")
Names = dict[bytes, bytes]


def read_again(written: Written, memory: Memory) -> tuple[Document, list[list[Run]]] | None:
    """Return a file without what its pages paint, and that, page by page; None if it has to be read as a whole."""
    try:
        with pikepdf.open(BytesIO(written.data)) as pdf:
            file = OpenFile(pdf, written, memory)
            document = file.document()
            runs = file.runs()
            return None if pdf.get_warnings() or not runs else (document, runs)
    except (UnfitError, NotPlainError, TooMuchError, RecursionError, MemoryError, *BROKEN):
        return None


@dataclass(frozen=True, slots=True)
class _Resources:
    """The resources of a page, and what each name in them stands for."""

    pdf: Pdf
    page: int
    names: Names
    forms: dict[bytes, int]

    def values(self) -> Dictionary:
        """Return the resources to draw with."""
        return resources_of(self.pdf.get_object((self.page, 0)))

    def meaning(self, names: Sequence[bytes]) -> tuple[bytes, ...]:
        """Return what names stand for, b"" for those that stand for nothing."""
        return tuple([self.names.get(name, b"") for name in names])


class OpenFile:
    """A file, cut and opened; nothing is raised but `UnfitError`, `NotPlainError` and what pikepdf raises."""

    def __init__(self, pdf: Pdf, written: Written, memory: Memory) -> None:
        self.pdf = pdf
        self.written = written
        self.memory = memory
        self._exact = written.digests
        by_number = dict(self._fonts())
        self._library = FileLibrary(by_number, memory)
        self._digests = Digests(written, self._stands_for)
        self._needs: dict[Base, int] = {}
        self._passages: dict[Key, Passage] = {}
        """What shows codes as no file did before: it is kept for this file alone."""
        self._pages = pages_of(written)

    # the file as a whole

    def document(self) -> Document:
        """Return the file with its pages, of which nothing is read but their boxes; nothing in it is odd."""
        self._settle()
        pages = tuple(plain.page for _, plain in self._pages)
        return whole_document(self.pdf, pages, (), self._profile)

    def _settle(self) -> None:
        """Look at objects that no file had before."""
        heads = self.written.heads
        unknown = set(self.memory.heads.unknown(heads[1:]))
        for number, head in enumerate(heads):
            if head in unknown:
                thing = self.pdf.get_object((number, 0))
                is_bare = isinstance(thing, Stream) and thing.get("/Subtype") == "/Form" and "/Resources" not in thing
                if is_bare or any(object_oddities(thing)):
                    raise UnfitError("an odd object")
        if any(_goes_back(heads, number, head) for number, head in enumerate(heads) if b"/K" in head):
            raise UnfitError("tags that may go in a circle")
        if any(catalog_oddities(self.pdf.Root)) or self.pdf.get_warnings():
            raise UnfitError("the file holds something odd")
        for head in unknown:
            if not _ELSEWHERE.search(head):
                self.memory.heads.put(head, True)

    def _profile(self, stream: Stream) -> bytes:
        return self.memory.profiles.get_or_make(self._exact.of(stream.objgen[0]), stream.read_bytes)

    # fonts

    def _fonts(self) -> list[tuple[int, FileFont]]:
        """Return the fonts of the file by number."""
        found, alike, programs = [], Counter[bytes](), dict[str, bytes]()
        for number, head in enumerate(self.written.heads):
            if head.startswith(_FONT) and _INNER not in head:
                family = head.partition(b"/BaseFont/")[2].partition(b"/")[0].partition(b"+")[2]
                alike[family] += 1
                font = self._font(number, alike[family])
                face = font.font.face
                if face.kind == "Type3" or face.fault or programs.setdefault(face.name, face.program) != face.program:
                    raise UnfitError("a font of drawings, one that is broken, or one that another is named as")
                found.append((number, font))
        return found

    def _font(self, number: int, nth: int) -> FileFont:
        memory, key = self.memory, (self._exact.of(number), nth)
        known = memory.fonts.get(key)
        if known is None:
            font = Font(self.pdf.get_object((number, 0)))
            name, told = f"{font.face.name.rpartition('+')[2]} {nth} {font.nature}", font.told()
            first = memory.first.get(name)
            if first is None:
                font.label = f"{name} {memory.next_number()}"
                first = font, told
                memory.first.put(name, first)
            font.label = first[0].label
            known = FileFont(font, first[0], sum(1 << code for code in _differing(told, first[1])))
            memory.fonts.put(key, known)
        return known

    def _stands_for(self, number: int) -> bytes | None:
        found, head = self._library.by_number.get(number), self.written.head(number)
        if found is not None:
            return found.font.label.encode()
        return self._digests.resolved(_TAGS.sub(b"", head)) if b"/StructParents" in head else None

    # pages

    def runs(self) -> list[list[Run]]:
        """Return what the content streams of each page paint."""
        return [self._of_page(number, plain) for number, plain in self._pages]

    def _of_page(self, number: int, plain: PlainPage) -> list[Run]:
        forms = {name: value for kind, name, value in plain.named if kind == b"XObject" and isinstance(value, int)}
        drawn = _Resources(self.pdf, number, self._names(plain), forms)
        start = State(clip=plain.page.media, matrix=plain.origin)
        now, runs = situation_of((start,), self.memory.number_of), []
        for stream in plain.contents:
            run = self._run(self._block(stream), drawn, now)
            runs.append(run)
            self._library.spend(run.operators)
            now = now.then(run.after, run.untouched)
        return runs

    def _block(self, number: int) -> Block:
        return self.memory.streams.get_or_make(self._exact.of(number), lambda: self._cut(number))

    def _cut(self, number: int) -> Block:
        stream = self.pdf.get_object((number, 0))
        if not isinstance(stream, Stream):
            raise UnfitError("content that is no stream")
        return cut(decoded(stream), self.memory.pieces)

    def _names(self, plain: PlainPage) -> Names:
        """Return what each name of a page stands for, of whatever kinds."""
        found: Names = {}
        for kind, name, value in plain.named:
            meaning = self._digests.resolved(value) if isinstance(value, bytes) else self._digests.of(value)
            found[name] = found.get(name, b"") + kind + meaning
        return found

    def _run(self, block: Block, drawn: _Resources, now: Situation) -> Run:
        memory = self.memory
        base = block.content, drawn.meaning(block.names), now.rest
        needs = memory.needs.get(base)
        known = memory.runs.get((base, now.only(needs))) if needs is not None else None
        if known is not None and self._library.is_usual(known.codes):
            return known
        parts: list[Part] = []
        before = now
        for part in block.parts:
            done = self._run(part, drawn, now) if isinstance(part, Block) else self._passage(part, drawn, now)
            parts.append(done)
            now = now.then(done.after, done.untouched)
        run = joined(parts, now, memory.next_number())
        if run.is_usual:
            memory.needs.put(base, run.needs)
            memory.runs.put((base, before.only(run.needs)), run, run.weight)
        return run

    def _passage(self, piece: Piece, drawn: _Resources, now: Situation) -> Passage:
        memory, library = self.memory, self._library
        base = piece.content, drawn.meaning(piece.names), now.rest
        needs = memory.needs.get(base)
        known = memory.passages.get((base, now.only(needs))) if needs is not None else None
        if known is not None and library.is_usual(known.codes):
            return known
        needs = self._needs.get(base)
        if needs is not None and (base, now.only(needs)) in self._passages:
            return self._passages[base, now.only(needs)]
        passage = self._filled(piece, drawn, now)
        if passage.is_usual:
            memory.needs.put(base, passage.needs)
            memory.passages.put((base, now.only(passage.needs)), passage, passage.weight)
        else:
            self._needs[base] = passage.needs
            self._passages[base, now.only(passage.needs)] = passage
        return passage

    def _filled(self, piece: Piece, drawn: _Resources, now: Situation) -> Passage:
        """Return a passage that is new, by its pattern if that is known."""
        memory, library = self.memory, self._library
        outline, shown, meaning = self._outline(piece, drawn)
        base = outline, meaning, now.rest
        needs = memory.needs.get(base) if shown else None
        pattern = memory.patterns.get((base, now.only(needs))) if needs is not None else None
        if pattern is not None:
            return filled(pattern, shown, library, memory)
        states = now.fresh()
        for state in states:
            if state.text.font is not None:
                state.text.font = library.here(state.text.font)
        left = library.operators_left
        player = PassagePlayer(states, drawn.values(), library)
        passage = player.passage(piece.content, now, memory)
        library.operators_left = left
        if len(player.shown) == len(shown) > 0:
            memory.needs.put(base, passage.needs)
            memory.patterns.put((base, now.only(passage.needs)), player.pattern(passage), passage.weight)
        return passage

    def _outline(self, piece: Piece, drawn: _Resources) -> tuple[bytes, list[bytes], tuple[bytes, ...]]:
        """Return a passage, or the one form that it draws, without what it shows, that, and what names stand for."""
        outline, shown = outline_of(piece.content)
        meaning = drawn.meaning(piece.names)
        forms = _DRAWN.findall(piece.content)
        number = drawn.forms.get(forms[0], 0) if len(forms) == 1 and not shown else 0
        head = self.written.head(number) if number else b""
        if not head.startswith(_FORM) or b"/Filter/FlateDecode" not in head:
            return outline, shown, meaning
        content, shown = outline_of(self.written.content(Ref(number)))
        own = content + self._digests.resolved(_UNSEEN.sub(b"", head))
        place = piece.names.index(forms[0])
        return outline, shown, (*meaning[:place], own, *meaning[place + 1 :])


def _goes_back(heads: Sequence[bytes], number: int, head: bytes) -> bool:
    """Tell whether a tag holds a tag that stands before it in the file, or itself; in files of ours none does."""
    held = _HELD.search(head)
    before = [int(ref) for ref in _REF.findall(held[1]) if int(ref) <= number] if held else []
    return any(_HELD.search(heads[ref]) for ref in before)


def _differing(told: dict[int, Glyph], usual: dict[int, Glyph]) -> Sequence[int]:
    return [code for code in told.keys() | usual.keys() if told.get(code) != usual.get(code)]
