"""Objects of a file by a digest of everything they hold and reach: equal objects have equal digests in every file."""

import re
from collections.abc import Collection, Iterator
from hashlib import sha256

from pikepdf import Array, Dictionary, Object, Pdf, PdfError, Stream

_REFERENCE = re.compile(rb"(?<![0-9A-Za-z/#.])([0-9]+) ([0-9]+) R(?![0-9A-Za-z])")
_STRING = re.compile(rb"(\((?:[^()\\]|\\.)*\))", re.DOTALL)
"""A string as qpdf writes it, with a backslash before each bracket in it."""
_DEEPEST = 64
_UNTOLD = (AttributeError, TypeError, ValueError, PdfError)
"""What malformed objects raise: of what cannot be told nothing is kept."""


class _EndlessError(Exception):
    """An object reaches itself, or lies too deep in others."""


class Digests:
    """The digests of one file, each worked out once, of what pikepdf reads: they do not depend on how it is written."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._known: dict[tuple[int, int], bytes | None] = {}
        self._forms: dict[tuple[int, int], bytes | None] = {}

    def of(self, thing: Object) -> bytes | None:
        """Return the digest of an object; None for one that reaches itself, or whose bytes depend on a password."""
        if self._pdf.is_encrypted:
            return None
        try:
            return self._of(thing, 0)
        except (_EndlessError, *_UNTOLD):
            return None

    def of_content(self, streams: Object | None, resources: Object) -> bytes | None:
        """Return a digest of content and everything it draws with; forms that it draws by name count by their names."""
        if self._pdf.is_encrypted:
            return None
        try:
            parts = list(self._parts(streams)) + list(self._list_drawn_with(resources))
        except (_EndlessError, *_UNTOLD):
            return None
        return sha256(b"".join(parts)).digest()

    def of_resources(self, resources: Object, without: Collection[str]) -> bytes | None:
        """Return a digest of what content draws with, without some kinds of it."""
        parts = [(kind, self.of(held)) for kind, held in sorted(resources.items()) if kind not in without]
        return None if any(digest is None for _, digest in parts) else sha256(repr(parts).encode()).digest()

    def of_form(self, form: Stream) -> bytes | None:
        """Return the digest of the content of a form that has its own resources."""
        if form.objgen not in self._forms:
            self._forms[form.objgen] = self.of_content(form, form.Resources)
        return self._forms[form.objgen]

    def _parts(self, streams: Object | None) -> Iterator[bytes]:
        """Yield digests of content streams, without other entries of their dictionaries."""
        for stream in streams if isinstance(streams, Array) else [streams]:
            if isinstance(stream, Stream):
                told = (stream.get(key) for key in ("/Filter", "/DecodeParms", "/F"))
                how = b" ".join(b"-" if each is None else self._value(each, 0) for each in told)
                yield sha256(how + b"\n" + stream.read_raw_bytes()).digest()

    def _list_drawn_with(self, resources: Object) -> Iterator[bytes]:
        for kind, held in sorted(resources.items()):
            if kind != "/XObject" or not isinstance(held, Dictionary):
                yield kind.encode() + self._of(held, 0)
                continue
            for name, thing in sorted(held.items()):
                is_form = isinstance(thing, Stream) and thing.get("/Subtype") == "/Form"
                yield name.encode() + (b" form " if is_form else b" " + self._of(thing, 0))

    def _of(self, thing: Object, depth: int) -> bytes:
        number = thing.objgen if isinstance(thing, Object) else (0, 0)
        if number == (0, 0):
            return self._work_out(thing, depth)
        if number not in self._known:
            self._known[number] = None
            self._known[number] = self._work_out(thing, depth)
        found = self._known[number]
        if found is None:
            raise _EndlessError
        return found

    def _work_out(self, thing: Object, depth: int) -> bytes:
        if isinstance(thing, Stream):
            own = sha256(thing.read_raw_bytes()).digest()
            return sha256(b"stream" + self._value(thing.stream_dict, depth) + own).digest()
        return sha256(self._value(thing, depth)).digest()

    def _value(self, thing: Object, depth: int) -> bytes:
        """Return a value as qpdf writes it, with a digest in the place of each reference."""
        if depth > _DEEPEST:
            raise _EndlessError
        written = thing.unparse(resolved=True) if isinstance(thing, Object) else repr(thing).encode()
        if b"(" not in written:
            return self._refer(written, depth)
        pieces = _STRING.split(written)  # a string may look like a reference
        return b"".join(piece if at % 2 else self._refer(piece, depth) for at, piece in enumerate(pieces))

    def _refer(self, written: bytes, depth: int) -> bytes:
        """Return what stands outside of strings, with a digest in the place of each reference, after a zero byte."""
        pieces = _REFERENCE.split(written)
        found = pieces[:1]
        for at in range(1, len(pieces), 3):
            referred = self._pdf.get_object(int(pieces[at]), int(pieces[at + 1]))
            found += (b"\0", self._of(referred, depth + 1), pieces[at + 2])
        return b"".join(found)
