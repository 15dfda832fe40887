"""A file of ours, opened to be read in passages: what it shares with files before it is not played again."""

import re
from collections import Counter
from collections.abc import Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

from booklet.geometry import Rect
from booklet.preflight.model import Document
from booklet.preflight.read.document import origin_of, page_alone, resources_of, whole_document
from booklet.preflight.read.fonts import Font, Glyph
from booklet.preflight.read.library import BROKEN, Library, TooMuchError, check_length
from booklet.preflight.read.objects import catalog_oddities, object_oddities, page_actions
from booklet.preflight.read.passages import (
    Codes,
    FileFont,
    Memory,
    Passage,
    PassagePlayer,
    Piece,
    Run,
    cut,
    joined,
)
from booklet.preflight.read.plain import Step, UnfitError, steps_of
from booklet.preflight.read.state import State
from booklet.slices import Digests, LoopError, Slices

_KINDS = ("/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font")
_ELSEWHERE = re.compile(rb"/(?:S|Type|Subtype|Filter)\s*[0-9]")
"""An object that says what it is in another object."""

_FONT, _INNER = b"<</Type/Font/", b"/Subtype/CIDFont"
_TAGS = re.compile(rb"/StructParents [0-9]+")
_EVERY_CODE = -1

Names = dict[bytes, bytes]


def read_again(data: bytes, slices: Slices, memory: Memory) -> tuple[Document, list[list[Run]]] | None:
    """Return a file without what its pages paint, and that, page by page; None if it has to be read as a whole."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            file = OpenFile(pdf, slices, memory)
            document = file.document()
            runs = [file.runs(page.number, page.media) for page in document.pages]
            return None if pdf.get_warnings() or not runs else (document, runs)
    except (UnfitError, LoopError, TooMuchError, RecursionError, MemoryError, *BROKEN):
        return None


class _Fonts(Library):
    """The fonts of one file by number, as they were read from it or from an equal one before."""

    def __init__(self, by_number: dict[int, FileFont]) -> None:
        super().__init__()
        self.by_number = by_number

    def font(self, font: Object) -> Font:
        """Return a font; raise `UnfitError` for one that stands in no object of its own."""
        found = self.by_number.get(font.objgen[0])
        if found is None:
            raise UnfitError("a font without a number")
        return found.font

    def form(self, form: Stream) -> Sequence[Step]:
        """Return the operators of a form."""
        key = form.objgen
        if key not in self.instructions:
            check_length(form)
            self.instructions[key] = steps_of(form.read_bytes())
        return self.instructions[key]


class OpenFile:
    """A file, cut and opened; nothing is raised but `UnfitError`, `LoopError` and what pikepdf raises."""

    def __init__(self, pdf: Pdf, slices: Slices, memory: Memory) -> None:
        self.pdf = pdf
        self.slices = slices
        self.memory = memory
        self._exact = Digests(slices)
        by_number = dict(self._fonts())
        self._library = _Fonts(by_number)
        self._by_label = {found.font.label: found for found in by_number.values()}
        self._digests = Digests(slices, self._stands_for)
        self.pages = [page.obj for page in pdf.pages]

    # the file as a whole

    def document(self) -> Document:
        """Return the file with its pages, of which nothing is read but their boxes; nothing in it is odd."""
        self._settle()
        pages = tuple(page_alone(page, number) for number, page in enumerate(self.pages))
        return whole_document(self.pdf, pages, (), self._profile)

    def _settle(self) -> None:
        """Look at objects that no file had before."""
        heads = self.slices.heads
        unknown = set(self.memory.heads.unknown(heads[1:]))
        for number, head in enumerate(heads):
            if head in unknown:
                thing = self.pdf.get_object((number, 0))
                is_bare = isinstance(thing, Stream) and thing.get("/Subtype") == "/Form" and "/Resources" not in thing
                if is_bare or any(object_oddities(thing)):
                    raise UnfitError("an odd object")
        odd = any(catalog_oddities(self.pdf.Root)) or any(any(page_actions(page)) for page in self.pages)
        if odd or self.pdf.get_warnings():
            raise UnfitError("the file holds something odd")
        for head in unknown:
            if not _ELSEWHERE.search(head):
                self.memory.heads.put(head, True)

    def _profile(self, stream: Stream) -> bytes:
        digest = self._exact.of(stream.objgen[0])
        found = self.memory.profiles.get(digest)
        if found is None:
            found = stream.read_bytes()
            self.memory.profiles.put(digest, found)
        return found

    # fonts

    def _fonts(self) -> list[tuple[int, FileFont]]:
        """Return the fonts of the file by number."""
        found, alike = [], Counter[bytes]()
        for number, head in enumerate(self.slices.heads):
            if head.startswith(_FONT) and _INNER not in head:
                family = head.partition(b"/BaseFont/")[2].partition(b"/")[0].partition(b"+")[2]
                alike[family] += 1
                found.append((number, self._font(number, alike[family])))
        return found

    def _font(self, number: int, nth: int) -> FileFont:
        memory, key = self.memory, (self._exact.of(number), nth)
        known = memory.fonts.get(key)
        if known is None:
            font = Font(self.pdf.get_object((number, 0)))
            name, told = f"{font.face.name.rpartition('+')[2]} {nth} {font.nature}", font.told()
            first = memory.first.get(name)
            if first is None:
                font.label = f"{name} {next(memory.numbers)}"
                first = font, told
                memory.first.put(name, first)
            font.label = first[0].label
            known = FileFont(font, first[0], sum(1 << code for code in _differing(told, first[1])))
            memory.fonts.put(key, known)
        return known

    def _stands_for(self, number: int) -> bytes | None:
        found, head = self._library.by_number.get(number), self.slices.head(number)
        if found is not None:
            return found.font.label.encode()
        return self._digests.resolved(_TAGS.sub(b"", head)) if b"/StructParents" in head else None

    # pages

    def runs(self, number: int, media: Rect) -> list[Run]:
        """Return what the content streams of a page paint, whose sheet is as large as that."""
        page = self.pages[number]
        contents, resources = page.get("/Contents"), resources_of(page)
        names = self._names(resources)
        states: tuple[State, ...] = (State(clip=media, matrix=origin_of(page)),)
        key, runs = self.memory.state_key(states), []
        for stream in contents if isinstance(contents, Array) else [contents]:
            if not isinstance(stream, Stream):
                raise UnfitError("content that is no stream")
            run = self._run(stream, resources, names, states, key)
            runs.append(run)
            self._library.spend(run.operators)
            if run.passages:
                states, key = run.passages[-1].after, run.passages[-1].key_after
        return runs

    def _names(self, resources: Dictionary) -> Names:
        """Return what each name of some resources stands for, of whatever kinds."""
        found: Names = {}
        for kind in _KINDS:
            for name, value in resources.get(kind, Dictionary()).items():
                key = name[1:].encode()
                number = value.objgen[0]
                meaning = self._digests.of(number) if number else self._digests.resolved(value.unparse())
                found[key] = found.get(key, b"") + kind.encode() + meaning
        return found

    def _run(self, stream: Stream, resources: Dictionary, names: Names, states: tuple[State, ...], key: int) -> Run:
        memory, digest = self.memory, self._exact.of(stream.objgen[0])
        content = memory.streams.get(digest)
        if content is None:
            check_length(stream)
            content = cut(stream.read_bytes(), memory.pieces)
            memory.streams.put(digest, content)
        whole = digest, tuple(names.get(name, b"") for name in content.names), key
        known = memory.runs.get(whole)
        if known is not None and self._is_usual(known.codes):
            return known
        passages = []
        for piece in content.pieces:
            passage = self._passage(piece, resources, names, states, key)
            passages.append(passage)
            states, key = passage.after, passage.key_after
        run = joined(tuple(passages), next(memory.numbers))
        if run.is_usual:
            memory.runs.put(whole, run, len(passages))
        return run

    def _passage(
        self, piece: Piece, resources: Dictionary, names: Names, states: tuple[State, ...], key: int
    ) -> Passage:
        memory = self.memory
        whole = piece.content, tuple(names.get(name, b"") for name in piece.names), key
        known = memory.passages.get(whole)
        if known is not None and self._is_usual(known.codes):
            return known
        player = PassagePlayer(tuple(map(self._fresh, states)), resources, self._library)
        before = self._library.operators_left
        passage = player.passage(piece.content, memory, self._is_usual)
        self._library.operators_left = before
        for state in passage.after:
            if state.text.font is not None:
                state.text.font = self._by_label[state.text.font.label].first
        if passage.is_usual:
            memory.passages.put(whole, passage, 1 + len(passage.marks))
        return passage

    def _fresh(self, state: State) -> State:
        """Return a state to play on in, with the font of this file."""
        state = state.copied()
        if state.text.font is not None:
            state.text.font = self._by_label[state.text.font.label].font
        return state

    def _is_usual(self, codes: Codes) -> bool:
        """Tell whether the fonts show these codes here as they did in the files before."""
        fonts = self._by_label
        return not any(bits & (fonts[label].strange if label in fonts else _EVERY_CODE) for label, bits in codes)


def _differing(told: dict[int, Glyph], usual: dict[int, Glyph]) -> Sequence[int]:
    return [code for code in told.keys() | usual.keys() if told.get(code) != usual.get(code)]
