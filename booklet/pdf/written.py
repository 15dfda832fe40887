"""A finished file taken apart by its own bytes: objects by number, their values, digests of all that they reach.

Nothing here knows what the writer meant to write: objects are found through the file's cross-reference table, as any
reader finds them (ISO 32000-2, 7.5). Only a file that is built as plainly as ours is taken apart: one table that names
every byte, no updates, no objects in streams, streams as long as they say. Whoever asks for another has to have it read
by a library.
"""

import re
import zlib
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import pairwise
from typing import NamedTuple

from booklet.pdf.objects import Name, Ref
from booklet.pdfnumbers import numbers

Stream = tuple[bytes, str]
"""The bytes of a stream as they are written, and its filter, "" for none."""

Value = Name | Ref | bytes | float | bool | None | list["Value"] | Mapping[str, "Value"]


class NotPlainError(Exception):
    """A file, or a part of it, is built in a way that is not taken apart here; a real reader has to read it."""


class Object(NamedTuple):
    """An indirect object: its value as it is written, that value, its entries if it has any, the bytes of its stream.

    Values are shared and never changed.
    """

    head: bytes
    value: Value
    entries: Mapping[str, Value]
    stream: bytes | None


_HEADER = re.compile(rb"%PDF-1\.[4-7]\n%[\x80-\xff]{4}[ -~]{0,80}\n")
_TABLE = re.compile(rb"xref\n0 ([0-9]{1,10})\n0000000000 65535 f \n((?:[0-9]{10} 00000 n \n)*)trailer\b")
_TABLE_END = re.compile(rb"\nstartxref\n([0-9]{1,10})\n%%EOF\n\Z")
_ENTRY = 20
_TRAILER = {"Size", "Root", "Info", "ID"}
_STREAM, _END = b"\nstream\n", b"\nendobj\n"
_END_OF_STREAM = b"\nendstream" + _END
_LENGTH = re.compile(rb"/Length ([0-9]{1,10})>>\Z")


class Written:
    """The objects of a file by number from 1: the bytes of each up to its stream, and its stream as it is stored."""

    def __init__(self, data: bytes) -> None:
        """Cut a file; raise `NotPlainError` if it is not as plain as ours."""
        header, end = _HEADER.match(data), _TABLE_END.search(data, max(0, len(data) - 64))
        table = _TABLE.match(data, int(end[1])) if end else None
        if not (header and end and table):
            raise NotPlainError
        self.data = data
        self.table = table.start()
        self.trailer = as_dict(read_value(data[table.end() : end.start()]))
        entries = table[2]
        offsets = [int(entries[at : at + 10]) for at in range(0, len(entries), _ENTRY)]
        self.count = len(offsets) + 1
        root = self.trailer.get("Root")
        if int(table[1]) != self.count or self.trailer.get("Size") != self.count or type(root) is not Ref:
            raise NotPlainError
        if not self.trailer.keys() <= _TRAILER or (*offsets, self.table)[0] != header.end():
            raise NotPlainError
        self.root = root
        self.heads: list[bytes] = [b""]
        self.streams: dict[int, bytes] = {}
        self._cut([*offsets, self.table])
        self._objects: dict[int, Object] = {}

    def _cut(self, offsets: list[int]) -> None:
        heads, streams = self.heads, self.streams
        for number, (start, end) in enumerate(pairwise(offsets), start=1):
            whole = self.data[start:end]
            begin = b"%d 0 obj\n" % number
            if not (whole.startswith(begin) and whole.endswith(_END)):
                raise NotPlainError
            at = whole.find(_STREAM) if whole.endswith(_END_OF_STREAM) else -1
            if at < 0:
                heads.append(whole[len(begin) : -len(_END)])
                continue
            head, first = whole[len(begin) : at], at + len(_STREAM)
            last = first + _length(head)
            if last + len(_END_OF_STREAM) != len(whole):
                raise NotPlainError
            heads.append(head)
            streams[number] = whole[first:last]

    def head(self, number: int) -> bytes:
        """Return an object without its stream; raise `NotPlainError` if there is none of that number."""
        if not 0 < number < self.count:
            raise NotPlainError
        return self.heads[number]

    def object(self, ref: Value) -> Object:
        """Return an object by its reference."""
        if type(ref) is not Ref:
            raise NotPlainError
        found = self._objects.get(ref)
        if found is None:
            head = self.head(ref)
            value = read_value(head)
            found = Object(head, value, value if isinstance(value, dict) else {}, self.streams.get(ref))
            self._objects[ref] = found
        return found

    def value(self, value: Value) -> Value:
        """Return a value, or what it refers to if that is no stream."""
        return self.object(value).value if type(value) is Ref else value

    def stream(self, ref: Value) -> Stream:
        """Return a stream as it is written."""
        found = self.object(ref)
        kind = found.entries.get("Filter", "")
        if found.stream is None or "DecodeParms" in found.entries or not isinstance(kind, str):
            raise NotPlainError
        return found.stream, kind

    def content(self, ref: Value) -> bytes:
        """Return what a stream holds."""
        return decoded(self.stream(ref))

    @cached_property
    def digests(self) -> "Digests":
        """What its objects are, with nothing left out."""
        return Digests(self)


@lru_cache(maxsize=1)
def taken_apart(data: bytes) -> Written:
    """Return a file taken apart, the last one as it is: whoever looks at a file that was drawn looks at it in turn."""
    return Written(data)


def _length(head: bytes) -> int:
    """Return how long a stream says that it is."""
    found = _LENGTH.search(head)
    if found:
        return int(found[1])
    length = as_dict(read_value(head)).get("Length")
    if type(length) is not float:
        raise NotPlainError
    return int(length)


def decoded(stream: Stream) -> bytes:
    """Return the content of a stream without a filter, or with Flate alone."""
    written, kind = stream
    if not kind:
        return written
    if kind != "FlateDecode":
        raise NotPlainError
    try:
        return zlib.decompress(written)
    except zlib.error as error:
        raise NotPlainError from error


_REF = re.compile(rb"(?<![0-9.#A-Za-z/])([0-9]{1,10}) 0 R(?![A-Za-z0-9])")
_DEEPEST = 64


@lru_cache(maxsize=8192)
def parted(head: bytes) -> tuple[tuple[bytes, ...], tuple[int, ...]]:
    """Return the bytes of an object between its references, and the numbers it refers to.

    >>> parted(b"<</Font<</A 12 0 R>>/N 0>>")
    ((b'<</Font<</A ', b'>>/N 0>>'), (12,))
    """
    pieces = _REF.split(head)
    return tuple(pieces[::2]), tuple(map(int, pieces[1::2]))


class Digests:
    """What objects of a file are, with all that they reach: each is worked out once.

    Equal digests mean equal objects, whatever their numbers are. `stands_for` may give a digest of another kind for an
    object, such as a font of which only some glyphs matter.
    """

    def __init__(self, file: Written, stands_for: Callable[[int], bytes | None] = lambda _: None) -> None:
        self._file = file
        self._stands_for = stands_for
        self._known: dict[int, bytes] = {}

    def of(self, number: int, depth: int = 0) -> bytes:
        """Return the digest of an object; raise `NotPlainError` if there is none, or what it reaches reaches it."""
        found = self._known.get(number)
        if found is None:
            said = self._stands_for(number)
            whole = said if said is not None else self.resolved(self._file.head(number), depth)
            stream = self._file.streams.get(number)
            own = b"" if stream is None else sha256(stream).digest()
            found = self._known[number] = sha256(whole + own).digest()
        return found

    def resolved(self, head: bytes, depth: int = 0) -> bytes:
        """Return the bytes of a value with a digest in the place of each reference."""
        if depth > _DEEPEST:
            raise NotPlainError
        pieces, numbers = parted(head)
        digests = [self.of(number, depth + 1) for number in numbers]
        return b"".join(piece for pair in zip(pieces, (*digests, b""), strict=True) for piece in pair)


_TOKEN = re.compile(
    rb"""\s*(?:(<<)|(>>)|(\[)|(\])|/([^\s<>\[\](){}/%\#]*)|(\d{1,10})\ 0\ R\b|([+-]?(?:\d+\.?\d*|\.\d+))|
    (\((?:[^()\\]|\\.)*\))|(<[0-9A-Fa-f\s]*>)|(true|false|null)\b)""",
    re.DOTALL | re.VERBOSE,
)

_WORDS = {b"true": True, b"false": False, b"null": None}


@lru_cache(maxsize=2048)
def read_value(written: bytes) -> Value:
    """Return a value in PDF syntax (7.3); strings stay as they are written, numbers are floats."""
    found: list[Value] = []
    opened: list[tuple[int, list[Value]]] = []
    place, end = 0, len(written.rstrip())
    while place < end:
        token = _TOKEN.match(written, place)
        if token is None:
            raise NotPlainError
        place, kind = token.end(), token.lastindex
        if kind in (1, 3):
            opened.append((kind, found))
            found = []
        elif kind in (2, 4):
            if not opened or opened[-1][0] != kind - 1:
                raise NotPlainError
            held: Value = found if kind == 4 else _dictionary(found)
            found = opened.pop()[1]
            found.append(held)
        else:
            found.append(_simple(kind, token))
    if opened or len(found) != 1:
        raise NotPlainError
    return found[0]


def _simple(kind: int | None, token: re.Match[bytes]) -> Value:
    if kind == 5:
        return Name(token[5].decode("latin-1"))
    if kind == 6:
        return Ref(token[6])
    if kind == 7:
        return float(token[7])
    return _WORDS[token[10]] if kind == 10 else token[8] or token[9]


def _dictionary(held: list[Value]) -> Mapping[str, Value]:
    names = held[::2]
    if len(held) % 2 or any(type(name) is not Name for name in names) or len(set(map(str, names))) != len(names):
        raise NotPlainError
    return {str(name): value for name, value in zip(names, held[1::2], strict=True)}


def as_dict(value: Value) -> Mapping[str, Value]:
    """Return a dictionary; raise `NotPlainError` if a value is none."""
    if not isinstance(value, dict):
        raise NotPlainError
    return value


def as_list(value: Value) -> list[Value]:
    """Return an array; raise `NotPlainError` if a value is none."""
    if not isinstance(value, list):
        raise NotPlainError
    return value


def as_written(value: Value) -> bytes:
    """Return a value in PDF syntax."""
    if isinstance(value, dict):
        return b"<<%b>>" % b"".join(
            b"/%b %b" % (key.encode("latin-1"), as_written(held)) for key, held in value.items()
        )
    if isinstance(value, list):
        return b"[%b]" % b" ".join(map(as_written, value))
    if isinstance(value, Name):
        return b"/" + value.encode("latin-1")
    if isinstance(value, Ref):
        return b"%d 0 R" % value
    if isinstance(value, bytes):
        return value
    return numbers([value], 10).encode() if type(value) is float else _AS_WRITTEN[value]


_AS_WRITTEN: dict[object, bytes] = {value: word for word, value in _WORDS.items()}
